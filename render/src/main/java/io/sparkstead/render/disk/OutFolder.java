package io.sparkstead.render.disk;

import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.render.disk.Plan.Step;
import io.sparkstead.render.tree.ManifestTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The folder of one environment on disk.
 *
 * <p>Each file is written beside its target and moved over it, so that whoever looks sees the old
 * text or the new one. The ledger is written last: after a crash, files it does not know yet are
 * already what the next run wants.
 *
 * @param root e.g. {@code out/homelab}; need not exist
 */
public record OutFolder(Path root) {

  /** The file of {@link #imageLock}. */
  public static final String LOCK = "images.lock";

  private static final String TEMPORARY = ".sparkstead-tmp";

  /** Compares {@code tree} with what is here. Changes nothing. */
  public Plan plan(ManifestTree tree) throws IOException {
    Ledger ledger = ledger();
    SortedMap<String, Step> steps = new TreeMap<>();
    for (Map.Entry<String, String> file : tree.files().entrySet()) {
      steps.put(file.getKey(), stepTowards(file.getValue(), file.getKey(), ledger));
    }
    for (String path : ledger.fingerprints().keySet()) {
      if (!tree.files().containsKey(path)) {
        read(path)
            .ifPresent(
                found -> steps.put(path, ledger.wrote(path, found) ? Step.DELETE : Step.EDITED));
      }
    }
    steps.put(Ledger.PATH, ledgerStep(Ledger.of(tree.files()).text()));
    return new Plan(steps);
  }

  /** Whoever edits the ledger gains nothing by it: it is ours to write anew. */
  private Step ledgerStep(String wanted) throws IOException {
    Optional<byte[]> found = read(Ledger.PATH);
    if (found.isEmpty()) {
      return Step.CREATE;
    }
    return Arrays.equals(found.get(), bytes(wanted)) ? Step.KEEP : Step.UPDATE;
  }

  private Step stepTowards(String wanted, String path, Ledger ledger) throws IOException {
    Optional<byte[]> found = read(path);
    if (found.isEmpty()) {
      return Step.CREATE;
    }
    if (Arrays.equals(found.get(), bytes(wanted))) {
      return Step.KEEP;
    }
    if (!ledger.fingerprints().containsKey(path)) {
      return Step.FOREIGN;
    }
    return ledger.wrote(path, found.get()) ? Step.UPDATE : Step.EDITED;
  }

  /**
   * Brings the folder up to {@code tree}, as {@code plan} says; the ledger last.
   *
   * @param plan without files of others in the way; files of ours that were edited are replaced, so
   *     whoever calls has asked
   */
  public void apply(ManifestTree tree, Plan plan) throws IOException {
    for (Map.Entry<String, Step> entry : plan.steps().entrySet()) {
      String path = entry.getKey();
      String text = tree.files().get(path);
      switch (entry.getValue()) {
        case KEEP -> {}
        case CREATE, UPDATE, EDITED, DELETE -> {
          if (text != null) {
            write(path, text);
          } else if (!path.equals(Ledger.PATH)) {
            delete(path);
          }
        }
        case FOREIGN -> throw new IllegalArgumentException(path + " is not ours to replace");
      }
    }
    if (plan.steps().get(Ledger.PATH) != Step.KEEP) {
      write(Ledger.PATH, Ledger.of(tree.files()).text());
    }
  }

  /** The digests that {@code images --lock} left here; none where it never ran. */
  public ImageLock imageLock() throws IOException {
    Optional<String> lock = text(LOCK);
    return lock.isEmpty() ? ImageLock.NONE : ImageLock.parse(lock.get());
  }

  /** The text of the file at {@code path}, whoever wrote it. */
  public Optional<String> text(String path) throws IOException {
    return read(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** Replaces the lock. It stands in no ledger: no render writes or deletes it. */
  public void lock(ImageLock lock) throws IOException {
    write(LOCK, lock.text());
  }

  private Ledger ledger() throws IOException {
    return Ledger.parse(new String(read(Ledger.PATH).orElse(new byte[0]), StandardCharsets.UTF_8));
  }

  private Optional<byte[]> read(String path) throws IOException {
    Path file = inside(path);
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private void write(String path, String text) throws IOException {
    Path file = inside(path);
    Path folder = file.resolveSibling(".");
    Files.createDirectories(folder.normalize());
    Path temporary = file.resolveSibling("." + file.getFileName() + TEMPORARY);
    Files.deleteIfExists(temporary);
    try (FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(java.nio.ByteBuffer.wrap(bytes(text)));
      channel.force(true);
    }
    // Not what the umask of the day leaves: the same tree for everyone.
    if (Files.getFileAttributeView(temporary, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(
          temporary,
          PosixFilePermissions.fromString(text.startsWith("#!") ? "rwxr-xr-x" : "rw-r--r--"));
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void delete(String path) throws IOException {
    Path file = inside(path);
    Files.delete(file);
    for (Path folder = file.getParent();
        folder != null && !folder.equals(root) && isEmpty(folder);
        folder = folder.getParent()) {
      Files.delete(folder);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  /** The file at {@code path}, unless a link on the way leads elsewhere. */
  private Path inside(String path) throws IOException {
    Path file = root;
    for (String step : path.split("/", -1)) {
      file = file.resolve(step);
      if (Files.isSymbolicLink(file)) {
        throw new FileSystemException(
            file.toString(), null, "is a symbolic link; replace it by what it points to");
      }
    }
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(
          file.toString(), null, "is a folder where a file has to be; move it away");
    }
    return file;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
