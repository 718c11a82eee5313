package io.sparkstead.stack.preset;

import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.kube.PodUser;
import io.sparkstead.dsl.kube.Resources;
import io.sparkstead.dsl.kube.StorageClass;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.dsl.value.ImageReference;
import io.sparkstead.dsl.value.Origin;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.Recipe;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.component.HistoryServer;
import io.sparkstead.stack.component.Jupyter;
import io.sparkstead.stack.component.Minio;
import io.sparkstead.stack.component.SparkRbac;
import io.sparkstead.stack.component.Submission;
import io.sparkstead.stack.flow.Dns;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.flow.Reach;
import io.sparkstead.stack.image.Authorities;
import io.sparkstead.stack.image.BaseImages;
import io.sparkstead.stack.image.Mirrors;
import io.sparkstead.stack.image.PythonPackages;
import io.sparkstead.stack.image.SparkImage;
import io.sparkstead.stack.own.OwnVariable;
import io.sparkstead.stack.own.OwnVolume;
import io.sparkstead.stack.release.MavenJar;
import io.sparkstead.stack.release.SparkRelease;
import io.sparkstead.stack.release.SparkReleases;
import io.sparkstead.stack.schedule.Placement;
import io.sparkstead.stack.spark.DynamicAllocation;
import io.sparkstead.stack.spark.Executors;
import io.sparkstead.stack.spark.Metrics;
import io.sparkstead.stack.spark.Size;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.spark.SparkFeature;
import io.sparkstead.stack.storage.EventLog;
import io.sparkstead.stack.storage.HistoryStore;
import io.sparkstead.stack.storage.ObjectStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The usual stack, from what differs from place to place: an object store with its bucket, the
 * History Server, accounts, a notebook with samples to run, a smoke test, limits of the namespace;
 * and network policies, once it is told where the API server is.
 *
 * <pre>{@code
 * new Workbench("registry.example.org/spark", lock)
 *     .nodes(new Node(Cpu.cores(8), gibibytes(16)))
 *     .storageClass(StorageClass.named("longhorn"))
 *     .notebookExposure(new Exposure.MetalLb("192.168.1.7"))
 *     .stack()
 *     .with(batch);
 * }</pre>
 *
 * <p>Arguments are given in any order, and each may be left out; of one given twice the last holds.
 * Two that say one thing otherwise are refused at the second: two stores, {@link #size} and {@link
 * #executors} or {@link #allocation}, two lists of {@link #people} or of {@link #pullSecrets}, two
 * {@link #dns}. What no argument reaches is replaced in the stack that comes out, or added to it,
 * by {@link Stack#replacing} and {@link Stack#with}, from the facts that this has to offer: {@link
 * #image}, {@link #application} and the others. What cannot be made is refused, and told with the
 * argument that is at fault.
 */
public final class Workbench implements Recipe {

  static final Knob<List<Node>> NODES = new Knob<>("nodes", List.of());
  static final Knob<Namespace> NAMESPACE = new Knob<>("namespace", new Namespace("spark"));
  static final Knob<List<String>> PULL_SECRETS = new Knob<>("pullSecrets", List.of());
  static final Knob<Optional<DnsLabel>> PREFIX = new Knob<>("prefix", Optional.empty());
  static final Knob<PodUser> USER = new Knob<>("user", new PodUser(10185));
  static final Knob<SparkRelease> RELEASE = new Knob<>("release", SparkReleases.version("4.1.2"));
  static final Knob<Optional<String>> BUILD = new Knob<>("rebuilt", Optional.empty());
  static final Knob<BaseImages> BASES = new Knob<>("builtOn", BaseImages.UBI9);
  static final Knob<List<MavenJar>> JARS = new Knob<>("jars", List.of());
  static final Knob<Library> DELTA = new Knob<>("delta", Library.LEFT_OUT);
  static final Knob<Library> GRAPH_FRAMES = new Knob<>("graphFrames", Library.LEFT_OUT);
  static final Knob<PythonPackages> PACKAGES = new Knob<>("packages", PythonPackages.NONE);
  static final Knob<Authorities> AUTHORITIES = new Knob<>("trusting", Authorities.NONE);
  static final Knob<Mirrors> MIRRORS = new Knob<>("builtThrough", Mirrors.none());
  static final Knob<String> NOTEBOOK_IMAGE = new Knob<>("notebookImage", "spark-jupyter");
  static final Knob<StorageClass> STORAGE_CLASS =
      new Knob<>("storageClass", StorageClass.clusterDefault());
  static final Knob<Exposure> EXPOSURE = new Knob<>("exposure", new Exposure.ClusterIp());
  static final Knob<Store> STORE = new Knob<>("store", Store.SEAWEEDFS);
  static final Knob<String> BUCKET = new Knob<>("bucket", "spark");
  static final Knob<String> EVENT_LOGS = new Knob<>("eventLogs", "event-logs");
  static final Knob<ByteSize> STORE_DISK = new Knob<>("storeDisk", ByteSize.gibibytes(20));
  static final Knob<Optional<Resources>> STORE_SIZE = new Knob<>("storeSize", Optional.empty());
  static final Knob<Optional<Exposure>> STORE_EXPOSURE =
      new Knob<>("storeExposure", Optional.empty());
  static final Knob<Integer> HISTORY_DAYS = new Knob<>("historyDays", HistoryServer.DAYS);
  static final Knob<HistoryStore> HISTORY_STORE = new Knob<>("historyStore", HistoryServer.STORE);
  static final Knob<Resources> HISTORY_SIZE = new Knob<>("historySize", HistoryServer.SIZE);
  static final Knob<Optional<Exposure>> HISTORY_EXPOSURE =
      new Knob<>("historyExposure", Optional.empty());
  static final Knob<ByteSize> NOTEBOOK_DISK = new Knob<>("notebookDisk", ByteSize.gibibytes(5));
  static final Knob<Resources> NOTEBOOK_SIZE = new Knob<>("notebookSize", Jupyter.SIZE);
  static final Knob<Optional<Exposure>> NOTEBOOK_EXPOSURE =
      new Knob<>("notebookExposure", Optional.empty());
  static final Knob<List<Person>> PEOPLE = new Knob<>("people", List.of());
  static final Knob<String> APPLICATION = new Knob<>("applicationName", "Demo");
  static final Knob<Executors> EXECUTORS =
      new Knob<>("executors", new Executors(2, ByteSize.gibibytes(2), ByteSize.gibibytes(5)));
  static final Knob<DynamicAllocation> ALLOCATION =
      new Knob<>("allocation", new DynamicAllocation(1, 1, 2));
  static final Knob<Placement> PLACEMENT = new Knob<>("placement", Placement.ANYWHERE);
  static final Knob<Metrics> METRICS = new Knob<>("metrics", new Metrics.None());
  static final Knob<Set<SparkFeature>> FEATURES =
      new Knob<>(
          "features", EnumSet.of(SparkFeature.RUN_EXECUTORS, SparkFeature.SUBMIT_TO_CLUSTER));
  static final Knob<Optional<Outside>> OUTSIDE = new Knob<>("outside", Optional.empty());
  static final Knob<Optional<Dns>> DNS = new Knob<>("dns", Optional.empty());

  static final Knob<Optional<Tables>> TABLES = new Knob<>("tables", Optional.empty());

  private final String registry;
  private final ImageLock lock;
  private final Given given;
  private final Origin begun;

  /**
   * Of images in {@code registry}.
   *
   * @param registry under which images are pushed: {@code 192.168.1.3:3000/team}; {@code localhost}
   *     if they are loaded into the nodes
   * @param lock the digests of images, as far as they have been looked up
   */
  public Workbench(String registry, ImageLock lock) {
    this(registry, lock, Given.NOTHING, Origin.here());
    image();
  }

  private Workbench(String registry, ImageLock lock, Given given, Origin begun) {
    this.registry = registry;
    this.lock = lock;
    this.given = given;
    this.begun = begun;
  }

  private <T> Workbench with(Knob<T> knob, T value) {
    Objects.requireNonNull(value);
    return new Workbench(registry, lock, given.with(knob, value, Origin.here()), begun);
  }

  /** These arguments but for what one call gave. */
  Workbench without(Origin call) {
    return new Workbench(registry, lock, given.without(call), begun);
  }

  /** The machines it has to find room on; unless they are given, nobody asks. */
  public Workbench nodes(Node... nodes) {
    return with(NODES, List.of(nodes));
  }

  /** {@code spark} unless it is given. */
  public Workbench namespace(Namespace namespace) {
    return with(NAMESPACE, namespace);
  }

  /** The namespace of that name. */
  public Workbench namespace(String name) {
    return namespace(new Namespace(name));
  }

  /**
   * The Secrets, made by others, with which all its accounts pull images, see {@link
   * Namespace#pullingWith}; none unless they are given.
   */
  public Workbench pullSecrets(String... names) {
    // What is no name is refused there.
    new Namespace(get(NAMESPACE).name()).pullingWith(names);
    return with(PULL_SECRETS, given.once("the list of pull secrets", PULL_SECRETS, List.of(names)));
  }

  /** What all names begin with, a hyphen behind it; nothing unless it is given. */
  public Workbench prefix(DnsLabel prefix) {
    return with(PREFIX, Optional.of(prefix));
  }

  /** As whom pods run; number 10185 unless it is given. */
  public Workbench user(PodUser user) {
    return with(USER, user);
  }

  /** What is in the images; Spark 4.1.2 unless it is given. */
  public Workbench release(SparkRelease release) {
    return with(RELEASE, release);
  }

  /** That of the catalogue: {@code 4.1.2}. */
  public Workbench release(String version) {
    return release(SparkReleases.version(version));
  }

  /** Which build of the images it is, see {@link SparkImage#rebuilt}. */
  public Workbench rebuilt(String build) {
    return with(BUILD, Optional.of(build));
  }

  /** What the images are built on; {@link BaseImages#UBI9} unless it is given. */
  public Workbench builtOn(BaseImages bases) {
    return with(BASES, bases);
  }

  /**
   * Where images are built without the internet: from mirrors, and through a proxy, of which no pod
   * knows; see {@link Mirrors}. From where everybody has it unless it is given.
   */
  public Workbench builtThrough(Mirrors mirrors) {
    return with(MIRRORS, mirrors);
  }

  /**
   * Jars that drivers and executors have besides Spark's own, see {@link
   * SparkImage#with(MavenJar...)}; none unless they are given.
   */
  public Workbench jars(MavenJar... jars) {
    return with(JARS, List.of(jars));
  }

  /** Reads and writes tables of Delta, see {@link SparkImage#withDelta}. */
  public Workbench delta() {
    return with(DELTA, Library.TAKEN);
  }

  /** Has GraphFrames, in Scala and in Python, see {@link SparkImage#withGraphFrames}. */
  public Workbench graphFrames() {
    return with(GRAPH_FRAMES, Library.TAKEN);
  }

  /** Whether the image has the one that goes with its release. */
  enum Library {
    LEFT_OUT,
    TAKEN
  }

  /**
   * Packages of Python that drivers, executors and notebooks alike have, besides numpy, pandas and
   * pyarrow, see {@link SparkImage#with(PythonPackages)}; none unless they are given.
   */
  public Workbench packages(PythonPackages packages) {
    return with(PACKAGES, packages);
  }

  /** Those of a lock: the text that {@code uv pip compile --generate-hashes} writes. */
  public Workbench packages(String lock) {
    return packages(PythonPackages.locked(lock));
  }

  /**
   * Whom drivers, executors, notebooks and the History Server trust besides the public authorities,
   * see {@link SparkImage#trusting}; nobody unless it is given.
   */
  public Workbench trusting(Authorities authorities) {
    return with(AUTHORITIES, authorities);
  }

  /** What the notebook's image is called in the registry; {@code spark-jupyter} unless given. */
  public Workbench notebookImage(String repository) {
    return with(NOTEBOOK_IMAGE, repository);
  }

  /** Of every disk; the cluster's own default unless it is given. */
  public Workbench storageClass(StorageClass storageClass) {
    return with(STORAGE_CLASS, storageClass);
  }

  /** The class of that name: {@code longhorn}. */
  public Workbench storageClass(String name) {
    return storageClass(StorageClass.named(name));
  }

  /**
   * How people reach whatever has none of its own: by {@code port-forward.sh} unless it is given.
   */
  public Workbench exposure(Exposure exposure) {
    return with(EXPOSURE, exposure);
  }

  /** Keeps its data in SeaweedFS, as it does unless another store is given. */
  public Workbench seaweedFs(ImageReference image) {
    return with(STORE, given.once(new Store.InSeaweedFs(image)));
  }

  /** Keeps its data in MinIO, see {@link Minio.Images#COMMUNITY_FORK}. */
  public Workbench minio(Minio.Images images) {
    return with(STORE, given.once(new Store.InMinio(images)));
  }

  /** Keeps its data in a store outside the cluster. */
  public Workbench storedIn(ObjectStore store) {
    return with(STORE, given.once(new Store.Outside(store)));
  }

  /** Of a store in the cluster, where it makes the bucket; {@code spark} unless it is given. */
  public Workbench bucket(String bucket) {
    return with(BUCKET, bucket);
  }

  /** The folder of event logs in the bucket; {@code event-logs} unless it is given. */
  public Workbench eventLogs(String folder) {
    return with(EVENT_LOGS, folder);
  }

  /** Of a store in the cluster; 20 GiB unless it is given. */
  public Workbench storeDisk(ByteSize size) {
    return with(STORE_DISK, size);
  }

  /** Of a store in the cluster; unless it is given, it serves event logs and experiments. */
  public Workbench storeSize(Resources size) {
    return with(STORE_SIZE, Optional.of(size));
  }

  /** How people reach a store in the cluster. */
  public Workbench storeExposure(Exposure exposure) {
    return with(STORE_EXPOSURE, Optional.of(exposure));
  }

  /** For how many days event logs are kept, 1 or more; a month unless it is given. */
  public Workbench historyDays(int days) {
    return with(HISTORY_DAYS, days);
  }

  /** Where the History Server keeps what it has read; 4 GiB on its node unless it is given. */
  public Workbench historyStore(HistoryStore store) {
    return with(HISTORY_STORE, store);
  }

  /** Of the History Server; unless it is given, it serves hundreds of applications. */
  public Workbench historySize(Resources size) {
    return with(HISTORY_SIZE, size);
  }

  /** How people reach the History Server. */
  public Workbench historyExposure(Exposure exposure) {
    return with(HISTORY_EXPOSURE, Optional.of(exposure));
  }

  /** The disk people work on; 5 GiB unless it is given. */
  public Workbench notebookDisk(ByteSize size) {
    return with(NOTEBOOK_DISK, size);
  }

  /** Of Python and the driver's JVM together; unless it is given, it serves one person. */
  public Workbench notebookSize(Resources size) {
    return with(NOTEBOOK_SIZE, size);
  }

  /** How people reach JupyterLab and the Spark UI of its notebooks. */
  public Workbench notebookExposure(Exposure exposure) {
    return with(NOTEBOOK_EXPOSURE, Optional.of(exposure));
  }

  /**
   * Who works here, each in a notebook of their own, which takes the place of the one: {@code
   * jupyter-ann}, {@code jupyter-bob}. Each has a disk, a token, a driver's Service, executors and
   * a share of the quota; they have the bucket, the History Server and the accounts in common. An
   * exposure by host names gives each a host, see {@link Exposure#of}.
   *
   * @param names each begins with a letter, and has lower-case letters, digits and hyphens
   */
  public Workbench people(String... names) {
    List<Person> people = new ArrayList<>();
    for (String name : names) {
      people.add(Person.named(name));
    }
    return of(Person.once(people));
  }

  /** Those of whom more is to be said than their names. */
  public Workbench people(Person... people) {
    return of(Person.once(List.of(people)));
  }

  private Workbench of(List<Person> people) {
    return with(PEOPLE, given.once("the list of people", PEOPLE, people));
  }

  /** What the History Server calls what notebooks run; {@code Demo} unless it is given. */
  public Workbench applicationName(String name) {
    return with(APPLICATION, name);
  }

  /** What one executor has; 2 cores, 2 GiB of heap and 5 GiB of disk unless it is given. */
  public Workbench executors(Executors executors) {
    return with(EXECUTORS, given.beside(executors));
  }

  /** Of so many cores, so much heap, and so much disk for shuffles on the node. */
  public Workbench executors(int cores, ByteSize memory, ByteSize disk) {
    return executors(new Executors(cores, memory, disk));
  }

  /** How many executors at least, at first, at most; 1, 1 and 2 unless it is given. */
  public Workbench allocation(DynamicAllocation allocation) {
    return with(ALLOCATION, given.beside(allocation));
  }

  /** From {@code min} to {@code max}, and {@code initial} at first. */
  public Workbench allocation(int min, int initial, int max) {
    return allocation(new DynamicAllocation(min, initial, max));
  }

  /** Executors and allocation at once. */
  public Workbench size(Size size) {
    given.refuseBeside(size);
    Origin here = Origin.here();
    return new Workbench(
        registry,
        lock,
        given.with(EXECUTORS, size.executors(), here).with(ALLOCATION, size.allocation(), here),
        begun);
  }

  /**
   * Where drivers run, the notebook and what submits jobs among them, and where executors run;
   * anywhere unless it is given.
   */
  public Workbench placed(Placement placement) {
    return with(PLACEMENT, placement);
  }

  /**
   * Whom the notebook's drivers tell how they are; nobody unless it is given. A Prometheus finds
   * them by a {@link io.sparkstead.stack.component.Monitoring Monitoring}, added to the stack.
   */
  public Workbench observedBy(Metrics metrics) {
    return with(METRICS, metrics);
  }

  /**
   * A Spark property of a person's own, of all drivers and executors, see {@link
   * SparkApplication#conf}; given again for the next one.
   */
  public Workbench conf(String key, Object value) {
    return with("conf", new Addition.Property(key, value.toString()));
  }

  /**
   * How the properties of a plugin begin that is not known here, see {@link
   * SparkApplication#plugin}; given again for the next one.
   */
  public Workbench plugin(String prefix) {
    return with("plugin", new Addition.OfPlugin(prefix));
  }

  /**
   * A label on the pods of all drivers and executors, see {@link SparkApplication#label}; given
   * again for the next one.
   */
  public Workbench label(String key, String value) {
    return with("label", new Addition.Label(key, value));
  }

  /** An annotation on the same pods. */
  public Workbench annotation(String key, String value) {
    return with("annotation", new Addition.Annotation(key, value));
  }

  /**
   * An environment variable of all drivers and executors, see {@link SparkApplication#env}; given
   * again for the next one.
   */
  public Workbench env(String name, String value) {
    return env(name, OwnVariable.of(value));
  }

  /** Likewise, out of a Secret. */
  public Workbench env(String name, OwnVariable value) {
    return with("env", new Addition.Variable(name, value));
  }

  /**
   * A volume in all drivers and executors, see {@link SparkApplication#mount}; given again for the
   * next one.
   *
   * @param path where they find it: {@code /data}
   */
  public Workbench mount(String path, OwnVolume volume) {
    return with("mount", new Addition.Mounted(path, volume));
  }

  /**
   * What all drivers and executors connect to besides, which network policies open, see {@link
   * SparkApplication#reaching}; given again for the next one. Without policies it is only shown.
   *
   * @param title what the tree's page calls it: {@code warehouse-db}
   */
  public Workbench reaching(String title, Reach reach) {
    return with("reaching", new Addition.Reached(title, reach));
  }

  private Workbench with(String argument, Addition addition) {
    return with(new Knob<>(argument, addition), addition);
  }

  /** What drivers may do; run executors and submit to the cluster unless it is given. */
  public Workbench features(Set<SparkFeature> features) {
    return with(FEATURES, Set.copyOf(features));
  }

  /** Who is where outside: with it come network policies. */
  public Workbench outside(Outside outside) {
    return with(OUTSIDE, Optional.of(outside));
  }

  /**
   * Whom pods ask for names, which the policies of {@link #outside} leave open; {@link Dns#kubeDns}
   * unless it is given.
   */
  public Workbench dns(Dns dns) {
    return with(DNS, given.once("who answers for names", DNS, Optional.of(dns)));
  }

  /** Keeps tables of Iceberg in a bucket of their own, which SQL calls {@code nameInSql}. */
  public Workbench tables(String bucket, String nameInSql) {
    return with(TABLES, Optional.of(new Tables(bucket, nameInSql)));
  }

  /** A second bucket of SeaweedFS, and the catalogue that knows what is in it. */
  record Tables(String bucket, String nameInSql) {}

  /**
   * All of it.
   *
   * @throws IllegalArgumentException if it cannot be made so, told where the last argument was
   *     given without which it could
   */
  public Stack stack() {
    try {
      return stack(Parts.of(this));
    } catch (IllegalArgumentException e) {
      throw told(e);
    }
  }

  private Stack stack(Parts parts) {
    return new Stack(namespace(), parts.all(this), get(NODES)).madeBy(this);
  }

  private Parts parts() {
    try {
      return Parts.of(this);
    } catch (IllegalArgumentException e) {
      throw told(e);
    }
  }

  private IllegalArgumentException told(IllegalArgumentException e) {
    List<Origin> lastFirst = given.calls();
    Collections.reverse(lastFirst);
    for (Origin call : lastFirst) {
      Workbench other = without(call);
      try {
        other.stack(Parts.of(other));
        return call.refusal(e);
      } catch (IllegalArgumentException stillWrong) {
        // Not this one, or not alone.
      }
    }
    return e;
  }

  /** Where the event log is: in the cluster or outside. */
  public ObjectStore objectStore() {
    return parts().eventLog().store();
  }

  public EventLog eventLog() {
    return parts().eventLog();
  }

  /** What drivers, executors and the History Server run. */
  public SparkImage image() {
    return parts().image();
  }

  public SparkRbac rbac() {
    return parts().rbac();
  }

  public HistoryServer history() {
    return parts().history();
  }

  /** What notebooks run, to make others of. */
  public SparkApplication application() {
    return parts().application();
  }

  /** The notebook, or the first of several. */
  public Jupyter notebook() {
    return notebooks().get(0);
  }

  /** That of each person, in the order they were given; one where nobody was. */
  public List<Jupyter> notebooks() {
    return parts().notebooks();
  }

  /**
   * That of one person more, to be added to the stack beside what is there: {@code
   * bench.stack().with(bench.notebook(Person.named("bob")))}.
   */
  public Jupyter notebook(Person person) {
    return with(PEOPLE, List.of(person)).notebook();
  }

  /**
   * A job that runs a Python program as notebooks do, on request until it is given a schedule; to
   * be added to the stack.
   *
   * <pre>{@code
   * bench.stack().with(
   *     bench.submission("report", "s3a://spark/jobs/report.py")
   *         .cron("30 2 * * *", "Europe/Berlin")
   *         .driver(2, gibibytes(4)));
   * }</pre>
   *
   * @param name of the job, and what the History Server shows
   * @param file in the image, {@code local:///…}, or in the bucket, {@code s3a://…}
   * @param arguments what follows it on the command line; no secret
   */
  public Submission submission(String name, String file, String... arguments) {
    return submission(name, new Submission.Program.Python(file, List.of(arguments)));
  }

  /** A job that runs {@code program}: the main class of a jar, for one. */
  public Submission submission(String name, Submission.Program program) {
    return new Submission(
        get(NAMESPACE),
        name(name),
        application().named(name),
        program,
        new Submission.Trigger.Once());
  }

  /** What is added to the application, in the order it was given. */
  List<Addition> additions() {
    return given.all(Addition.class);
  }

  <T> T get(Knob<T> knob) {
    return given.get(knob);
  }

  /** Where all of it is, with what its accounts pull images with. */
  Namespace namespace() {
    return get(NAMESPACE).pullingWith(get(PULL_SECRETS));
  }

  boolean has(Knob<?> knob) {
    return given.has(knob);
  }

  String registry() {
    return registry;
  }

  ImageLock lock() {
    return lock;
  }

  /** {@code usual}, behind what all names begin with. */
  DnsLabel name(String usual) {
    Optional<DnsLabel> prefix = get(PREFIX);
    return prefix.isPresent() ? prefix.get().dash(usual) : DnsLabel.of(usual);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Workbench bench
        && registry.equals(bench.registry)
        && lock.equals(bench.lock)
        && given.equals(bench.given);
  }

  @Override
  public int hashCode() {
    return Objects.hash(registry, lock, given);
  }

  @Override
  public Origin begun() {
    return begun;
  }

  @Override
  public List<Argument> arguments() {
    List<Argument> arguments = new ArrayList<>();
    for (Origin call : given.calls()) {
      arguments.add(new Without(this, call));
    }
    return arguments;
  }
}
