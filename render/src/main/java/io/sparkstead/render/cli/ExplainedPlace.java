package io.sparkstead.render.cli;

import io.sparkstead.render.cli.outcome.ExitCode;
import io.sparkstead.render.cli.outcome.Refusal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a file, as a person types it.
 *
 * @param typed all of it
 */
record ExplainedPlace(String typed, Path path, Optional<Integer> line) {

  private static final Pattern WITH_LINE = Pattern.compile("(.*[^:]):(\\d{1,9})");
  private static final String LEDGER = ".sparkstead/ledger";

  static ExplainedPlace of(String typed) {
    Matcher with = WITH_LINE.matcher(typed);
    String path = with.matches() ? with.group(1) : typed;
    Optional<Integer> line =
        with.matches() ? Optional.of(Integer.valueOf(with.group(2))) : Optional.empty();
    try {
      if (path.isBlank() || Path.of(path).getFileName() == null) {
        throw new InvalidPathException(path, "no file is called so");
      }
      return new ExplainedPlace(typed, Path.of(path), line);
    } catch (InvalidPathException e) {
      throw new Refusal(
          ExitCode.USAGE,
          "'" + typed + "' is no file, no FILE:LINE and no rule; name one, as REF-01",
          e);
    }
  }

  /** Its name, without folders. */
  String file() {
    return String.valueOf(path.getFileName());
  }

  boolean isJava() {
    return path.toString().endsWith(".java");
  }

  /**
   * A file of a tree.
   *
   * @param out the folder that holds trees
   * @param inOut the file's path from there, or from the tree
   */
  record InTree(Path out, Path inOut) {

    /** What the environment is called, if the path says it. */
    String environment() {
      return inOut.getName(0).toString();
    }

    /** The path in the tree of {@code environment}. */
    String path(String environment) {
      boolean says = inOut.getNameCount() > 1 && environment().equals(environment);
      Path path = says ? inOut.subpath(1, inOut.getNameCount()) : inOut;
      return path.toString().replace('\\', '/');
    }
  }

  /**
   * Where it is: in the tree around it that somebody rendered; or in {@code out}; or as if {@code
   * out} or a tree stood before it.
   */
  InTree inTree(Path out) {
    Path whole = path.toAbsolutePath().normalize();
    for (Path root = whole.getParent(); root != null; root = root.getParent()) {
      Path folder = root.getParent();
      if (folder != null && Files.isRegularFile(root.resolve(LEDGER))) {
        boolean isOut = folder.equals(out.toAbsolutePath().normalize());
        return new InTree(isOut ? out : folder, folder.relativize(whole));
      }
    }
    Path trees = out.toAbsolutePath().normalize();
    return whole.startsWith(trees) && !whole.equals(trees)
        ? new InTree(out, trees.relativize(whole))
        : new InTree(out, path.normalize());
  }
}
