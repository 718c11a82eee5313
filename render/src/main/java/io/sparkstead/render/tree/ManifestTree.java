package io.sparkstead.render.tree;

import io.sparkstead.dsl.value.Ascii;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Files that do not exist yet: text by path, sorted, so that one environment is always the same
 * tree.
 *
 * @param files relative path with forward slashes, e.g. {@code minio/service-minio.yaml}, to text
 */
public record ManifestTree(SortedMap<String, String> files) {

  private static final int LONGEST_NAME = 128;

  /** What Docker and sops look for; nothing else of ours is hidden. */
  private static final Set<String> HIDDEN = Set.of(".dockerignore", ".sops.yaml");

  /** What Windows keeps for devices, whatever follows the first dot. */
  private static final Set<String> DEVICES = devices();

  public ManifestTree {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    Map<String, String> twins = new HashMap<>();
    for (String path : files.keySet()) {
      if (!isInside(path)) {
        throw new IllegalArgumentException(
            "no file can be called " + path + " everywhere; rename it");
      }
      String twin = twins.putIfAbsent(Ascii.toLowerCase(path), path);
      if (twin != null) {
        throw new IllegalArgumentException(
            twin + " and " + path + " are one file to some systems; rename one");
      }
    }
  }

  /** Whether a file can be called {@code path} on every system, and lies in the tree. */
  public static boolean isInside(String path) {
    int start = 0;
    for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', start)) {
      if (!isName(path.substring(start, end))) {
        return false;
      }
      start = end + 1;
    }
    String file = path.substring(start);
    return isName(file) || HIDDEN.contains(file);
  }

  /** Not hidden, not empty, no way out, and not what Windows keeps or cuts a dot off. */
  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (!Ascii.isInName(name.charAt(i))) {
        return false;
      }
    }
    return !name.isEmpty()
        && name.length() <= LONGEST_NAME
        && ".-".indexOf(name.charAt(0)) < 0
        && name.charAt(name.length() - 1) != '.'
        && !isDevice(name);
  }

  private static boolean isDevice(String name) {
    int dot = name.indexOf('.');
    int end = dot < 0 ? name.length() : dot;
    return (end == 3 || end == 4) && DEVICES.contains(Ascii.toLowerCase(name.substring(0, end)));
  }

  private static Set<String> devices() {
    Set<String> devices = new HashSet<>(Set.of("con", "prn", "aux", "nul"));
    for (int number = 0; number <= 9; number++) {
      devices.add("com" + number);
      devices.add("lpt" + number);
    }
    return devices;
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
     * @throws IllegalArgumentException if {@code path} is taken: one of the two would be lost
     */
    Builder add(String path, String text) {
      if (files.putIfAbsent(path, text) != null) {
        throw new IllegalArgumentException(
            "two files want the path "
                + path
                + (path.startsWith("images/")
                    ? "; make a job by submission(…) of the very Workbench whose stack() it joins, or"
                        + " give one image another name"
                    : "; rename one"));
      }
      return this;
    }

    ManifestTree build() {
      return new ManifestTree(files);
    }
  }
}
