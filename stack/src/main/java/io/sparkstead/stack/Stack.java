package io.sparkstead.stack;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageReference;
import io.sparkstead.stack.flow.Endpoint;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.gitops.GitOps;
import io.sparkstead.stack.gitops.None;
import io.sparkstead.stack.image.ImageBuild;
import io.sparkstead.stack.patch.Patch;
import io.sparkstead.stack.patch.Patches;
import io.sparkstead.stack.secret.Existing;
import io.sparkstead.stack.secret.SecretDelivery;
import io.sparkstead.stack.secret.Slot;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.storage.ObjectStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Components that share a namespace.
 *
 * <pre>{@code
 * new Stack(new Namespace("spark"), List.of(rbac, minio, historyServer, jupyter, workspace));
 * }</pre>
 *
 * @param components in the order they should be read; no two of one name
 * @param nodes the machines it has to find room on, or none where nobody says
 * @param patches of its objects, each for exactly one of them
 */
public record Stack(
    Namespace namespace, List<Component> components, List<Node> nodes, Patches patches) {

  /** Of which no object is patched. */
  public Stack(Namespace namespace, List<Component> components, List<Node> nodes) {
    this(namespace, components, nodes, Patches.NONE);
  }

  /** On machines of which nothing is known. */
  public Stack(Namespace namespace, List<Component> components) {
    this(namespace, components, List.of());
  }

  public Stack {
    nodes = List.copyOf(nodes);
    components = List.copyOf(components);
    Map<String, Component> folders = new LinkedHashMap<>();
    for (Component component : components) {
      if (folders.putIfAbsent(component.folder(), component) != null) {
        throw new IllegalArgumentException(
            "two components are named '"
                + component.folder()
                + "', and one's files would replace the other's; rename one");
      }
      boolean isOutside = component.applied() == Component.Applied.ONCE;
      if (!isOutside && !component.labels().namespace().equals(namespace)) {
        throw new IllegalArgumentException(
            "component "
                + component.folder()
                + " is made for namespace "
                + component.labels().namespace().name()
                + ", the stack for "
                + namespace.name()
                + "; give both the same");
      }
    }
    refuseScatteredImages(builds(components));
    if (!patches.all().isEmpty()) {
      patches.refuseMisfits(objects(namespace, components), generated(components));
    }
  }

  private static void refuseScatteredImages(List<ImageBuild> builds) {
    Set<ImageReference> built = new LinkedHashSet<>();
    int local = 0;
    for (ImageBuild build : builds) {
      if (built.add(build.published()) && build.published().isLocal()) {
        local++;
      }
    }
    if (local > 0 && local < built.size()) {
      throw new IllegalArgumentException(
          "of the images "
              + built
              + " some are in a registry and some are not, and one script brings them all; name"
              + " them all under a registry, or all under localhost/");
    }
  }

  /** All there are, before they are patched. */
  private static List<HasMetadata> objects(Namespace namespace, List<Component> components) {
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(marked(components, namespace));
    components.forEach(
        component -> objects.addAll(marked(components, component, Component::resources)));
    return objects;
  }

  /** ConfigMaps of which Kustomize makes the objects. */
  private static Set<String> generated(List<Component> components) {
    return components.stream()
        .flatMap(component -> component.plainFiles().stream())
        .map(files -> files.name().text())
        .collect(Collectors.toSet());
  }

  /** The same with more components, which may be made from those that are there. */
  public Stack with(Component... more) {
    List<Component> all = new ArrayList<>(components);
    all.addAll(List.of(more));
    return new Stack(namespace, all, nodes, patches);
  }

  /**
   * The same with objects changed, each patch after those before it; said behind all that adds
   * objects.
   *
   * @throws IllegalArgumentException if a patch is not for exactly one object, fails there or
   *     changes nothing
   */
  public Stack patchedBy(Patch... more) {
    Stack patched = new Stack(namespace, components, nodes, patches.and(List.of(more)));
    // What is no image, or no amount, is refused here, where the line is known.
    StackManifests manifests = StackManifests.of(patched);
    manifests.images();
    manifests.atMost();
    return patched;
  }

  /** The Namespace object, at the root of the tree. */
  public Manifest namespaceManifest() {
    return new Manifest("", patches.applyTo(marked(components, namespace)));
  }

  /** The objects of {@code component} as they are written, with the files they are written to. */
  public List<Manifest> manifests(Component component) {
    return manifests(component, Component::resources);
  }

  List<Manifest> manifests(Component component, Siblings objects) {
    List<Manifest> manifests = new ArrayList<>();
    for (HasMetadata object : marked(components, component, objects)) {
      manifests.add(new Manifest(component.folder(), patches.applyTo(object)));
    }
    return manifests;
  }

  private static HasMetadata marked(List<Component> components, Namespace namespace) {
    GitOps.Order order = GitOps.Order.WITH_THE_REST;
    for (Component component : components) {
      if (component.delivery().isPresent()) {
        order = GitOps.Order.FIRST;
      }
    }
    return marked(gitOps(components), namespace.resource(), order);
  }

  private static List<HasMetadata> marked(
      List<Component> components, Component component, Siblings objects) {
    List<HasMetadata> marked = objects.of(component);
    if (component.applied() != Component.Applied.WITH_THE_STACK) {
      return marked;
    }
    GitOps gitOps = gitOps(components);
    GitOps.Order order =
        component.delivery().isPresent() ? GitOps.Order.BEFORE_PODS : GitOps.Order.WITH_THE_REST;
    for (HasMetadata object : marked) {
      marked(gitOps, object, order);
    }
    return marked;
  }

  /** {@code object} as who applies it wants it. */
  private static HasMetadata marked(GitOps gitOps, HasMetadata object, GitOps.Order order) {
    Map<String, String> annotations = new LinkedHashMap<>(gitOps.annotations(object, order));
    if (!annotations.isEmpty()) {
      if (object.getMetadata().getAnnotations() != null) {
        annotations.putAll(object.getMetadata().getAnnotations());
      }
      object.getMetadata().setAnnotations(annotations);
    }
    if (!(gitOps instanceof None) && object instanceof Job job) {
      // Swept up, it would be missed, made again and run again, for ever.
      job.getSpec().setTtlSecondsAfterFinished(null);
    }
    return object;
  }

  private static GitOps gitOps(List<Component> components) {
    for (Component component : components) {
      if (component.gitOps().isPresent()) {
        return component.gitOps().get();
      }
    }
    return new None();
  }

  /** Those of its components that go up when the whole tree is applied. */
  public List<Component> appliedTogether() {
    List<Component> together = new ArrayList<>();
    for (Component component : components) {
      if (component.applied() == Component.Applied.WITH_THE_STACK) {
        together.add(component);
      }
    }
    return together;
  }

  /** Every image to build, each after those it is built on. */
  public List<ImageBuild> builds() {
    return builds(components);
  }

  private static List<ImageBuild> builds(List<Component> components) {
    Set<ImageBuild> builds = new LinkedHashSet<>();
    for (Component component : components) {
      builds.addAll(component.builds());
    }
    return List.copyOf(builds);
  }

  /** Every Secret to create, with the labels of the first component that needs it. */
  public Map<SecretSpec, Component> secrets() {
    Map<SecretSpec, Component> secrets = new LinkedHashMap<>();
    for (Component component : components) {
      for (SecretSpec secret : component.secrets()) {
        secrets.putIfAbsent(secret, component);
      }
    }
    return secrets;
  }

  /**
   * The same, with its Secrets brought by {@code delivery} in a folder {@code secrets/}; said last,
   * when all who need Secrets are there.
   */
  public Stack deliveredBy(SecretDelivery delivery) {
    // What exists already needs no folder.
    if (delivery instanceof Existing) {
      return this;
    }
    List<Component> more = new ArrayList<>(components);
    more.add(new DeliveredSecrets(namespace, List.copyOf(secrets().keySet()), delivery));
    return new Stack(namespace, more, nodes, patches);
  }

  /**
   * The same, applied from Git by {@code gitOps}, whose objects are in a folder {@code gitops/};
   * said when all that adds objects is there.
   *
   * @param environment its name, which is that of its folder
   * @throws IllegalArgumentException if {@code gitOps} cannot do it
   */
  public Stack syncedBy(DnsLabel environment, GitOps gitOps) {
    if (gitOps instanceof None) {
      return this;
    }
    List<HasMetadata> workloads =
        appliedTogether().stream()
            .flatMap(component -> component.resources().stream())
            .filter(object -> object instanceof Deployment || object instanceof StatefulSet)
            .toList();
    List<String> plugins =
        components.stream().flatMap(part -> part.generators().keySet().stream()).toList();
    SyncedStack synced =
        new SyncedStack(gitOps, new GitOps.Synced(environment, namespace, workloads, plugins));
    gitOps.objects(synced.stack());
    List<Component> more = new ArrayList<>(components);
    more.add(synced);
    return new Stack(namespace, more, nodes, patches);
  }

  /** Who applies it; unless it was said, people do. */
  public GitOps gitOps() {
    return gitOps(components);
  }

  /** How its Secrets come to the cluster; unless it was said, a person puts them there. */
  public SecretDelivery delivery() {
    for (Component component : components) {
      if (component.delivery().isPresent()) {
        return component.delivery().get();
      }
    }
    return new Existing();
  }

  /** The files that people make, by path. */
  public Map<String, Slot> slots() {
    Map<String, Slot> slots = new LinkedHashMap<>();
    for (Component component : components) {
      for (Slot slot : component.slots()) {
        slots.put(component.folder() + "/" + slot.file(), slot);
      }
    }
    return slots;
  }

  /** The object stores its pods come to, and as which accounts, each once. */
  public Map<ObjectStore, Set<Labels>> stores() {
    Map<ObjectStore, Set<Labels>> stores = new LinkedHashMap<>();
    for (Component component : components) {
      for (Map.Entry<ObjectStore, List<Labels>> use : component.stores().entrySet()) {
        Set<Labels> accounts = stores.get(use.getKey());
        if (accounts == null) {
          accounts = new LinkedHashSet<>();
          stores.put(use.getKey(), accounts);
        }
        accounts.addAll(use.getValue());
      }
    }
    return stores;
  }

  public List<Endpoint> endpoints() {
    List<Endpoint> endpoints = new ArrayList<>();
    for (Component component : components) {
      endpoints.addAll(component.endpoints());
    }
    return endpoints;
  }

  /** Who talks to whom, each connection once. */
  public List<Flow> flows() {
    Set<Flow> flows = new LinkedHashSet<>();
    for (Component component : components) {
      flows.addAll(component.flows());
    }
    return List.copyOf(flows);
  }

  public List<SparkApplication> applications() {
    List<SparkApplication> applications = new ArrayList<>();
    for (Component component : components) {
      applications.addAll(component.applications());
    }
    return applications;
  }
}
