package io.sparkstead.stack.testing;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;

import io.sparkstead.dsl.kube.Claim;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.kube.PodUser;
import io.sparkstead.dsl.kube.Resources;
import io.sparkstead.dsl.kube.StorageClass;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageReference;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.component.HistoryServer;
import io.sparkstead.stack.component.Jupyter;
import io.sparkstead.stack.component.Minio;
import io.sparkstead.stack.component.Monitoring;
import io.sparkstead.stack.component.NamespaceLimits;
import io.sparkstead.stack.component.NetworkPolicies;
import io.sparkstead.stack.component.SeaweedFs;
import io.sparkstead.stack.component.SmokeTest;
import io.sparkstead.stack.component.SparkConnect;
import io.sparkstead.stack.component.SparkRbac;
import io.sparkstead.stack.component.Submission;
import io.sparkstead.stack.component.Submission.Program;
import io.sparkstead.stack.component.Submission.Trigger;
import io.sparkstead.stack.component.Workspace;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.image.JupyterImage;
import io.sparkstead.stack.image.SparkImage;
import io.sparkstead.stack.release.SparkRelease;
import io.sparkstead.stack.release.SparkReleases;
import io.sparkstead.stack.schedule.CronSchedule;
import io.sparkstead.stack.spark.DynamicAllocation;
import io.sparkstead.stack.spark.Executors;
import io.sparkstead.stack.spark.Metrics;
import io.sparkstead.stack.spark.RpcAuthentication;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.spark.SparkFeature;
import io.sparkstead.stack.storage.AwsS3;
import io.sparkstead.stack.storage.EventLog;
import io.sparkstead.stack.storage.ExternalStore;
import io.sparkstead.stack.storage.HistoryStore;
import io.sparkstead.stack.storage.Irsa;
import io.sparkstead.stack.storage.ObjectStore;
import io.sparkstead.stack.storage.PodIdentity;
import io.sparkstead.stack.storage.S3Bucket;
import io.sparkstead.stack.storage.S3Login;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A stack of another place than any environment: a team's, in namespace {@code data}. Whatever is
 * the same here and in the article is so because a component says it.
 *
 * @param release what its images hold
 * @param exposures of what can be opened, by the name of the component
 * @param outside a store outside the cluster, in place of MinIO
 */
public record Samples(
    SparkRelease release, Function<String, Exposure> exposures, Optional<ObjectStore> outside) {

  public static final Namespace DATA = new Namespace("data");
  public static final PodUser USER = new PodUser(20001);
  public static final String REGISTRY = "registry.example.org/team/";
  public static final S3Bucket LAKE =
      new S3Bucket("lake", S3Login.in("lake-keys", "the lake, in the object store"));

  public static final Metrics.Prometheus PROMETHEUS =
      new Metrics.Prometheus(DnsLabel.of("watch"), Map.of("release", "watch"));
  public static final String ROLE = "arn:aws:iam::111122223333:role/lake";

  /** The lake in Amazon's S3, by a role of the accounts. */
  public static final ObjectStore AWS = new AwsS3("eu-central-1", "lake", new Irsa(ROLE));

  /** The same, by a role that an agent of the node gives. */
  public static final ObjectStore AWS_BY_AGENT =
      new AwsS3("eu-central-1", "lake", new PodIdentity("data", ROLE));

  /** The same, by keys. */
  public static final ObjectStore AWS_BY_KEYS = new AwsS3("eu-central-1", "lake", LAKE.login());

  /** The lake in a store of the house, by keys. */
  public static final ObjectStore NEXT_DOOR =
      new ExternalStore(URI.create("https://s3.example.org"), List.of(Cidr.only("10.2.0.9")), LAKE);

  /** The lake in a store that others run in another namespace. */
  public static final ExternalStore IN_CLUSTER =
      new ExternalStore(URI.create("http://minio.lakes.svc:9000"), List.of(), LAKE);

  public static final Outside OUTSIDE =
      new Outside(List.of(Cidr.only("10.0.0.1")), 443, List.of(new Cidr("10.1.0.0/16")));

  /** The same, with people who come through a proxy. */
  public static final Outside PROXIED =
      new Outside(OUTSIDE.apiServer(), 443, List.of(), List.of(DnsLabel.of("edge")));

  /** All of one exposure, with its lake in MinIO. */
  public Samples(SparkRelease release, Exposure exposure) {
    this(release, component -> exposure, Optional.empty());
  }

  /** The line the article uses. */
  public static Samples spark35() {
    return of("3.5.4");
  }

  /** The line after it: another SDK, Scala and Python. */
  public static Samples spark41() {
    return of("4.1.2");
  }

  public static Samples of(String release) {
    return new Samples(SparkReleases.version(release), new Exposure.ClusterIp());
  }

  public Samples exposed(Exposure exposure) {
    return new Samples(release, component -> exposure, outside);
  }

  /** What has pages for people behind an ingress controller. */
  public Samples throughIngress() {
    return new Samples(
        release,
        component ->
            new Exposure.Ingress(
                DnsLabel.of("nginx"), hosts(component), Optional.of(DnsLabel.of("data-tls"))),
        outside);
  }

  /** The same behind a Gateway. */
  public Samples throughGateway() {
    return new Samples(
        release,
        component ->
            new Exposure.Gateway(DnsLabel.of("edge"), DnsLabel.of("public"), hosts(component)),
        outside);
  }

  private static Map<String, String> hosts(String component) {
    return switch (component) {
      case "store" -> Map.of("webui", "store.example.org");
      case "lab" -> Map.of("http", "lab.example.org", "spark-ui", "jobs.example.org");
      default -> Map.of("http", component + ".example.org");
    };
  }

  /** The same with its lake in a store outside the cluster. */
  public Samples storedIn(ObjectStore store) {
    return new Samples(release, exposures, Optional.of(store));
  }

  public SparkRbac rbac() {
    return rbac(EnumSet.of(SparkFeature.RUN_EXECUTORS, SparkFeature.SUBMIT_TO_CLUSTER));
  }

  public SparkRbac rbac(EnumSet<SparkFeature> features) {
    return new SparkRbac(DATA, DnsLabel.of("etl"), features, store().access().accountAnnotations());
  }

  public Minio minio() {
    return minio(StorageClass.named("fast-ssd"));
  }

  public Minio minio(StorageClass storage) {
    return new Minio(
        DATA,
        DnsLabel.of("store"),
        minioImages(),
        USER,
        new Claim(DnsLabel.of("store-disk"), storage, gibibytes(20)),
        LAKE,
        exposures.apply("store"));
  }

  public SeaweedFs seaweedFs() {
    return new SeaweedFs(
        DATA,
        DnsLabel.of("seaweed"),
        ImageReference.of("registry.example.org/mirror/seaweedfs:4.48"),
        USER,
        new Claim(DnsLabel.of("seaweed-disk"), StorageClass.clusterDefault(), gibibytes(20)),
        LAKE,
        exposures.apply("seaweed"));
  }

  /** The stack with its lake in SeaweedFS. */
  public Stack onSeaweedFs() {
    return storedIn(seaweedFs().store()).stack(OUTSIDE, seaweedFs());
  }

  /** The same with tables of Iceberg besides, which the notebook calls {@code lake}. */
  public Stack withTables() {
    SeaweedFs store = seaweedFs().withTables("tables");
    return storedIn(store.store()).tables(store);
  }

  private Stack tables(SeaweedFs store) {
    SparkImage image = sparkImage().withIceberg();
    SparkApplication plain = application();
    SparkApplication application =
        new SparkApplication(
                plain.name(),
                image,
                plain.accounts(),
                plain.authentication(),
                plain.executors(),
                plain.allocation(),
                plain.eventLog())
            .with(store.catalog("lake"));
    Workspace workspace = new Workspace(DATA, DnsLabel.of("examples"), application);
    HistoryServer history =
        new HistoryServer(
            DATA, DnsLabel.of("history"), image, eventLog(), exposures.apply("history"));
    return stack(
        rbac(),
        store,
        history,
        new Jupyter(
            DATA,
            DnsLabel.of("lab"),
            new JupyterImage(DnsLabel.of("notebook"), REGISTRY + "spark-notebook", image),
            new Claim(DnsLabel.of("lab-disk"), StorageClass.clusterDefault(), gibibytes(5)),
            workspace,
            exposures.apply("lab")),
        workspace,
        new SmokeTest(DATA, DnsLabel.of("check"), application.named("check"), history));
  }

  public Minio.Images minioImages() {
    return new Minio.Images(
        ImageReference.of("registry.example.org/mirror/minio:RELEASE.2026-01-01T00-00-00Z"),
        ImageReference.of("registry.example.org/mirror/mc:RELEASE.2026-01-02T00-00-00Z"));
  }

  public ObjectStore store() {
    return outside.orElseGet(() -> minio().store());
  }

  public EventLog eventLog() {
    return new EventLog(store(), "spark/events");
  }

  public SparkImage sparkImage() {
    return new SparkImage(DnsLabel.of("spark"), REGISTRY + "spark", release, USER);
  }

  public JupyterImage jupyterImage() {
    return new JupyterImage(DnsLabel.of("notebook"), REGISTRY + "spark-notebook", sparkImage());
  }

  public HistoryServer historyServer() {
    return new HistoryServer(
        DATA, DnsLabel.of("history"), sparkImage(), eventLog(), exposures.apply("history"));
  }

  public SparkApplication application() {
    return new SparkApplication(
        "Explore",
        sparkImage(),
        rbac().accounts(),
        RpcAuthentication.in("driver-secret"),
        new Executors(4, gibibytes(8), gibibytes(40)),
        new DynamicAllocation(0, 2, 10),
        eventLog());
  }

  public Workspace workspace() {
    return new Workspace(DATA, DnsLabel.of("examples"), application());
  }

  public Jupyter jupyter() {
    return jupyter(application());
  }

  public Jupyter jupyter(SparkApplication application) {
    return new Jupyter(
        DATA,
        DnsLabel.of("lab"),
        jupyterImage(),
        new Claim(DnsLabel.of("lab-disk"), StorageClass.clusterDefault(), gibibytes(5)),
        new Workspace(DATA, DnsLabel.of("examples"), application),
        exposures.apply("lab"));
  }

  public SmokeTest smokeTest() {
    return new SmokeTest(DATA, DnsLabel.of("check"), application().named("check"), historyServer());
  }

  public SparkConnect connect() {
    return new SparkConnect(
        DATA,
        DnsLabel.of("connect"),
        application().named("Connect").observedBy(PROMETHEUS),
        exposures.apply("connect"));
  }

  public Monitoring monitoring() {
    return new Monitoring(DATA, DnsLabel.of("monitoring"), PROMETHEUS);
  }

  /** A History Server that opens large applications fast, and after a restart too. */
  public HistoryServer hybridHistoryServer() {
    return new HistoryServer(
        DATA,
        DnsLabel.of("history"),
        sparkImage(),
        eventLog(),
        exposures.apply("history"),
        30,
        new HistoryStore.Hybrid(
            new HistoryStore.ClaimedDisk(
                new Claim(
                    DnsLabel.of("history-disk"), StorageClass.clusterDefault(), gibibytes(20))),
            gibibytes(2)),
        new Resources(Cpu.cores(1), Cpu.cores(2), gibibytes(8), gibibytes(2)));
  }

  public Submission submission() {
    return new Submission(
        DATA,
        DnsLabel.of("report"),
        application().named("report"),
        new Program.Python("local:///opt/jobs/report.py", List.of("42", "it's")),
        new Trigger.Once());
  }

  public Submission nightly() {
    return new Submission(
        DATA,
        DnsLabel.of("nightly"),
        application().named("nightly"),
        new Program.Jar("s3a://lake/jobs/nightly.jar", "org.example.Nightly", List.of()),
        new Trigger.Cron(new CronSchedule("30 2 * * *", "Europe/Berlin")));
  }

  public Stack stack() {
    return stack(OUTSIDE);
  }

  /** Spark Connect, and all drivers seen by a Prometheus. */
  public Stack observed() {
    SparkApplication explore = application().observedBy(PROMETHEUS);
    return stack(
        rbac(),
        minio(),
        hybridHistoryServer(),
        jupyter(explore),
        new Workspace(DATA, DnsLabel.of("examples"), explore),
        connect(),
        monitoring());
  }

  public Stack stack(Outside people, Component... more) {
    List<Component> parts = new ArrayList<>(List.of(rbac()));
    parts.addAll(List.of(more));
    if (outside.isEmpty()) {
      parts.add(minio());
    }
    parts.addAll(List.of(historyServer(), jupyter(), workspace(), smokeTest()));
    return stack(people, parts);
  }

  /** With policies and limits around {@code components}. */
  public static Stack stack(Component... components) {
    return stack(OUTSIDE, List.of(components));
  }

  private static Stack stack(Outside people, List<Component> parts) {
    return new Stack(DATA, parts)
        .with(
            new NetworkPolicies(DATA, DnsLabel.of("network"), people),
            new NamespaceLimits(DATA, DnsLabel.of("limits")));
  }
}
