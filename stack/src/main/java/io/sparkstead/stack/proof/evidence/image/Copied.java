package io.sparkstead.stack.proof.evidence.image;

import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What COPY or ADD brings.
 *
 * @param to where, without a slash at its end
 * @param from the stage or the image it comes from, or empty for the folder of the Dockerfile
 * @param mode what --chmod says, or empty
 * @param owner what --chown says, or empty
 * @param folder that of the Dockerfile, with a slash at its end
 * @param files those places of files that are known
 * @param mayBeFolder whether more than that may come
 */
public record Copied(
    String to,
    String from,
    String mode,
    String owner,
    List<String> sources,
    String folder,
    Set<String> files,
    boolean mayBeFolder) {

  /** How the name of a file ends, and hardly that of a folder. */
  private static final List<String> OF_FILES =
      List.of(
          ".sh",
          ".py",
          ".jar",
          ".txt",
          ".lock",
          ".conf",
          ".yaml",
          ".yml",
          ".xml",
          ".properties",
          ".json",
          ".toml",
          ".pem",
          ".crt",
          ".cfg",
          ".ini",
          ".whl",
          ".zip",
          ".ipynb",
          ".template");

  private static final List<String> ARCHIVES = List.of(".tgz", ".tar", ".gz", ".xz", ".bz2");

  /** Nothing where it cannot be read. */
  static Optional<Copied> of(Recipe.Step step, Map<String, String> context) {
    List<String> words = new ArrayList<>();
    String from = "";
    String mode = "";
    String owner = "";
    String text = step.text();
    List<String> given = Words.of(text);
    int options = 0;
    while (options < given.size() && given.get(options).startsWith("--")) {
      String option = given.get(options++);
      from = option.startsWith("--from=") ? option.substring("--from=".length()) : from;
      mode = option.startsWith("--chmod=") ? option.substring("--chmod=".length()) : mode;
      owner = option.startsWith("--chown=") ? option.substring("--chown=".length()) : owner;
    }
    int list = text.indexOf('[');
    boolean isList = options < given.size() && given.get(options).startsWith("[");
    if (isList && list >= 0 && ExecForm.is(text.substring(list))) {
      words.addAll(ExecForm.strings(text.substring(list)));
    } else {
      String line = text.indexOf('\n') < 0 ? text : text.substring(0, text.indexOf('\n'));
      List<String> onLine = Words.of(line);
      words.addAll(onLine.subList(Math.min(options, onLine.size()), onLine.size()));
    }
    if (words.size() < 2) {
      return Optional.empty();
    }
    String to = Paths.in(step.folder(), Words.unquoted(words.get(words.size() - 1)));
    List<String> sources = List.copyOf(words.subList(0, words.size() - 1));
    return Optional.of(placed(to, from, mode, owner, sources, step, context));
  }

  private static Copied placed(
      String to,
      String from,
      String mode,
      String owner,
      List<String> sources,
      Recipe.Step step,
      Map<String, String> context) {
    String folder = step.file().path().substring(0, step.file().path().lastIndexOf('/') + 1);
    Set<String> files = new TreeSet<>();
    boolean mayBeFolder = false;
    for (String source : sources) {
      String name = Paths.name(Paths.plain(Words.unquoted(source)));
      boolean isHeredoc = source.startsWith("<<");
      boolean isFile =
          isHeredoc || isFile(name) || (from.isEmpty() && context.containsKey(folder + source));
      boolean isUnpacked = step.is("ADD") && endsWithOneOf(name, ARCHIVES);
      boolean intoFolder = to.endsWith("/") || sources.size() > 1;
      if (isFile && !isUnpacked && name.indexOf('*') < 0) {
        files.add(intoFolder ? Paths.plain(to) + "/" + name : to);
        // A folder that is there already takes the file in.
        mayBeFolder |= !intoFolder && !name.equals(Paths.name(to)) && !isFile(Paths.name(to));
      } else {
        mayBeFolder = true;
      }
    }
    return new Copied(Paths.plain(to), from, mode, owner, sources, folder, files, mayBeFolder);
  }

  private static boolean isFile(String name) {
    return endsWithOneOf(name.toLowerCase(Locale.ROOT), OF_FILES);
  }

  private static boolean endsWithOneOf(String name, List<String> ends) {
    for (String end : ends) {
      if (name.endsWith(end)) {
        return true;
      }
    }
    return false;
  }

  /** The file beside the Dockerfile that becomes {@code path}, if one does. */
  Optional<String> sourceOf(String path) {
    for (String source : sources) {
      boolean isIt = sources.size() == 1 || Paths.name(source).equals(Paths.name(path));
      if (isIt && from.isEmpty() && files.contains(path)) {
        return Optional.of(folder + (source.startsWith("./") ? source.substring(2) : source));
      }
    }
    return Optional.empty();
  }

  /** Whether {@code path} is what it brings, or a folder on the way there. */
  boolean isAt(String path) {
    return path.equals(to) || files.contains(path) || Paths.isIn(path, to);
  }

  /** Whether {@code path} may be a part of it. */
  public boolean mayHave(String path) {
    return mayBeFolder && Paths.isIn(to, path);
  }

  /** Whether it lets nobody run it, whom {@code user} is one of. */
  boolean isNoProgram(boolean isRoot) {
    if (mode.isEmpty()) {
      return false;
    }
    return Modes.letsNobodyRun(mode) || (isRoots() && !isRoot && Modes.letsOwnerRun(mode));
  }

  private boolean isRoots() {
    return owner.isEmpty() || owner.startsWith("0") || owner.startsWith("root");
  }
}
