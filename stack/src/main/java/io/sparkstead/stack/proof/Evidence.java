package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
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
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.image.ImageBuild;
import io.sparkstead.stack.secret.SlotFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All that a stack puts into files, seen as those who will run them see it: objects, Spark
 * properties wherever they stand, Dockerfiles, scripts, notebooks.
 *
 * <p>It holds texts and objects, and not the values they were made from, so that a rule judges what
 * is written; anybody's manifests can be judged the same way. What every rule asks for is looked up
 * once.
 */
public final class Evidence {

  private static final Pattern PROPERTIES_FILE = Pattern.compile(".*\\.(conf|properties)");
  private static final Pattern BUILDER_CONFIG =
      Pattern.compile(
          "\\.(?:config|set)\\(\\s*[\"'](spark\\.[^\"']+)[\"']\\s*,\\s*f?[\"']([^\"']*)[\"']\\s*\\)");
  private static final Pattern SUBMIT_CONF =
      Pattern.compile("--conf[\\s=]+[\"']?([\\w.-]+)=([^\\s\"'\\\\]*)");
  private static final Pattern DEPLOY_MODE = Pattern.compile("--deploy-mode[\\s=]+(\\w+)");

  private final String namespace;
  private final List<Manifest> manifests;
  private final Map<String, String> files;
  private final Map<String, Set<String>> secrets;
  private final Map<String, String> images;
  private final List<Node> nodes;
  private final List<SlotFile> slots;
  private final Folder folder;
  private final Map<Class<?>, Map<Manifest, ?>> kinds = new ConcurrentHashMap<>();
  private final List<Workload> workloads;
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
    this.manifests.forEach(manifest -> Gaps.fill(manifest.object()));
    this.files = Collections.unmodifiableMap(new TreeMap<>(files));
    this.secrets = withMade(secrets, this.manifests);
    this.images = Map.copyOf(images);
    this.nodes = List.copyOf(nodes);
    this.slots = List.copyOf(slots);
    this.folder = folder;
    this.workloads = findWorkloads();
    this.confs = findConfs();
    this.workloads.forEach(workload -> told.put(workload, findTold(workload)));
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
    stack.slots().forEach((path, slot) -> slots.add(new SlotFile(path, slot, Optional.empty())));
    return of(stack, slots, "");
  }

  /**
   * What {@code stack} will be, once written, beside what people have made.
   *
   * @param environment whose stack it is, or empty where nobody says
   */
  public static Evidence of(Stack stack, List<SlotFile> slots, String environment) {
    List<Manifest> manifests = new ArrayList<>();
    manifests.add(stack.namespaceManifest());
    Map<String, String> files = new TreeMap<>();
    for (Component component : stack.components()) {
      manifests.addAll(stack.manifests(component));
      component
          .plainFiles()
          .ifPresent(
              plain -> {
                manifests.add(new Manifest(component.folder(), plain.resource(component.labels())));
                plain
                    .files()
                    .forEach((name, text) -> files.put(component.folder() + "/" + name, text));
              });
    }
    Map<String, String> images = new LinkedHashMap<>();
    for (ImageBuild image : stack.builds()) {
      images.put(image.inManifests().toString(), image.published().toString());
      image.files().forEach((name, text) -> files.put("images/" + image.name() + "/" + name, text));
    }
    Map<String, Set<String>> secrets = new LinkedHashMap<>();
    if (stack.delivery().isByHand()) {
      stack
          .secrets()
          .keySet()
          .forEach(
              secret -> secrets.put(secret.name().text(), Set.copyOf(secret.recipes().keySet())));
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
      if (manifest.object() instanceof GenericKubernetesResource made
          && manifest.kind().equals("ExternalSecret")) {
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

  /** The objects of one kind, with where they are written. */
  @SuppressWarnings("unchecked") // Only {@link #find} puts anything in.
  <T extends HasMetadata> Map<Manifest, T> all(Class<T> kind) {
    return (Map<Manifest, T>) kinds.computeIfAbsent(kind, key -> find(kind));
  }

  private <T extends HasMetadata> Map<Manifest, T> find(Class<T> kind) {
    Map<Manifest, T> found = new LinkedHashMap<>();
    for (Manifest manifest : manifests) {
      if (kind.isInstance(manifest.object())) {
        found.put(manifest, kind.cast(manifest.object()));
      }
    }
    return found;
  }

  <T extends HasMetadata> Optional<T> named(Class<T> kind, String name) {
    return all(kind).values().stream()
        .filter(object -> object.getMetadata().getName().equals(name))
        .findFirst();
  }

  <T extends HasMetadata> Set<String> names(Class<T> kind) {
    Set<String> names = new TreeSet<>();
    all(kind).values().forEach(object -> names.add(object.getMetadata().getName()));
    return names;
  }

  /** A pod template and what makes pods of it. */
  record Workload(Manifest manifest, PodTemplateSpec template, boolean isJob) {

    List<Container> containers() {
      return Stream.concat(
              template.getSpec().getInitContainers().stream(),
              template.getSpec().getContainers().stream())
          .toList();
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
      return volumes().stream()
          .filter(volume -> volume.getName().equals(mount.getName()))
          .findFirst();
    }

    /** The account its pods run as, as the API server reads it. */
    String account() {
      String account = template.getSpec().getServiceAccountName();
      return account == null ? "default" : account;
    }

    /** Whether one of its containers declares {@code port}. */
    boolean declares(int port) {
      return template.getSpec().getContainers().stream()
          .flatMap(container -> container.getPorts().stream())
          .anyMatch(declared -> declared.getContainerPort() == port);
    }

    @Override
    public String toString() {
      return manifest.toString();
    }
  }

  private List<Workload> findWorkloads() {
    List<Workload> found = new ArrayList<>();
    for (Manifest manifest : manifests) {
      boolean isJob = manifest.object() instanceof Job || manifest.object() instanceof CronJob;
      template(manifest.object())
          .ifPresent(template -> found.add(new Workload(manifest, template, isJob)));
    }
    return List.copyOf(found);
  }

  private static Optional<PodTemplateSpec> template(HasMetadata object) {
    PodTemplateSpec template = null;
    if (object instanceof Deployment deployment) {
      template = deployment.getSpec().getTemplate();
    } else if (object instanceof StatefulSet set) {
      template = set.getSpec().getTemplate();
    } else if (object instanceof DaemonSet set) {
      template = set.getSpec().getTemplate();
    } else if (object instanceof Job job) {
      template = job.getSpec().getTemplate();
    } else if (object instanceof CronJob job) {
      template = job.getSpec().getJobTemplate().getSpec().getTemplate();
    } else if (object instanceof Pod pod) {
      template = Gaps.filled(new PodTemplateSpec(pod.getMetadata(), pod.getSpec()));
    }
    return Optional.ofNullable(template);
  }

  /** Spark properties in one place: a file, a key of a ConfigMap, a notebook, a script. */
  record Conf(String subject, String path, String configMap, Map<String, String> properties) {

    Optional<String> get(String key) {
      return Optional.ofNullable(properties.get(key));
    }

    boolean is(String key, String value) {
      return get(key).filter(value::equals).isPresent();
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
    return PROPERTIES_FILE.matcher(path).matches();
  }

  private List<Conf> findConfs() {
    List<Conf> found = new ArrayList<>();
    embeddedFiles(
        (manifest, key, text) -> {
          if (isProperties(key)) {
            found.add(
                new Conf(
                    manifest + " key " + key, manifest.path(), manifest.name(), properties(text)));
          }
        });
    files.forEach(
        (path, text) -> {
          Map<String, String> properties = properties(path, text);
          if (!properties.isEmpty()) {
            found.add(new Conf(path, path, "", properties));
          }
        });
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
    Matcher mode = DEPLOY_MODE.matcher(script);
    if (!found.isEmpty() && mode.find()) {
      found.put("spark.submit.deployMode", mode.group(1));
    }
    return found;
  }

  private static Map<String, String> matches(Pattern pattern, String text) {
    Map<String, String> found = new LinkedHashMap<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.put(matcher.group(1), matcher.group(2));
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
    properties
        .stringPropertyNames()
        .forEach(key -> found.put(key, Objects.requireNonNull(properties.getProperty(key)).trim()));
    return found;
  }

  /** The workload whose pods read {@code conf}, if one mounts its ConfigMap. */
  Optional<Workload> readerOf(Conf conf) {
    return workloads().stream().filter(workload -> mounts(workload, conf.configMap())).findFirst();
  }

  /** What the pod of {@code conf}, if known, or any reads at {@code path} from a ConfigMap. */
  Optional<String> mountedFile(Conf conf, String path) {
    int slash = path.lastIndexOf('/');
    String folder = path.substring(0, Math.max(slash, 0));
    String file = path.substring(slash + 1);
    return readerOf(conf).map(List::of).orElseGet(this::workloads).stream()
        .flatMap(
            workload ->
                workload.template().getSpec().getContainers().stream()
                    .flatMap(container -> container.getVolumeMounts().stream())
                    .filter(mount -> mount.getMountPath().equals(folder))
                    .flatMap(mount -> workload.volume(mount).stream()))
        .filter(volume -> volume.getConfigMap() != null)
        .flatMap(volume -> named(ConfigMap.class, volume.getConfigMap().getName()).stream())
        .flatMap(map -> Optional.ofNullable(map.getData().get(file)).stream())
        .findFirst();
  }

  /** Files whose name ends so, by path. */
  Map<String, String> filesEndingWith(String end) {
    Map<String, String> found = new TreeMap<>();
    files.forEach(
        (path, text) -> {
          if (path.endsWith(end)) {
            found.put(path, text);
          }
        });
    return found;
  }

  Map<String, String> dockerfiles() {
    return filesEndingWith("/" + ImageBuild.DOCKERFILE);
  }

  /** Every script: files and what ConfigMaps hold under a name that ends in {@code .sh}. */
  Map<String, String> scripts() {
    Map<String, String> found = new TreeMap<>(filesEndingWith(".sh"));
    embeddedFiles(
        (manifest, key, text) -> {
          if (key.endsWith(".sh")) {
            found.merge(manifest.path(), text, String::concat);
          }
        });
    return found;
  }

  /** A file that stands in a ConfigMap. */
  @FunctionalInterface
  interface EmbeddedFile {
    void accept(Manifest manifest, String key, String text);
  }

  /** Hands out what ConfigMaps hold and no plain file does. */
  void embeddedFiles(EmbeddedFile each) {
    all(ConfigMap.class)
        .forEach(
            (manifest, map) ->
                map.getData()
                    .forEach(
                        (key, text) -> {
                          if (!files.containsKey(manifest.folder() + "/" + key)) {
                            each.accept(manifest, key, text);
                          }
                        }));
  }

  private Map<String, String> findTold(Workload workload) {
    Map<String, String> found = new TreeMap<>();
    StringBuilder own = new StringBuilder();
    for (Container container : workload.containers()) {
      container.getCommand().forEach(word -> own.append(word).append('\n'));
      container.getArgs().forEach(word -> own.append(word).append('\n'));
      container.getEnv().forEach(variable -> own.append(variable.getValue()).append('\n'));
      found.putAll(Dockerfiles.filesOf(this, container.getImage()));
    }
    found.put(workload.manifest().path(), own.toString());
    all(ConfigMap.class)
        .forEach(
            (manifest, map) -> {
              if (mounts(workload, manifest.name())) {
                found.put(manifest.path(), String.join("\n", map.getData().values()));
              }
            });
    return found;
  }

  private static boolean mounts(Workload workload, String configMap) {
    return workload.volumes().stream()
        .anyMatch(
            volume ->
                volume.getConfigMap() != null && configMap.equals(volume.getConfigMap().getName()));
  }
}
