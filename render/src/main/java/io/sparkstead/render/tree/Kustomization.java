package io.sparkstead.render.tree;

import io.sparkstead.dsl.kube.ConfigFiles;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.value.ImageReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A {@code kustomization.yaml}: the few of its fields that a stack needs.
 *
 * <pre>
 * namespace: spark
 * resources:
 * - deployment-spark-history-server.yaml
 * images:
 * - name: spark-aws
 *   newName: 192.168.1.3:3000/binayakd/spark-aws
 *   newTag: 3.5.4
 * </pre>
 *
 * <p>Deprecated fields (bases, vars, commonLabels, patchesStrategicMerge) have no place here.
 *
 * @param resources files and folders, relative to the file
 * @param generators files that tell a plugin which objects to make
 * @param images what the manifests call an image, and what to pull for it
 * @param configMaps ConfigMaps made of plain files that lie beside the file
 * @see <a
 *     href="https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/">Reference</a>
 */
public record Kustomization(
    Namespace namespace,
    List<String> resources,
    List<String> generators,
    Map<String, ImageReference> images,
    Map<Labels, ConfigFiles> configMaps) {

  /** Without generators. */
  Kustomization(
      Namespace namespace,
      List<String> resources,
      Map<String, ImageReference> images,
      Map<Labels, ConfigFiles> configMaps) {
    this(namespace, resources, List.of(), images, configMaps);
  }

  public static final String FILE = "kustomization.yaml";

  public Kustomization {
    resources = List.copyOf(resources);
    generators = List.copyOf(generators);
    images = Collections.unmodifiableMap(new TreeMap<>(images));
    configMaps = Collections.unmodifiableMap(new LinkedHashMap<>(configMaps));
  }

  /** As {@link io.sparkstead.dsl.text.Yaml} writes it. */
  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "kustomize.config.k8s.io/v1beta1");
    document.put("kind", "Kustomization");
    document.put("namespace", namespace.name());
    putUnlessEmpty(document, "resources", resources);
    putUnlessEmpty(document, "generators", generators);
    putUnlessEmpty(document, "configMapGenerator", configMapGenerators());
    putUnlessEmpty(document, "images", renames());
    return document;
  }

  private static void putUnlessEmpty(Map<String, Object> document, String key, List<?> values) {
    if (!values.isEmpty()) {
      document.put(key, values);
    }
  }

  private List<Object> configMapGenerators() {
    List<Object> generators = new ArrayList<>();
    for (Map.Entry<Labels, ConfigFiles> each : configMaps.entrySet()) {
      generators.add(configMapGenerator(each.getKey(), each.getValue()));
    }
    return generators;
  }

  private static Map<String, Object> configMapGenerator(Labels labels, ConfigFiles files) {
    Map<String, Object> options = new LinkedHashMap<>();
    // Its readers are named by us, not by Kustomize, so the name must stay.
    options.put("disableNameSuffixHash", true);
    options.put("labels", labels.all());
    Map<String, Object> generator = new LinkedHashMap<>();
    generator.put("name", files.name().text());
    generator.put("files", List.copyOf(files.files().keySet()));
    generator.put("options", options);
    return generator;
  }

  private List<Object> renames() {
    List<Object> renames = new ArrayList<>();
    for (Map.Entry<String, ImageReference> each : images.entrySet()) {
      renames.add(rename(each.getKey(), each.getValue()));
    }
    return renames;
  }

  private static Map<String, Object> rename(String name, ImageReference image) {
    Map<String, Object> rename = new LinkedHashMap<>();
    rename.put("name", name);
    rename.put("newName", image.repository());
    if (image.tag().isPresent()) {
      rename.put("newTag", image.tag().get());
    }
    if (image.digest().isPresent()) {
      rename.put("digest", image.digest().get());
    }
    return rename;
  }
}
