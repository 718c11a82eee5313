package io.sparkstead.stack.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Siblings;
import io.sparkstead.stack.Stack;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a stack puts into a cluster, by kind and name.
 *
 * @param objects those that are manifests, and the ConfigMaps that Kustomize makes of plain files
 */
public record Inventory(List<HasMetadata> objects) {

  private static final YAMLMapper YAML = new YAMLMapper();

  public static Inventory of(Stack stack) {
    return of(stack.components().toArray(Component[]::new));
  }

  public static Inventory of(Component... components) {
    List<HasMetadata> objects = new ArrayList<>();
    Siblings siblings = Siblings.among(List.of(components));
    for (Component component : components) {
      objects.addAll(siblings.of(component));
      component.plainFiles().ifPresent(files -> objects.add(files.resource(component.labels())));
    }
    return new Inventory(List.copyOf(objects));
  }

  public <T extends HasMetadata> List<T> all(Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  public <T extends HasMetadata> List<String> names(Class<T> kind) {
    return all(kind).stream().map(object -> object.getMetadata().getName()).toList();
  }

  public <T extends HasMetadata> T one(Class<T> kind, String name) {
    return all(kind).stream()
        .filter(object -> object.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "no " + kind.getSimpleName() + " '" + name + "' among " + names(kind)));
  }

  /** The text of one file of a ConfigMap. */
  public String file(String configMap, String key) {
    String text = one(ConfigMap.class, configMap).getData().get(key);
    if (text == null) {
      throw new AssertionError("ConfigMap " + configMap + " has no file " + key);
    }
    return text;
  }

  /** The pods that run, by the name of what runs them. */
  public Map<String, PodTemplateSpec> pods() {
    Map<String, PodTemplateSpec> pods = new TreeMap<>(longRunningPods());
    for (Job job : all(Job.class)) {
      pods.put(job.getMetadata().getName(), job.getSpec().getTemplate());
    }
    return pods;
  }

  /** Those of {@link #pods} that are not meant to end. */
  public Map<String, PodTemplateSpec> longRunningPods() {
    Map<String, PodTemplateSpec> pods = new TreeMap<>();
    for (Deployment deployment : all(Deployment.class)) {
      pods.put(deployment.getMetadata().getName(), deployment.getSpec().getTemplate());
    }
    for (StatefulSet set : all(StatefulSet.class)) {
      pods.put(set.getMetadata().getName(), set.getSpec().getTemplate());
    }
    return pods;
  }

  /** The pods that Spark makes, by the path of their template: {@code lab-pod-templates/a.yaml}. */
  public Map<String, PodTemplateSpec> sparkPods() {
    Map<String, PodTemplateSpec> pods = new TreeMap<>();
    for (ConfigMap map : all(ConfigMap.class)) {
      map.getData()
          .forEach(
              (file, text) -> {
                if (file.endsWith(".yaml") && text.contains("\nkind: Pod\n")) {
                  Pod pod = pod(text);
                  pods.put(
                      map.getMetadata().getName() + "/" + file,
                      new PodTemplateSpec(pod.getMetadata(), pod.getSpec()));
                }
              });
    }
    return pods;
  }

  private static Pod pod(String yaml) {
    try {
      return YAML.readValue(yaml, Pod.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@link #pods} and {@link #sparkPods}. */
  public Map<String, PodTemplateSpec> allPods() {
    Map<String, PodTemplateSpec> pods = new TreeMap<>(pods());
    pods.putAll(sparkPods());
    return pods;
  }

  /** Every container of {@code pod}, those that run before it included. */
  public static List<Container> containers(PodTemplateSpec pod) {
    return Stream.concat(
            pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
        .toList();
  }

  /** The properties of a {@code .conf} or {@code .properties} text, as Java reads them. */
  public static Map<String, String> properties(String text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> all = new LinkedHashMap<>();
    properties.stringPropertyNames().forEach(key -> all.put(key, properties.getProperty(key)));
    return all;
  }
}
