package io.sparkstead.overlays;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;

import io.sparkstead.dsl.kube.Claim;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.kube.PodUser;
import io.sparkstead.dsl.kube.StorageClass;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.dsl.value.ImageReference;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.component.HistoryServer;
import io.sparkstead.stack.component.Jupyter;
import io.sparkstead.stack.component.Monitoring;
import io.sparkstead.stack.component.NamespaceLimits;
import io.sparkstead.stack.component.NetworkPolicies;
import io.sparkstead.stack.component.SmokeTest;
import io.sparkstead.stack.component.SparkRbac;
import io.sparkstead.stack.component.Submission;
import io.sparkstead.stack.component.Submission.Program;
import io.sparkstead.stack.component.Submission.Trigger;
import io.sparkstead.stack.component.Workspace;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.gitops.ArgoCd;
import io.sparkstead.stack.gitops.GitSource;
import io.sparkstead.stack.image.BaseImages;
import io.sparkstead.stack.image.JupyterImage;
import io.sparkstead.stack.image.SparkImage;
import io.sparkstead.stack.release.SparkRelease;
import io.sparkstead.stack.release.SparkReleases;
import io.sparkstead.stack.schedule.CronSchedule;
import io.sparkstead.stack.schedule.NodePool;
import io.sparkstead.stack.schedule.Placement;
import io.sparkstead.stack.schedule.Scheduler;
import io.sparkstead.stack.secret.ExternalSecrets;
import io.sparkstead.stack.secret.ExternalSecrets.Store;
import io.sparkstead.stack.spark.DynamicAllocation;
import io.sparkstead.stack.spark.Executors;
import io.sparkstead.stack.spark.Metrics;
import io.sparkstead.stack.spark.RpcAuthentication;
import io.sparkstead.stack.spark.Shuffle;
import io.sparkstead.stack.spark.Size;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.spark.SparkFeature;
import io.sparkstead.stack.storage.AwsS3;
import io.sparkstead.stack.storage.EventLog;
import io.sparkstead.stack.storage.Irsa;
import io.sparkstead.stack.storage.ObjectStore;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A managed cluster in AWS: EKS runs it, S3 keeps the data, ECR the images, Secrets Manager the
 * Secrets. Nobody holds a key to the bucket: pods take a role by their accounts.
 *
 * <pre>
 * https://history.spark.example.org  Spark History Server
 * https://lab.spark.example.org      JupyterLab
 * https://jobs.spark.example.org     Spark UI of its notebooks
 * </pre>
 *
 * <p>Account number, cluster, names and addresses are examples; a copy says its own, in the
 * constants. The cluster has to bring the External Secrets Operator, a Gateway or an ingress
 * controller, Karpenter, a Prometheus operator, Argo CD, and a network plugin that enforces
 * policies.
 */
public final class Cloud implements Environment {

  private static final Namespace SPARK = new Namespace("spark");
  private static final SparkRelease RELEASE = SparkReleases.version("4.1.2");
  private static final PodUser USER = new PodUser(10185);
  private static final String DISKS = "gp3";
  private static final StorageClass EBS = StorageClass.named(DISKS);

  /** Whoever watches the cluster; its Prometheus takes PodMonitors with this label. */
  private static final Metrics.Prometheus PROMETHEUS =
      new Metrics.Prometheus(DnsLabel.of("monitoring"), Map.of("release", "kube-prometheus-stack"));

  /** Executors may be taken away at two minutes' notice; their drivers stay. */
  private static final Placement ON_SPOT =
      new Placement(
          new Scheduler.Default(), NodePool.karpenterOnDemand(), NodePool.karpenterSpot());

  /** Nodes that stay, within reach of one another's disks: a volume of EBS is in one zone. */
  private static final NodePool ZONE =
      NodePool.karpenterOnDemand().and("topology.kubernetes.io/zone", "eu-central-1a");

  private static final Placement IN_ONE_ZONE = new Placement(new Scheduler.Default(), ZONE, ZONE);

  private static final String ACCOUNT = "111122223333";
  private static final String REGION = "eu-central-1";
  private static final String REGISTRY =
      ACCOUNT + ".dkr.ecr." + REGION + ".amazonaws.com/data-platform/";

  /** Where Gateway or ingress controller runs. */
  private static final String EDGE = "edge";

  /** Through what people come; both end TLS. */
  public enum Entrance {
    /** A Gateway with a listener for {@code *.spark.example.org}. */
    GATEWAY {
      @Override
      Exposure to(Map<String, String> hosts) {
        return new Exposure.Gateway(DnsLabel.of(EDGE), DnsLabel.of("public"), hosts);
      }
    },
    /** An ingress controller, with the certificate in Secret {@code spark-tls}. */
    INGRESS {
      @Override
      Exposure to(Map<String, String> hosts) {
        return new Exposure.Ingress(
            DnsLabel.of("traefik"), hosts, Optional.of(DnsLabel.of("spark-tls")));
      }
    };

    abstract Exposure to(Map<String, String> hosts);
  }

  private final Entrance entrance;

  public Cloud() {
    this(Entrance.GATEWAY);
  }

  /** The same for people who come another way. */
  public Cloud(Entrance entrance) {
    this.entrance = entrance;
  }

  @Override
  public DnsLabel name() {
    return DnsLabel.of("cloud");
  }

  @Override
  public String description() {
    return "a managed cluster such as EKS: S3 by role, Gateway with TLS, External Secrets, Spark "
        + RELEASE.version();
  }

  @Override
  public Stack stack(ImageLock lock) {
    // With new PodIdentity("data", role) instead, an agent on the node gives the role.
    ObjectStore lake =
        new AwsS3(REGION, "example-spark", new Irsa("arn:aws:iam::" + ACCOUNT + ":role/spark"));

    SparkRbac rbac =
        new SparkRbac(
            SPARK,
            DnsLabel.of("spark"),
            EnumSet.of(
                SparkFeature.RUN_EXECUTORS,
                SparkFeature.SUBMIT_TO_CLUSTER,
                SparkFeature.REUSE_CLAIMS),
            lake.access().accountAnnotations());

    SparkImage spark =
        new SparkImage(
            DnsLabel.of("spark-aws"),
            lock.pin(ours("spark-aws")),
            RELEASE,
            USER,
            BaseImages.UBI9.pinnedBy(lock));
    EventLog eventLog = new EventLog(lake, "event-logs");

    HistoryServer historyServer =
        new HistoryServer(
            SPARK,
            DnsLabel.of("spark-history-server"),
            spark,
            eventLog,
            entrance.to(Map.of("http", "history.spark.example.org")));

    RpcAuthentication rpc = RpcAuthentication.in("spark-rpc");
    SparkApplication demo =
        new SparkApplication(
                "DynamicAllocationDemo", spark, rbac.accounts(), rpc, Size.spot(), eventLog)
            .placed(ON_SPOT)
            .observedBy(PROMETHEUS);
    Workspace workspace = new Workspace(SPARK, DnsLabel.of("workspace"), demo);

    Jupyter jupyter =
        new Jupyter(
            SPARK,
            DnsLabel.of("jupyter"),
            new JupyterImage(
                DnsLabel.of("spark-jupyter"), lock.pin(ours("spark-aws-jupyter")), spark),
            new Claim(DnsLabel.of("jupyter-pvc"), EBS, gibibytes(20)),
            workspace,
            demo,
            entrance.to(
                Map.of(
                    "http", "lab.spark.example.org",
                    "spark-ui", "jobs.spark.example.org")));

    SmokeTest smoke =
        new SmokeTest(SPARK, DnsLabel.of("smoke"), demo.named("smoke"), historyServer);

    // A batch job as one's own will be: this one comes with Spark, and tells whether all still
    // works.
    SparkApplication nightly =
        new SparkApplication(
                "nightly",
                spark,
                rbac.accounts(),
                rpc,
                new Executors(
                    4, gibibytes(8), new Shuffle.OnClaims(DnsLabel.of(DISKS), gibibytes(50))),
                new DynamicAllocation(1, 1, 10),
                eventLog)
            .placed(IN_ONE_ZONE)
            .observedBy(PROMETHEUS);
    Submission batch =
        new Submission(
            SPARK,
            DnsLabel.of("nightly"),
            nightly,
            new Program.Python("local:///opt/spark/examples/src/main/python/pi.py", List.of("200")),
            new Trigger.Cron(new CronSchedule("30 2 * * *", "Etc/UTC")));

    Monitoring monitoring = new Monitoring(SPARK, DnsLabel.of("monitoring"), PROMETHEUS);

    List<Component> parts =
        List.of(rbac, historyServer, jupyter, workspace, batch, monitoring, smoke);
    NetworkPolicies network =
        NetworkPolicies.among(parts, SPARK, DnsLabel.of("network-policies"), outside());
    NamespaceLimits limits = NamespaceLimits.around(parts, SPARK, DnsLabel.of("limits"));
    return new Stack(SPARK, parts)
        .with(network, limits)
        .deliveredBy(new ExternalSecrets(Store.ofCluster("aws-secrets-manager"), "spark"))
        .syncedBy(name(), ArgoCd.from(GitSource.of("https://git.example.org/data/spark.git")));
  }

  /**
   * The API server is somewhere in the two subnets that EKS was given for it, and moves with each
   * upgrade. People come through the proxy alone.
   */
  private static Outside outside() {
    return new Outside(
        List.of(new Cidr("10.0.0.0/24"), new Cidr("10.0.1.0/24")),
        443,
        List.of(),
        List.of(DnsLabel.of(EDGE)));
  }

  /** An image that is pushed to ECR, for amd64 and arm64, tagged with the Spark it holds. */
  private static ImageReference ours(String repository) {
    return new ImageReference(REGISTRY + repository, RELEASE.version());
  }
}
