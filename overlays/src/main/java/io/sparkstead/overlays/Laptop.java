package io.sparkstead.overlays;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static io.sparkstead.dsl.value.ByteSize.mebibytes;

import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.kube.Resources;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.preset.Workbench;
import io.sparkstead.stack.proof.rule.RuleException;
import io.sparkstead.stack.release.SparkRelease;
import io.sparkstead.stack.release.SparkReleases;
import io.sparkstead.stack.spark.Executors;
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
    // Images that build.sh loads into the node.
    return new Workbench("localhost", lock)
        .notebookImage("spark-aws-jupyter")
        .namespace(SPARK)
        .release(RELEASE)
        .nodes(new Node(Cpu.cores(4), gibibytes(8)))
        .bucket("spark-on-kube")
        .storeDisk(gibibytes(10))
        .storeSize(new Resources(Cpu.millis(100), Cpu.cores(1), gibibytes(1), gibibytes(2)))
        .historyDays(14)
        .historySize(new Resources(Cpu.millis(100), Cpu.cores(1), gibibytes(1), gibibytes(6)))
        .notebookDisk(gibibytes(2))
        // With 2 GiB the smoke test would not fit beside it and what kind itself takes.
        .notebookSize(new Resources(Cpu.millis(250), Cpu.cores(2), mebibytes(1920), gibibytes(5)))
        .applicationName("DynamicAllocationDemo")
        .executors(new Executors(1, gibibytes(1), gibibytes(2)))
        // For two cores: Spark would cut each shuffle into 200 tasks.
        .conf("spark.sql.shuffle.partitions", 8)
        .stack();
  }
}
