package io.sparkstead.stack.spark;

import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.conf.SparkConf;

/** Where an executor keeps shuffle and spilled data. */
public sealed interface Scratch {

  /** What an executor's pod may put on its node's disk. */
  ByteSize onNode();

  /** What Spark has to be told. */
  SparkConf conf();

  /** On the node's disk, gone with the executor: up to {@code onNode}, or the pod is evicted. */
  record NodeDisk(ByteSize onNode) implements Scratch {
    @Override
    public SparkConf conf() {
      return SparkConf.titled(SparkFeature.RESTRAINT)
          .set("spark.kubernetes.driver.ownPersistentVolumeClaim", false)
          .set("spark.kubernetes.driver.reusePersistentVolumeClaim", false);
    }
  }

  /**
   * On a claim that Spark makes for the executor, and gives to the next one with the shuffle data
   * still on it: nothing is computed again when a node goes. Its Role needs {@link
   * SparkFeature#REUSE_CLAIMS}.
   *
   * @param storageClass by name: Spark 3.5 makes no claim without
   * @see <a
   *     href="https://spark.apache.org/docs/latest/running-on-kubernetes.html#pvc-oriented-executor-pod-allocation">
   *     PVC-oriented allocation</a>
   */
  record ReusedClaims(DnsLabel storageClass, ByteSize size) implements Scratch {

    // Spark takes a volume of this name for its local directory, and looks for shuffle data of
    // executors past below a path of this shape alone.
    private static final String VOLUME =
        "spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.";
    private static final String PATH = "/data/spark-x/executor-x";

    @Override
    public ByteSize onNode() {
      return ByteSize.gibibytes(4);
    }

    @Override
    public SparkConf conf() {
      return SparkConf.titled("Shuffle data on claims, which executors hand on")
          .set(VOLUME + "options.claimName", "OnDemand")
          .set(VOLUME + "options.storageClass", storageClass)
          .set(VOLUME + "options.sizeLimit", size)
          .set(VOLUME + "mount.path", PATH)
          .set(VOLUME + "mount.readOnly", false)
          .set(
              "spark.shuffle.sort.io.plugin.class",
              "org.apache.spark.shuffle.KubernetesLocalDiskShuffleDataIO");
    }
  }
}
