package io.sparkstead.stack;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.dsl.kube.ConfigFiles;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.dsl.text.Yaml.Doubtful;
import io.sparkstead.dsl.value.ImageReference;
import io.sparkstead.stack.image.ImageBuild;
import io.sparkstead.stack.image.ImageUse;
import io.sparkstead.stack.image.ImageUse.Purpose;
import io.sparkstead.stack.patch.Patches.Step;
import io.sparkstead.stack.spark.SparkApplication;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
 * @param namespace the Namespace object, at the root of the tree, unless others make it
 * @param all the components' objects, in the order of the stack
 * @param builds the images to build, each after those it is built on
 * @param steps what patches made of the objects
 */
public record StackManifests(
    Stack stack, Manifest namespace, List<Part> all, List<Build> builds, List<Step> steps) {

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

    /** The ConfigMap that Kustomize makes of its plain files. */
    public Optional<Manifest> plainFileObject() {
      return plainFiles.map(
          files -> new Manifest(component.folder(), files.resource(component.labels())));
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
    steps = List.copyOf(steps);
  }

  /**
   * Makes them.
   *
   * @throws IllegalArgumentException if a patch does not fit, told where it was given
   */
  public static StackManifests of(Stack stack) {
    List<Component> components = stack.components();
    Siblings siblings = Siblings.among(components);
    SyncMarks marks = new SyncMarks(stack.gitOps(), stack.delivery());
    HasMetadata namespace = marks.on(stack.namespace().resource());
    for (Component component : components) {
      marks.on(component, siblings.of(component));
    }
    if (!stack.patches().given().isEmpty()) {
      refuseMisfits(stack, namespace, components, siblings);
    }
    List<Step> steps = new ArrayList<>();
    List<Part> all = new ArrayList<>();
    for (Component component : components) {
      List<Manifest> manifests = new ArrayList<>();
      for (HasMetadata object : siblings.of(component)) {
        manifests.add(new Manifest(component.folder(), stack.patches().applyTo(object, steps)));
      }
      all.add(new Part(component, manifests, component.plainFiles()));
    }
    List<Build> builds = new ArrayList<>();
    for (ImageBuild image : stack.builds()) {
      builds.add(new Build(image, image.files()));
    }
    return new StackManifests(
        stack, new Manifest("", stack.patches().applyTo(namespace, steps)), all, builds, steps);
  }

  private static void refuseMisfits(
      Stack stack, HasMetadata namespace, List<Component> components, Siblings siblings) {
    List<HasMetadata> all = new ArrayList<>();
    if (stack.namespace().isOurs()) {
      all.add(namespace);
    }
    Set<String> generated = new HashSet<>();
    for (Component component : components) {
      all.addAll(siblings.of(component));
      component.plainFiles().ifPresent(files -> generated.add(files.name().text()));
    }
    stack.patches().refuseMisfits(all, generated, StackManifests::refuseNonsense);
  }

  /** What is no image, or no amount, is told here, where the patch that made it is known. */
  private static void refuseNonsense(HasMetadata patched) {
    for (Container container : new Manifest("", patched).containers()) {
      if (container.getImage() != null) {
        ImageReference.of(container.getImage());
      }
    }
    for (Map.Entry<String, Doubtful> field : Yaml.doubtful(patched).entrySet()) {
      Optional<String> refusal = Quantities.refusal(field.getValue());
      if (refusal.isPresent()) {
        throw new IllegalArgumentException("puts " + field.getKey() + " " + refusal.get());
      }
    }
  }

  /** The objects of {@code component}, as they are written. */
  public List<Manifest> manifests(Component component) {
    for (Part part : all) {
      if (part.component().equals(component)) {
        return part.manifests();
      }
    }
    throw new IllegalArgumentException("component " + component.folder() + " is of another stack");
  }

  /** What its images are called where they are published, by what its objects call them. */
  public Map<String, String> renames() {
    Map<String, String> renames = new LinkedHashMap<>();
    for (Map.Entry<ImageReference, ImageReference> each :
        ImageBuild.renames(stack.builds()).entrySet()) {
      renames.put(each.getKey().toString(), each.getValue().toString());
    }
    return renames;
  }

  /** Every image it needs, by name: what pods run, what is built for it, and on what. */
  public List<ImageUse> images() {
    Map<String, ImageUse> images = new TreeMap<>();
    Map<String, String> renamed = renames();
    for (Build build : builds) {
      put(images, build.image().published(), Purpose.BUILT);
      for (ImageReference base : build.image().builtOn()) {
        put(images, base, Purpose.BASE);
      }
    }
    for (Part part : all) {
      for (Manifest manifest : part.manifests()) {
        for (Container container : manifest.containers()) {
          String image = container.getImage();
          if (image != null && !renamed.containsKey(image)) {
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

  /** What it asks of the nodes with every application at its most executors, and all jobs. */
  public Capacity atMost() {
    Capacity sum = services();
    for (SparkApplication application : stack.applications()) {
      sum = sum.plus(Capacity.executors(application, application.allocation().max()));
    }
    for (Part part : all) {
      // What somebody has to ask for has no executors there either.
      if (!part.component().applications().isEmpty()) {
        sum = sum.plus(submitted(part));
      }
    }
    return sum;
  }

  /** The drivers that a part submits, and the pods that do it. */
  private static Capacity submitted(Part part) {
    Capacity sum = Capacity.NOTHING;
    for (SparkApplication application : part.component().submissions()) {
      sum = sum.plus(Capacity.driver(application));
    }
    for (Manifest manifest : part.manifests()) {
      if (manifest.kind().equals("CronJob")) {
        sum = sum.plus(Capacity.of(manifest.object()));
      }
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
