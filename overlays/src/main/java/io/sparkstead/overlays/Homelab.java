package io.sparkstead.overlays;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;

import io.sparkstead.dsl.kube.Claim;
import io.sparkstead.dsl.kube.Exposure.MetalLb;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.kube.PodUser;
import io.sparkstead.dsl.kube.StorageClass;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.dsl.value.ImageReference;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.component.HistoryServer;
import io.sparkstead.stack.component.Jupyter;
import io.sparkstead.stack.component.Minio;
import io.sparkstead.stack.component.NamespaceLimits;
import io.sparkstead.stack.component.NetworkPolicies;
import io.sparkstead.stack.component.SmokeTest;
import io.sparkstead.stack.component.SparkRbac;
import io.sparkstead.stack.component.Workspace;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.image.BaseImages;
import io.sparkstead.stack.image.JupyterImage;
import io.sparkstead.stack.image.SparkImage;
import io.sparkstead.stack.release.SparkRelease;
import io.sparkstead.stack.release.SparkReleases;
import io.sparkstead.stack.spark.DynamicAllocation;
import io.sparkstead.stack.spark.Executors;
import io.sparkstead.stack.spark.RpcAuthentication;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.spark.SparkFeature;
import io.sparkstead.stack.storage.EventLog;
import io.sparkstead.stack.storage.S3Bucket;
import io.sparkstead.stack.storage.S3Login;
import java.util.EnumSet;
import java.util.List;

/**
 * Two K3s nodes of 8 cores and 16 GiB under a desk: Longhorn holds the disks, MetalLB the
 * addresses, Gitea the images.
 *
 * <pre>
 * 192.168.1.2  the K3s server: Kubernetes API at 6443
 * 192.168.1.3  Gitea, the image registry
 * 192.168.1.5  MinIO
 * 192.168.1.6  Spark History Server
 * 192.168.1.7  JupyterLab, and the Spark UI of its notebooks
 * </pre>
 */
public final class Homelab implements Environment {

  private static final Namespace SPARK = new Namespace("spark");
  private static final PodUser USER = new PodUser(10185);
  private static final StorageClass LONGHORN = StorageClass.named("longhorn");
  private static final Node NODE = new Node(Cpu.cores(8), gibibytes(16));

  /** The K3s server, which the node's own address is; people come from the same network. */
  private static final Outside OUTSIDE =
      new Outside(List.of(Cidr.only("192.168.1.2")), 6443, List.of(new Cidr("192.168.1.0/24")));

  private static final String REGISTRY = "192.168.1.3:3000/binayakd/";

  private final SparkRelease release;

  public Homelab() {
    this(SparkReleases.version("3.5.4"));
  }

  /** The same on another release: what an upgrade would be. */
  public Homelab(SparkRelease release) {
    this.release = release;
  }

  @Override
  public DnsLabel name() {
    return DnsLabel.of("homelab");
  }

  @Override
  public String description() {
    return "the article's cluster: K3s, Longhorn, MetalLB, images from Gitea, Spark "
        + release.version();
  }

  @Override
  public Stack stack(ImageLock lock) {
    SparkRbac rbac =
        new SparkRbac(
            SPARK,
            DnsLabel.of("spark"),
            EnumSet.of(SparkFeature.RUN_EXECUTORS, SparkFeature.SUBMIT_TO_CLUSTER));

    Minio minio =
        new Minio(
            SPARK,
            DnsLabel.of("minio"),
            Minio.Images.COMMUNITY_FORK,
            USER,
            new Claim(DnsLabel.of("minio-pvc"), LONGHORN, gibibytes(50)),
            new S3Bucket("spark-on-kube", S3Login.in("minio-spark", "Spark's bucket in MinIO")),
            new MetalLb("192.168.1.5"));

    SparkImage spark =
        new SparkImage(
            DnsLabel.of("spark-aws"),
            lock.pin(ours("spark-aws")),
            release,
            USER,
            BaseImages.UBI9.pinnedBy(lock));
    EventLog eventLog = new EventLog(minio.store(), "event-logs");

    HistoryServer historyServer =
        new HistoryServer(
            SPARK,
            DnsLabel.of("spark-history-server"),
            spark,
            eventLog,
            new MetalLb("192.168.1.6"));

    SparkApplication demo =
        new SparkApplication(
            "DynamicAllocationDemo",
            spark,
            rbac.accounts(),
            RpcAuthentication.in("spark-rpc"),
            new Executors(2, gibibytes(2), gibibytes(10)),
            new DynamicAllocation(1, 1, 6),
            eventLog);
    Workspace workspace = new Workspace(SPARK, DnsLabel.of("workspace"), demo);

    Jupyter jupyter =
        new Jupyter(
            SPARK,
            DnsLabel.of("jupyter"),
            new JupyterImage(
                DnsLabel.of("spark-jupyter"), lock.pin(ours("spark-aws-jupyter")), spark),
            new Claim(DnsLabel.of("jupyter-pvc"), LONGHORN, gibibytes(10)),
            workspace,
            demo,
            new MetalLb("192.168.1.7"));

    SmokeTest smoke =
        new SmokeTest(SPARK, DnsLabel.of("smoke"), demo.named("smoke"), historyServer);

    List<Component> parts = List.of(rbac, minio, historyServer, jupyter, workspace, smoke);
    NetworkPolicies network =
        NetworkPolicies.among(parts, SPARK, DnsLabel.of("network-policies"), OUTSIDE);
    NamespaceLimits limits = NamespaceLimits.around(parts, SPARK, DnsLabel.of("limits"));
    return new Stack(SPARK, parts, List.of(NODE, NODE)).with(network, limits);
  }

  /** An image that is built here and pushed to Gitea, tagged with the Spark it holds. */
  private ImageReference ours(String repository) {
    return new ImageReference(REGISTRY + repository, release.version());
  }
}
