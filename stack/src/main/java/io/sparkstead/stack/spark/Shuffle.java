package io.sparkstead.stack.spark;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.conf.SparkConf;
import io.sparkstead.stack.conf.SparkKeys;
import io.sparkstead.stack.release.SparkRelease;
import io.sparkstead.stack.storage.EventLog;
import io.sparkstead.stack.storage.ObjectStore;

/**
 * Where executors keep shuffle and spilled data, and what becomes of it when one goes.
 *
 * <p>Kubernetes has no external shuffle service: without one of these, what an executor wrote goes
 * with it, and its tasks run again.
 *
 * @see <a
 *     href="https://spark.apache.org/docs/latest/job-scheduling.html#graceful-decommission-of-executors">
 *     Graceful decommission of executors</a>
 */
public sealed interface Shuffle {

  /** What keeps a driver from asking for claims that nobody uses. */
  SparkConf NO_CLAIMS =
      SparkConf.titled(SparkFeature.RESTRAINT)
          .set("spark.kubernetes.driver.ownPersistentVolumeClaim", false)
          .set("spark.kubernetes.driver.reusePersistentVolumeClaim", false);

  /** What an executor's pod may put on its node's disk. */
  ByteSize onNode();

  /** Has {@code executor} wait before it is killed, if it needs longer than Kubernetes waits. */
  default void letWait(PodSpec executor) {}

  /** What executors have to be told, where {@code store} has the application's bucket. */
  SparkConf conf(ObjectStore store, SparkRelease release);

  /** What dynamic allocation has to be told. */
  SparkConf allocationConf();

  /**
   * On the node's disk. An executor whose data may still be wanted is kept, until nobody asked for
   * it for {@code minutes}; one that is killed takes it along. For nodes that stay.
   *
   * @param disk an executor writes so much, or its pod is evicted
   * @param minutes 1 or more: a notebook remembers every table it made, and would hold their
   *     executors for ever
   */
  record Tracking(ByteSize disk, int minutes) implements Shuffle {

    /** For half an hour. */
    public Tracking(ByteSize disk) {
      this(disk, 30);
    }

    public Tracking {
      if (minutes < 1) {
        throw new IllegalArgumentException(
            "shuffle data would be given up after "
                + minutes
                + " minutes, before an idle executor is at all; give it 1 or more");
      }
    }

    @Override
    public ByteSize onNode() {
      return disk;
    }

    @Override
    public SparkConf conf(ObjectStore store, SparkRelease release) {
      return NO_CLAIMS;
    }

    @Override
    public SparkConf allocationConf() {
      return SparkConf.titled(DynamicAllocation.TITLE)
          .set("spark.dynamicAllocation.shuffleTracking.timeout", minutes + "min");
    }
  }

  /**
   * On the node's disk, and handed on by an executor that is told to go: to others, and where there
   * are none to the bucket. For nodes that are taken away after a warning, such as spot instances.
   *
   * <pre>
   * spark.decommission.enabled=true
   * spark.storage.decommission.enabled=true
   * spark.storage.decommission.fallbackStorage.path=s3a://lake/shuffle/
   * </pre>
   *
   * <p>Without tracking: Spark warns that with both, idle executors stay. An application deletes
   * what it left in the bucket at its end; one that is killed does not, so let the bucket expire
   * the folder.
   *
   * @param disk an executor writes so much, or its pod is evicted
   * @param folder in the application's bucket, without slashes at its ends
   * @param grace seconds for which Kubernetes waits before it kills an executor, 60 to 3600; other
   *     pods get 30. More than the cloud's own warning helps nobody: 2 minutes at AWS, half a
   *     minute at Google and Azure.
   */
  record Decommission(ByteSize disk, String folder, int grace) implements Shuffle {

    private static final String GRACE = "spark.kubernetes.executor.terminationGracePeriodSeconds";

    /** With two minutes, as AWS gives them. */
    public Decommission(ByteSize disk, String folder) {
      this(disk, folder, 120);
    }

    public Decommission {
      if (!EventLog.isFolder(folder)) {
        throw new IllegalArgumentException(
            "shuffle folder '"
                + folder
                + "' is not a folder name; use letters, digits, . _ - and single slashes between,"
                + " as in shuffle");
      }
      if (grace < 60 || grace > 3600) {
        throw new IllegalArgumentException(
            "an executor that goes would have "
                + grace
                + " seconds to hand its data on; give it 60 to 3600");
      }
    }

    @Override
    public ByteSize onNode() {
      return disk;
    }

    @Override
    public void letWait(PodSpec executor) {
      executor.setTerminationGracePeriodSeconds((long) grace);
    }

    @Override
    public SparkConf conf(ObjectStore store, SparkRelease release) {
      SparkConf conf =
          SparkConf.titled("Executors that go hand their shuffle data on")
              .set("spark.decommission.enabled", true)
              .set("spark.storage.decommission.enabled", true)
              .set("spark.storage.decommission.fallbackStorage.path", store.folder(folder))
              .set("spark.storage.decommission.fallbackStorage.cleanUp", true);
      // Spark 4.1 says it in every pod, whatever the template said.
      boolean isSaid = SparkKeys.of(release.version()).lookup(GRACE).isPresent();
      return (isSaid ? conf.set(GRACE, grace + "s") : conf).and(NO_CLAIMS);
    }

    @Override
    public SparkConf allocationConf() {
      return SparkConf.titled(DynamicAllocation.TITLE)
          .set("spark.dynamicAllocation.shuffleTracking.enabled", false);
    }
  }

  /**
   * On a claim that Spark makes for the executor, and gives to the next one with the shuffle data
   * still on it: nothing is computed again when a node goes. Its Role needs {@link
   * SparkFeature#REUSE_CLAIMS}.
   *
   * <pre>
   * spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.claimName=OnDemand
   * </pre>
   *
   * <p>The claims belong to the driver, and go with it. From Spark 4.0 on they are
   * ReadWriteOncePod, which a CSI driver has to know.
   *
   * @param storageClass by name: Spark 3.5 makes no claim without. One that reaches all nodes of
   *     the executors
   * @param size of each claim; there are as many as executors at once
   * @see <a
   *     href="https://spark.apache.org/docs/latest/running-on-kubernetes.html#pvc-oriented-executor-pod-allocation">
   *     PVC-oriented allocation</a>
   */
  record OnClaims(DnsLabel storageClass, ByteSize size) implements Shuffle {

    // Spark takes a volume of this name for its local directory, and looks for shuffle data of
    // executors past below a path of this shape alone.
    private static final String VOLUME =
        "spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.";
    private static final String PATH = "/data/spark-x/executor-x";

    /** Logs and what a task unpacks. */
    @Override
    public ByteSize onNode() {
      return ByteSize.gibibytes(4);
    }

    @Override
    public SparkConf conf(ObjectStore store, SparkRelease release) {
      return SparkConf.titled("Shuffle data on claims, which executors hand on")
          .set(VOLUME + "options.claimName", "OnDemand")
          .set(VOLUME + "options.storageClass", storageClass)
          .set(VOLUME + "options.sizeLimit", size)
          .set(VOLUME + "mount.path", PATH)
          .set(
              "spark.shuffle.sort.io.plugin.class",
              "org.apache.spark.shuffle.KubernetesLocalDiskShuffleDataIO");
    }

    /**
     * Its claim keeps the data, but only for an executor that comes: so one that has some stays.
     */
    @Override
    public SparkConf allocationConf() {
      return new Tracking(onNode()).allocationConf();
    }
  }
}
