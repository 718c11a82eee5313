package io.sparkstead.render.tree;

import io.sparkstead.dsl.kube.ConfigFiles;
import io.sparkstead.dsl.kube.Kustomization;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.dsl.value.ImageReference;
import io.sparkstead.overlays.Environment;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.image.BuildScript;
import io.sparkstead.stack.image.ImageBuild;
import io.sparkstead.stack.secret.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lays a stack out as Kustomize expects it, one object a file:
 *
 * <pre>
 * README.md                        what is here
 * kustomization.yaml               the namespace, and every folder below
 * namespace.yaml
 * minio/kustomization.yaml         one folder a component, complete in itself
 * minio/deployment-minio.yaml
 * port-forward.sh                  where something has no address outside
 * images/build.sh
 * images/spark-aws/Dockerfile      one folder an image
 * </pre>
 *
 * <p>Each component's folder renames its own images, so that {@code kubectl apply -k} deploys the
 * same from the folder as from the root.
 */
public final class Layout {

  private static final String IMAGES = "images/";

  private Layout() {}

  /** The tree of {@code stack}, as it is built in {@code environment}. */
  public static ManifestTree of(Environment environment, Stack stack) {
    ManifestTree.Builder tree = ManifestTree.builder();
    tree.add("README.md", new EnvironmentReadme(environment, stack).text());
    Manifest namespace = stack.namespaceManifest();
    tree.add(namespace.path(), Yaml.document(namespace.object()));
    tree.add(Kustomization.FILE, Yaml.document(root(stack).document()));
    stack.components().forEach(component -> component(tree, stack, component));
    images(tree, stack.builds());
    PortForward forward = PortForward.of(stack);
    if (!forward.local().isEmpty()) {
      tree.add(PortForward.FILE, forward.text());
    }
    return tree.build();
  }

  private static Kustomization root(Stack stack) {
    List<String> resources = new ArrayList<>();
    resources.add(stack.namespaceManifest().path());
    stack.appliedTogether().forEach(component -> resources.add(component.folder()));
    return new Kustomization(stack.namespace(), resources, Map.of(), Map.of());
  }

  private static void component(ManifestTree.Builder tree, Stack stack, Component component) {
    String folder = component.folder() + "/";
    List<String> names = new ArrayList<>();
    for (Manifest manifest : stack.manifests(component)) {
      names.add(manifest.file());
      tree.add(manifest.path(), Yaml.document(manifest.object()));
    }
    component
        .plainFiles()
        .ifPresent(plain -> plain.files().forEach((name, text) -> tree.add(folder + name, text)));
    component.slots().stream().filter(Slot::isApplied).map(Slot::file).forEach(names::add);
    component
        .generators()
        .forEach((name, document) -> tree.add(folder + name, Yaml.document(document)));
    component
        .settings()
        .forEach((name, document) -> tree.add(folder + name, Yaml.document(document)));
    tree.add(
        folder + Kustomization.FILE, Yaml.document(kustomization(component, names).document()));
  }

  private static Kustomization kustomization(Component component, List<String> files) {
    Map<Labels, ConfigFiles> plain = new LinkedHashMap<>();
    component.plainFiles().ifPresent(configMap -> plain.put(component.labels(), configMap));
    return new Kustomization(
        component.labels().namespace(),
        files,
        List.copyOf(component.generators().keySet()),
        renames(component.builds()),
        plain);
  }

  private static Map<String, ImageReference> renames(List<ImageBuild> images) {
    Map<String, ImageReference> renames = new TreeMap<>();
    images.forEach(image -> renames.put(image.name().text(), image.published()));
    return renames;
  }

  private static void images(ManifestTree.Builder tree, List<ImageBuild> images) {
    for (ImageBuild image : images) {
      image.files().forEach((name, text) -> tree.add(IMAGES + image.name() + "/" + name, text));
    }
    if (!images.isEmpty()) {
      tree.add(IMAGES + BuildScript.FILE, new BuildScript(images).text());
    }
  }
}
