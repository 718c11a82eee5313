import static io.sparkstead.dsl.value.ByteSize.gibibytes;

import io.sparkstead.dsl.kube.Claim;
import io.sparkstead.dsl.kube.Exposure.ClusterIp;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.kube.PodUser;
import io.sparkstead.dsl.kube.StorageClass;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.dsl.value.ImageReference;
import io.sparkstead.overlays.Environment;
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
 * Spark on one small cluster, reached by {@code kubectl port-forward}.
 *
 * <p>Three guesses are marked with GUESS: look at those first. Everything else works as it is.
 */
final class Mylab implements Environment {

  /** Also the folder under out/, so it stays the same once the tree is committed. */
  @Override
  public DnsLabel name() {
    return DnsLabel.of("mylab");
  }

  @Override
  public String description() {
    return "a small cluster with its own storage class, nothing exposed";
  }

  /** All of it, from values that are checked when they are made. */
  @Override
  public Stack stack(ImageLock lock) {
    Namespace spark = new Namespace("spark");
    // Pods run as this user, and never as root.
    PodUser user = new PodUser(10185);

    // The images are built by out/<name>/images/build.sh and tagged with the Spark they hold. The
    // lock pins what `images --lock` found under the tag; without a lock the tag alone is used.
    SparkRelease release = SparkReleases.version("4.1.2");
    // GUESS: the registry you push to and the nodes pull from.
    String registry = "registry.example.org/spark/";
    SparkImage image =
        new SparkImage(
            DnsLabel.of("spark-aws"),
            lock.pin(new ImageReference(registry + "spark-aws", release.version())),
            release,
            user,
            BaseImages.UBI9.pinnedBy(lock));
    JupyterImage jupyterImage =
        new JupyterImage(
            DnsLabel.of("spark-jupyter"),
            lock.pin(new ImageReference(registry + "spark-jupyter", release.version())),
            image);

    // GUESS: the cluster has a default storage class (`kubectl get storageclass` marks it). If not,
    // or for another one: StorageClass.named("longhorn").
    StorageClass disks = StorageClass.clusterDefault();

    // Who is reached from outside the cluster: nobody, so `kubectl port-forward` it is. Where there
    // is MetalLB, give a component an address of its pool: new Exposure.MetalLb("192.168.1.5").
    Exposure inside = new ClusterIp();

    // The object store: event logs, and data to try things with. The bucket is made by itself.
    SeaweedFs store =
        new SeaweedFs(
            spark,
            DnsLabel.of("seaweedfs"),
            SeaweedFs.IMAGE,
            user,
            new Claim(DnsLabel.of("seaweedfs-pvc"), disks, gibibytes(20)),
            new S3Bucket("spark", S3Login.in("seaweedfs-spark", "Spark's bucket in SeaweedFS")),
            inside);

    // Said once: whoever writes events and whoever reads them get it from here.
    EventLog events = new EventLog(store.store(), "event-logs");
    HistoryServer history =
        new HistoryServer(spark, DnsLabel.of("spark-history-server"), image, events, inside);

    // What a driver may do in the namespace; its Role is reckoned from this.
    SparkRbac rbac =
        new SparkRbac(
            spark,
            DnsLabel.of("spark"),
            EnumSet.of(SparkFeature.RUN_EXECUTORS, SparkFeature.SUBMIT_TO_CLUSTER));

    SparkApplication application =
        new SparkApplication(
            "Demo",
            image,
            rbac.accounts(),
            // Drivers and executors know each other by this Secret; `secrets` prints one.
            RpcAuthentication.in("spark-rpc"),
            // Cores, memory, and disk for shuffles, of one executor.
            new Executors(2, gibibytes(2), gibibytes(5)),
            // How many at the start, at least, at most.
            new DynamicAllocation(1, 1, 2),
            events);

    // The notebook server is the driver of what its notebooks run.
    Workspace workspace = new Workspace(spark, DnsLabel.of("workspace"), application);
    Jupyter jupyter =
        new Jupyter(
            spark,
            DnsLabel.of("jupyter"),
            jupyterImage,
            new Claim(DnsLabel.of("jupyter-pvc"), disks, gibibytes(5)),
            workspace,
            application,
            inside);

    // Does it work? `kubectl apply -k out/<name>/smoke` asks the cluster.
    SmokeTest smoke =
        new SmokeTest(spark, DnsLabel.of("smoke"), application.named("smoke"), history);

    List<Component> parts = List.of(rbac, store, history, jupyter, workspace, smoke);
    // GUESS: what the nodes have for pods (`kubectl describe node`, Allocatable). A stack that
    // finds no room on them is refused.
    Node node = new Node(Cpu.cores(8), gibibytes(16));
    return new Stack(spark, parts, List.of(node))
        // No more of the cluster than this stack can need.
        .with(NamespaceLimits.around(parts, spark, DnsLabel.of("limits")));
    // To close the pods to all but what they need, add policies to with(...) above. They name where
    // the API server is (`kubectl get endpointslices -n default`) and where people come from:
    //   NetworkPolicies.among(
    //       parts,
    //       spark,
    //       DnsLabel.of("network-policies"),
    //       new Outside(List.of(Cidr.only("192.168.1.2")), 6443, List.of()))
  }
}
