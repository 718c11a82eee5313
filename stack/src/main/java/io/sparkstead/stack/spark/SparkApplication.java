package io.sparkstead.stack.spark;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Mount;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.dsl.kube.Workloads;
import io.sparkstead.dsl.text.Blanks;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.MountPath;
import io.sparkstead.stack.conf.SparkConf;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.flow.Reach;
import io.sparkstead.stack.image.SparkImage;
import io.sparkstead.stack.own.ExistingObject;
import io.sparkstead.stack.own.OwnPods;
import io.sparkstead.stack.own.OwnVariable;
import io.sparkstead.stack.own.OwnVolume;
import io.sparkstead.stack.schedule.Placement;
import io.sparkstead.stack.storage.EventLog;
import io.sparkstead.stack.storage.EventLogWait;
import io.sparkstead.stack.storage.IcebergCatalog;
import io.sparkstead.stack.storage.ObjectStore;
import io.sparkstead.stack.storage.S3Access;
import java.util.ArrayList;
import java.util.List;

/**
 * One Spark application, and the properties it runs with in either mode.
 *
 * <pre>{@code
 * SparkApplication demo =
 *     new SparkApplication(
 *         "DynamicAllocationDemo", image, accounts, RpcAuthentication.in("spark-rpc"),
 *         new Executors(2, gibibytes(2), gibibytes(10)), new DynamicAllocation(1, 1, 6), eventLog);
 * demo.clientConf(driverService); // for a notebook's spark-defaults.conf
 * demo.clusterConf();             // for spark-submit --deploy-mode cluster
 * }</pre>
 *
 * @param name as the History Server shows it; executors' pods are named after it
 * @param metrics whom its drivers tell how they are
 * @param placement where its pods run
 * @param catalogs whose tables it can name; their keys are the event log's, and the image has
 *     Iceberg
 * @param own Spark properties that nothing else here says, see {@link #conf}
 * @param pods what a person adds to its pods, see {@link #env} and those beside it
 * @param driver the size of a driver that Spark makes a pod for
 * @see <a href="https://spark.apache.org/docs/latest/running-on-kubernetes.html">Running on
 *     Kubernetes</a>
 */
public record SparkApplication(
    String name,
    SparkImage image,
    SparkAccounts accounts,
    RpcAuthentication authentication,
    Executors executors,
    DynamicAllocation allocation,
    EventLog eventLog,
    Metrics metrics,
    Placement placement,
    List<IcebergCatalog> catalogs,
    OwnConf own,
    OwnPods pods,
    DriverSize driver) {

  /** The API server, by the name that its certificate carries in every cluster. */
  private static final String MASTER = "k8s://https://kubernetes.default.svc";

  private static final MountPath IVY = MountPath.of("/tmp/ivy");

  /** One that tells nobody how it is, on any node, by the cluster's own scheduler. */
  public SparkApplication(
      String name,
      SparkImage image,
      SparkAccounts accounts,
      RpcAuthentication authentication,
      Executors executors,
      DynamicAllocation allocation,
      EventLog eventLog) {
    this(
        name,
        image,
        accounts,
        authentication,
        executors,
        allocation,
        eventLog,
        new Metrics.None(),
        Placement.ANYWHERE,
        List.of(),
        OwnConf.NONE,
        OwnPods.NONE,
        DriverSize.USUAL);
  }

  /** In one of the usual sizes. */
  public SparkApplication(
      String name,
      SparkImage image,
      SparkAccounts accounts,
      RpcAuthentication authentication,
      Size size,
      EventLog eventLog) {
    this(name, image, accounts, authentication, size.executors(), size.allocation(), eventLog);
  }

  public SparkApplication {
    catalogs = List.copyOf(catalogs);
    pods = pods.carrying(eventLog.store().access().podLabels());
    if (name.isBlank() || !name.equals(name.strip())) {
      throw new IllegalArgumentException(
          "application name '"
              + name
              + "' is blank or begins or ends so; give it a name to be found by");
    }
    for (IcebergCatalog catalog : catalogs) {
      if (!image.knowsIceberg()) {
        throw new IllegalArgumentException(
            "application '"
                + name
                + "' has the catalogue "
                + catalog.name()
                + ", and image "
                + image.published()
                + " has no Iceberg; make it withIceberg()");
      }
      if (!catalog.tables().access().equals(eventLog.store().access())) {
        throw new IllegalArgumentException(
            "application '"
                + name
                + "' would need other keys for the catalogue "
                + catalog.name()
                + " than for its event log, and a pod has one file of keys; keep both in one"
                + " store");
      }
    }
  }

  /**
   * Whether it has no property, label, variable, mount, jar or package of a person's own, so that
   * all it writes comes of arguments.
   */
  public boolean isToldArgumentsAlone() {
    return own.equals(OwnConf.NONE)
        && pods.equals(OwnPods.NONE.carrying(eventLog.store().access().podLabels()))
        && !image.hasMore();
  }

  /** This application under another name. */
  public SparkApplication named(String name) {
    return with(name, metrics, placement, catalogs, own, pods);
  }

  /** With other executors, and more or fewer of them. */
  public SparkApplication sized(Executors executors, DynamicAllocation allocation) {
    return with(executors, allocation, driver);
  }

  /**
   * With a driver of that size where it is submitted, see {@link DriverSize}; a notebook's has half
   * of its pod.
   */
  public SparkApplication drivenBy(DriverSize driver) {
    return with(executors, allocation, driver);
  }

  private SparkApplication with(
      Executors executors, DynamicAllocation allocation, DriverSize driver) {
    return new SparkApplication(
        name,
        image,
        accounts,
        authentication,
        executors,
        allocation,
        eventLog,
        metrics,
        placement,
        catalogs,
        own,
        pods,
        driver);
  }

  /** This application, whose drivers tell {@code metrics} how they and their executors are. */
  public SparkApplication observedBy(Metrics metrics) {
    return with(name, metrics, placement, catalogs, own, pods);
  }

  /** This application with its drivers, and what submits them, and executors placed so. */
  public SparkApplication placed(Placement placement) {
    return with(name, metrics, placement, catalogs, own, pods);
  }

  /**
   * This application with the tables of {@code catalog} besides those it has; refused if its image
   * has no Iceberg, or if the catalogue takes other keys than the event log.
   */
  public SparkApplication with(IcebergCatalog catalog) {
    List<IcebergCatalog> all = new ArrayList<>(catalogs);
    all.add(catalog);
    return with(name, metrics, placement, all, own, pods);
  }

  /**
   * This application with a Spark property of a person's own.
   *
   * <pre>{@code
   * application
   *     .conf("spark.sql.shuffle.partitions", 64)
   *     .conf("spark.hadoop.fs.s3a.multipart.size", "128M");
   * }</pre>
   *
   * <p>Refused if it does not begin with {@code spark.}, or if the stack says it: executors are
   * {@link Executors}, and so on; the refusal names the argument. Whether this Spark reads it, and
   * takes the value, is asked with all else.
   *
   * @param value as Spark reads it; units and types are in the list
   * @see <a href="https://spark.apache.org/docs/latest/configuration.html">All properties</a>
   */
  public SparkApplication conf(String key, Object value) {
    SparkApplication more =
        with(name, metrics, placement, catalogs, own.with(key, OwnConf.text(key, value)), pods);
    more.clusterConf();
    return more;
  }

  /**
   * This application with a plugin that is not known here, whose properties begin so, and are then
   * passed on as they are.
   *
   * <pre>{@code
   * application
   *     .plugin("spark.acme.")
   *     .conf("spark.acme.endpoint", "https://acme.example.org");
   * }</pre>
   *
   * <p>Plugins that are known need none of it, only their jar: Delta, RAPIDS, Comet, Celeborn,
   * Hudi, OpenLineage and others. Refused for what Spark itself reads.
   *
   * @param prefix {@code spark.}, a name, and a dot at the end
   */
  public SparkApplication plugin(String prefix) {
    return with(name, metrics, placement, catalogs, own.plugin(prefix, image.release()), pods);
  }

  /**
   * This application with a label on the pods of drivers, executors and what submits them.
   *
   * <pre>{@code
   * application
   *     .label("team", "data")
   *     .annotation("example.org/owner", "data@example.org")
   *     .env("REPORT_REGION", "eu")
   *     .env("DB_PASSWORD", ExistingObject.secret("warehouse-db").key("password"))
   *     .mount("/data", ExistingObject.claim("datasets"))
   *     .mount("/etc/app", new OwnVolume.Files("app", Map.of("app.yaml", "retries: 3\n")));
   * }</pre>
   *
   * <p>Refused if it has no syntax of a label's, or is one that pods are found by.
   */
  public SparkApplication label(String key, String value) {
    return with(pods.label(key, value));
  }

  /** This application with an annotation on the same pods. */
  public SparkApplication annotation(String key, String value) {
    return with(pods.annotation(key, value));
  }

  /**
   * This application with an environment variable of drivers and executors: no secret, see {@link
   * #env(String, OwnVariable)}. Refused if the stack, the image or Spark sets it.
   *
   * @param name letters, digits and {@code _}
   */
  public SparkApplication env(String name, String value) {
    return env(name, OwnVariable.of(value));
  }

  /** Likewise, out of a Secret. */
  public SparkApplication env(String name, OwnVariable value) {
    return with(pods.env(name, value));
  }

  /**
   * This application with {@code volume} at {@code path} of drivers and executors. Refused if that
   * hides what is there, or lies in it.
   *
   * @param path absolute: {@code /data}
   */
  public SparkApplication mount(String path, OwnVolume volume) {
    return with(pods.mount(MountPath.of(path), volume));
  }

  /**
   * This application, whose drivers and executors connect to one thing more: network policies,
   * where there are any, open it.
   *
   * <pre>{@code
   * application
   *     .reaching("warehouse-db", Reach.outside(Cidr.only("10.20.0.5"), 5432))
   *     .reaching("metastore", Reach.inCluster("hive", Map.of("app", "metastore"), 9083).byDrivers());
   * }</pre>
   *
   * @param title what it is called in the picture of who talks to whom
   */
  public SparkApplication reaching(String title, Reach reach) {
    return with(pods.reaching(title, reach));
  }

  private SparkApplication with(OwnPods pods) {
    SparkApplication more = with(name, metrics, placement, catalogs, own, pods);
    pods.checkBeside(image.variables());
    pods.checkOptions(image.release().java());
    more.environment(List.of());
    more.templates(accounts.driver().name()).driver();
    more.clusterConf();
    return more;
  }

  private SparkApplication with(
      String name,
      Metrics metrics,
      Placement placement,
      List<IcebergCatalog> catalogs,
      OwnConf own,
      OwnPods pods) {
    return new SparkApplication(
        name,
        image,
        accounts,
        authentication,
        executors,
        allocation,
        eventLog,
        metrics,
        placement,
        catalogs,
        own,
        pods,
        driver);
  }

  public Namespace namespace() {
    return accounts.driver().namespace();
  }

  /** What its pods are made by, in the folder of {@code component}. */
  public PodTemplates templates(DnsLabel component) {
    return new PodTemplates(
        component, pods, accounts, image, environment(List.of()), mounts(), executors, placement);
  }

  /** As whom drivers and executors come to the store. */
  private S3Access access() {
    return eventLog.store().access();
  }

  /** What a driver's pod of {@code component} mounts that mounts {@code said} besides. */
  public List<Mount> mounts(DnsLabel component, List<Mount> said) {
    List<Mount> mounts = new ArrayList<>(said);
    mounts.addAll(mounts());
    return pods.mounts(component, mounts);
  }

  /** What its pods mount, drivers' and executors' alike: the store's keys, and their own secret. */
  private List<Mount> mounts() {
    List<Mount> mounts = new ArrayList<>(access().mounts());
    mounts.add(authentication.mount());
    return mounts;
  }

  /**
   * What containers of drivers and executors are told that are told {@code said} besides: where the
   * store's keys lie, and what a person adds.
   */
  public List<EnvVar> environment(List<EnvVar> said) {
    List<EnvVar> environment = new ArrayList<>(said);
    environment.addAll(access().environment(image.release().awsSdk()));
    return pods.variables(environment);
  }

  /** The Secrets its pods mount. */
  public List<SecretSpec> secrets() {
    List<SecretSpec> secrets = new ArrayList<>(access().secrets());
    secrets.add(authentication.secret());
    secrets.addAll(pods.secrets());
    return secrets;
  }

  /** What its pods need in the namespace that others make. */
  public List<ExistingObject> existing() {
    List<ExistingObject> existing = new ArrayList<>(access().existing());
    existing.addAll(pods.existing());
    return existing;
  }

  /**
   * A pod that runs {@code container} as the driver's account where drivers run, once the event
   * log's folder is there: a driver, or what submits one.
   *
   * @param scratch where the wait for it may write
   * @param mounts of all its containers, the token of that account among them if one needs it
   */
  public PodSpec pod(Container container, Mount scratch, List<Mount> mounts) {
    return pod(container, mounts, untilReady(scratch).container());
  }

  /** A {@link #pod} for a Job: it is tried once, and does not wait for ever. */
  public PodSpec jobPod(Container container, Mount scratch, List<Mount> mounts) {
    PodSpec pod = pod(container, mounts, untilReady(scratch).containerOfJob());
    pod.setRestartPolicy("Never");
    return pod;
  }

  private PodSpec pod(Container container, List<Mount> mounts, Container first) {
    PodSpec pod = image.user().pod(container, mounts);
    pod.setServiceAccountName(accounts.driver().name().text());
    placement.drivers().place(pod);
    pod.setInitContainers(List.of(first));
    return pod;
  }

  private EventLogWait untilReady(Mount scratch) {
    return new EventLogWait(eventLog, image, scratch);
  }

  /**
   * What Spark asks Kubernetes for, for one executor: its heap, what goes beside it, and what the
   * person's own properties add.
   */
  public ByteSize executorMemory() {
    return own.executorMemory(executors);
  }

  /** What Spark asks Kubernetes for, for a driver that it makes a pod for. */
  public ByteSize driverMemory() {
    return own.driverMemory(driver);
  }

  /** The executors' labels. */
  public Labels workers() {
    return accounts.executor();
  }

  /** For a driver in a pod that is there already, such as a notebook's, behind what that says. */
  public SparkConf clientConf(SparkConf pod, DriverService driver) {
    return own.beside(pods, pod.and(general()).and(driver.conf()).and(common()));
  }

  /** For a driver that {@code spark-submit} makes a pod for. */
  public SparkConf clusterConf() {
    SparkConf cluster =
        SparkConf.titled("Driver, in a pod of its own")
            .set("spark.submit.deployMode", "cluster")
            .and(driver.conf())
            .and(accounts.clusterDriverConf())
            .and(PodTemplates.clusterDriverConf())
            .and(placement.scheduler().driverConf());
    return own.beside(pods, general().and(cluster).and(common()));
  }

  /**
   * The end of a script that has submitted a driver called {@code $driver}: it fails if the driver
   * did.
   */
  public String endOfDriver() {
    return Blanks.fill(
        """
    # That ends well whatever became of the driver.
    %s --status "%s:$driver" 2>&1 | tee /tmp/status
    grep --quiet 'phase: Succeeded' /tmp/status
    """,
        SparkImage.SUBMIT, namespace().name());
  }

  private SparkConf general() {
    return SparkConf.titled("Application")
        .set("spark.app.name", name)
        .set("spark.master", MASTER)
        .set("spark.kubernetes.namespace", namespace().name())
        // In full: Kustomize renames images in manifests, not here.
        .set("spark.kubernetes.container.image", image.published())
        .set("spark.kubernetes.container.image.pullPolicy", Workloads.pullPolicy(image.published()))
        // Where Ivy writes what spark.jars.packages names: the user's home is read-only.
        .set("spark.jars.ivy", IVY)
        .set("spark.ui.killEnabled", false);
  }

  private SparkConf common() {
    return executors
        .conf()
        .and(executors.shuffle().conf(eventLog.store(), image.release()))
        // Said, because an executor would take any port that is free, which no policy can name.
        .and(
            SparkConf.titled("Executors")
                .set("spark.blockManager.port", DriverService.BLOCK_MANAGER.number()))
        .and(accounts.executorConf())
        .and(authentication.conf())
        .and(PodTemplates.executorConf())
        .and(placement.scheduler().executorConf())
        .and(allocation.conf(executors.shuffle()))
        .and(eventLog.writerConf(image.release()))
        .and(metrics.conf(image.release()))
        .and(new TableFormats(image, catalogs).conf())
        .and(SparkFeature.restraint());
  }

  /** What connects to what where the driver runs in a pod that is there already. */
  public List<Flow> flows(DriverService driver) {
    return flows(driver.driver(), driver.flows(workers()));
  }

  /** What connects to what where the driver gets a pod of its own. */
  public List<Flow> clusterFlows() {
    return flows(accounts.driver(), DriverService.clusterFlows(accounts));
  }

  private List<Flow> flows(Labels driver, List<Flow> withExecutors) {
    Peer self = new Peer.Pods(driver);
    ObjectStore store = eventLog.store();
    List<Flow> flows = new ArrayList<>();
    flows.add(new Flow(self, new Peer.ApiServer(), Peer.ApiServer.PORT, "starts executors"));
    flows.addAll(store.flows(self, "writes events and data"));
    flows.addAll(withExecutors);
    flows.addAll(metrics.flows(driver));
    flows.addAll(store.flows(new Peer.Pods(workers()), "read and write data"));
    for (IcebergCatalog catalog : catalogs) {
      flows.addAll(catalog.flows(self));
      flows.addAll(catalog.flows(new Peer.Pods(workers())));
    }
    flows.addAll(pods.flows(self, new Peer.Pods(workers())));
    return flows;
  }
}
