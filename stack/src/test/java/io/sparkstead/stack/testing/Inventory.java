package io.sparkstead.stack.testing;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Stack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a stack puts into a cluster, by kind and name.
 *
 * @param objects those that are manifests, and the ConfigMaps that Kustomize makes of plain files
 */
public record Inventory(List<HasMetadata> objects) {

  public static Inventory of(Stack stack) {
    return of(stack.components().toArray(Component[]::new));
  }

  public static Inventory of(Component... components) {
    List<HasMetadata> objects = new ArrayList<>();
    for (Component component : components) {
      objects.addAll(component.resources());
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

  /** Every container of {@code pod}, those that run before it included. */
  public static List<Container> containers(PodTemplateSpec pod) {
    return Stream.concat(
            pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
        .toList();
  }

  /** The properties of a {@code .conf} or {@code .properties} text, as Java reads them. */
  public static Map<String, String> properties(String text) {
    java.util.Properties properties = new java.util.Properties();
    try {
      properties.load(new java.io.StringReader(text));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    Map<String, String> all = new LinkedHashMap<>();
    properties.stringPropertyNames().forEach(key -> all.put(key, properties.getProperty(key)));
    return all;
  }
}
