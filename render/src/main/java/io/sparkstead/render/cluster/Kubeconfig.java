package io.sparkstead.render.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which cluster is meant, and who asks, in the files that kubectl reads.
 *
 * @param file the only one; if empty, those of {@code KUBECONFIG} or {@code ~/.kube/config}
 * @param context which of those in the files; if empty, the current one
 */
public record Kubeconfig(Optional<Path> file, Optional<String> context) {

  /** What every pod is told of the cluster that it is in. */
  private static final String INSIDE = "KUBERNETES_SERVICE_HOST";

  private static final YAMLMapper YAML = new YAMLMapper();

  /**
   * All that a client needs, without having asked anybody.
   *
   * @throws IllegalArgumentException if there is no such file, or none in it that is meant
   */
  Config config(Map<String, String> environment) {
    List<Path> files = files();
    if (files.isEmpty() && context.isEmpty() && environment.containsKey(INSIDE)) {
      return Config.autoConfigure(null);
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          "no cluster is known: there is none of "
              + String.join(", ", Config.getKubeconfigFilenames())
              + "; name a file with --kubeconfig");
    }
    String chosen = chosen(files);
    return file.isPresent() ? ofFile(chosen, file.get()) : Config.autoConfigure(chosen);
  }

  /** Paths in it are from where it is. */
  private static Config ofFile(String context, Path file) {
    ObjectNode document = (ObjectNode) document(file);
    document.put("current-context", context);
    return Config.fromKubeconfig(document.toString(), file.toFile());
  }

  private List<Path> files() {
    if (file.isPresent()) {
      return List.of(file.get());
    }
    List<Path> there = new ArrayList<>();
    for (String name : Config.getKubeconfigFilenames()) {
      if (Files.isRegularFile(Path.of(name))) {
        there.add(Path.of(name));
      }
    }
    return there;
  }

  /** The name of the context that is meant, which is in one of {@code files}. */
  private String chosen(List<Path> files) {
    Set<String> known = new TreeSet<>();
    Optional<String> current = Optional.empty();
    for (Path each : files) {
      JsonNode document = document(each);
      document.path("contexts").forEach(one -> known.add(one.path("name").asText()));
      String named = document.path("current-context").asText("");
      current = current.or(() -> Optional.of(named).filter(name -> !name.isEmpty()));
    }
    String where = String.join(", ", files.stream().map(Path::toString).toList());
    Optional<String> chosen = context.isPresent() ? context : current;
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          where + " has no current-context; name one with --context, of " + listed(known));
    }
    if (!known.contains(chosen.get())) {
      throw new IllegalArgumentException(
          where
              + " has no context "
              + chosen.get()
              + "; name one with --context, of "
              + listed(known));
    }
    return chosen.get();
  }

  private static String listed(Set<String> known) {
    return known.isEmpty() ? "none" : String.join(", ", known);
  }

  private static JsonNode document(Path file) {
    try {
      JsonNode document = YAML.readTree(text(file));
      if (!document.isObject()) {
        throw new IllegalArgumentException(file + " is no kubeconfig; name another file");
      }
      return document;
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " is no kubeconfig; name another file", e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          file + " cannot be read as a kubeconfig; name another file with --kubeconfig", e);
    }
  }
}
