package io.sparkstead.stack;

import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.stack.schedule.NodePool;

/**
 * A machine of the cluster, as far as it matters here: what pods may ask of it, and which may.
 *
 * <pre>{@code
 * new Node(Cpu.cores(8), gibibytes(16));
 * new Node(Cpu.cores(16), gibibytes(64), NodePool.karpenterSpot());
 * }</pre>
 *
 * @param cpu as {@code kubectl describe node} says under Allocatable
 * @param memory likewise
 * @param pool its labels and taints, as far as pods of the stack ask for them
 */
public record Node(Cpu cpu, ByteSize memory, NodePool pool) {

  /** One like any other. */
  public Node(Cpu cpu, ByteSize memory) {
    this(cpu, memory, NodePool.ANY);
  }

  /** As a sentence names it: {@code 8 cores and 16Gi}. */
  @Override
  public String toString() {
    return cpu + " cores and " + memory + (pool.equals(NodePool.ANY) ? "" : " (" + pool + ")");
  }
}
