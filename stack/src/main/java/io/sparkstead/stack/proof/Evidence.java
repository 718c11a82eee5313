package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.image.ImageBuild;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All that a stack puts into files, seen as those who will run them see it: objects, Spark
 * properties wherever they stand, Dockerfiles, scripts, notebooks.
 *
 * <p>It holds texts and objects, and not the values they were made from, so that a rule judges what
 * is written; anybody's manifests can be judged the same way.
 *
 * @param namespace the one everything belongs to
 * @param manifests every object, the ConfigMaps that Kustomize makes of plain files among them
 * @param files every other file by path: Dockerfiles, scripts, notebooks, properties
 * @param secrets which Secrets will be there, with their keys
 * @param images what a container's image name is pulled as
 */
public record Evidence(
    String namespace,
    List<Manifest> manifests,
    Map<String, String> files,
    Map<String, Set<String>> secrets,
    Map<String, String> images) {

  private static final String CONF = ".conf";
  private static final Pattern BUILDER_CONFIG =
      Pattern.compile("\\.config\\(\\s*\"([^\"]+)\"\\s*,\\s*f?\"([^\"]*)\"\\s*\\)");
  private static final Pattern SUBMIT_CONF =
      Pattern.compile("--conf\\s+[\"']?([\\w.]+)=([^\\s\"'\\\\]*)");

  public Evidence {
    manifests = List.copyOf(manifests);
    files = java.util.Collections.unmodifiableMap(new TreeMap<>(files));
    secrets = Map.copyOf(secrets);
    images = Map.copyOf(images);
  }

  /** What {@code stack} will be, once written. */
  public static Evidence of(Stack stack) {
    List<Manifest> manifests = new ArrayList<>();
    manifests.add(new Manifest("", stack.namespace().resource()));
    Map<String, String> files = new TreeMap<>();
    for (Component component : stack.components()) {
      manifests.addAll(component.manifests());
      component
          .plainFiles()
          .ifPresent(
              plain -> {
                manifests.add(new Manifest(component.folder(), plain.resource(component.labels())));
                plain
                    .files()
                    .forEach((name, text) -> files.put(component.folder() + "/" + name, text));
              });
    }
    Map<String, String> images = new LinkedHashMap<>();
    for (ImageBuild image : stack.builds()) {
      images.put(image.inManifests().toString(), image.published().toString());
      image.files().forEach((name, text) -> files.put("images/" + image.name() + "/" + name, text));
    }
    Map<String, Set<String>> secrets = new LinkedHashMap<>();
    stack
        .secrets()
        .keySet()
        .forEach(
            secret -> secrets.put(secret.name().text(), Set.copyOf(secret.recipes().keySet())));
    return new Evidence(stack.namespace().name(), manifests, files, secrets, images);
  }

  /** The objects of one kind, with where they are written. */
  <T extends HasMetadata> Map<Manifest, T> all(Class<T> kind) {
    Map<Manifest, T> found = new LinkedHashMap<>();
    for (Manifest manifest : manifests) {
      if (kind.isInstance(manifest.object())) {
        found.put(manifest, kind.cast(manifest.object()));
      }
    }
    return found;
  }

  <T extends HasMetadata> Optional<T> named(Class<T> kind, String name) {
    return all(kind).values().stream()
        .filter(object -> object.getMetadata().getName().equals(name))
        .findFirst();
  }

  <T extends HasMetadata> Set<String> names(Class<T> kind) {
    Set<String> names = new TreeSet<>();
    all(kind).values().forEach(object -> names.add(object.getMetadata().getName()));
    return names;
  }

  /** A pod template and what makes pods of it. */
  record Workload(Manifest manifest, PodTemplateSpec template, boolean isJob) {

    List<Container> containers() {
      return Stream.concat(
              template.getSpec().getInitContainers().stream(),
              template.getSpec().getContainers().stream())
          .toList();
    }

    Map<String, String> labels() {
      Map<String, String> labels = template.getMetadata().getLabels();
      return labels == null ? Map.of() : labels;
    }

    Map<String, String> annotations() {
      Map<String, String> annotations = template.getMetadata().getAnnotations();
      return annotations == null ? Map.of() : annotations;
    }

    boolean isSelectedBy(Map<String, String> selector) {
      return !selector.isEmpty() && labels().entrySet().containsAll(selector.entrySet());
    }

    List<Volume> volumes() {
      return template.getSpec().getVolumes();
    }

    @Override
    public String toString() {
      return manifest.toString();
    }
  }

  List<Workload> workloads() {
    List<Workload> workloads = new ArrayList<>();
    for (Manifest manifest : manifests) {
      if (manifest.object() instanceof Deployment deployment) {
        workloads.add(new Workload(manifest, deployment.getSpec().getTemplate(), false));
      } else if (manifest.object() instanceof StatefulSet set) {
        workloads.add(new Workload(manifest, set.getSpec().getTemplate(), false));
      } else if (manifest.object() instanceof Job job) {
        workloads.add(new Workload(manifest, job.getSpec().getTemplate(), true));
      }
    }
    return workloads;
  }

  /** Spark properties in one place: a file, a key of a ConfigMap, a notebook, a script. */
  record Conf(String subject, String path, String configMap, Map<String, String> properties) {

    Optional<String> get(String key) {
      return Optional.ofNullable(properties.get(key));
    }

    boolean is(String key, String value) {
      return get(key).filter(value::equals).isPresent();
    }

    /** Whether it starts applications, and not the History Server. */
    boolean isApplication() {
      return properties.containsKey("spark.app.name")
          || properties.containsKey("spark.kubernetes.container.image");
    }

    boolean isCluster() {
      return is("spark.submit.deployMode", "cluster");
    }

    boolean isClient() {
      return isApplication() && !isCluster();
    }

    boolean isHistory() {
      return properties.containsKey("spark.history.fs.logDirectory");
    }
  }

  List<Conf> confs() {
    List<Conf> confs = new ArrayList<>();
    for (Map.Entry<Manifest, ConfigMap> entry : all(ConfigMap.class).entrySet()) {
      entry
          .getValue()
          .getData()
          .forEach(
              (key, text) -> {
                boolean isPlainFile = files.containsKey(entry.getKey().folder() + "/" + key);
                if (key.endsWith(CONF) && !isPlainFile) {
                  confs.add(
                      new Conf(
                          entry.getKey() + " key " + key,
                          entry.getKey().path(),
                          entry.getKey().name(),
                          properties(text)));
                }
              });
    }
    files.forEach(
        (path, text) -> {
          Map<String, String> found = new LinkedHashMap<>();
          if (path.endsWith(CONF)) {
            found.putAll(properties(text));
          } else if (path.endsWith(".ipynb")) {
            found.putAll(matches(BUILDER_CONFIG, Notebooks.code(text)));
          } else if (path.endsWith(".sh")) {
            found.putAll(matches(SUBMIT_CONF, text));
          }
          if (!found.isEmpty()) {
            confs.add(new Conf(path, path, "", found));
          }
        });
    return confs;
  }

  private static Map<String, String> matches(Pattern pattern, String text) {
    Map<String, String> found = new LinkedHashMap<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.put(matcher.group(1), matcher.group(2));
    }
    return found;
  }

  private static Map<String, String> properties(String text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> found = new TreeMap<>();
    properties
        .stringPropertyNames()
        .forEach(key -> found.put(key, Objects.requireNonNull(properties.getProperty(key)).trim()));
    return found;
  }

  /** The workload whose pods read {@code conf}, if one mounts its ConfigMap. */
  Optional<Workload> readerOf(Conf conf) {
    return workloads().stream()
        .filter(
            workload ->
                workload.volumes().stream()
                    .anyMatch(
                        volume ->
                            volume.getConfigMap() != null
                                && conf.configMap().equals(volume.getConfigMap().getName())))
        .findFirst();
  }

  /** Files whose name ends so, by path. */
  Map<String, String> filesEndingWith(String end) {
    Map<String, String> found = new TreeMap<>();
    files.forEach(
        (path, text) -> {
          if (path.endsWith(end)) {
            found.put(path, text);
          }
        });
    return found;
  }

  Map<String, String> dockerfiles() {
    return filesEndingWith("/" + ImageBuild.DOCKERFILE);
  }

  /** Every script: files and what ConfigMaps hold under a name that ends in {@code .sh}. */
  Map<String, String> scripts() {
    Map<String, String> found = new TreeMap<>(filesEndingWith(".sh"));
    all(ConfigMap.class)
        .forEach(
            (manifest, configMap) ->
                configMap
                    .getData()
                    .forEach(
                        (key, text) -> {
                          if (key.endsWith(".sh")) {
                            found.putIfAbsent(manifest.path(), text);
                          }
                        }));
    return found;
  }
}
