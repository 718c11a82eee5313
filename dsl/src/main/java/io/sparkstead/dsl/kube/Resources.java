package io.sparkstead.dsl.kube;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.Cpu;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a container asks for and where it is stopped.
 *
 * <pre>{@code
 * new Resources(Cpu.millis(250), Cpu.cores(1), gibibytes(2), gibibytes(1));
 * // requests: {cpu: 250m, memory: 2Gi, ephemeral-storage: 1Gi}
 * // limits:   {cpu: 1,    memory: 2Gi, ephemeral-storage: 1Gi}
 * }</pre>
 *
 * <p>Memory and scratch space are requested in full: whoever is given less than its limit is killed
 * or evicted the day it needs it. Only processor time can be lent.
 *
 * @param cpu what the scheduler sets aside
 * @param cpuLimit where the container is slowed down; no less than {@code cpu}
 * @param scratch container layer, logs and {@code emptyDir} together
 */
public record Resources(Cpu cpu, Cpu cpuLimit, ByteSize memory, ByteSize scratch) {

  public Resources {
    if (cpuLimit.compareTo(cpu) < 0) {
      throw new IllegalArgumentException(
          "a cpu limit of "
              + cpuLimit
              + " is below the request of "
              + cpu
              + "; raise the limit or ask for less");
    }
  }

  public ResourceRequirements requirements() {
    ResourceRequirements requirements = new ResourceRequirements();
    requirements.setRequests(amounts(cpu));
    requirements.setLimits(amounts(cpuLimit));
    return requirements;
  }

  /** What Java may take of it for a heap: half, as Python and the JVM itself take the rest. */
  public ByteSize heap() {
    return ByteSize.ofBytes(memory.bytes() / 2);
  }

  private Map<String, Quantity> amounts(Cpu cpu) {
    Map<String, Quantity> amounts = new LinkedHashMap<>();
    amounts.put("cpu", cpu.toQuantity());
    amounts.put("memory", memory.toQuantity());
    amounts.put("ephemeral-storage", scratch.toQuantity());
    return amounts;
  }
}
