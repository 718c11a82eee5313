package io.sparkstead.dsl.kube;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.Fingerprint;
import io.sparkstead.dsl.value.SecretRef;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Files that pods read from a ConfigMap: each key is a file name, each value its text.
 *
 * <p>A container sees them as a directory, never by {@code subPath}: a file mounted that way keeps
 * its first text until the pod dies.
 *
 * @param files at most a mebibyte in all, which is what the API server stores
 */
public record ConfigFiles(DnsLabel name, Map<String, String> files) {

  private static final String ROLLER = "sparkstead.io/";
  private static final String ROLLER_END = "-sha256";

  private static final int MAX_BYTES = 1 << 20;

  public ConfigFiles {
    int bytes = 0;
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (!SecretRef.isKey(file.getKey())) {
        throw new IllegalArgumentException(
            "file name '"
                + file.getKey()
                + "' cannot be a key of ConfigMap "
                + name
                + ": use 1-253 of A-Z a-z 0-9 - _ . and do not begin with two dots");
      }
      bytes += file.getValue().getBytes(UTF_8).length;
    }
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "ConfigMap "
              + name
              + " would hold "
              + bytes
              + " bytes; the API server stores 1 MiB: keep large files in the object store or"
              + " the image");
    }
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  public static ConfigFiles of(String name, Map<String, String> files) {
    return new ConfigFiles(DnsLabel.of(name), files);
  }

  public ConfigMap resource(Labels labels) {
    ConfigMap map = new ConfigMap();
    map.setMetadata(labels.metadata(name.text()));
    map.setData(files);
    return map;
  }

  /**
   * An annotation for the pods that read these files. It changes when, and only when, the files do,
   * and so a changed file rolls its readers, which Kubernetes alone would not do.
   */
  public Map<String, String> rollsPodsOnChange() {
    return Map.of(ROLLER + name + ROLLER_END, Fingerprint.of(files).text());
  }

  /** The name of the files that {@code annotation} stands for, if it is one of those. */
  public static Optional<String> rolledBy(String annotation) {
    boolean isOne =
        annotation.length() > ROLLER.length() + ROLLER_END.length()
            && annotation.startsWith(ROLLER)
            && annotation.endsWith(ROLLER_END);
    return isOne
        ? Optional.of(
            annotation.substring(ROLLER.length(), annotation.length() - ROLLER_END.length()))
        : Optional.empty();
  }

  /** {@link #rollsPodsOnChange} of each, for the pods that read them all. */
  public static Map<String, String> rollPodsOnChange(ConfigFiles... all) {
    Map<String, String> annotations = new TreeMap<>();
    for (ConfigFiles each : all) {
      annotations.putAll(each.rollsPodsOnChange());
    }
    return annotations;
  }
}
