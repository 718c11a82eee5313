package io.sparkstead.render.tree;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Files that do not exist yet: text by path, sorted, so that one environment is always the same
 * tree.
 *
 * @param files relative path with forward slashes, e.g. {@code minio/service-minio.yaml}, to text
 */
public record ManifestTree(SortedMap<String, String> files) {

  public ManifestTree {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
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
