package io.sparkstead.render.disk;

import io.sparkstead.dsl.value.Fingerprint;
import io.sparkstead.render.tree.ManifestTree;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which files of a folder we wrote, and the SHA-256 of what we wrote into each.
 *
 * <pre>
 * 6f1c…  kustomization.yaml
 * 90ab…  minio/deployment-minio.yaml
 * </pre>
 *
 * <p>The format is {@code sha256sum}'s, so that {@code sha256sum --check .sparkstead/ledger} tells
 * without us what was edited.
 *
 * @param fingerprints by relative path; of a file that a killed run was about to replace, both
 */
public record Ledger(SortedMap<String, Set<String>> fingerprints) {

  public static final String PATH = ".sparkstead/ledger";

  private static final String BETWEEN = "  ";

  public Ledger {
    fingerprints = Collections.unmodifiableSortedMap(new TreeMap<>(fingerprints));
  }

  static Ledger of(ManifestTree tree) {
    SortedMap<String, Set<String>> fingerprints = new TreeMap<>();
    for (Map.Entry<String, String> file : tree.files().entrySet()) {
      fingerprints.put(file.getKey(), Set.of(Fingerprint.of(file.getValue()).text()));
    }
    return new Ledger(fingerprints);
  }

  /**
   * What {@code text} says, as far as it can be believed. A line that is no line of ours is passed
   * over: its file then counts as one we never wrote, and stays as it is.
   */
  static Ledger parse(String text) {
    SortedMap<String, Set<String>> fingerprints = new TreeMap<>();
    for (String line : text.split("\n", -1)) {
      int end = line.indexOf(BETWEEN);
      String fingerprint = line.substring(0, Math.max(0, end));
      String path = line.substring(end < 0 ? line.length() : end + BETWEEN.length());
      if (Fingerprint.isOne(fingerprint) && ManifestTree.isInside(path)) {
        Set<String> all = new TreeSet<>(fingerprints.getOrDefault(path, Set.of()));
        all.add(fingerprint);
        fingerprints.put(path, all);
      }
    }
    return new Ledger(fingerprints);
  }

  /** The files that a ledger of {@code text} names. */
  public static Set<String> paths(String text) {
    return parse(text).fingerprints().keySet();
  }

  boolean names(String path) {
    return fingerprints.containsKey(path);
  }

  /** Whether {@code bytes} are what we last wrote to {@code path}. */
  boolean wrote(String path, byte[] bytes) {
    return fingerprints.getOrDefault(path, Set.of()).contains(Fingerprint.of(bytes).text());
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Set<String>> file : fingerprints.entrySet()) {
      for (String each : file.getValue()) {
        text.append(each).append(BETWEEN).append(file.getKey()).append('\n');
      }
    }
    return text.toString();
  }
}
