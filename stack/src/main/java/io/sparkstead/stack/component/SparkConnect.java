package io.sparkstead.stack.component;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.sparkstead.dsl.kube.ConfigFiles;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Mount;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.kube.Probes;
import io.sparkstead.dsl.kube.Resources;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.dsl.kube.SecretSpec.Recipe;
import io.sparkstead.dsl.kube.Workloads;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.Port;
import io.sparkstead.dsl.value.SecretRef;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.conf.SparkConf;
import io.sparkstead.stack.conf.SparkKeys;
import io.sparkstead.stack.flow.Endpoint;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.image.ImageBuild;
import io.sparkstead.stack.image.SparkImage;
import io.sparkstead.stack.own.OwnPods;
import io.sparkstead.stack.spark.DriverPod;
import io.sparkstead.stack.spark.DriverService;
import io.sparkstead.stack.spark.PodTemplates;
import io.sparkstead.stack.spark.SparkApplication;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A Spark Connect server: one driver, whose sessions are used over gRPC by programs that have no
 * Spark of their own. A StatefulSet, a Service for clients and a headless one for executors.
 *
 * <pre>
 * SparkSession.builder.remote("sc://localhost:15002/;token=…").getOrCreate()
 * SparkSession.builder.remote("sc://connect.example.org:443/;use_ssl=true;token=…").getOrCreate()
 * </pre>
 *
 * <p>Whoever has the token runs code with the rights of the driver's account. Clients send it over
 * TLS, or to {@code localhost}, and refuse to send it otherwise; the server itself ends no TLS. So
 * it is reached through a Gateway, or by {@code port-forward.sh}; any other exposure is refused. So
 * is a release that knows no token, as all before Spark 4.0.
 *
 * @param application what all sessions share; its name is what the History Server shows
 * @param size half of the memory is the driver's heap
 * @see <a href="https://spark.apache.org/docs/latest/spark-connect-overview.html">Spark Connect</a>
 */
public record SparkConnect(
    Namespace namespace,
    DnsLabel name,
    SparkApplication application,
    Exposure exposure,
    Resources size)
    implements Component {

  private static final Port GRPC = new Port("grpc", 15002);
  private static final String TOKEN_KEY = "spark.connect.authenticate.token";
  private static final String TOKEN_VARIABLE = "SPARK_CONNECT_AUTHENTICATE_TOKEN";
  private static final String TOKEN = "token";
  private static final Mount.Scratch TMP = Mount.Scratch.tmp(ByteSize.gibibytes(4));

  /** Where tables go that are saved without a catalogue. */
  private static final Mount.Scratch WORK =
      new Mount.Scratch(DnsLabel.of("work-dir"), SparkImage.WORK, ByteSize.gibibytes(1));

  public SparkConnect {
    String release = application.image().release().version();
    if (SparkKeys.of(release).lookup(TOKEN_KEY).isEmpty()) {
      throw new IllegalArgumentException(
          "Spark Connect of Spark "
              + release
              + " asks nobody for a token, and whoever reaches it would run code as the driver;"
              + " take Spark 4.0 or later");
    }
    if (!(exposure instanceof Exposure.ClusterIp) && !(exposure instanceof Exposure.Gateway)) {
      throw new IllegalArgumentException(
          "Spark Connect exposed by "
              + exposure.getClass().getSimpleName()
              + " is reached by no client: they send the token over TLS alone, and speak gRPC;"
              + " expose it by a Gateway, or by ClusterIp and port-forward.sh");
    }
  }

  /** In a size that serves a few people. */
  public SparkConnect(
      Namespace namespace, DnsLabel name, SparkApplication application, Exposure exposure) {
    this(
        namespace,
        name,
        application,
        exposure,
        new Resources(Cpu.millis(500), Cpu.cores(2), ByteSize.gibibytes(4), ByteSize.gibibytes(6)));
  }

  @Override
  public Labels labels() {
    return namespace.labels(name, "connect");
  }

  @Override
  public List<HasMetadata> resources() {
    ConfigFiles conf = sparkConf();
    ConfigFiles templates = podTemplates();
    OwnPods own = application.pods();
    ConfigFiles[] read = own.files(name, conf, templates);
    List<HasMetadata> objects = new ArrayList<>();
    for (ConfigFiles files : read) {
      objects.add(files.resource(labels()));
    }
    objects.add(
        Workloads.statefulSet(
            own.on(labels()),
            driver().name(),
            ConfigFiles.rollPodsOnChange(read),
            pod(conf, templates)));
    objects.add(Workloads.disruptionBudget(labels()));
    objects.add(driver().resource());
    objects.addAll(exposure.resources(labels(), List.of(GRPC), List.of(DriverService.UI)));
    return objects;
  }

  @Override
  public List<ImageBuild> builds() {
    return List.of(application.image());
  }

  @Override
  public List<SecretSpec> secrets() {
    List<SecretSpec> secrets = new ArrayList<>(application.secrets());
    secrets.add(0, token());
    return secrets;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            "Spark Connect",
            "sc://" + namespace.host(name) + ":" + GRPC.number(),
            exposure.outside(GRPC).map(SparkConnect::overTls)),
        new Endpoint(
            "Spark UI of Spark Connect",
            namespace.url(name, DriverService.UI),
            exposure.outside(DriverService.UI)));
  }

  /** {@code sc://connect.example.org:443/;use_ssl=true} of {@code https://connect.example.org}. */
  private static String overTls(String url) {
    return "sc://" + URI.create(url).getHost() + ":443/;use_ssl=true";
  }

  @Override
  public List<Flow> flows() {
    Peer self = new Peer.Pods(labels());
    List<Flow> flows = new ArrayList<>();
    flows.add(new Flow(new Peer.People(), self, GRPC, "run sessions"));
    flows.add(new Flow(new Peer.People(), self, DriverService.UI, "watch jobs"));
    flows.addAll(application.flows(driver()));
    return flows;
  }

  @Override
  public List<SparkApplication> applications() {
    return List.of(application);
  }

  /** Where its driver listens for executors. */
  public DriverService driver() {
    return new DriverService(Workloads.headless(name), labels(), new DriverPod.OfStatefulSet(name));
  }

  private SecretSpec token() {
    return SecretSpec.named(name.dash("token").text(), "Spark Connect, named by its clients")
        .key(TOKEN, Recipe.random(48));
  }

  private ConfigFiles sparkConf() {
    SparkConf server =
        SparkConf.titled("Spark Connect")
            .set("spark.connect.grpc.binding.port", GRPC.number())
            .set(DriverService.MEMORY, size.heap().toSpark());
    SparkConf pages = DriverService.pages(exposure, DriverService.UI);
    return application.clientConf(server.and(pages), driver()).files(name.dash("spark-conf"));
  }

  private ConfigFiles podTemplates() {
    return application.templates(name).ofExecutors();
  }

  private PodSpec pod(ConfigFiles conf, ConfigFiles templates) {
    List<Mount> mounts = new ArrayList<>();
    mounts.addAll(
        List.of(
            TMP,
            WORK,
            new Mount.Config(conf, SparkImage.CONF),
            PodTemplates.mount(templates),
            new Mount.ApiToken()));
    List<Mount> all = application.mounts(name, mounts);
    return application.pod(server(all), TMP, all);
  }

  /** Spark's class itself: its start script would fork, and write a log where nobody may. */
  private Container server(List<Mount> mounts) {
    Container server = application.image().container("connect", mounts);
    server.setCommand(List.of(SparkImage.TINI.text(), "-s", "--"));
    server.setArgs(
        List.of(
            SparkImage.SPARK_HOME.file("bin/spark-submit").text(),
            "--class",
            "org.apache.spark.sql.connect.service.SparkConnectServer"));
    server.setEnv(environment());
    server.setPorts(driver().onContainerBeside(GRPC));
    server.setResources(size.requirements());
    // It listens once its session is there.
    new Probes(new Probes.Tcp(GRPC), new Probes.Tcp(GRPC)).on(server);
    return server;
  }

  private List<EnvVar> environment() {
    List<EnvVar> environment = new ArrayList<>();
    environment.add(tokenVariable());
    return application.environment(environment);
  }

  /** The server reads its token from a property or from this variable, and from no file. */
  private EnvVar tokenVariable() {
    SecretRef token = token().ref(TOKEN);
    EnvVarSource source = new EnvVarSource();
    source.setSecretKeyRef(new SecretKeySelector(token.key(), token.name(), null));
    return new EnvVar(TOKEN_VARIABLE, null, source);
  }
}
