package io.sparkstead.overlays;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;

import io.sparkstead.dsl.kube.Claim;
import io.sparkstead.dsl.kube.Exposure.ClusterIp;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.kube.PodUser;
import io.sparkstead.dsl.kube.Resources;
import io.sparkstead.dsl.kube.StorageClass;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.dsl.value.ImageReference;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.component.HistoryServer;
import io.sparkstead.stack.component.Jupyter;
import io.sparkstead.stack.component.NamespaceLimits;
import io.sparkstead.stack.component.SeaweedFs;
import io.sparkstead.stack.component.SmokeTest;
import io.sparkstead.stack.component.SparkRbac;
import io.sparkstead.stack.component.Workspace;
import io.sparkstead.stack.image.BaseImages;
import io.sparkstead.stack.image.JupyterImage;
import io.sparkstead.stack.image.SparkImage;
import io.sparkstead.stack.proof.RuleException;
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
 * One node of 4 cores and 8 GiB that kind, k3d or minikube runs on a laptop: its own storage class,
 * images without a registry, and {@code port-forward.sh} instead of addresses.
 *
 * <p>There are no NetworkPolicies: they would have to name the API server's endpoint, which is the
 * address of the node's container, and that is another one on each laptop. Who knows it, adds them
 * as {@code homelab} does, and drops the exception.
 */
public final class Laptop implements Environment {

  private static final Namespace SPARK = new Namespace("spark");
  private static final SparkRelease RELEASE = SparkReleases.version("4.1.2");
  private static final PodUser USER = new PodUser(10185);
  private static final Node NODE = new Node(Cpu.cores(4), gibibytes(8));

  @Override
  public DnsLabel name() {
    return DnsLabel.of("laptop");
  }

  @Override
  public String description() {
    return "one small node of kind, k3d or minikube, no registry, nothing exposed, Spark "
        + RELEASE.version();
  }

  @Override
  public List<RuleException> exceptions() {
    return List.of(
        new RuleException(
            "NET-01",
            "namespace " + SPARK.name(),
            "the API server's address, which policies have to name, differs from laptop to laptop"));
  }

  @Override
  public Stack stack(ImageLock lock) {
    SparkRbac rbac =
        new SparkRbac(
            SPARK,
            DnsLabel.of("spark"),
            EnumSet.of(SparkFeature.RUN_EXECUTORS, SparkFeature.SUBMIT_TO_CLUSTER));

    SeaweedFs store =
        new SeaweedFs(
            SPARK,
            DnsLabel.of("seaweedfs"),
            SeaweedFs.IMAGE,
            USER,
            new Claim(DnsLabel.of("seaweedfs-pvc"), StorageClass.clusterDefault(), gibibytes(10)),
            new S3Bucket(
                "spark-on-kube", S3Login.in("seaweedfs-spark", "Spark's bucket in SeaweedFS")),
            new ClusterIp(),
            new Resources(Cpu.millis(100), Cpu.cores(1), gibibytes(1), gibibytes(2)));

    SparkImage spark =
        new SparkImage(
            DnsLabel.of("spark-aws"),
            local("spark-aws"),
            RELEASE,
            USER,
            BaseImages.UBI9.pinnedBy(lock));
    EventLog eventLog = new EventLog(store.store(), "event-logs");

    HistoryServer historyServer =
        new HistoryServer(
            SPARK,
            DnsLabel.of("spark-history-server"),
            spark,
            eventLog,
            new ClusterIp(),
            14,
            new Resources(Cpu.millis(100), Cpu.cores(1), gibibytes(1), gibibytes(6)));

    SparkApplication demo =
        new SparkApplication(
            "DynamicAllocationDemo",
            spark,
            rbac.accounts(),
            RpcAuthentication.in("spark-rpc"),
            new Executors(1, gibibytes(1), gibibytes(2)),
            new DynamicAllocation(1, 1, 2),
            eventLog);
    Workspace workspace = new Workspace(SPARK, DnsLabel.of("workspace"), demo);

    Jupyter jupyter =
        new Jupyter(
            SPARK,
            DnsLabel.of("jupyter"),
            new JupyterImage(DnsLabel.of("spark-jupyter"), local("spark-aws-jupyter"), spark),
            new Claim(DnsLabel.of("jupyter-pvc"), StorageClass.clusterDefault(), gibibytes(2)),
            workspace,
            demo,
            new ClusterIp(),
            new Resources(Cpu.millis(250), Cpu.cores(2), gibibytes(2), gibibytes(5)));

    SmokeTest smoke =
        new SmokeTest(SPARK, DnsLabel.of("smoke"), demo.named("smoke"), historyServer);

    List<Component> parts = List.of(rbac, store, historyServer, jupyter, workspace, smoke);
    NamespaceLimits limits = NamespaceLimits.around(parts, SPARK, DnsLabel.of("limits"));
    return new Stack(SPARK, parts, List.of(NODE)).with(limits);
  }

  /** An image that {@code build.sh} loads into the node, tagged with the Spark it holds. */
  private static ImageReference local(String name) {
    return new ImageReference("localhost/" + name, RELEASE.version());
  }
}
