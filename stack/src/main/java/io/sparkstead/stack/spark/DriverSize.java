package io.sparkstead.stack.spark;

import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.stack.conf.SparkConf;

/**
 * A driver that Spark makes a pod for: how many cores, and how much memory.
 *
 * <pre>
 * spark.driver.cores=2
 * spark.driver.memory=4g
 * spark.driver.memoryOverheadFactor=0.4
 * spark.kubernetes.driver.limit.cores=2
 * </pre>
 *
 * <p>A driver in a pod that is there already, as a notebook's, has half of that pod for its heap.
 *
 * @param cores 1 or more
 * @param memory of the JVM's heap, 512Mi or more; the pod gets two fifths more, 384Mi at least
 * @see <a href="https://spark.apache.org/docs/latest/configuration.html#application-properties">
 *     Application properties</a>
 */
public record DriverSize(int cores, ByteSize memory) {

  private static final String TITLE = "Driver, in a pod of its own";

  /** Spark refuses a driver of less than 450 MiB. */
  private static final ByteSize LEAST = ByteSize.mebibytes(512);

  /** Enough for jobs that collect little. */
  public static final DriverSize USUAL = new DriverSize(1, ByteSize.gibibytes(1));

  public DriverSize {
    if (cores < 1) {
      throw new IllegalArgumentException(
          "a driver of " + cores + " cores plans no task; give it 1 or more");
    }
    if (memory.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "a driver's heap of "
              + memory
              + " is less than Spark starts with; give it 512Mi or more");
    }
  }

  public Cpu cpu() {
    return Cpu.cores(cores);
  }

  SparkConf conf() {
    return SparkConf.titled(TITLE)
        .set("spark.driver.cores", cores)
        .set(DriverService.MEMORY, memory.toSpark())
        .set("spark.driver.memoryOverheadFactor", Executors.OVERHEAD_SHARE)
        // Without a limit a ResourceQuota on limits.cpu refuses the pod.
        .set("spark.kubernetes.driver.limit.cores", cores);
  }
}
