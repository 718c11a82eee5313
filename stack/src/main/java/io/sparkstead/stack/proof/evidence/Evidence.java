package io.sparkstead.stack.proof.evidence;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.StackManifests;
import io.sparkstead.stack.conf.SparkKey;
import io.sparkstead.stack.conf.SparkKeys;
import io.sparkstead.stack.flow.Dns;
import io.sparkstead.stack.own.ExistingObject;
import io.sparkstead.stack.proof.evidence.ContainerView.Variable;
import io.sparkstead.stack.proof.text.DockerfileText;
import io.sparkstead.stack.proof.text.parsed.PlainYaml;
import io.sparkstead.stack.release.SparkRelease;
import io.sparkstead.stack.secret.Slot;
import io.sparkstead.stack.secret.SlotFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All that a stack puts into files, seen as those who will run them see it: objects, Spark
 * properties wherever they stand, Dockerfiles, scripts, notebooks.
 *
 * <pre>{@code
 * for (Workload workload : stack.workloads()) { … }   // everything with a pod template
 * stack.service("minio")                              // one object by its name
 * stack.readerOf(conf)                                // whose pods read these Spark properties
 * stack.release()                                     // the Spark that the images hold
 * }</pre>
 *
 * <p>It holds texts and objects, and not the values they were made from, so that a rule judges what
 * is written; anybody's manifests can be judged the same way. Nothing it is given is changed.
 */
public final class Evidence {

  private final String namespace;
  private final List<Manifest> manifests;
  private final Map<String, String> files;
  private final Map<String, Set<String>> secrets;
  private final Images images;
  private final List<Node> nodes;
  private final List<SlotFile> slots;
  private final Folder folder;
  private final Declared declared;
  private boolean isByParts;
  private Set<String> tried = Set.of();
  private final Map<Class<?>, List<?>> kinds = new ConcurrentHashMap<>();
  private final List<Workload> workloads;
  private final List<ServiceView> services;
  private final List<ConfigMapView> configMaps;
  private final List<Rights.Role> roles;
  private final List<Rights.Binding> bindings;
  private final List<Embedded> embedded;
  private final List<Conf> confs;
  private final IdentityHashMap<Workload, Map<String, String>> told = new IdentityHashMap<>();

  /**
   * @param namespace the one everything belongs to
   * @param manifests every object, the ConfigMaps that Kustomize makes of plain files among them
   * @param files every other file by path: Dockerfiles, scripts, notebooks, properties
   * @param secrets which Secrets will be there, with their keys
   * @param images what a container's image name is pulled as
   * @param nodes the machines there are, or none where nobody says
   * @param slots the files that people make
   * @param folder where it is written to
   * @param declared what people say and no file shows
   */
  public Evidence(
      String namespace,
      List<Manifest> manifests,
      Map<String, String> files,
      Map<String, Set<String>> secrets,
      Map<String, String> images,
      List<Node> nodes,
      List<SlotFile> slots,
      Folder folder,
      Declared declared) {
    this.namespace = namespace;
    this.manifests = List.copyOf(manifests);
    this.files = Collections.unmodifiableMap(new TreeMap<>(files));
    this.secrets = StackEvidence.withMade(secrets, this.manifests);
    this.images = new Images(Map.copyOf(images), this.files);
    this.nodes = List.copyOf(nodes);
    this.slots = List.copyOf(slots);
    this.folder = folder;
    this.declared = declared;
    List<Workload> workloads = new ArrayList<>();
    List<ServiceView> services = new ArrayList<>();
    List<ConfigMapView> configMaps = new ArrayList<>();
    for (Manifest manifest : manifests) {
      Optional<Workload> workload = Workload.of(manifest);
      if (workload.isPresent()) {
        workloads.add(workload.get());
      }
      if (manifest.object() instanceof Service service) {
        services.add(ServiceView.of(manifest, service));
      } else if (manifest.object() instanceof ConfigMap map) {
        configMaps.add(ConfigMapView.of(manifest, map));
      }
    }
    this.workloads = List.copyOf(workloads);
    this.services = List.copyOf(services);
    this.configMaps = List.copyOf(configMaps);
    this.roles = Rights.roles(this);
    this.bindings = Rights.bindings(this);
    this.embedded = findEmbedded();
    this.confs = Conf.in(embedded, this.files);
    for (Workload workload : workloads) {
      told.put(workload, findTold(workload));
    }
  }

  /**
   * Where a stack is written to.
   *
   * @param name the environment's, or empty where nobody says
   * @param apart those folders in it that are not applied with the rest
   */
  public record Folder(String name, Set<String> apart) {

    public Folder {
      apart = Set.copyOf(apart);
    }
  }

  /** Of manifests alone, of which nobody says on which machines and in which folder they are. */
  public Evidence(
      String namespace,
      List<Manifest> manifests,
      Map<String, String> files,
      Map<String, Set<String>> secrets,
      Map<String, String> images) {
    this(
        namespace,
        manifests,
        files,
        secrets,
        images,
        List.of(),
        List.of(),
        new Folder("", Set.of()),
        Declared.NOTHING);
  }

  /**
   * An object of one kind, and where it is written.
   *
   * @param object as fabric8 models it: to read, and not to change; what its manifest leaves out is
   *     null in it
   */
  public record Found<T>(Manifest manifest, T object) implements Written.InManifest {

    @Override
    public String toString() {
      return manifest.toString();
    }
  }

  /** What {@code stack} will be, once written, with nothing yet in the files that people make. */
  public static Evidence of(Stack stack) {
    List<SlotFile> slots = new ArrayList<>();
    for (Map.Entry<String, Slot> slot : stack.slots().entrySet()) {
      slots.add(new SlotFile(slot.getKey(), slot.getValue(), Optional.empty()));
    }
    return of(StackManifests.of(stack), slots, "");
  }

  /**
   * What {@code made} will be, once written, beside what people have made.
   *
   * @param environment whose stack it is, or empty where nobody says
   */
  public static Evidence of(StackManifests made, List<SlotFile> slots, String environment) {
    return StackEvidence.of(made, slots, environment);
  }

  /**
   * This, which parts that ship wrote of their arguments alone: the build has tried that Spark and
   * Kubernetes take those. Whatever is put together otherwise, a person wrote too.
   */
  Evidence byParts() {
    isByParts = true;
    return this;
  }

  /** This, in which parts that ship wrote the files at {@code paths} of arguments alone. */
  Evidence tried(Set<String> paths) {
    tried = Set.copyOf(paths);
    return this;
  }

  // What was given

  /** The one that everything belongs to. */
  public String namespace() {
    return namespace;
  }

  /** Every object and the file it is written to. */
  public List<Manifest> manifests() {
    return manifests;
  }

  /** Every file that is no manifest, by path. */
  public Map<String, String> files() {
    return files;
  }

  /** Those of {@link #files} whose name ends so. */
  public Map<String, String> filesEndingWith(String end) {
    Map<String, String> found = new TreeMap<>();
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (file.getKey().endsWith(end)) {
        found.put(file.getKey(), file.getValue());
      }
    }
    return found;
  }

  /** The Secrets that will be there, with their keys. */
  public Map<String, Set<String>> secrets() {
    return secrets;
  }

  /** The images that are built for it. */
  public Images images() {
    return images;
  }

  /** The machines there are, or none where nobody says. */
  public List<Node> nodes() {
    return nodes;
  }

  /** The files that people make. */
  public List<SlotFile> slots() {
    return slots;
  }

  public Folder folder() {
    return folder;
  }

  /** What others have made, as people say. */
  public Set<ExistingObject> existing() {
    return declared.existing();
  }

  /** All that people say and no file shows. */
  public Declared declared() {
    return declared;
  }

  /** Whether a person has written some of it, in words of Kubernetes' or of Spark's. */
  public boolean isByAPerson() {
    return !isByParts;
  }

  /**
   * Whether parts that ship wrote the file at {@code path}, and no patch changed what it belongs
   * to: its scripts and programs are those that the build has tried.
   */
  public boolean isTried(String path) {
    return tried.contains(path);
  }

  /** Who answers for names, as people say. */
  public Dns dns() {
    return declared.dns();
  }

  /** Whether people say that others have made the {@code what}, such as a Secret, {@code name}. */
  public boolean isOthers(String what, String name) {
    for (ExistingObject each : declared.existing()) {
      if (each.name().equals(name) && each.kind().toString().equals(what)) {
        return true;
      }
    }
    return false;
  }

  // Objects

  /** The objects of one kind, in the order of the manifests. */
  @SuppressWarnings("unchecked") // Of a kind, only this keeps anything.
  public <T extends HasMetadata> List<Found<T>> all(Class<T> kind) {
    Optional<List<?>> kept = kept(kind);
    return kept.isPresent() ? (List<Found<T>>) kept.get() : keep(kind, find(kind));
  }

  /** What was kept as {@code what}, and need not be read again. */
  public Optional<List<?>> kept(Class<?> what) {
    return Optional.ofNullable(kinds.get(what));
  }

  /** {@code read}, which many families ask for, kept as {@code what}. */
  public <T> List<T> keep(Class<?> what, List<T> read) {
    kinds.put(what, read);
    return read;
  }

  private <T extends HasMetadata> List<Found<T>> find(Class<T> kind) {
    List<Found<T>> found = new ArrayList<>();
    for (Manifest manifest : manifests) {
      if (kind.isInstance(manifest.object())) {
        found.add(new Found<>(manifest, kind.cast(manifest.object())));
      }
    }
    return List.copyOf(found);
  }

  public <T extends HasMetadata> Optional<Found<T>> named(Class<T> kind, String name) {
    return named(name, all(kind));
  }

  private static <T extends Written.InManifest> Optional<T> named(String name, List<T> all) {
    for (T one : all) {
      if (one.name().equals(name)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  public <T extends HasMetadata> Set<String> names(Class<T> kind) {
    Set<String> names = new TreeSet<>();
    for (Found<T> found : all(kind)) {
      names.add(found.name());
    }
    return names;
  }

  /** Everything with a pod template. */
  public List<Workload> workloads() {
    return workloads;
  }

  public List<ServiceView> services() {
    return services;
  }

  public Optional<ServiceView> service(String name) {
    return named(name, services);
  }

  /** The workloads whose pods {@code service} leads to. */
  public List<Workload> selectedBy(ServiceView service) {
    List<Workload> selected = new ArrayList<>();
    for (Workload workload : workloads) {
      if (service.selects(workload)) {
        selected.add(workload);
      }
    }
    return selected;
  }

  public List<ConfigMapView> configMaps() {
    return configMaps;
  }

  public Optional<ConfigMapView> configMap(String name) {
    return named(name, configMaps);
  }

  /** Whether one node at a time may mount the claim of that name; one nobody made is taken so. */
  public boolean isReadWriteOnce(String claim) {
    Optional<Found<PersistentVolumeClaim>> found = named(PersistentVolumeClaim.class, claim);
    if (found.isEmpty() || found.get().object().getSpec() == null) {
      return true;
    }
    List<String> modes = Given.list(found.get().object().getSpec().getAccessModes());
    return !modes.contains("ReadWriteMany") && !modes.equals(List.of("ReadOnlyMany"));
  }

  /** The quotas that count all objects and pods, and not some of a class or an end alone. */
  public List<Found<ResourceQuota>> quotas() {
    List<Found<ResourceQuota>> found = new ArrayList<>();
    for (Found<ResourceQuota> quota : all(ResourceQuota.class)) {
      ResourceQuotaSpec spec = quota.object().getSpec();
      if (spec == null
          || (Given.list(spec.getScopes()).isEmpty() && spec.getScopeSelector() == null)) {
        found.add(quota);
      }
    }
    return found;
  }

  public List<Rights.Role> roles() {
    return roles;
  }

  public List<Rights.Binding> bindings() {
    return bindings;
  }

  // Texts

  /** A file that stands in a ConfigMap. */
  public record Embedded(Manifest manifest, String key, String text) implements Written {

    @Override
    public String subject() {
      return manifest + " key " + key;
    }

    @Override
    public String path() {
      return manifest.path();
    }
  }

  /** What ConfigMaps hold and no plain file does. */
  public List<Embedded> embedded() {
    return embedded;
  }

  private List<Embedded> findEmbedded() {
    List<Embedded> found = new ArrayList<>();
    for (ConfigMapView map : configMaps) {
      for (Map.Entry<String, String> file : map.data().entrySet()) {
        if (!files.containsKey(map.manifest().folder() + "/" + file.getKey())) {
          found.add(new Embedded(map.manifest(), file.getKey(), file.getValue()));
        }
      }
    }
    return List.copyOf(found);
  }

  /** Every script by path: files, and what ConfigMaps hold under a name that ends in .sh. */
  public Map<String, String> scripts() {
    Map<String, String> found = new TreeMap<>(filesEndingWith(".sh"));
    for (Embedded file : embedded) {
      if (file.key().endsWith(".sh")) {
        found.put(file.path(), found.getOrDefault(file.path(), "") + file.text());
      }
    }
    return found;
  }

  /** Of the images, in the order of their paths. */
  public List<DockerfileText> dockerfiles() {
    return images.dockerfiles();
  }

  /**
   * What the programs of {@code workload} are told, by the file it stands in: its commands and
   * variables, the ConfigMaps it mounts, and the files of the images it runs.
   */
  public Map<String, String> told(Workload workload) {
    return Objects.requireNonNull(told.get(workload));
  }

  /** All of {@link #told}, one after the other. */
  public String allTold(Workload workload) {
    return String.join("\n", told(workload).values());
  }

  private Map<String, String> findTold(Workload workload) {
    Map<String, String> found = new TreeMap<>();
    StringBuilder own = new StringBuilder();
    for (ContainerView container : workload.containers()) {
      for (String word : container.words()) {
        own.append(word).append('\n');
      }
      for (String word : container.hookWords()) {
        own.append(word).append('\n');
      }
      for (Variable variable : container.variables()) {
        own.append(variable.value().orElse("null")).append('\n');
      }
      found.putAll(images.files(container.image()));
    }
    found.put(workload.path(), own.toString());
    for (ConfigMapView map : configMaps) {
      if (workload.mounts(map.name())) {
        found.put(map.path(), String.join("\n", map.data().values()));
      }
    }
    return found;
  }

  /** What its own manifest tells {@code workload}: commands and variables, a word a line. */
  public String toldByItself(Workload workload) {
    return told(workload).getOrDefault(workload.path(), "");
  }

  // Spark

  /** Spark properties wherever they stand. */
  public List<Conf> confs() {
    return confs;
  }

  /** The workload whose pods read {@code conf}, if one mounts its ConfigMap. */
  public Optional<Workload> readerOf(Conf conf) {
    for (Workload workload : workloads) {
      if (workload.mounts(conf.configMap())) {
        return Optional.of(workload);
      }
    }
    return Optional.empty();
  }

  /** Whether the pods of {@code workload} are those that read {@code conf}. */
  @SuppressWarnings("ReferenceEquality") // Each workload is known once.
  public boolean reads(Workload workload, Conf conf) {
    Optional<Workload> reader = readerOf(conf);
    return reader.isPresent() && reader.get() == workload;
  }

  /** Whether the pods of {@code workload} are drivers in client mode. */
  public boolean runsDriver(Workload workload) {
    for (Conf conf : confs) {
      if (conf.isClient() && reads(workload, conf)) {
        return true;
      }
    }
    return false;
  }

  /** Whether there is a driver in client mode that no Job ends. */
  public boolean runsDriverForLong() {
    for (Workload workload : workloads) {
      if (!workload.isJob() && runsDriver(workload)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the pods of {@code workload} run this class of Spark, as a word of its own. */
  public boolean runsClass(Workload workload, String className) {
    return ("\n" + toldByItself(workload)).contains("\n" + className + "\n");
  }

  /** What the pod of {@code conf}, if known, or any reads at {@code path} from a ConfigMap. */
  public Optional<String> mountedFile(Conf conf, String path) {
    Optional<Workload> reader = readerOf(conf);
    for (Workload workload : reader.isPresent() ? List.of(reader.get()) : workloads) {
      Optional<String> text = ConfigMapView.mounted(workload, path, configMaps);
      if (text.isPresent()) {
        return text;
      }
    }
    return Optional.empty();
  }

  /**
   * What a template of {@code conf} for {@code driver} or {@code executor} says, if it is found.
   */
  public Optional<String> podTemplate(Conf conf, String role) {
    Optional<String> path = conf.get("spark.kubernetes." + role + ".podTemplateFile");
    Optional<String> text = path.isPresent() ? mountedFile(conf, path.get()) : Optional.empty();
    return text.isPresent() && isByAPerson() ? Optional.of(PlainYaml.of(text.get())) : text;
  }

  /** The release of Spark that the images hold, if the catalogue knows it. */
  public Optional<SparkRelease> release() {
    return images.release();
  }

  /** Whether {@code key} is {@code value} in {@code conf}: set so, or left so by the release. */
  public boolean comesTo(Conf conf, String key, String value) {
    if (conf.get(key).isPresent() || release().isEmpty()) {
      return conf.is(key, value);
    }
    Optional<SparkKey> known = SparkKeys.of(release().get().version()).lookup(key);
    return known.isPresent() && known.get().isDefault(value);
  }

  /** Whether the release passes over {@code key}. */
  public boolean isPassedOver(String key) {
    return release().isPresent() && SparkKeys.of(release().get().version()).lookup(key).isEmpty();
  }

  /**
   * The workload whose pods run the program of {@code conf}; in cluster mode they only submit it.
   */
  public Optional<Workload> runnerOf(Conf conf) {
    return conf.isCluster() ? Optional.empty() : readerOf(conf);
  }

  /** What the first properties that set {@code key} set it to. */
  public Optional<String> firstSet(String key) {
    for (Conf conf : confs) {
      if (conf.get(key).isPresent()) {
        return conf.get(key);
      }
    }
    return Optional.empty();
  }
}
