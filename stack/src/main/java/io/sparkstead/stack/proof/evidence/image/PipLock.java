package io.sparkstead.stack.proof.evidence.image;

import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.stack.image.PythonPackages;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.text.DockerfileText;
import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A file that pip installs an image's packages from.
 *
 * <pre>
 * duckdb==1.4.1 --hash=sha256:…
 * </pre>
 *
 * @param path in the tree
 */
public record PipLock(String path, List<PinnedPackage> entries) {

  private static final String HASH = "--hash=";

  public PipLock {
    entries = List.copyOf(entries);
  }

  /**
   * A package in it.
   *
   * @param name as package indexes compare it
   * @param pin as it is written: {@code Duck_DB==1.4.1}
   */
  public record PinnedPackage(String name, String version, String pin, List<String> hashes) {

    public PinnedPackage {
      hashes = List.copyOf(hashes);
    }
  }

  /**
   * All that {@code image} and those of ours that it is built on install from; nothing if one of
   * them takes more than that, or a file is not here.
   */
  public static Optional<List<PipLock>> of(Evidence stack, DockerfileText image) {
    List<PipLock> all = new ArrayList<>();
    Optional<DockerfileText> next = Optional.of(image);
    while (next.isPresent()) {
      Optional<List<PipLock>> own = installed(stack, next.get());
      if (own.isEmpty()) {
        return own;
      }
      all.addAll(own.get());
      next = stack.images().base(next.get());
    }
    return Optional.of(all);
  }

  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (PinnedPackage entry : entries) {
      names.add(entry.name());
    }
    return names;
  }

  private static Optional<List<PipLock>> installed(Evidence stack, DockerfileText image) {
    List<PipLock> locks = new ArrayList<>();
    String folder = image.path().substring(0, image.path().lastIndexOf('/') + 1);
    for (String run : image.all("RUN")) {
      if (run.contains("conda") || run.matches("(?s).*\\bpython3[0-9.]*-(?!pip\\b|libs\\b)\\w.*")) {
        return Optional.empty();
      }
      for (String install : run.split("pip3? install", -1)) {
        if (install.equals(run) || run.startsWith(install)) {
          continue;
        }
        List<String> files = files(install);
        if (files.isEmpty()) {
          return Optional.empty();
        }
        for (String file : files) {
          String path = folder + Paths.name(file);
          String text = stack.files().get(path);
          if (text == null) {
            return Optional.empty();
          }
          locks.add(new PipLock(path, entries(text)));
        }
      }
    }
    return Optional.of(locks);
  }

  /** Those behind {@code --requirement}, if there is nothing else to install. */
  private static List<String> files(String install) {
    List<String> words = Words.of(install.split("&&|;|\\|", 2)[0]);
    List<String> files = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean isFile = word.equals("--requirement") || word.equals("-r");
      if (isFile && i + 1 < words.size()) {
        files.add(words.get(++i));
      } else if (!word.startsWith("-")) {
        return List.of();
      }
    }
    return files;
  }

  private static List<PinnedPackage> entries(String text) {
    List<PinnedPackage> entries = new ArrayList<>();
    for (String requirement : PythonPackages.requirements(text)) {
      String pin = requirement.split("[\\s;]", 2)[0];
      int equals = pin.indexOf("==");
      if (equals > 0) {
        List<String> hashes = new ArrayList<>();
        for (String word : Words.of(requirement)) {
          if (word.startsWith(HASH)) {
            hashes.add(word.substring(HASH.length()));
          }
        }
        String name = pin.substring(0, equals).replaceFirst("\\[.*", "");
        entries.add(new PinnedPackage(plain(name), pin.substring(equals + 2), pin, hashes));
      }
    }
    return entries;
  }

  private static String plain(String name) {
    return Ascii.toLowerCase(name.replaceAll("[-_.]+", "-"));
  }
}
