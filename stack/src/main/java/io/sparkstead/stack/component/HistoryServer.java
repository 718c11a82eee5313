package io.sparkstead.stack.component;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.sparkstead.dsl.kube.ConfigFiles;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Mount;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.kube.Probes;
import io.sparkstead.dsl.kube.Resources;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.dsl.kube.Workloads;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.Port;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.conf.SparkConf;
import io.sparkstead.stack.flow.Endpoint;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.image.ImageBuild;
import io.sparkstead.stack.image.SparkImage;
import io.sparkstead.stack.own.ExistingObject;
import io.sparkstead.stack.spark.DriverService;
import io.sparkstead.stack.storage.EventLog;
import io.sparkstead.stack.storage.EventLogWait;
import io.sparkstead.stack.storage.HistoryStore;
import io.sparkstead.stack.storage.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The web pages over applications past and present: a ConfigMap, a Deployment and a Service, or a
 * StatefulSet if what it has read is on a claim.
 *
 * <p>All it shows is read from {@code eventLog}, so its pod may be deleted at will. It shows to
 * whoever reaches it; Spark gives it no login.
 *
 * @param keptDays after how many days a finished application's log is deleted, 1 or more
 * @param store where it keeps what it has read of them
 * @param size half of the memory is Java's heap
 * @see <a href="https://spark.apache.org/docs/latest/monitoring.html">Monitoring</a>
 */
public record HistoryServer(
    Namespace namespace,
    DnsLabel name,
    SparkImage image,
    EventLog eventLog,
    Exposure exposure,
    int keptDays,
    HistoryStore store,
    Resources size)
    implements Component {

  /** What its objects are labelled as. */
  public static final String ROLE = "history-server";

  /** A month. */
  public static final int DAYS = 30;

  /** Serves hundreds of applications. */
  public static final Resources SIZE =
      new Resources(Cpu.millis(250), Cpu.cores(1), ByteSize.gibibytes(2), ByteSize.gibibytes(6));

  /** 4 GiB on the node. */
  public static final HistoryStore STORE =
      new HistoryStore.OnDisk(new HistoryStore.NodeDisk(ByteSize.gibibytes(4)));

  /** Where its pages and its API are. */
  static final Port HTTP = new Port("http", 18080);

  private static final Mount.Scratch TMP = Mount.Scratch.tmp(ByteSize.gibibytes(1));

  public HistoryServer {
    if (keptDays < 1) {
      throw new IllegalArgumentException(
          "event logs kept for "
              + keptDays
              + " days are gone before anyone looks; keep them 1 or more");
    }
    ByteSize room = store.disk().size();
    if (store.disk().claim().isEmpty() && room.plus(TMP.limit()).compareTo(size.scratch()) > 0) {
      throw new IllegalArgumentException(
          "a history store of "
              + room
              + " and "
              + TMP.limit()
              + " of /tmp do not go into the "
              + size.scratch()
              + " that the History Server may put on its node; give it more, or put the store on a"
              + " claim");
    }
  }

  /** With what it has read in 4 GiB on the node. */
  public HistoryServer(
      Namespace namespace,
      DnsLabel name,
      SparkImage image,
      EventLog eventLog,
      Exposure exposure,
      int keptDays,
      Resources size) {
    this(namespace, name, image, eventLog, exposure, keptDays, STORE, size);
  }

  /** Keeps a month, in a size that serves hundreds of applications. */
  public HistoryServer(
      Namespace namespace, DnsLabel name, SparkImage image, EventLog eventLog, Exposure exposure) {
    this(namespace, name, image, eventLog, exposure, DAYS, SIZE);
  }

  @Override
  public Labels labels() {
    return namespace.labels(name, ROLE);
  }

  @Override
  public List<HasMetadata> resources() {
    ConfigFiles conf = conf();
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(labels().serviceAccount(eventLog.store().access().accountAnnotations()));
    if (store.disk().claim().isPresent()) {
      objects.add(store.disk().claim().get().resource(labels()));
    }
    objects.add(conf.resource(labels()));
    objects.addAll(server(conf));
    objects.add(Workloads.disruptionBudget(labels()));
    objects.addAll(exposure.resources(labels(), List.of(), List.of(HTTP)));
    return objects;
  }

  /** On a claim, no second pod may write beside one that still stops. */
  private List<HasMetadata> server(ConfigFiles conf) {
    Map<String, String> annotations = conf.rollsPodsOnChange();
    return store.disk().claim().isPresent()
        ? List.of(
            Workloads.headless(labels(), List.of(HTTP)),
            Workloads.statefulSet(onPods(), Workloads.headless(name), annotations, pod(conf)))
        : List.of(Workloads.deployment(onPods(), annotations, pod(conf)));
  }

  private Labels onPods() {
    Map<String, String> more = eventLog.store().access().podLabels();
    return more.isEmpty() ? labels() : labels().onPods(more, Map.of());
  }

  @Override
  public List<ImageBuild> builds() {
    return List.of(image);
  }

  @Override
  public List<SecretSpec> secrets() {
    return eventLog.store().access().secrets();
  }

  @Override
  public List<ExistingObject> existing() {
    return eventLog.store().access().existing();
  }

  @Override
  public Map<ObjectStore, List<Labels>> stores() {
    return Map.of(eventLog.store(), List.of(labels()));
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(new Endpoint("Spark History Server", url(), exposure.outside(HTTP)));
  }

  @Override
  public List<Flow> flows() {
    List<Flow> flows = new ArrayList<>(eventLog.store().flows(peer(), "reads event logs"));
    flows.add(new Flow(new Peer.People(), peer(), HTTP, "look at applications"));
    return flows;
  }

  /** Its address for pods. */
  public String url() {
    return namespace.url(name, HTTP);
  }

  public Peer peer() {
    return new Peer.Pods(labels());
  }

  private ConfigFiles conf() {
    SparkConf conf =
        eventLog
            .readerConf(image.release())
            .and(
                SparkConf.titled("History Server")
                    .set("spark.history.ui.port", HTTP.number())
                    .set("spark.history.fs.cleaner.enabled", true)
                    .set("spark.history.fs.cleaner.maxAge", keptDays + "d")
                    .and(store.conf()))
            .and(DriverService.pages(exposure, HTTP));
    return conf.files(DnsLabel.of("spark-conf"));
  }

  private PodSpec pod(ConfigFiles conf) {
    List<Mount> mounts =
        new ArrayList<>(
            List.of(TMP, store.disk().mount(), new Mount.Config(conf, SparkImage.CONF)));
    mounts.addAll(eventLog.store().access().mounts());
    Container server = server(mounts);
    PodSpec pod = image.user().pod(server, mounts);
    pod.setServiceAccountName(name.text());
    pod.setInitContainers(List.of(new EventLogWait(eventLog, image, TMP).container()));
    return pod;
  }

  /** Spark's class itself: its start script would fork, and write a log where nobody may. */
  private Container server(List<Mount> mounts) {
    Container server = image.container(name.text(), mounts);
    server.setCommand(List.of(SparkImage.TINI.text(), "-s", "--"));
    server.setArgs(
        List.of(
            SparkImage.SPARK_HOME.file("bin/spark-class").text(),
            "org.apache.spark.deploy.history.HistoryServer"));
    server.setEnv(environment());
    server.setPorts(List.of(HTTP.onContainer()));
    server.setResources(size.requirements());
    new Probes(new Probes.Http("/api/v1/version", HTTP), new Probes.Tcp(HTTP)).on(server);
    return server;
  }

  private List<EnvVar> environment() {
    List<EnvVar> environment = new ArrayList<>();
    environment.add(new EnvVar("SPARK_DAEMON_MEMORY", size.heap().toSpark(), null));
    environment.addAll(eventLog.store().access().environment(image.release().awsSdk()));
    return environment;
  }
}
