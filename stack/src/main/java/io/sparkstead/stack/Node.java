package io.sparkstead.stack;

import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.Cpu;

/**
 * A machine of the cluster, as far as it matters here: what pods may ask of it.
 *
 * <pre>{@code
 * new Node(Cpu.cores(8), gibibytes(16));
 * }</pre>
 *
 * @param cpu as {@code kubectl describe node} says under Allocatable
 * @param memory likewise
 */
public record Node(Cpu cpu, ByteSize memory) {

  /** As a sentence names it: {@code 8 cores and 16Gi}. */
  @Override
  public String toString() {
    return cpu + " cores and " + memory;
  }
}
