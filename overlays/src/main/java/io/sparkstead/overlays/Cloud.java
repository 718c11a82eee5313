package io.sparkstead.overlays;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;

import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.kube.StorageClass;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.component.Monitoring;
import io.sparkstead.stack.component.Submission;
import io.sparkstead.stack.component.Submission.Program;
import io.sparkstead.stack.component.Submission.Trigger;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.gitops.ArgoCd;
import io.sparkstead.stack.gitops.GitSource;
import io.sparkstead.stack.preset.Workbench;
import io.sparkstead.stack.release.SparkRelease;
import io.sparkstead.stack.release.SparkReleases;
import io.sparkstead.stack.schedule.CronSchedule;
import io.sparkstead.stack.schedule.NodePool;
import io.sparkstead.stack.schedule.Placement;
import io.sparkstead.stack.secret.ExternalSecrets;
import io.sparkstead.stack.secret.ExternalSecrets.Store;
import io.sparkstead.stack.spark.DynamicAllocation;
import io.sparkstead.stack.spark.Executors;
import io.sparkstead.stack.spark.Metrics;
import io.sparkstead.stack.spark.Shuffle;
import io.sparkstead.stack.spark.Size;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.spark.SparkFeature;
import io.sparkstead.stack.storage.AwsS3;
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
  private static final String DISKS = "gp3";

  /** Whoever watches the cluster; its Prometheus takes PodMonitors with this label. */
  private static final Metrics.Prometheus PROMETHEUS =
      new Metrics.Prometheus(DnsLabel.of("monitoring"), Map.of("release", "kube-prometheus-stack"));

  /** Executors may be taken away at two minutes' notice; drivers stay, and what submits them. */
  private static final Placement ON_SPOT =
      Placement.ANYWHERE.drivers(NodePool.karpenterOnDemand()).executors(NodePool.karpenterSpot());

  /** Nodes that stay, within reach of one another's disks: a volume of EBS is in one zone. */
  private static final NodePool ZONE =
      NodePool.karpenterOnDemand().and("topology.kubernetes.io/zone", "eu-central-1a");

  private static final Placement IN_ONE_ZONE = Placement.ANYWHERE.drivers(ZONE).executors(ZONE);

  private static final String ACCOUNT = "111122223333";
  private static final String REGION = "eu-central-1";
  private static final String REGISTRY =
      ACCOUNT + ".dkr.ecr." + REGION + ".amazonaws.com/data-platform";

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

  /** With pages behind another entrance than a Gateway. */
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
    Workbench bench =
        new Workbench(REGISTRY, lock)
            .notebookImage("spark-aws-jupyter")
            .namespace(SPARK)
            .release(RELEASE)
            .storageClass(StorageClass.named(DISKS))
            .storedIn(lake)
            .features(
                EnumSet.of(
                    SparkFeature.RUN_EXECUTORS,
                    SparkFeature.SUBMIT_TO_CLUSTER,
                    SparkFeature.REUSE_CLAIMS))
            .historyExposure(entrance.to(Map.of("http", "history.spark.example.org")))
            .notebookExposure(
                entrance.to(
                    Map.of(
                        "http", "lab.spark.example.org",
                        "spark-ui", "jobs.spark.example.org")))
            .notebookDisk(gibibytes(20))
            .applicationName("DynamicAllocationDemo")
            .size(Size.spot())
            .placed(ON_SPOT)
            .observedBy(PROMETHEUS)
            // By which the bill tells teams apart; the History Server is everybody's.
            .label("team", "data-platform")
            .outside(outside());

    return bench
        .stack()
        .with(nightly(bench), new Monitoring(SPARK, DnsLabel.of("monitoring"), PROMETHEUS))
        .deliveredBy(new ExternalSecrets(Store.ofCluster("aws-secrets-manager"), "spark"))
        .syncedBy(name(), ArgoCd.from(GitSource.of("https://git.example.org/data/spark.git")));
  }

  /**
   * A batch job as one's own will be: this one comes with Spark, and tells whether all still works.
   */
  private static Submission nightly(Workbench bench) {
    SparkApplication nightly =
        bench
            .application()
            .named("nightly")
            .sized(
                new Executors(
                    4, gibibytes(8), new Shuffle.OnClaims(DnsLabel.of(DISKS), gibibytes(50))),
                new DynamicAllocation(1, 1, 10))
            .placed(IN_ONE_ZONE);
    return new Submission(
            SPARK,
            DnsLabel.of("nightly"),
            nightly,
            new Program.Python("local:///opt/spark/examples/src/main/python/pi.py", List.of("200")),
            new Trigger.Cron(new CronSchedule("30 2 * * *", "Etc/UTC")))
        .driver(1, gibibytes(2));
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
}
