package io.sparkstead.render.disk;

import io.sparkstead.dsl.value.Fingerprint;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
 * @param fingerprints by relative path
 */
record Ledger(SortedMap<String, String> fingerprints) {

  static final String PATH = ".sparkstead/ledger";

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (.+)");

  /** No step may be hidden, empty or a way out; of ours, only the file that sops looks for is. */
  private static final Pattern INSIDE =
      Pattern.compile("(?:(?!\\.)[A-Za-z0-9._-]+/)*(?:(?!\\.)[A-Za-z0-9._-]+|\\.sops\\.yaml)");

  Ledger {
    fingerprints = Collections.unmodifiableSortedMap(new TreeMap<>(fingerprints));
  }

  static Ledger of(Map<String, String> files) {
    SortedMap<String, String> fingerprints = new TreeMap<>();
    files.forEach((path, text) -> fingerprints.put(path, Fingerprint.of(text).text()));
    return new Ledger(fingerprints);
  }

  /**
   * What {@code text} says, as far as it can be believed. A line that is no line of ours is passed
   * over: its file then counts as one we never wrote, and stays as it is.
   */
  static Ledger parse(String text) {
    SortedMap<String, String> fingerprints = new TreeMap<>();
    for (String line : text.split("\n", -1)) {
      Matcher match = LINE.matcher(line);
      if (match.matches() && INSIDE.matcher(match.group(2)).matches()) {
        fingerprints.put(match.group(2), match.group(1));
      }
    }
    return new Ledger(fingerprints);
  }

  /** Whether {@code bytes} are what we last wrote to {@code path}. */
  boolean wrote(String path, byte[] bytes) {
    return Fingerprint.of(bytes).text().equals(fingerprints.get(path));
  }

  String text() {
    StringBuilder text = new StringBuilder();
    fingerprints.forEach((path, fingerprint) -> text.append(fingerprint + "  " + path + "\n"));
    return text.toString();
  }
}
