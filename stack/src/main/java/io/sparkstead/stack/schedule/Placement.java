package io.sparkstead.stack.schedule;

/**
 * Where the pods of an application run, and who sees to it.
 *
 * <pre>{@code
 * Placement.ANYWHERE
 *     .drivers(NodePool.karpenterOnDemand())
 *     .executors(NodePool.karpenterSpot());
 * }</pre>
 *
 * <p>An executor that goes is made again; a driver that goes takes the application along, and so
 * does the pod that submitted it, to which it belongs. So executors may run on nodes that can be
 * taken away at any time, drivers should not.
 *
 * @param drivers where drivers run, in pods of their own, in a notebook or in Spark Connect, and
 *     where the pods run that submit them
 * @param executors where executors run
 */
public record Placement(Scheduler scheduler, NodePool drivers, NodePool executors) {

  /** On any node, by the cluster's own scheduler. */
  public static final Placement ANYWHERE =
      new Placement(new Scheduler.Default(), NodePool.ANY, NodePool.ANY);

  /** On any node, by {@code scheduler}. */
  public static Placement by(Scheduler scheduler) {
    return new Placement(scheduler, NodePool.ANY, NodePool.ANY);
  }

  /** This one with drivers, and whatever submits them, on {@code pool}. */
  public Placement drivers(NodePool pool) {
    return new Placement(scheduler, pool, executors);
  }

  /** This one with executors on {@code pool}. */
  public Placement executors(NodePool pool) {
    return new Placement(scheduler, drivers, pool);
  }
}
