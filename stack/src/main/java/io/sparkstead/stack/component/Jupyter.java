package io.sparkstead.stack.component;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.sparkstead.dsl.kube.Claim;
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
import io.sparkstead.dsl.text.Blanks;
import io.sparkstead.dsl.text.Generated;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.MountPath;
import io.sparkstead.dsl.value.Port;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.flow.Endpoint;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.image.ImageBuild;
import io.sparkstead.stack.image.JupyterImage;
import io.sparkstead.stack.image.SparkImage;
import io.sparkstead.stack.own.OwnPods;
import io.sparkstead.stack.spark.DriverPod;
import io.sparkstead.stack.spark.DriverService;
import io.sparkstead.stack.spark.PodTemplates;
import io.sparkstead.stack.spark.SparkApplication;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * JupyterLab whose notebooks are Spark drivers: a claim, a StatefulSet, a Service for people and a
 * headless one for executors.
 *
 * <p>A bare {@code SparkSession.builder.getOrCreate()} works: what a driver must know stands in
 * {@code spark-defaults.conf}. The pod keeps its name, {@code jupyter-0}, because executors belong
 * to it and find it by that name.
 *
 * <p>One person's Jupyter. Whoever has the token runs code with the rights of the driver's account.
 *
 * @param workspace the disk people work on
 * @param samples what an empty workspace is filled with; their application is what notebooks run,
 *     and its name what the History Server shows
 * @param size room for Python and the driver's JVM together
 * @see <a href="https://jupyter-server.readthedocs.io/en/latest/">Jupyter Server</a>
 */
public record Jupyter(
    Namespace namespace,
    DnsLabel name,
    JupyterImage image,
    Claim workspace,
    Workspace samples,
    Exposure exposure,
    Resources size)
    implements Component {

  /** What its objects are labelled as. */
  public static final String ROLE = "notebook";

  /** Serves one person. */
  public static final Resources SIZE =
      new Resources(Cpu.millis(500), Cpu.cores(2), ByteSize.gibibytes(3), ByteSize.gibibytes(5));

  private static final Port HTTP = new Port("http", 8888);
  private static final MountPath HOME = MountPath.of("/tmp/home");
  private static final MountPath TOKEN = MountPath.of("/run/jupyter");
  private static final String TOKEN_FILE = "token";

  /** After how long without a running cell a kernel ends, and with it its executors. */
  private static final int IDLE_SECONDS = 60 * 60;

  private static final Mount.Scratch TMP = Mount.Scratch.tmp(ByteSize.gibibytes(4));

  /** In a size that serves one person. */
  public Jupyter(
      Namespace namespace,
      DnsLabel name,
      JupyterImage image,
      Claim workspace,
      Workspace samples,
      Exposure exposure) {
    this(namespace, name, image, workspace, samples, exposure, SIZE);
  }

  @Override
  public Labels labels() {
    return namespace.labels(name, ROLE);
  }

  @Override
  public List<HasMetadata> resources() {
    ConfigFiles spark = sparkConf();
    ConfigFiles templates = podTemplates();
    ConfigFiles jupyter = jupyterConf();
    OwnPods own = application().pods();
    ConfigFiles[] read = own.files(name, spark, templates, jupyter);
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(workspace.resource(labels()));
    for (ConfigFiles files : read) {
      objects.add(files.resource(labels()));
    }
    objects.add(
        Workloads.statefulSet(
            own.on(labels()),
            driver().name(),
            ConfigFiles.rollPodsOnChange(read),
            pod(spark, templates, jupyter)));
    objects.add(Workloads.disruptionBudget(labels()));
    objects.add(driver().resource());
    objects.addAll(exposure.resources(labels(), List.of(HTTP), List.of(DriverService.UI)));
    return objects;
  }

  @Override
  public List<ImageBuild> builds() {
    return List.of(image.spark(), image);
  }

  @Override
  public List<SecretSpec> secrets() {
    List<SecretSpec> secrets = new ArrayList<>(application().secrets());
    secrets.add(0, token());
    return secrets;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint("JupyterLab", inside(HTTP) + base(), exposure.outside(HTTP)),
        new Endpoint(
            "Spark UI of the first running notebook",
            inside(DriverService.UI),
            exposure.outside(DriverService.UI)));
  }

  @Override
  public List<Flow> flows() {
    Peer self = new Peer.Pods(labels());
    List<Flow> flows = new ArrayList<>();
    flows.add(new Flow(new Peer.People(), self, HTTP, "work in notebooks"));
    flows.add(new Flow(new Peer.People(), self, DriverService.UI, "watch jobs"));
    flows.addAll(application().flows(driver()));
    return flows;
  }

  @Override
  public List<SparkApplication> applications() {
    return List.of(application());
  }

  /** What notebooks run. */
  public SparkApplication application() {
    return samples.demo();
  }

  /** Where this pod's drivers listen. */
  public DriverService driver() {
    return new DriverService(Workloads.headless(name), labels(), new DriverPod.OfStatefulSet(name));
  }

  private String inside(Port port) {
    return namespace.url(name, port);
  }

  /** Below which path of its host JupyterLab answers, inside as outside. */
  private String base() {
    return exposure.path(HTTP);
  }

  private SecretSpec token() {
    return SecretSpec.named(name.dash("token").text(), "JupyterLab, asked for by its first page")
        .key(TOKEN_FILE, Recipe.random(48));
  }

  private ConfigFiles sparkConf() {
    return application()
        .clientConf(
            DriverService.heap(size).and(DriverService.pages(exposure, DriverService.UI)), driver())
        .files(name.dash("spark-conf"));
  }

  private ConfigFiles podTemplates() {
    return application().templates(name).files();
  }

  private ConfigFiles jupyterConf() {
    return new ConfigFiles(name.dash("conf"), Map.of(JupyterImage.CONF_FILE, serverConf()));
  }

  /**
   * @see <a href="https://jupyter-server.readthedocs.io/en/latest/other/full-config.html">All
   *     options</a>
   */
  private String serverConf() {
    return Generated.COMMENT
        + Blanks.fill(
            """
        from pathlib import Path

        c.ServerApp.ip = "0.0.0.0"
        c.ServerApp.port = %s
        c.ServerApp.port_retries = 0
        %s\
        c.ServerApp.open_browser = False
        c.ServerApp.root_dir = "%s"

        # From a file: arguments can be read by whoever lists processes.
        c.IdentityProvider.token = Path("%s").read_text().strip()

        # A forgotten kernel would hold its executors for ever.
        c.MappingKernelManager.cull_idle_timeout = %s
        c.MappingKernelManager.cull_interval = 300
        c.MappingKernelManager.cull_connected = True
        """,
            HTTP.number(),
            base().isEmpty() ? "" : "c.ServerApp.base_url = \"" + base() + "/\"\n",
            JupyterImage.WORKSPACE,
            TOKEN.file(TOKEN_FILE),
            IDLE_SECONDS);
  }

  private PodSpec pod(ConfigFiles spark, ConfigFiles templates, ConfigFiles jupyter) {
    List<Mount> mounts = new ArrayList<>();
    mounts.addAll(
        List.of(
            new Mount.Disk(DnsLabel.of("workspace"), JupyterImage.WORKSPACE, workspace),
            TMP,
            new Mount.Config(spark, SparkImage.CONF),
            PodTemplates.mount(templates),
            new Mount.Config(jupyter, JupyterImage.CONF),
            new Mount.OptionalConfig(samples.samplesName(), JupyterImage.SAMPLES),
            new Mount.Secret(token(), TOKEN),
            new Mount.ApiToken()));
    List<Mount> all = application().mounts(name, mounts);
    return application().pod(lab(all), TMP, all);
  }

  private Container lab(List<Mount> mounts) {
    Container lab = image.container("jupyter", mounts);
    lab.setEnv(environment());
    lab.setPorts(driver().onContainerBeside(HTTP));
    lab.setResources(size.requirements());
    new Probes(new Probes.Http(base() + "/api", HTTP), new Probes.Tcp(HTTP)).on(lab);
    return lab;
  }

  private List<EnvVar> environment() {
    List<EnvVar> environment = new ArrayList<>();
    // All that Jupyter and Python write besides notebooks; /home is read-only.
    environment.add(new EnvVar("HOME", HOME.text(), null));
    // Else Jupyter passes over a configuration it cannot run, and starts without a token that
    // anyone knows.
    environment.add(new EnvVar("TRAITLETS_APPLICATION_RAISE_CONFIG_FILE_ERROR", "1", null));
    return application().environment(environment);
  }
}
