package io.sparkstead.stack;

import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageReference;
import io.sparkstead.dsl.value.Origin;
import io.sparkstead.stack.flow.Endpoint;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.gitops.GitOps;
import io.sparkstead.stack.gitops.None;
import io.sparkstead.stack.image.ImageBuild;
import io.sparkstead.stack.own.ExistingObject;
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
import java.util.Optional;
import java.util.Set;

/**
 * Components that share a namespace, and what holds for all of them.
 *
 * <pre>{@code
 * new Stack(new Namespace("spark"), List.of(rbac, minio, historyServer, jupyter, workspace))
 *     .with(new NetworkPolicies(namespace, DnsLabel.of("network-policies"), outside))
 *     .deliveredBy(new ExternalSecrets(Store.ofCluster("vault"), "spark"))
 *     .syncedBy(name(), ArgoCd.from(source))
 *     .patchedBy(new MergePatch("StatefulSet", "jupyter", fields))
 *     .with(batch);
 * }</pre>
 *
 * <p>All of it is said in any order: what one thing needs to know of the others is worked out when
 * all is there, by {@link StackManifests}.
 *
 * @param parts in the order of their folders, which is what goes up with the stack as it was named,
 *     what is applied on request, what is {@link Derived}; no two of one name
 * @param nodes the machines it has to find room on, or none where nobody says
 * @param delivery how its Secrets come to the cluster
 * @param sync who applies it from Git, if not people do
 * @param patches of its objects, each for exactly one of them
 * @param recipe what made it, if that was not a person part by part
 */
public record Stack(
    Namespace namespace,
    List<Component> parts,
    List<Node> nodes,
    SecretDelivery delivery,
    Optional<Sync> sync,
    Patches patches,
    Optional<Recipe> recipe) {

  /**
   * Who applies a stack from Git.
   *
   * @param environment whose stack it is: the name of its folder
   */
  public record Sync(DnsLabel environment, GitOps by) {}

  /** Which people apply, with the Secrets they have made. */
  public Stack(Namespace namespace, List<Component> parts, List<Node> nodes) {
    this(namespace, parts, nodes, new Existing(), Optional.empty(), Patches.NONE, Optional.empty());
  }

  /** On machines of which nothing is known. */
  public Stack(Namespace namespace, List<Component> parts) {
    this(namespace, parts, List.of());
  }

  public Stack {
    nodes = List.copyOf(nodes);
    parts = ordered(parts);
    Set<String> folders = new LinkedHashSet<>();
    for (Component component : components(namespace, parts, delivery, sync)) {
      if (!folders.add(component.folder())) {
        throw new IllegalArgumentException(
            "two components are named '"
                + component.folder()
                + "', and one's files would replace the other's; rename one");
      }
      refuseKept("component", component.folder());
      boolean isOutside = component.applied() == Component.Applied.ONCE;
      if (!isOutside && !component.labels().namespace().name().equals(namespace.name())) {
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
    for (ImageBuild build : builds(parts)) {
      refuseKept("image", build.name().text());
    }
    refuseScatteredImages(builds(parts));
    if (sync.isPresent()) {
      sync.get().by().refuse(delivery.generators(List.copyOf(secrets(parts).keySet())).keySet());
    }
  }

  private static void refuseKept(String what, String name) {
    if (DnsLabel.isKeptByWindows(name)) {
      throw new IllegalArgumentException(
          what
              + " '"
              + name
              + "' would be a folder that Windows keeps for itself, and whoever clones the tree there"
              + " would not get it; give it another name");
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

  /** Besides what is there. */
  public Stack with(Component... more) {
    List<Component> all = new ArrayList<>(parts);
    all.addAll(List.of(more));
    return of(all);
  }

  /**
   * With {@code part} in the place of the part of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Stack replacing(Component part) {
    List<Component> all = new ArrayList<>();
    for (Component each : parts) {
      all.add(each.folder().equals(part.folder()) ? part : each);
    }
    refuseUnknown(part.folder());
    return of(all);
  }

  /**
   * All but the part called {@code name}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Stack without(DnsLabel name) {
    List<Component> rest = new ArrayList<>();
    for (Component each : parts) {
      if (!each.folder().equals(name.text())) {
        rest.add(each);
      }
    }
    refuseUnknown(name.text());
    return of(rest);
  }

  private void refuseUnknown(String folder) {
    List<String> folders = new ArrayList<>();
    for (Component each : parts) {
      folders.add(each.folder());
    }
    if (!folders.contains(folder)) {
      throw new IllegalArgumentException(
          "no part of the stack is named '" + folder + "'; there is " + String.join(", ", folders));
    }
  }

  private Stack of(List<Component> others) {
    return new Stack(namespace, others, nodes, delivery, sync, patches, recipe);
  }

  /** On {@code others}, in the place of its nodes. */
  public Stack on(List<Node> others) {
    return new Stack(namespace, parts, others, delivery, sync, patches, recipe);
  }

  /** Of which {@code maker} knows where each argument was given. */
  public Stack madeBy(Recipe maker) {
    return new Stack(namespace, parts, nodes, delivery, sync, patches, Optional.of(maker));
  }

  /** With its Secrets brought by {@code by}, in a folder {@code secrets/}. */
  public Stack deliveredBy(SecretDelivery by) {
    return new Stack(namespace, parts, nodes, by, sync, patches, recipe);
  }

  /**
   * Applied from Git by {@code by}, whose objects are in a folder {@code gitops/}.
   *
   * @param environment its name, which is that of its folder
   * @throws IllegalArgumentException if {@code by} cannot do it
   */
  public Stack syncedBy(DnsLabel environment, GitOps by) {
    Optional<Sync> other =
        by instanceof None ? Optional.empty() : Optional.of(new Sync(environment, by));
    return new Stack(namespace, parts, nodes, delivery, other, patches, recipe);
  }

  /**
   * With objects changed, each patch after those before it. One that is not for exactly one object,
   * fails there or changes nothing is refused when the objects are made, and told with the line of
   * this call.
   */
  public Stack patchedBy(Patch... more) {
    Patches all = patches.and(List.of(more), Origin.here());
    return new Stack(namespace, parts, nodes, delivery, sync, all, recipe);
  }

  /** Without the patches that one call gave. */
  public Stack withoutPatches(Origin call) {
    return new Stack(namespace, parts, nodes, delivery, sync, patches.without(call), recipe);
  }

  /** What goes up with the stack, then what is applied on request, then what is derived. */
  private static List<Component> ordered(List<Component> parts) {
    List<Component> ordered = new ArrayList<>();
    List<Component> onRequest = new ArrayList<>();
    List<Component> derived = new ArrayList<>();
    for (Component part : parts) {
      if (part instanceof Derived) {
        derived.add(part);
      } else if (part.applied() == Component.Applied.WITH_THE_STACK) {
        ordered.add(part);
      } else {
        onRequest.add(part);
      }
    }
    ordered.addAll(onRequest);
    ordered.addAll(derived);
    return List.copyOf(ordered);
  }

  /** All that has a folder: its parts, then who brings the Secrets and who applies it all. */
  public List<Component> components() {
    return components(namespace, parts, delivery, sync);
  }

  private static List<Component> components(
      Namespace namespace, List<Component> parts, SecretDelivery delivery, Optional<Sync> sync) {
    List<Component> components = new ArrayList<>(parts);
    // What exists already needs no folder.
    if (!(delivery instanceof Existing)) {
      components.add(
          new DeliveredSecrets(namespace, List.copyOf(secrets(parts).keySet()), delivery));
    }
    if (sync.isPresent()) {
      components.add(new SyncedStack(namespace, sync.get().environment(), sync.get().by()));
    }
    return components;
  }

  /** Those of its components that go up when the whole tree is applied. */
  public List<Component> appliedTogether() {
    List<Component> together = new ArrayList<>();
    for (Component component : components()) {
      if (component.applied() == Component.Applied.WITH_THE_STACK) {
        together.add(component);
      }
    }
    return together;
  }

  /** Every image to build, each after those it is built on. */
  public List<ImageBuild> builds() {
    return builds(parts);
  }

  private static List<ImageBuild> builds(List<Component> parts) {
    Set<ImageBuild> builds = new LinkedHashSet<>();
    for (Component part : parts) {
      builds.addAll(part.builds());
    }
    return List.copyOf(builds);
  }

  /** Every Secret to create, with the labels of the first component that needs it. */
  public Map<SecretSpec, Component> secrets() {
    return secrets(parts);
  }

  private static Map<SecretSpec, Component> secrets(List<Component> parts) {
    Map<SecretSpec, Component> secrets = new LinkedHashMap<>();
    for (Component part : parts) {
      for (SecretSpec secret : part.secrets()) {
        secrets.putIfAbsent(secret, part);
      }
    }
    return secrets;
  }

  /** What others have made that its pods need. */
  public Set<ExistingObject> existing() {
    Set<ExistingObject> existing = new LinkedHashSet<>();
    for (String secret : namespace.pullSecrets()) {
      existing.add(ExistingObject.secret(secret));
    }
    for (Component component : components()) {
      existing.addAll(component.existing());
    }
    return existing;
  }

  /** How properties begin that plugins read which are not known here, as people say. */
  public Set<String> plugins() {
    Set<String> plugins = new LinkedHashSet<>();
    for (Component component : components()) {
      plugins.addAll(component.plugins());
    }
    return plugins;
  }

  /** Who applies it; unless it was said, people do. */
  public GitOps gitOps() {
    return sync.isPresent() ? sync.get().by() : new None();
  }

  /** The files that people make, by path. */
  public Map<String, Slot> slots() {
    Map<String, Slot> slots = new LinkedHashMap<>();
    for (Component component : components()) {
      if (component instanceof DeliveredSecrets secrets) {
        for (Slot slot : secrets.slots()) {
          slots.put(secrets.folder() + "/" + slot.file(), slot);
        }
      }
    }
    return slots;
  }

  /** The object stores its pods come to, and as which accounts, each once. */
  public Map<ObjectStore, Set<Labels>> stores() {
    Map<ObjectStore, Set<Labels>> stores = new LinkedHashMap<>();
    for (Component part : parts) {
      for (Map.Entry<ObjectStore, List<Labels>> use : part.stores().entrySet()) {
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

  /** What can be opened; where two have one title, the part's name goes behind it. */
  public List<Endpoint> endpoints() {
    Map<String, Integer> titles = new LinkedHashMap<>();
    for (Component part : parts) {
      for (Endpoint endpoint : part.endpoints()) {
        titles.put(endpoint.title(), titles.getOrDefault(endpoint.title(), 0) + 1);
      }
    }
    List<Endpoint> endpoints = new ArrayList<>();
    for (Component part : parts) {
      for (Endpoint endpoint : part.endpoints()) {
        boolean isAlone = titles.getOrDefault(endpoint.title(), 0) == 1;
        endpoints.add(isAlone ? endpoint : endpoint.of(part.folder()));
      }
    }
    return endpoints;
  }

  /** Who talks to whom, each connection once. */
  public List<Flow> flows() {
    Set<Flow> flows = new LinkedHashSet<>();
    for (Component part : parts) {
      flows.addAll(part.flows());
    }
    return List.copyOf(flows);
  }

  public List<SparkApplication> applications() {
    List<SparkApplication> applications = new ArrayList<>();
    for (Component part : parts) {
      applications.addAll(part.applications());
    }
    return applications;
  }
}
