package io.sparkstead.render.tree;

import io.fabric8.kubernetes.api.model.Container;
import io.sparkstead.dsl.kube.ConfigFiles;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.dsl.value.ImageReference;
import io.sparkstead.overlays.Environment;
import io.sparkstead.render.graph.Graph;
import io.sparkstead.render.graph.Picture;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.DeliveredSecrets;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.StackManifests;
import io.sparkstead.stack.image.BuildScript;
import io.sparkstead.stack.image.ImageBuild;
import io.sparkstead.stack.secret.Slot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Lays a stack out as Kustomize expects it, one object a file:
 *
 * <pre>
 * README.md                        what is here
 * graph.svg                        who talks to whom
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

  /** The folder of what images are built from. */
  public static final String IMAGES = "images/";

  /** The picture of who talks to whom. */
  public static final String PICTURE = EnvironmentReadme.PICTURE;

  static final String BUILD_SCRIPT = IMAGES + BuildScript.FILE;

  private Layout() {}

  /** The tree of {@code stack}, as it is built in {@code environment}. */
  public static ManifestTree of(Environment environment, Stack stack) {
    return of(environment, StackManifests.of(stack));
  }

  /** The tree of a stack whose objects are made already. */
  public static ManifestTree of(Environment environment, StackManifests manifests) {
    Stack stack = manifests.stack();
    ManifestTree.Builder tree = ManifestTree.builder();
    Manifest namespace = manifests.namespace();
    tree.add("README.md", new EnvironmentReadme(environment, manifests).text());
    tree.add(EnvironmentReadme.PICTURE, Picture.of(Graph.atFirstSight(stack)));
    if (stack.namespace().isOurs()) {
      tree.add(namespace.path(), Yaml.document(namespace.object()));
    }
    tree.add(Kustomization.FILE, Yaml.document(root(namespace, stack).document()));
    for (StackManifests.Part part : manifests.all()) {
      component(tree, part, stack.builds());
    }
    images(tree, manifests.builds());
    PortForward forward = PortForward.of(stack);
    if (!forward.local().isEmpty()) {
      tree.add(PortForward.FILE, forward.text());
    }
    return tree.build();
  }

  private static Kustomization root(Manifest namespace, Stack stack) {
    List<String> resources = new ArrayList<>();
    if (stack.namespace().isOurs()) {
      resources.add(namespace.path());
    }
    for (Component component : stack.appliedTogether()) {
      resources.add(component.folder());
    }
    return new Kustomization(stack.namespace(), resources, Map.of(), Map.of());
  }

  private static void component(
      ManifestTree.Builder tree, StackManifests.Part part, List<ImageBuild> built) {
    Component component = part.component();
    String folder = component.folder() + "/";
    Optional<ConfigFiles> plain = part.plainFiles();
    List<String> names = new ArrayList<>();
    for (Manifest manifest : part.manifests()) {
      names.add(manifest.file());
      tree.add(manifest.path(), Yaml.document(manifest.object()));
    }
    if (plain.isPresent()) {
      add(tree, folder, plain.get().files());
    }
    Set<String> generators = Set.of();
    if (component instanceof DeliveredSecrets secrets) {
      for (Slot slot : secrets.slots()) {
        if (slot.isApplied()) {
          names.add(slot.file());
        }
      }
      documents(tree, folder, secrets.generators());
      documents(tree, folder, secrets.settings());
      generators = secrets.generators().keySet();
    }
    tree.add(
        folder + Kustomization.FILE,
        Yaml.document(kustomization(part, built, names, generators).document()));
  }

  private static void add(ManifestTree.Builder tree, String folder, Map<String, String> files) {
    for (Map.Entry<String, String> file : files.entrySet()) {
      tree.add(folder + file.getKey(), file.getValue());
    }
  }

  private static void documents(
      ManifestTree.Builder tree, String folder, Map<String, Map<String, Object>> documents) {
    for (Map.Entry<String, Map<String, Object>> document : documents.entrySet()) {
      tree.add(folder + document.getKey(), Yaml.document(document.getValue()));
    }
  }

  private static Kustomization kustomization(
      StackManifests.Part part,
      List<ImageBuild> built,
      List<String> files,
      Set<String> generators) {
    Component component = part.component();
    // At most one: a component has one such ConfigMap, or none.
    Map<Labels, ConfigFiles> plain =
        part.plainFiles().isEmpty()
            ? Map.of()
            : Map.of(component.labels(), part.plainFiles().get());
    return new Kustomization(
        component.labels().namespace(),
        files,
        List.copyOf(generators),
        renames(part, built),
        plain);
  }

  /**
   * Of the images that the component says it has built, and of those that its pods run: one that
   * holds another's objects may say nothing.
   */
  private static Map<String, ImageReference> renames(
      StackManifests.Part part, List<ImageBuild> built) {
    Set<String> run = new HashSet<>();
    for (Manifest manifest : part.manifests()) {
      for (Container container : manifest.containers()) {
        run.add(String.valueOf(container.getImage()));
      }
    }
    List<ImageBuild> own = part.component().builds();
    Map<String, ImageReference> renames = new TreeMap<>();
    for (Map.Entry<ImageReference, ImageReference> each : ImageBuild.renames(built).entrySet()) {
      if (run.contains(each.getKey().toString())) {
        renames.put(each.getKey().repository(), each.getValue());
      }
    }
    for (Map.Entry<ImageReference, ImageReference> each : ImageBuild.renames(own).entrySet()) {
      renames.put(each.getKey().repository(), each.getValue());
    }
    return renames;
  }

  private static void images(ManifestTree.Builder tree, List<StackManifests.Build> builds) {
    List<ImageBuild> images = new ArrayList<>();
    for (StackManifests.Build build : builds) {
      images.add(build.image());
      add(tree, IMAGES + build.image().name() + "/", build.files());
    }
    if (!images.isEmpty()) {
      tree.add(BUILD_SCRIPT, new BuildScript(images).text());
    }
  }
}
