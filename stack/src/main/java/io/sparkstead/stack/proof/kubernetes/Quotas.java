package io.sparkstead.stack.proof.kubernetes;

import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whether the namespace's quota and limits leave room for what the stack is made of. */
public record Quotas(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule OBJECTS_FIT_IN_THE_QUOTA =
      Rule.error("DYN-17", "The stack's objects, without any executor, are within the quota")
          .why("The API server refuses what comes after the last that fits.")
          .fix("Raise the quota, or drop that line of it.");

  static final Rule CONTAINER_FITS_THE_LIMITS =
      Rule.error("DYN-18", "Every container of the stack is within the namespace's limits")
          .why("The API server refuses its pods, or the LimitRange itself.")
          .fix("Mend the LimitRange, or the container's resources.");

  private static final int THOUSANDTHS = 1000;

  @Override
  public void check() {
    for (Found<ResourceQuota> quota : stack.all(ResourceQuota.class)) {
      Map<String, Long> needed = needed();
      var spec = quota.object().getSpec();
      for (var hard : Given.amounts(spec == null ? null : spec.getHard()).entrySet()) {
        String name = hard.getKey();
        if (needed.getOrDefault(name, 0L) > parts(name, hard.getValue())) {
          at(OBJECTS_FIT_IN_THE_QUOTA, quota, name)
              .say(
                  "{it} allows {} of {}, and the stack takes more; raise it",
                  hard.getValue(),
                  name);
        }
      }
    }
    for (Found<LimitRange> range : stack.all(LimitRange.class)) {
      var spec = range.object().getSpec();
      for (LimitRangeItem item : Given.list(spec == null ? null : spec.getLimits())) {
        if ("Container".equals(item.getType())) {
          ofOneContainer(range, item);
        }
      }
    }
  }

  private static long parts(String name, Quantity amount) {
    return Quantities.parts(amount, name.endsWith("cpu") ? 1000 : 1);
  }

  /** By the names that quotas have; processors in thousandths. */
  private Map<String, Long> needed() {
    Map<String, Long> needed = new TreeMap<>();
    needed.put("services", (long) stack.services().size());
    // Kubernetes puts one into every namespace.
    needed.put("configmaps", stack.configMaps().size() + 1L);
    needed.put("secrets", (long) stack.secrets().size());
    long balanced = 0;
    for (ServiceView service : stack.services()) {
      balanced += service.type().equals("LoadBalancer") ? 1 : 0;
    }
    needed.put("services.loadbalancers", balanced);
    List<Found<PersistentVolumeClaim>> claims = stack.all(PersistentVolumeClaim.class);
    needed.put("persistentvolumeclaims", (long) claims.size());
    for (Found<PersistentVolumeClaim> claim : claims) {
      var spec = claim.object().getSpec();
      var amounts = spec == null ? null : spec.getResources();
      add(needed, "requests.", Given.amounts(amounts == null ? null : amounts.getRequests()), 1);
    }
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.mainContainers()) {
        if (!workload.isJob()) {
          add(needed, "requests.", container.requests(), workload.replicas());
          add(needed, "limits.", container.limits(), workload.replicas());
        }
      }
    }
    return needed;
  }

  private static void add(
      Map<String, Long> needed, String of, Map<String, Quantity> amounts, int times) {
    for (Map.Entry<String, Quantity> amount : amounts.entrySet()) {
      String name = of + amount.getKey();
      needed.put(name, needed.getOrDefault(name, 0L) + parts(name, amount.getValue()) * times);
    }
  }

  private void ofOneContainer(Found<LimitRange> range, LimitRangeItem item) {
    isBelow(
        range,
        "its own defaultRequest",
        item.getDefaultRequest(),
        "its default",
        item.getDefault());
    isBelow(range, "its own default", item.getDefault(), "its max", item.getMax());
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        String who = "container " + container.name() + " of " + workload;
        isBelow(range, "its min", item.getMin(), "the request of " + who, container.requests());
        isBelow(range, "the limit of " + who, container.limits(), "its max", item.getMax());
        isInRatio(range, who, container, Given.amounts(item.getMaxLimitRequestRatio()));
      }
    }
  }

  private static double times(Quantity ratio) {
    return Quantities.parts(ratio, THOUSANDTHS) / (double) THOUSANDTHS;
  }

  private void isInRatio(
      Found<LimitRange> range, String who, ContainerView container, Map<String, Quantity> most) {
    for (Map.Entry<String, Quantity> ratio : most.entrySet()) {
      String name = ratio.getKey();
      Quantity limit = container.limits().get(name);
      Quantity request = container.requests().get(name);
      long asked = request == null ? 0 : parts(name, request);
      if (limit != null
          && asked > 0
          && parts(name, limit) / (double) asked > times(ratio.getValue())) {
        at(CONTAINER_FITS_THE_LIMITS, range, "maxLimitRequestRatio:")
            .say(
                "{it} lets a limit of {} be {} times its request, and {} has {} over {}; raise"
                    + " maxLimitRequestRatio, or the request",
                name,
                ratio.getValue(),
                who,
                limit,
                request);
      }
    }
  }

  private void isBelow(
      Found<LimitRange> range,
      String what,
      @Nullable Map<String, Quantity> low,
      String bound,
      @Nullable Map<String, Quantity> high) {
    for (Map.Entry<String, Quantity> one : Given.amounts(low).entrySet()) {
      Quantity other = Given.amounts(high).get(one.getKey());
      if (other != null && parts(one.getKey(), one.getValue()) > parts(one.getKey(), other)) {
        at(CONTAINER_FITS_THE_LIMITS, range, one.getKey())
            .say("{} of {it} is {}, above {} of {}; mend one", what, one.getValue(), bound, other);
      }
    }
  }
}
