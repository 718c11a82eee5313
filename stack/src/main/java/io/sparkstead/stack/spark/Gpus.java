package io.sparkstead.stack.spark;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.MountPath;
import io.sparkstead.stack.conf.SparkConf;
import io.sparkstead.stack.image.SparkImage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The graphics processors of one executor, which its tasks share.
 *
 * <pre>
 * spark.executor.resource.gpu.amount=1
 * spark.executor.resource.gpu.vendor=nvidia.com
 * spark.executor.resource.gpu.discoveryScript=/opt/spark/examples/src/main/scripts/getGpusResources.sh
 * spark.task.resource.gpu.amount=0.25
 * </pre>
 *
 * <p>Kubernetes hands them out by the device plugin of the vendor, which the cluster has to bring.
 *
 * @param amount 1 or more
 * @param vendor what its resource begins with: {@code nvidia.com} of {@code nvidia.com/gpu}
 * @param script what an executor runs to find those that it was given; it lies in the image or
 *     below a mount, and answers as <a
 *     href="https://spark.apache.org/docs/latest/configuration.html#custom-resource-scheduling-and-configuration-overview">
 *     Spark asks</a>
 * @param runtimeClass how its pod is run, where the cluster gives devices to pods of that class
 *     alone, as K3s does with {@code nvidia}
 */
public record Gpus(int amount, String vendor, MountPath script, Optional<DnsLabel> runtimeClass) {

  /** Whose devices are asked for unless another vendor is given. */
  public static final String NVIDIA = "nvidia.com";

  /** Spark's own, which asks {@code nvidia-smi}; NVIDIA's container toolkit brings that. */
  private static final MountPath NVIDIAS =
      SparkImage.SPARK_HOME.file("examples/src/main/scripts/getGpusResources.sh");

  private static final String EXECUTOR = "spark.executor.resource.gpu.";

  /** Of so many digits a share of a task is, so that none is lost below a thousand tasks. */
  private static final int DIGITS = 6;

  /** Of NVIDIA. */
  public Gpus(int amount) {
    this(amount, NVIDIA, NVIDIAS, Optional.empty());
  }

  public Gpus {
    if (amount < 1) {
      throw new IllegalArgumentException(
          "an executor of " + amount + " GPUs has none; give it 1 or more, or leave gpus(…) out");
    }
    if (!DnsLabel.isSubdomain(vendor) || !vendor.contains(".")) {
      throw new IllegalArgumentException(
          "GPU vendor '"
              + vendor
              + "' is no domain; name what its resource begins with, as in nvidia.com or amd.com");
    }
  }

  /**
   * Of another vendor, such as {@code amd.com}.
   *
   * @param script where executors find it: {@code /opt/gpus/find.sh}
   */
  public static Gpus of(String vendor, int amount, String script) {
    return new Gpus(amount, vendor, MountPath.of(script), Optional.empty());
  }

  /** These in pods of a RuntimeClass: {@code nvidia}. */
  public Gpus runtimeClass(String name) {
    return new Gpus(amount, vendor, script, Optional.of(DnsLabel.of(name)));
  }

  /** As Kubernetes names them: {@code nvidia.com/gpu}. */
  public String resource() {
    return resource(vendor);
  }

  /** Those of {@code vendor}. */
  public static String resource(String vendor) {
    return vendor + "/gpu";
  }

  /** For executors of {@code cores} tasks. */
  SparkConf conf(int cores) {
    return SparkConf.titled("GPUs")
        .set(EXECUTOR + "amount", amount)
        .set(EXECUTOR + "vendor", vendor)
        .set(EXECUTOR + "discoveryScript", script)
        .set("spark.task.resource.gpu.amount", share(cores));
  }

  /** As many as each task can have, or so small a part of one that all tasks run at once. */
  private String share(int cores) {
    if (amount >= cores) {
      return Integer.toString(amount / cores);
    }
    int tasks = (cores + amount - 1) / amount;
    return BigDecimal.ONE
        .divide(BigDecimal.valueOf(tasks), DIGITS, RoundingMode.DOWN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
