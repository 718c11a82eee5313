package io.sparkstead.stack.spark;

import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.stack.conf.SparkConf;
import java.util.Optional;

/**
 * One executor: how many tasks it runs at once, and in how much memory.
 *
 * <pre>
 * spark.executor.cores=2
 * spark.executor.memory=2g
 * spark.executor.memoryOverheadFactor=0.4
 * spark.kubernetes.executor.limit.cores=2
 * </pre>
 *
 * @param cores 1 or more
 * @param memory of the JVM's heap; a pod gets {@link #podMemory}
 * @param shuffle where shuffle and spilled data go, and what becomes of it
 * @param gpus what its tasks share, if it has some
 * @see <a href="https://spark.apache.org/docs/latest/configuration.html#application-properties">
 *     Application properties</a>
 */
public record Executors(int cores, ByteSize memory, Shuffle shuffle, Optional<Gpus> gpus) {

  /**
   * What Python workers and the JVM take beside the heap. Spark itself allows a driver in cluster
   * mode this much for Python, but a notebook's executors only a tenth, and then they are killed.
   */
  private static final int OVERHEAD_PERCENT = 40;

  /** How Spark reads {@link #OVERHEAD_PERCENT}. */
  static final double OVERHEAD_SHARE = OVERHEAD_PERCENT / 100.0;

  /** Spark gives no pod less beside its heap. */
  private static final long MIN_OVERHEAD_MEBIBYTES = 384;

  /** With up to {@code disk} of shuffle and spilled data on the node. */
  public Executors(int cores, ByteSize memory, ByteSize disk) {
    this(cores, memory, new Shuffle.Tracking(disk));
  }

  /** Without GPUs. */
  public Executors(int cores, ByteSize memory, Shuffle shuffle) {
    this(cores, memory, shuffle, Optional.empty());
  }

  public Executors {
    if (cores < 1) {
      throw new IllegalArgumentException(
          "an executor of " + cores + " cores runs no task; give it 1 or more");
    }
  }

  /** These with GPUs of NVIDIA, 1 or more each. */
  public Executors gpus(int amount) {
    return gpus(new Gpus(amount));
  }

  /** These with {@code gpus} each. */
  public Executors gpus(Gpus gpus) {
    return new Executors(cores, memory, shuffle, Optional.of(gpus));
  }

  public Cpu cpu() {
    return Cpu.cores(cores);
  }

  /** What Spark asks Kubernetes for: the heap and what goes beside it. */
  public ByteSize podMemory() {
    return memory.plus(ByteSize.mebibytes(overhead(memory)));
  }

  /** What goes beside a heap, executor's or driver's: whole mebibytes, the rest cut off. */
  static long overhead(ByteSize heap) {
    long share = heap.bytes() / ByteSize.mebibytes(1).bytes() * OVERHEAD_PERCENT / 100;
    return Math.max(share, MIN_OVERHEAD_MEBIBYTES);
  }

  public SparkConf conf() {
    SparkConf conf =
        SparkConf.titled("Executors")
            .set("spark.executor.cores", cores)
            .set("spark.executor.memory", memory.toSpark())
            .set("spark.executor.memoryOverheadFactor", OVERHEAD_SHARE)
            // Without a limit a ResourceQuota on limits.cpu refuses the pod.
            .set("spark.kubernetes.executor.limit.cores", cores);
    return gpus.isPresent() ? conf.and(gpus.get().conf(cores)) : conf;
  }
}
