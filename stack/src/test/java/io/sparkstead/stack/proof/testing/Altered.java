package io.sparkstead.stack.proof.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.proof.Proof;
import io.sparkstead.stack.proof.evidence.Declared;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.secret.SlotFile;
import io.sparkstead.stack.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The evidence of a stack that is right, to make something wrong in.
 *
 * <pre>{@code
 * Altered.samples().delete(PersistentVolumeClaim.class, "store-disk").findings();
 * }</pre>
 *
 * <p>Each change fails where there is nothing to change, so that a case cannot pass by having
 * changed nothing. A text that is a file and in a ConfigMap too is changed in both.
 */
public final class Altered {

  private static final ObjectMapper JSON = new ObjectMapper();

  private String namespace;
  private final List<Manifest> manifests;
  private final Map<String, String> files;
  private final Map<String, Set<String>> secrets;
  private final Map<String, String> images;
  private List<Node> nodes;
  private final List<SlotFile> slots;
  private Evidence.Folder folder;
  private final Declared declared;

  private Altered(Evidence good) {
    namespace = good.namespace();
    manifests = new ArrayList<>();
    for (Manifest manifest : good.manifests()) {
      manifests.add(new Manifest(manifest.folder(), copy(manifest.object())));
    }
    files = new TreeMap<>(good.files());
    secrets = new TreeMap<>(good.secrets());
    images = new TreeMap<>(good.images().names());
    nodes = good.nodes();
    slots = new ArrayList<>(good.slots());
    folder = good.folder();
    declared = good.declared();
  }

  /** Another object that says so, whose lists and maps can be changed. */
  private static HasMetadata copy(HasMetadata object) {
    return JSON.convertValue(object, object.getClass());
  }

  /** The sample stack, on the line of Spark that the article uses. */
  public static Altered samples() {
    return of(Samples.spark35().stack());
  }

  public static Altered of(Stack stack) {
    return new Altered(Evidence.of(stack));
  }

  public Evidence evidence() {
    return new Evidence(
        namespace, manifests, files, secrets, images, nodes, slots, folder, declared);
  }

  /** What all rules that ship say of it. */
  public List<Finding> findings() {
    return Proof.of(evidence(), List.of(), List.of());
  }

  /** What {@code family} alone says of it. */
  public List<Finding> findings(BiFunction<Evidence, Findings, FamilyCheck> family) {
    Findings findings = new Findings();
    family.apply(evidence(), findings).check();
    return List.copyOf(findings.all());
  }

  public Altered on(Node... machines) {
    nodes = List.of(machines);
    return this;
  }

  public Altered writtenFor(String environment) {
    folder = new Evidence.Folder(environment, folder.apart());
    return this;
  }

  public Altered slot(SlotFile file) {
    slots.add(file);
    return this;
  }

  // Objects

  public <T extends HasMetadata> Altered edit(Class<T> kind, String name, Consumer<T> change) {
    change.accept(kind.cast(manifest(kind, name).object()));
    return this;
  }

  public <T extends HasMetadata> Altered delete(Class<T> kind, String name) {
    manifests.remove(manifest(kind, name));
    return this;
  }

  public <T extends HasMetadata> Altered rename(Class<T> kind, String name, String to) {
    return edit(kind, name, object -> object.getMetadata().setName(to));
  }

  public Altered add(HasMetadata object) {
    if (object.getMetadata().getNamespace() == null) {
      object.getMetadata().setNamespace(namespace);
    }
    manifests.add(new Manifest("extra", object));
    return this;
  }

  public <T extends HasMetadata> Manifest manifest(Class<T> kind, String name) {
    return manifests.stream()
        .filter(manifest -> kind.isInstance(manifest.object()))
        .filter(manifest -> manifest.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " " + name));
  }

  /** What runs under {@code name}: a Deployment, a StatefulSet, or a Job whose name begins so. */
  public Altered pod(String name, Consumer<PodSpec> change) {
    change.accept(workload(name).pod());
    return this;
  }

  public Altered template(String name, Consumer<PodTemplateSpec> change) {
    change.accept(Manifest.podTemplate(workload(name).object()).orElseThrow());
    return this;
  }

  /** The container that stays, of what runs under {@code name}. */
  public Altered container(String name, Consumer<Container> change) {
    return pod(name, pod -> change.accept(pod.getContainers().get(0)));
  }

  public Altered service(String name, Consumer<ServiceSpec> change) {
    return edit(Service.class, name, service -> change.accept(service.getSpec()));
  }

  public Altered policy(String name, Consumer<NetworkPolicySpec> change) {
    return edit(NetworkPolicy.class, name, policy -> change.accept(policy.getSpec()));
  }

  private Workload workload(String name) {
    return evidence().workloads().stream()
        .filter(workload -> workload.manifest().name().matches(name + "(-[0-9a-f]{8})?"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing runs under " + name));
  }

  // Texts

  /** The file at {@code path}: of an image, or one that is in a ConfigMap too. */
  public Altered file(String path, UnaryOperator<String> change) {
    String before = files.get(path);
    if (before == null) {
      throw new AssertionError("no file " + path + " among " + files.keySet());
    }
    String after = changed(path, before, change);
    files.put(path, after);
    String key = path.substring(path.lastIndexOf('/') + 1);
    for (Manifest manifest : manifests) {
      boolean isBeside = path.equals(manifest.folder() + "/" + key);
      if (isBeside
          && manifest.object() instanceof ConfigMap map
          && map.getData().containsKey(key)) {
        map.getData().put(key, after);
      }
    }
    return this;
  }

  public Altered replace(String path, String from, String to) {
    return file(path, text -> text.replace(from, to));
  }

  public Altered newFile(String path, String text) {
    files.put(path, text);
    return this;
  }

  /** One file of a ConfigMap that is written as a manifest. */
  public Altered data(String configMap, String key, UnaryOperator<String> change) {
    return edit(
        ConfigMap.class,
        configMap,
        map -> map.getData().compute(key, (file, text) -> changed(file, text, change)));
  }

  private static String changed(String what, String before, UnaryOperator<String> change) {
    String after = before == null ? null : change.apply(before);
    if (after == null || after.equals(before)) {
      throw new AssertionError(what + " has nothing to change there");
    }
    return after;
  }

  /** Sets a Spark property of {@code configMap}, or takes it away if {@code value} is empty. */
  public Altered property(String configMap, String key, Optional<String> value) {
    return data(configMap, "spark-defaults.conf", text -> withProperty(text, key, value));
  }

  public Altered property(String configMap, String key, String value) {
    return property(configMap, key, Optional.of(value));
  }

  public Altered without(String configMap, String key) {
    return property(configMap, key, Optional.empty());
  }

  public static String withProperty(String text, String key, Optional<String> value) {
    String others = text.replaceAll("(?m)^" + Pattern.quote(key) + "=.*\\n", "");
    return others + value.map(given -> key + "=" + given + "\n").orElse("");
  }

  // What is known besides

  public Altered image(String inManifests, String published) {
    if (images.put(inManifests, published) == null) {
      throw new AssertionError("no image " + inManifests);
    }
    return this;
  }

  public Altered namespace(String other) {
    namespace = other;
    return this;
  }

  public Altered secret(String name, Set<String> keys) {
    secrets.put(name, keys);
    return this;
  }

  public Altered withoutSecret(String name) {
    if (secrets.remove(name) == null) {
      throw new AssertionError("no Secret " + name);
    }
    return this;
  }
}
