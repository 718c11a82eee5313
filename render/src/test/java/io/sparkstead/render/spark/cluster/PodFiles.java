package io.sparkstead.render.spark.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A pod's file system: a folder with what its image holds, and each of its volumes where it is
 * mounted.
 *
 * <pre>
 * /run/s3/credentials   PODS/jupyter-0/run/s3/credentials
 * </pre>
 *
 * <p>A process has no other root than the machine's, so what tells it of a path, be it an argument,
 * a variable or a properties file, gets the folder in front.
 */
final class PodFiles {

  /** Where an image keeps what a pod's commands name. */
  private static final List<String> OF_THE_IMAGE =
      List.of("/opt/spark", "/opt/python", "/opt/entrypoint.sh", "/usr/bin/tini");

  private static final String PROPERTIES = ".conf";
  private static final String SCRIPT = ".sh";

  private final Path pods;
  private final Path root;
  private final Pattern ours;
  private final Replacements replaced;

  private PodFiles(Path pods, Path root, Pattern ours, Replacements replaced) {
    this.pods = pods;
    this.root = root;
    this.ours = ours;
    this.replaced = replaced;
  }

  /**
   * The files of {@code pod}, written.
   *
   * @param pods the folder of all pods
   */
  static PodFiles of(Pod pod, Path pods, Rendered rendered, Tokens tokens, Replacements replaced) {
    List<String> paths = new ArrayList<>(OF_THE_IMAGE);
    mounts(pod).map(VolumeMount::getMountPath).forEach(paths::add);
    Pattern ours =
        Pattern.compile(
            paths.stream()
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<![\\w./-])(", ")(?![\\w.-])")));
    PodFiles files = new PodFiles(pods, pods.resolve(pod.getMetadata().getName()), ours, replaced);
    files.mount(pod, rendered, tokens);
    return files;
  }

  /** What an account says to the API server. */
  interface Tokens {
    String of(String account);
  }

  Path root() {
    return root;
  }

  /** Where {@code path} of the pod is. */
  Path at(String path) {
    return root.resolve(path.substring(1));
  }

  /** {@code text} with this pod's paths for the pod's: another pod's, out of a property, too. */
  String translate(String text) {
    String theirs = text.replaceAll(Pattern.quote(pods + "/") + "[^/]+", "");
    return ours.matcher(theirs).replaceAll(path -> Matcher.quoteReplacement(root + path.group()));
  }

  private void mount(Pod pod, Rendered rendered, Tokens tokens) {
    Map<String, Volume> volumes = new LinkedHashMap<>();
    pod.getSpec().getVolumes().forEach(volume -> volumes.put(volume.getName(), volume));
    mounts(pod)
        .forEach(
            mount -> {
              try {
                Path folder = Files.createDirectories(at(mount.getMountPath()));
                fill(folder, volumes.get(mount.getName()), pod, rendered, tokens);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private void fill(Path folder, Volume volume, Pod pod, Rendered rendered, Tokens tokens)
      throws IOException {
    if (volume.getSecret() != null) {
      write(
          folder,
          secret(rendered, volume.getSecret().getSecretName()),
          volume.getSecret().getItems());
    } else if (volume.getConfigMap() != null) {
      write(
          folder,
          rendered.the(ConfigMap.class, volume.getConfigMap().getName()).getData(),
          volume.getConfigMap().getItems());
    } else if (volume.getPersistentVolumeClaim() != null) {
      // One folder for all pods that mount it.
      String claim = volume.getPersistentVolumeClaim().getClaimName();
      Path shared = Files.createDirectories(pods.resolveSibling("claims").resolve(claim));
      Files.delete(folder);
      Files.createSymbolicLink(folder, shared);
    } else if (volume.getProjected() != null) {
      for (VolumeProjection source : volume.getProjected().getSources()) {
        if (source.getServiceAccountToken() != null) {
          Files.writeString(
              folder.resolve(source.getServiceAccountToken().getPath()),
              tokens.of(pod.getSpec().getServiceAccountName()));
        } else if (source.getSecret() != null) {
          write(
              folder,
              secret(rendered, source.getSecret().getName()),
              source.getSecret().getItems());
        }
      }
    }
  }

  private static Map<String, String> secret(Rendered rendered, String name) {
    Map<String, String> values = rendered.secrets().get(name);
    if (values == null) {
      throw new AssertionError("a pod mounts Secret " + name + ", which nobody is told to create");
    }
    return values;
  }

  private void write(Path folder, Map<String, String> values, List<KeyToPath> items)
      throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    if (items == null || items.isEmpty()) {
      files.putAll(values);
    } else {
      items.forEach(item -> files.put(item.getPath(), values.get(item.getKey())));
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), followed(file.getKey(), file.getValue()));
    }
  }

  /** Of a pod template nothing is translated: its paths are for the pods made of it. */
  private String followed(String name, String text) {
    if (name.endsWith(PROPERTIES)) {
      return translate(text) + replaced.properties(text);
    }
    return name.endsWith(SCRIPT) ? translate(text) : text;
  }

  private static Stream<VolumeMount> mounts(Pod pod) {
    return Stream.concat(
            pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
        .flatMap(container -> container.getVolumeMounts().stream());
  }
}
