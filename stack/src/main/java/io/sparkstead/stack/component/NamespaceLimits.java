package io.sparkstead.stack.component;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.LimitRangeSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaSpec;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.Capacity;
import io.sparkstead.stack.Demand;
import io.sparkstead.stack.Derived;
import io.sparkstead.stack.Siblings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The most a namespace may take of the cluster: a ResourceQuota over all its pods, a LimitRange for
 * each.
 *
 * <pre>
 * hard: {pods: 12, requests.cpu: 16050m, limits.cpu: 20, requests.memory: 29Gi, …}
 * </pre>
 *
 * <p>Reckoned from the other components of the stack, so that every executor an application may
 * grow to finds room, and a driver gone wild finds none. A container that says nothing gets little.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/policy/resource-quotas/">Resource quotas</a>
 * @see <a href="https://kubernetes.io/docs/concepts/policy/limit-range/">Limit ranges</a>
 */
public record NamespaceLimits(Namespace namespace, DnsLabel name) implements Derived {

  @Override
  public Labels labels() {
    return namespace.labels(name, "limits");
  }

  @Override
  public List<HasMetadata> resources(Siblings siblings) {
    Demand demand = Demand.of(siblings);
    return List.of(quota(demand.atOnce()), limits(demand.largest()));
  }

  private ResourceQuota quota(Capacity room) {
    Map<String, Quantity> hard = new LinkedHashMap<>();
    hard.put("pods", new Quantity(Integer.toString(room.pods())));
    hard.put("requests.cpu", cpu(room.millis()));
    hard.put("limits.cpu", cpu(room.limitMillis()));
    hard.put("requests.memory", room.memory().toQuantity());
    hard.put("limits.memory", room.memory().toQuantity());
    for (Map.Entry<String, Long> device : room.devices().entrySet()) {
      hard.put("requests." + device.getKey(), new Quantity(device.getValue().toString()));
    }
    ResourceQuotaSpec spec = new ResourceQuotaSpec();
    spec.setHard(hard);
    ResourceQuota quota = new ResourceQuota();
    quota.setMetadata(labels().metadata());
    quota.setSpec(spec);
    return quota;
  }

  private LimitRange limits(Capacity largest) {
    LimitRangeSpec spec = new LimitRangeSpec();
    spec.setLimits(List.of(container(largest)));
    LimitRange limits = new LimitRange();
    limits.setMetadata(labels().metadata());
    limits.setSpec(spec);
    return limits;
  }

  private LimitRangeItem container(Capacity largest) {
    LimitRangeItem item = new LimitRangeItem();
    item.setType("Container");
    item.setDefaultRequest(amounts(Cpu.millis(100).toQuantity(), ByteSize.mebibytes(256)));
    item.setDefault(amounts(Cpu.millis(500).toQuantity(), ByteSize.mebibytes(256)));
    item.setMax(amounts(cpu(largest.limitMillis()), largest.memory()));
    return item;
  }

  private static Map<String, Quantity> amounts(Quantity cpu, ByteSize memory) {
    return Map.of("cpu", cpu, "memory", memory.toQuantity());
  }

  private static Quantity cpu(long millis) {
    return Cpu.millis(millis).toQuantity();
  }
}
