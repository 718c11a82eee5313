package io.sparkstead.stack.spark;

import io.sparkstead.stack.conf.SparkConf;

/**
 * How many executors an application may hold: it starts with {@code initial}, keeps at least {@code
 * min}, and grows to {@code max} while tasks wait.
 *
 * <pre>
 * spark.dynamicAllocation.enabled=true
 * spark.dynamicAllocation.minExecutors=1
 * spark.executor.instances=1
 * spark.dynamicAllocation.initialExecutors=1
 * spark.dynamicAllocation.maxExecutors=6
 * </pre>
 *
 * <p>Which executors it may let go is up to {@link Shuffle}.
 *
 * @see <a
 *     href="https://spark.apache.org/docs/latest/job-scheduling.html#dynamic-resource-allocation">
 *     Dynamic resource allocation</a>
 */
public record DynamicAllocation(int min, int initial, int max) {

  static final String TITLE = "Dynamic allocation";

  /** A quota with more of them would not be one. */
  private static final int MOST = 1_000_000;

  public DynamicAllocation {
    if (min < 0 || initial < min || max < initial || max < 1) {
      throw new IllegalArgumentException(
          "dynamic allocation of min="
              + min
              + " initial="
              + initial
              + " max="
              + max
              + " executors: want 0 <= min <= initial <= max and max >= 1");
    }
    if (max > MOST) {
      throw new IllegalArgumentException(
          "dynamic allocation of up to "
              + max
              + " executors is more than any cluster has, and the namespace's quota leaves room for"
              + " all of them; say how many there may be");
    }
  }

  SparkConf conf(Shuffle shuffle) {
    SparkConf conf =
        SparkConf.titled(TITLE)
            .set("spark.dynamicAllocation.enabled", true)
            .and(shuffle.allocationConf());
    // None is Spark's own choice.
    if (min > 0) {
      conf = conf.set("spark.dynamicAllocation.minExecutors", min);
      // It says nothing new, but without it every session warns that it is less.
      conf = conf.set("spark.executor.instances", min);
    }
    return conf.set("spark.dynamicAllocation.initialExecutors", initial)
        .set("spark.dynamicAllocation.maxExecutors", max);
  }
}
