package io.sparkstead.stack.proof.room;

import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.stack.conf.ValueKind;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.spark.Amounts;
import io.sparkstead.stack.proof.evidence.spark.Devices;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import java.util.Optional;

/** What Spark asks Kubernetes for, by properties. */
final class Asked {

  private Asked() {}

  static final String PYTHON = "spark.executor.pyspark.memory";
  static final long MEBI = 1L << 20;

  private static final String OFF_HEAP = "spark.memory.offHeap.";
  private static final long MIN_OVERHEAD = 384 * MEBI;
  private static final ValueKind.Bytes SIZE = ValueKind.Bytes.in('m');
  private static final ValueKind.Bytes BYTES = ValueKind.Bytes.in('b');

  /** More than there are on earth, and still few enough to reckon with. */
  private static final long MOST_MEBI = 1L << 31;

  /** What Python may take in an executor. */
  static long ofPython(Conf conf) {
    return size(conf.get(PYTHON).orElse("0"));
  }

  /** As Spark reckons: the heap, what goes beside it, and what lies outside of both. */
  static Amounts executor(Conf conf) {
    long bytes = heap(conf, "executor") + overhead(conf, "executor");
    if (conf.isCluster()) {
      bytes += ofPython(conf);
    }
    if (conf.is(OFF_HEAP + "enabled", "true")) {
      Optional<Long> offHeap = BYTES.amount(conf.get(OFF_HEAP + "size").orElse("0"));
      bytes += Math.min(offHeap.orElse(0L) / MEBI, MOST_MEBI) * MEBI;
    }
    return new Amounts(cores(conf, "executor"), bytes, Devices.of(conf, "executor"));
  }

  static Amounts driver(Conf conf) {
    return new Amounts(
        cores(conf, "driver"),
        heap(conf, "driver") + overhead(conf, "driver"),
        Devices.of(conf, "driver"));
  }

  private static long cores(Conf conf, String role) {
    String cores = conf.get("spark." + role + ".cores").orElse("");
    return number(cores).orElse(1.0).intValue() * 1000L;
  }

  /** Thousandths of a processor that a pod may take at most, as far as it is said. */
  static long limit(Conf conf, String role) {
    Optional<Quantity> said =
        Quantities.read(conf.get("spark.kubernetes." + role + ".limit.cores").orElse(""));
    return said.isPresent() ? Quantities.parts(said.get(), 1000) : 0;
  }

  private static long heap(Conf conf, String role) {
    return size(conf.get("spark." + role + ".memory").orElse("1g"));
  }

  /** Beside the heap: what is said, or a share, 384 MiB at least, in whole mebibytes. */
  static long overhead(Conf conf, String role) {
    Optional<String> said = conf.get("spark." + role + ".memoryOverhead");
    return said.isPresent() ? size(said.get()) : share(conf, role);
  }

  private static long share(Conf conf, String role) {
    String all = conf.get(Keys.OVERHEAD_FACTOR).orElse("");
    String own = conf.get("spark." + role + ".memoryOverheadFactor").orElse(all);
    // Binary fractions, as Spark's own: a decimal one would now and then be a mebibyte off.
    double share = number(own).orElse(0.1);
    long whole = heap(conf, role) / MEBI;
    long mebis = Math.min((long) (share * whole), MOST_MEBI);
    Optional<String> least = conf.get("spark." + role + ".minMemoryOverhead");
    return Math.max(mebis * MEBI, least.isPresent() ? size(least.get()) : MIN_OVERHEAD);
  }

  /**
   * Bytes of a size in whole mebibytes, as Spark reads it; {@code KEY-02} speaks of what is none.
   */
  private static long size(String text) {
    return Math.min(SIZE.amount(text).orElse(0L), MOST_MEBI) * MEBI;
  }

  static Optional<Double> number(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
