package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.sparkstead.dsl.kube.ConfigFiles;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.StackManifests;
import io.sparkstead.stack.image.ImageBuild;
import io.sparkstead.stack.secret.Slot;
import io.sparkstead.stack.secret.SlotFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;

/**
 * All that a stack puts into files, seen as those who will run them see it: objects, Spark
 * properties wherever they stand, Dockerfiles, scripts, notebooks.
 *
 * <p>It holds texts and objects, and not the values they were made from, so that a rule judges what
 * is written; anybody's manifests can be judged the same way. What every rule asks for is looked up
 * once.
 */
public final class Evidence {

  private static final Hinted BUILDER_CONFIG =
      Hinted.anywhere(
          "\\.(?:config|set)\\(\\s*[\"'](spark\\.[^\"']+)[\"']\\s*,\\s*f?[\"']([^\"']*)[\"']\\s*\\)",
          ".config(",
          ".set(");
  private static final Hinted SUBMIT_CONF =
      Hinted.onLine(
          "--conf[\\s=]+[\"']?([\\w.-]+)=([^\\s\"'\\\\]*)", "--conf ", "--conf\t", "--conf=");
  private static final Hinted DEPLOY_MODE =
      Hinted.onLine("--deploy-mode[\\s=]+(\\w+)", "--deploy-mode");

  private final String namespace;
  private final List<Manifest> manifests;
  private final Map<String, String> files;
  private final Map<String, Set<String>> secrets;
  private final Map<String, String> images;
  private final List<Node> nodes;
  private final List<SlotFile> slots;
  private final Folder folder;
  private final Map<Class<?>, Map<Manifest, ?>> kinds = new ConcurrentHashMap<>();
  private final List<DockerfileText> dockerfiles;
  private final List<Workload> workloads;
  private final List<Embedded> embedded;
  private final List<Conf> confs;
  private final IdentityHashMap<Workload, Map<String, String>> told = new IdentityHashMap<>();

  /**
   * @param namespace the one everything belongs to
   * @param manifests every object, the ConfigMaps that Kustomize makes of plain files among them;
   *     what one leaves out is filled in with nothing, in the object itself
   * @param files every other file by path: Dockerfiles, scripts, notebooks, properties
   * @param secrets which Secrets will be there, with their keys
   * @param images what a container's image name is pulled as
   * @param nodes the machines there are, or none where nobody says
   * @param slots the files that people make
   * @param folder where it is written to
   */
  public Evidence(
      String namespace,
      List<Manifest> manifests,
      Map<String, String> files,
      Map<String, Set<String>> secrets,
      Map<String, String> images,
      List<Node> nodes,
      List<SlotFile> slots,
      Folder folder) {
    this.namespace = namespace;
    this.manifests = List.copyOf(manifests);
    for (Manifest manifest : this.manifests) {
      Gaps.fill(manifest.object());
    }
    this.files = Collections.unmodifiableMap(new TreeMap<>(files));
    this.secrets = withMade(secrets, this.manifests);
    this.images = Map.copyOf(images);
    this.nodes = List.copyOf(nodes);
    this.slots = List.copyOf(slots);
    this.folder = folder;
    this.dockerfiles = findDockerfiles();
    this.workloads = findWorkloads();
    this.embedded = findEmbedded();
    this.confs = findConfs();
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

    static final Folder UNKNOWN = new Folder("", Set.of());

    public Folder {
      apart = Set.copyOf(apart);
    }
  }

  /** Where nobody says in which folder it is. */
  public Evidence(
      String namespace,
      List<Manifest> manifests,
      Map<String, String> files,
      Map<String, Set<String>> secrets,
      Map<String, String> images,
      List<Node> nodes,
      List<SlotFile> slots) {
    this(namespace, manifests, files, secrets, images, nodes, slots, Folder.UNKNOWN);
  }

  /** Where people make no files. */
  public Evidence(
      String namespace,
      List<Manifest> manifests,
      Map<String, String> files,
      Map<String, Set<String>> secrets,
      Map<String, String> images,
      List<Node> nodes) {
    this(namespace, manifests, files, secrets, images, nodes, List.of());
  }

  /** Where nobody says which machines there are. */
  public Evidence(
      String namespace,
      List<Manifest> manifests,
      Map<String, String> files,
      Map<String, Set<String>> secrets,
      Map<String, String> images) {
    this(namespace, manifests, files, secrets, images, List.of());
  }

  /** What {@code stack} will be, once written, with nothing yet in the files that people make. */
  public static Evidence of(Stack stack) {
    List<SlotFile> slots = new ArrayList<>();
    for (Map.Entry<String, Slot> slot : stack.slots().entrySet()) {
      slots.add(new SlotFile(slot.getKey(), slot.getValue(), Optional.empty()));
    }
    return of(stack, slots, "");
  }

  /**
   * What {@code stack} will be, once written, beside what people have made.
   *
   * @param environment whose stack it is, or empty where nobody says
   */
  public static Evidence of(Stack stack, List<SlotFile> slots, String environment) {
    return of(StackManifests.of(stack), slots, environment);
  }

  /**
   * The same of objects that are there.
   *
   * @param made filled in where they leave something out, so whoever writes them writes them first
   */
  public static Evidence of(StackManifests made, List<SlotFile> slots, String environment) {
    Stack stack = made.stack();
    List<Manifest> manifests = new ArrayList<>();
    manifests.add(made.namespace());
    Map<String, String> files = new TreeMap<>();
    for (StackManifests.Part part : made.all()) {
      Component component = part.component();
      manifests.addAll(part.manifests());
      Optional<ConfigFiles> plain = part.plainFiles();
      if (plain.isPresent()) {
        manifests.add(new Manifest(component.folder(), plain.get().resource(component.labels())));
        putIn(files, component.folder(), plain.get().files());
      }
    }
    Map<String, String> images = new LinkedHashMap<>();
    for (StackManifests.Build build : made.builds()) {
      ImageBuild image = build.image();
      images.put(image.inManifests().toString(), image.published().toString());
      putIn(files, "images/" + image.name(), build.files());
    }
    Map<String, Set<String>> secrets = new LinkedHashMap<>();
    if (stack.delivery().isByHand()) {
      for (SecretSpec secret : stack.secrets().keySet()) {
        secrets.put(secret.name().text(), Set.copyOf(secret.recipes().keySet()));
      }
    }
    return new Evidence(
        stack.namespace().name(),
        manifests,
        files,
        secrets,
        images,
        stack.nodes(),
        slots,
        new Folder(environment, apart(stack)));
  }

  private static void putIn(
      Map<String, String> files, String folder, Map<String, String> inFolder) {
    for (Map.Entry<String, String> file : inFolder.entrySet()) {
      files.put(folder + "/" + file.getKey(), file.getValue());
    }
  }

  private static Set<String> apart(Stack stack) {
    Set<String> apart = new TreeSet<>();
    for (Component component : stack.components()) {
      if (component.applied() != Component.Applied.WITH_THE_STACK) {
        apart.add(component.folder());
      }
    }
    return apart;
  }

  /** {@code secrets} and those that ExternalSecrets make, with the keys they fetch. */
  private static Map<String, Set<String>> withMade(
      Map<String, Set<String>> secrets, List<Manifest> manifests) {
    Map<String, Set<String>> all = new TreeMap<>(secrets);
    for (Manifest manifest : manifests) {
      if (manifest.kind().equals("ExternalSecret")
          && manifest.object() instanceof GenericKubernetesResource made) {
        String name = made.get("spec", "target", "name");
        List<Map<String, Object>> data = made.get("spec", "data");
        Set<String> keys = new TreeSet<>();
        for (Map<String, Object> entry : data == null ? List.<Map<String, Object>>of() : data) {
          keys.add(String.valueOf(entry.get("secretKey")));
        }
        all.put(name == null ? manifest.name() : name, keys);
      }
    }
    return Map.copyOf(all);
  }

  String namespace() {
    return namespace;
  }

  List<Manifest> manifests() {
    return manifests;
  }

  Map<String, String> files() {
    return files;
  }

  Map<String, Set<String>> secrets() {
    return secrets;
  }

  Map<String, String> images() {
    return images;
  }

  /** Everything with a pod template, in the order of the manifests. */
  List<Workload> workloads() {
    return workloads;
  }

  /** Spark properties wherever they stand. */
  List<Conf> confs() {
    return confs;
  }

  /**
   * What the programs of {@code workload} are told, by the file it stands in: its commands and
   * variables, the ConfigMaps it mounts, and the files of the images it runs.
   */
  Map<String, String> told(Workload workload) {
    return Objects.requireNonNull(told.get(workload));
  }

  List<SlotFile> slots() {
    return slots;
  }

  Folder folder() {
    return folder;
  }

  List<Node> nodes() {
    return nodes;
  }

  /** The objects of one kind, with where they are written, in the order of the manifests. */
  @SuppressWarnings("unchecked") // Only {@link #find} puts anything in.
  <T extends HasMetadata> Map<Manifest, T> all(Class<T> kind) {
    Map<Manifest, T> found = (Map<Manifest, T>) kinds.get(kind);
    if (found == null) {
      found = find(kind);
      kinds.put(kind, found);
    }
    return found;
  }

  private <T extends HasMetadata> Map<Manifest, T> find(Class<T> kind) {
    List<Map.Entry<Manifest, T>> found = new ArrayList<>();
    for (Manifest manifest : manifests) {
      if (kind.isInstance(manifest.object())) {
        found.add(Map.entry(manifest, kind.cast(manifest.object())));
      }
    }
    return new Listed<>(found);
  }

  /** A map to walk through and not to look up in: a manifest's hash is that of all its object. */
  private static final class Listed<T> extends AbstractMap<Manifest, T> {

    private final List<Map.Entry<Manifest, T>> entries;

    Listed(List<Map.Entry<Manifest, T>> entries) {
      this.entries = entries;
    }

    @Override
    public Set<Map.Entry<Manifest, T>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Map.Entry<Manifest, T>> iterator() {
          return entries.iterator();
        }

        @Override
        public int size() {
          return entries.size();
        }
      };
    }
  }

  <T extends HasMetadata> Optional<T> named(Class<T> kind, String name) {
    for (T object : all(kind).values()) {
      if (object.getMetadata().getName().equals(name)) {
        return Optional.of(object);
      }
    }
    return Optional.empty();
  }

  <T extends HasMetadata> Set<String> names(Class<T> kind) {
    Set<String> names = new TreeSet<>();
    for (T object : all(kind).values()) {
      names.add(object.getMetadata().getName());
    }
    return names;
  }

  /** A pod template and what makes pods of it; another is never the same, however alike. */
  static final class Workload {

    private final Manifest manifest;
    private final PodTemplateSpec template;
    private final boolean isJob;
    private final List<Container> containers;

    private Workload(Manifest manifest, PodTemplateSpec template, boolean isJob) {
      this.manifest = manifest;
      this.template = template;
      this.isJob = isJob;
      List<Container> all = new ArrayList<>(template.getSpec().getInitContainers());
      all.addAll(template.getSpec().getContainers());
      this.containers = List.copyOf(all);
    }

    Manifest manifest() {
      return manifest;
    }

    PodTemplateSpec template() {
      return template;
    }

    boolean isJob() {
      return isJob;
    }

    /** In the order they start. */
    List<Container> containers() {
      return containers;
    }

    Map<String, String> labels() {
      return template.getMetadata().getLabels();
    }

    Map<String, String> annotations() {
      return template.getMetadata().getAnnotations();
    }

    /** How many pods it keeps: one, unless it says so. */
    int replicas() {
      Integer replicas = null;
      if (manifest.object() instanceof Deployment deployment) {
        replicas = deployment.getSpec().getReplicas();
      } else if (manifest.object() instanceof StatefulSet set) {
        replicas = set.getSpec().getReplicas();
      }
      return replicas == null ? 1 : replicas;
    }

    boolean isSelectedBy(Map<String, String> selector) {
      return !selector.isEmpty() && labels().entrySet().containsAll(selector.entrySet());
    }

    List<Volume> volumes() {
      return template.getSpec().getVolumes();
    }

    /** What {@code mount} mounts, if the pod has it. */
    Optional<Volume> volume(VolumeMount mount) {
      for (Volume volume : volumes()) {
        if (volume.getName().equals(mount.getName())) {
          return Optional.of(volume);
        }
      }
      return Optional.empty();
    }

    /** The account its pods run as, as the API server reads it. */
    String account() {
      String account = template.getSpec().getServiceAccountName();
      return account == null ? "default" : account;
    }

    /** Whether one of its containers declares {@code port}. */
    boolean declares(int port) {
      for (Container container : template.getSpec().getContainers()) {
        for (ContainerPort declared : container.getPorts()) {
          if (declared.getContainerPort() == port) {
            return true;
          }
        }
      }
      return false;
    }

    @Override
    public String toString() {
      return manifest.toString();
    }
  }

  private List<Workload> findWorkloads() {
    List<Workload> found = new ArrayList<>();
    for (Manifest manifest : manifests) {
      Optional<PodTemplateSpec> template = template(manifest.object());
      if (template.isPresent()) {
        boolean isJob = manifest.object() instanceof Job || manifest.object() instanceof CronJob;
        found.add(new Workload(manifest, template.get(), isJob));
      }
    }
    return List.copyOf(found);
  }

  /** Asked by the kind first, so that no class is loaded of which there is no object. */
  private static Optional<PodTemplateSpec> template(HasMetadata object) {
    if (object.getKind().equals("DaemonSet") && object instanceof DaemonSet set) {
      return Optional.of(set.getSpec().getTemplate());
    }
    if (object.getKind().equals("Pod") && object instanceof Pod pod) {
      return Optional.of(Gaps.filled(new PodTemplateSpec(pod.getMetadata(), pod.getSpec())));
    }
    return Manifest.podTemplate(object);
  }

  /** Spark properties in one place: a file, a key of a ConfigMap, a notebook, a script. */
  record Conf(String subject, String path, String configMap, Map<String, String> properties) {

    Optional<String> get(String key) {
      return Optional.ofNullable(properties.get(key));
    }

    boolean is(String key, String value) {
      return value.equals(properties.get(key));
    }

    /** Whether it starts applications, and not the History Server. */
    boolean isApplication() {
      return properties.containsKey("spark.app.name")
          || properties.containsKey("spark.kubernetes.container.image");
    }

    boolean isCluster() {
      return is("spark.submit.deployMode", "cluster");
    }

    boolean isClient() {
      return isApplication() && !isCluster();
    }

    /** Whether Spark reads no other properties beside it, as it does beside a program's own. */
    boolean isWhole() {
      return !configMap.isEmpty() || isProperties(path);
    }

    boolean isHistory() {
      return properties.containsKey("spark.history.fs.logDirectory");
    }
  }

  /** Whether a file of that name holds properties. */
  static boolean isProperties(String path) {
    return path.endsWith(".conf") || path.endsWith(".properties");
  }

  private List<Conf> findConfs() {
    List<Conf> found = new ArrayList<>();
    for (Embedded file : embedded) {
      if (isProperties(file.key())) {
        found.add(
            new Conf(
                file.manifest() + " key " + file.key(),
                file.manifest().path(),
                file.manifest().name(),
                properties(file.text())));
      }
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      Map<String, String> properties = properties(file.getKey(), file.getValue());
      if (!properties.isEmpty()) {
        found.add(new Conf(file.getKey(), file.getKey(), "", properties));
      }
    }
    return List.copyOf(found);
  }

  private static Map<String, String> properties(String path, String text) {
    if (isProperties(path)) {
      return properties(text);
    }
    if (path.endsWith(".ipynb")) {
      return matches(BUILDER_CONFIG, Notebooks.code(text));
    }
    if (path.endsWith(".py")) {
      return matches(BUILDER_CONFIG, text);
    }
    return path.endsWith(".sh") ? submitted(text) : Map.of();
  }

  /** What {@code spark-submit} is told in a script. */
  private static Map<String, String> submitted(String script) {
    Map<String, String> found = matches(SUBMIT_CONF, script);
    Optional<String> mode = found.isEmpty() ? Optional.empty() : DEPLOY_MODE.find(script);
    if (mode.isPresent()) {
      found.put("spark.submit.deployMode", mode.get());
    }
    return found;
  }

  private static Map<String, String> matches(Hinted pattern, String text) {
    Map<String, String> found = new LinkedHashMap<>();
    for (MatchResult result : pattern.results(text)) {
      found.put(result.group(1), result.group(2));
    }
    return found;
  }

  private static Map<String, String> properties(String text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      // A backslash-u without four digits behind it: somebody else's file format.
      return Map.of();
    }
    Map<String, String> found = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      found.put(key, Objects.requireNonNull(properties.getProperty(key)).trim());
    }
    return found;
  }

  /** The workload whose pods read {@code conf}, if one mounts its ConfigMap. */
  Optional<Workload> readerOf(Conf conf) {
    for (Workload workload : workloads) {
      if (mounts(workload, conf.configMap())) {
        return Optional.of(workload);
      }
    }
    return Optional.empty();
  }

  /** What the pod of {@code conf}, if known, or any reads at {@code path} from a ConfigMap. */
  Optional<String> mountedFile(Conf conf, String path) {
    Optional<Workload> reader = readerOf(conf);
    for (Workload workload : reader.isPresent() ? List.of(reader.get()) : workloads) {
      Optional<String> text = mountedFile(workload, path);
      if (text.isPresent()) {
        return text;
      }
    }
    return Optional.empty();
  }

  private Optional<String> mountedFile(Workload workload, String path) {
    int slash = path.lastIndexOf('/');
    String folder = path.substring(0, Math.max(slash, 0));
    for (Container container : workload.template().getSpec().getContainers()) {
      for (VolumeMount mount : container.getVolumeMounts()) {
        if (mount.getMountPath().equals(folder)) {
          Optional<String> text = fileIn(workload.volume(mount), path.substring(slash + 1));
          if (text.isPresent()) {
            return text;
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> fileIn(Optional<Volume> volume, String file) {
    if (volume.isEmpty() || volume.get().getConfigMap() == null) {
      return Optional.empty();
    }
    Optional<ConfigMap> map = named(ConfigMap.class, volume.get().getConfigMap().getName());
    return map.isEmpty() ? Optional.empty() : Optional.ofNullable(map.get().getData().get(file));
  }

  /** Files whose name ends so, by path. */
  Map<String, String> filesEndingWith(String end) {
    Map<String, String> found = new TreeMap<>();
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (file.getKey().endsWith(end)) {
        found.put(file.getKey(), file.getValue());
      }
    }
    return found;
  }

  /** In the order of their paths. */
  List<DockerfileText> dockerfiles() {
    return dockerfiles;
  }

  private List<DockerfileText> findDockerfiles() {
    List<DockerfileText> found = new ArrayList<>();
    for (Map.Entry<String, String> file : filesEndingWith("/" + ImageBuild.DOCKERFILE).entrySet()) {
      found.add(new DockerfileText(file.getKey(), file.getValue()));
    }
    return List.copyOf(found);
  }

  /** Every script: files and what ConfigMaps hold under a name that ends in {@code .sh}. */
  Map<String, String> scripts() {
    Map<String, String> found = new TreeMap<>(filesEndingWith(".sh"));
    for (Embedded file : embedded) {
      if (file.key().endsWith(".sh")) {
        String path = file.manifest().path();
        found.put(path, found.getOrDefault(path, "") + file.text());
      }
    }
    return found;
  }

  /** A file that stands in a ConfigMap. */
  record Embedded(Manifest manifest, String key, String text) {}

  /** What ConfigMaps hold and no plain file does. */
  List<Embedded> embedded() {
    return embedded;
  }

  private List<Embedded> findEmbedded() {
    List<Embedded> found = new ArrayList<>();
    for (Map.Entry<Manifest, ConfigMap> map : all(ConfigMap.class).entrySet()) {
      Manifest manifest = map.getKey();
      for (Map.Entry<String, String> file : map.getValue().getData().entrySet()) {
        if (!files.containsKey(manifest.folder() + "/" + file.getKey())) {
          found.add(new Embedded(manifest, file.getKey(), file.getValue()));
        }
      }
    }
    return List.copyOf(found);
  }

  private Map<String, String> findTold(Workload workload) {
    Map<String, String> found = new TreeMap<>();
    StringBuilder own = new StringBuilder();
    for (Container container : workload.containers()) {
      for (String word : container.getCommand()) {
        own.append(word).append('\n');
      }
      for (String word : container.getArgs()) {
        own.append(word).append('\n');
      }
      for (EnvVar variable : container.getEnv()) {
        own.append(variable.getValue()).append('\n');
      }
      found.putAll(Dockerfiles.filesOf(this, container.getImage()));
    }
    found.put(workload.manifest().path(), own.toString());
    for (Map.Entry<Manifest, ConfigMap> map : all(ConfigMap.class).entrySet()) {
      if (mounts(workload, map.getKey().name())) {
        found.put(map.getKey().path(), String.join("\n", map.getValue().getData().values()));
      }
    }
    return found;
  }

  private static boolean mounts(Workload workload, String configMap) {
    for (Volume volume : workload.volumes()) {
      if (volume.getConfigMap() != null && configMap.equals(volume.getConfigMap().getName())) {
        return true;
      }
    }
    return false;
  }
}
