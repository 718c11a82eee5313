package io.sparkstead.stack.storage;

import io.sparkstead.dsl.kube.Claim;
import io.sparkstead.dsl.kube.Mount;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.MountPath;
import io.sparkstead.stack.conf.SparkConf;
import java.util.Optional;

/**
 * Where the History Server keeps what it has read of event logs, so that it reads each once: always
 * on a disk, and maybe in memory first.
 *
 * <pre>
 * spark.history.store.path=/var/lib/spark-history
 * spark.history.store.maxDiskUsage=3g
 * spark.history.store.hybridStore.enabled=true         Hybrid alone, as all below
 * spark.history.store.hybridStore.maxMemoryUsage=1g
 * spark.history.store.serializer=PROTOBUF
 * </pre>
 *
 * @see <a
 *     href="https://spark.apache.org/docs/latest/monitoring.html#spark-history-server-configuration-options">
 *     History Server options</a>
 */
public sealed interface HistoryStore {

  /** What holds the files. */
  Disk disk();

  /** What the server has to be told. */
  SparkConf conf();

  /** Written to disk while it is read: slow to open a large application, but easy on the heap. */
  record OnDisk(Disk disk) implements HistoryStore {
    @Override
    public SparkConf conf() {
      return disk.conf();
    }
  }

  /**
   * Read into the heap, and written to disk behind the reader's back: a large application opens
   * sooner.
   *
   * @param memory what applications that are being read may take of the heap, all together; half of
   *     it at most, or pages have no room
   */
  record Hybrid(Disk disk, ByteSize memory) implements HistoryStore {
    @Override
    public SparkConf conf() {
      return disk.conf()
          .set("spark.history.store.hybridStore.enabled", true)
          .set("spark.history.store.hybridStore.maxMemoryUsage", memory.toSpark())
          // Faster than JSON, Spark's own choice.
          .set("spark.history.store.serializer", "PROTOBUF");
    }
  }

  /** A disk of the History Server's pod. */
  sealed interface Disk {

    DnsLabel VOLUME = DnsLabel.of("store");
    MountPath PATH = MountPath.of("/var/lib/spark-history");

    /** As the pod mounts it. */
    Mount mount();

    ByteSize size();

    /** The claim that comes with it, if it is one. */
    Optional<Claim> claim();

    private SparkConf conf() {
      return SparkConf.titled("History Server")
          .set("spark.history.store.path", PATH)
          // Less than there is: past its limit a pod is evicted, and a full disk ends the server.
          .set(
              "spark.history.store.maxDiskUsage",
              ByteSize.ofBytes(size().bytes() * 3 / 4).toSpark());
    }
  }

  /** Up to {@code size} on the node, gone with the pod: the next one reads every log again. */
  record NodeDisk(ByteSize size) implements Disk {
    @Override
    public Mount mount() {
      return new Mount.Scratch(VOLUME, PATH, size);
    }

    @Override
    public Optional<Claim> claim() {
      return Optional.empty();
    }
  }

  /** A claim, which the next pod finds as the last one left it. */
  record ClaimedDisk(Claim disk) implements Disk {
    @Override
    public Mount mount() {
      return new Mount.Disk(VOLUME, PATH, disk);
    }

    @Override
    public ByteSize size() {
      return disk.size();
    }

    @Override
    public Optional<Claim> claim() {
      return Optional.of(disk);
    }
  }
}
