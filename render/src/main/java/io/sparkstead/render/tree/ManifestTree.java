package io.sparkstead.render.tree;

import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Files that do not exist yet: text by path, sorted, so that one environment is always the same
 * tree.
 *
 * @param files relative path with forward slashes, e.g. {@code minio/service-minio.yaml}, to text
 */
public record ManifestTree(SortedMap<String, String> files) {

  /** No step may be hidden, empty or a way out; of ours, only what Docker and sops look for is. */
  private static final Pattern INSIDE =
      Pattern.compile(
          "(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}/)*"
              + "(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}|\\.dockerignore|\\.sops\\.yaml)");

  /** What Windows keeps for devices, whatever follows, and what it cuts off. */
  private static final Pattern RESERVED =
      Pattern.compile(
          "(?i)(?:.*/)?(?:(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\\..*)?|.*\\.)(?:/.*)?");

  public ManifestTree {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    Map<String, String> twins = new HashMap<>();
    for (String path : files.keySet()) {
      if (!isInside(path)) {
        throw new IllegalStateException("no file can be called " + path + " everywhere; rename it");
      }
      String twin = twins.putIfAbsent(path.toLowerCase(Locale.ROOT), path);
      if (twin != null) {
        throw new IllegalStateException(
            twin + " and " + path + " are one file to some systems; rename one");
      }
    }
  }

  /** Whether a file can be called {@code path} on every system, and lies in the tree. */
  public static boolean isInside(String path) {
    return INSIDE.matcher(path).matches() && !RESERVED.matcher(path).matches();
  }

  static Builder builder() {
    return new Builder();
  }

  static final class Builder {

    private final SortedMap<String, String> files = new TreeMap<>();

    private Builder() {}

    /**
     * Adds a file.
     *
     * @throws IllegalStateException if {@code path} is taken: one of the two would be lost
     */
    Builder add(String path, String text) {
      if (files.putIfAbsent(path, text) != null) {
        throw new IllegalStateException("two files want the path " + path);
      }
      return this;
    }

    ManifestTree build() {
      return new ManifestTree(files);
    }
  }
}
