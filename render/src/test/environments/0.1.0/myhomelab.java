// What `init myhomelab` wrote. From now on it is yours: change it, and run
//   sparkstead --env-file myhomelab.java

import static io.sparkstead.dsl.value.ByteSize.gibibytes;

import io.sparkstead.dsl.kube.Exposure.MetalLb;
import io.sparkstead.dsl.kube.StorageClass;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.component.Minio;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.preset.Workbench;
import io.sparkstead.stack.release.SparkRelease;
import io.sparkstead.stack.release.SparkReleases;
import io.sparkstead.stack.spark.DynamicAllocation;
import io.sparkstead.stack.spark.Executors;
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
final class Myhomelab implements Environment {

  private static final Node NODE = new Node(Cpu.cores(8), gibibytes(16));

  private final SparkRelease release;

  public Myhomelab() {
    this(SparkReleases.version("3.5.4"));
  }

  /** On another release of Spark: what an upgrade would be. */
  public Myhomelab(SparkRelease release) {
    this.release = release;
  }

  @Override
  public DnsLabel name() {
    return DnsLabel.of("myhomelab");
  }

  @Override
  public String description() {
    return "the article's cluster: K3s, Longhorn, MetalLB, images from Gitea, Spark "
        + release.version();
  }

  @Override
  public Stack stack(ImageLock lock) {
    return new Workbench("192.168.1.3:3000/binayakd", lock)
        .notebookImage("spark-aws-jupyter")
        .release(release)
        .nodes(NODE, NODE)
        .storageClass(StorageClass.named("longhorn"))
        .minio(Minio.Images.COMMUNITY_FORK)
        .bucket("spark-on-kube")
        .storeDisk(gibibytes(50))
        .storeExposure(new MetalLb("192.168.1.5"))
        .historyExposure(new MetalLb("192.168.1.6"))
        .notebookExposure(new MetalLb("192.168.1.7"))
        .notebookDisk(gibibytes(10))
        .applicationName("DynamicAllocationDemo")
        .executors(new Executors(2, gibibytes(2), gibibytes(10)))
        .allocation(new DynamicAllocation(1, 1, 6))
        // The K3s server, which the node's own address is; people come from the same network.
        .outside(
            new Outside(
                List.of(Cidr.only("192.168.1.2")), 6443, List.of(new Cidr("192.168.1.0/24"))))
        .stack();
  }
}
