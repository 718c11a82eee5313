package io.sparkstead.stack;

import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.stack.schedule.NodePool;
import io.sparkstead.stack.spark.Gpus;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A machine of the cluster, as far as it matters here: what pods may ask of it, and which may.
 *
 * <pre>{@code
 * new Node(Cpu.cores(8), gibibytes(16));
 * new Node(Cpu.cores(16), gibibytes(64), NodePool.karpenterSpot());
 * new Node(Cpu.cores(16), gibibytes(64)).gpus(2);
 * }</pre>
 *
 * @param cpu as {@code kubectl describe node} says under Allocatable
 * @param memory likewise
 * @param pool its labels and taints, as far as pods of the stack ask for them
 * @param devices how many it has, likewise, by the name of the resource: {@code nvidia.com/gpu}
 */
public record Node(Cpu cpu, ByteSize memory, NodePool pool, Map<String, Integer> devices) {

  public Node {
    devices = Collections.unmodifiableMap(new TreeMap<>(devices));
    for (Map.Entry<String, Integer> device : devices.entrySet()) {
      if (device.getValue() < 1) {
        throw new IllegalArgumentException(
            "a node of "
                + device.getValue()
                + " "
                + device.getKey()
                + " has none; give it 1 or more, or leave gpus(…) out");
      }
    }
  }

  /** One of a pool, without GPUs. */
  public Node(Cpu cpu, ByteSize memory, NodePool pool) {
    this(cpu, memory, pool, Map.of());
  }

  /** One like any other. */
  public Node(Cpu cpu, ByteSize memory) {
    this(cpu, memory, NodePool.ANY);
  }

  /** This one with GPUs of NVIDIA. */
  public Node gpus(int amount) {
    return gpus(Gpus.NVIDIA, amount);
  }

  /** This one with GPUs of {@code vendor}: {@code amd.com}. */
  public Node gpus(String vendor, int amount) {
    Map<String, Integer> more = new TreeMap<>(devices);
    more.put(Gpus.resource(vendor), amount);
    return new Node(cpu, memory, pool, more);
  }

  /** As a sentence names it: {@code 8 cores and 16Gi}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(cpu.inWords() + " and " + memory);
    for (Map.Entry<String, Integer> device : devices.entrySet()) {
      text.append(" and ").append(device.getValue()).append(' ').append(device.getKey());
    }
    return text + (pool.equals(NodePool.ANY) ? "" : " (" + pool + ")");
  }
}
