package io.sparkstead.stack;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.dsl.kube.ConfigFiles;
import io.sparkstead.dsl.value.ImageReference;
import io.sparkstead.stack.image.ImageBuild;
import io.sparkstead.stack.image.ImageUse;
import io.sparkstead.stack.image.ImageUse.Purpose;
import io.sparkstead.stack.spark.SparkApplication;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Every object of a stack as it is written, made once for all that is asked of them: making them is
 * most of the work there is.
 *
 * <pre>{@code
 * StackManifests manifests = StackManifests.of(stack);
 * manifests.namespace();               // the Namespace object, at the root of the tree
 * manifests.all().get(2).manifests();  // the third component's
 * }</pre>
 *
 * @param namespace the Namespace object, at the root of the tree
 * @param all the components' objects, in the order of the stack
 * @param builds the images to build, each after those it is built on
 */
public record StackManifests(Stack stack, Manifest namespace, List<Part> all, List<Build> builds) {

  /**
   * One component's.
   *
   * @param manifests its objects, in the order a reader meets them
   * @param plainFiles of which Kustomize makes a ConfigMap
   */
  public record Part(
      Component component, List<Manifest> manifests, Optional<ConfigFiles> plainFiles) {

    public Part {
      manifests = List.copyOf(manifests);
    }
  }

  /**
   * One image's.
   *
   * @param files of its folder, by name
   */
  public record Build(ImageBuild image, Map<String, String> files) {

    public Build {
      files = Collections.unmodifiableMap(new TreeMap<>(files));
    }
  }

  public StackManifests {
    all = List.copyOf(all);
    builds = List.copyOf(builds);
  }

  public static StackManifests of(Stack stack) {
    Made made = new Made();
    List<Part> all = new ArrayList<>();
    for (Component component : stack.components()) {
      all.add(new Part(component, stack.manifests(component, made), component.plainFiles()));
    }
    List<Build> builds = new ArrayList<>();
    for (ImageBuild image : stack.builds()) {
      builds.add(new Build(image, image.files()));
    }
    return new StackManifests(stack, stack.namespaceManifest(), all, builds);
  }

  /** Every component's objects, made when they are first asked for. */
  private static final class Made implements Siblings {

    private final IdentityHashMap<Component, List<HasMetadata>> made = new IdentityHashMap<>();

    @Override
    public List<HasMetadata> of(Component component) {
      List<HasMetadata> objects = made.get(component);
      if (objects == null) {
        objects = component.resources(this);
        made.put(component, objects);
      }
      return objects;
    }
  }

  /** Every image it needs, by name: what pods run, what is built for it, and on what. */
  public List<ImageUse> images() {
    Map<String, ImageUse> images = new TreeMap<>();
    Set<String> renamed = new HashSet<>();
    for (Build build : builds) {
      renamed.add(build.image().inManifests().toString());
      put(images, build.image().published(), Purpose.BUILT);
      for (ImageReference base : build.image().builtOn()) {
        put(images, base, Purpose.BASE);
      }
    }
    for (Part part : all) {
      for (Manifest manifest : part.manifests()) {
        for (Container container : manifest.containers()) {
          String image = container.getImage();
          if (image != null && !renamed.contains(image)) {
            put(images, ImageReference.of(image), Purpose.PULLED);
          }
        }
      }
    }
    return List.copyOf(images.values());
  }

  private static void put(Map<String, ImageUse> images, ImageReference image, Purpose purpose) {
    images.putIfAbsent(image.toString(), new ImageUse(image, purpose));
  }

  /** What it asks of the nodes with every application at its fewest executors. */
  public Capacity atRest() {
    Capacity sum = services();
    for (SparkApplication application : stack.applications()) {
      sum = sum.plus(Capacity.executors(application, application.allocation().min()));
    }
    return sum;
  }

  /** What it asks of the nodes with every application at its most executors. */
  public Capacity atMost() {
    Capacity sum = services();
    for (SparkApplication application : stack.applications()) {
      sum = sum.plus(Capacity.executors(application, application.allocation().max()));
    }
    return sum;
  }

  private Capacity services() {
    Capacity sum = Capacity.NOTHING;
    for (Part part : all) {
      sum = sum.plus(Capacity.services(part.manifests()));
    }
    return sum;
  }
}
