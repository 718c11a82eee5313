package io.sparkstead.stack.schedule;

/**
 * Where the pods of an application run, and who sees to it.
 *
 * <pre>{@code
 * new Placement(new Scheduler.Default(), NodePool.KARPENTER_ON_DEMAND, NodePool.KARPENTER_SPOT);
 * }</pre>
 *
 * <p>An executor that goes is made again; a driver that goes takes the application along. So
 * executors may run on nodes that can be taken away at any time, drivers should not.
 *
 * @param drivers where drivers run that Spark makes pods for; a notebook's runs in the notebook
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
}
