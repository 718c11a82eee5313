package io.sparkstead.stack.spark;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;

/**
 * How large an application is: what one executor has, and how many of them there may be.
 *
 * <pre>
 *         cores  heap   disk  executors  at most
 * dev         1  1Gi     5Gi  0 to 2       2 cores and   3Gi
 * batch       4  8Gi    50Gi  1 to 20     80 cores and 224Gi
 * spot        4  8Gi    50Gi  1 to 40    160 cores and 448Gi
 * </pre>
 *
 * <p>A beginning: what a job needs, its Spark UI tells.
 */
public record Size(Executors executors, DynamicAllocation allocation) {

  /** For a notebook on a small machine: nothing is held while nobody computes. */
  public static Size dev() {
    return new Size(new Executors(1, gibibytes(1), gibibytes(5)), new DynamicAllocation(0, 1, 2));
  }

  /** For jobs of some hundred gigabytes, on nodes of 4 cores and 16 GiB or more that stay. */
  public static Size batch() {
    return new Size(new Executors(4, gibibytes(8), gibibytes(50)), new DynamicAllocation(1, 2, 20));
  }

  /**
   * For such jobs on nodes that may be taken away at two minutes' notice: twice as many executors
   * as {@link #batch}, and what they shuffled goes on to others, or to folder {@code shuffle} of
   * the application's bucket.
   *
   * <p>Which nodes those are, the application's {@link io.sparkstead.stack.schedule.Placement
   * Placement} says.
   */
  public static Size spot() {
    return new Size(
        new Executors(4, gibibytes(8), new Shuffle.Decommission(gibibytes(50), "shuffle")),
        new DynamicAllocation(1, 2, 40));
  }
}
