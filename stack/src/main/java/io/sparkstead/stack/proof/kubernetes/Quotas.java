package io.sparkstead.stack.proof.kubernetes;

import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.stack.Manifest;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whether the namespace's quota and limits leave room for what the stack is made of. */
public record Quotas(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule OBJECTS_FIT_IN_THE_QUOTA =
      Rule.error("DYN-17", "The stack's objects, without any executor, are within the quota")
          .why("The API server refuses what comes after the last that fits.")
          .fix("Raise the quota, or drop that line of it.");

  static final Rule CONTAINER_FITS_THE_LIMITS =
      Rule.error("DYN-18", "Every container, pod and claim is within the namespace's limits")
          .why("The API server refuses the pods or the claim, or the LimitRange itself.")
          .fix("Mend the LimitRange, or what the container or the claim asks for.");

  /** What follows the name of a class, of which alone a line of a quota is. */
  private static final String OF_CLASS = ".storageclass.storage.k8s.io/";

  /** By kind, as {@code count/…} has it. */
  private static final Map<String, String> COUNTED =
      Map.of(
          "ConfigMap", "configmaps",
          "CronJob", "cronjobs.batch",
          "Deployment", "deployments.apps",
          "Ingress", "ingresses.networking.k8s.io",
          "Job", "jobs.batch",
          "NetworkPolicy", "networkpolicies.networking.k8s.io",
          "PersistentVolumeClaim", "persistentvolumeclaims",
          "Service", "services",
          "ServiceAccount", "serviceaccounts",
          "StatefulSet", "statefulsets.apps");

  private static final long MEBI = 1L << 20;
  private static final String OWN = "its ";
  private static final int THOUSANDTHS = 1000;

  @Override
  public void check() {
    for (Found<ResourceQuota> quota : stack.quotas()) {
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
        switch (Given.text(item.getType())) {
          case "Container" -> ofOneContainer(range, item);
          case "Pod" -> ofPods(range, item);
          case "PersistentVolumeClaim" -> ofClaims(range, item);
          default -> {
            // Images and others are not of a stack.
          }
        }
      }
    }
  }

  private static long parts(String name, Quantity amount) {
    return Quantities.parts(amount, name.endsWith("cpu") ? 1000 : 1);
  }

  private static void count(Map<String, Long> needed, String name) {
    needed.put(name, needed.getOrDefault(name, 0L) + 1);
  }

  /** By the names that quotas have; processors in thousandths. */
  private Map<String, Long> needed() {
    Map<String, Long> needed = new TreeMap<>();
    needed.put("services", (long) stack.services().size());
    // Kubernetes puts one into every namespace.
    needed.put("configmaps", stack.configMaps().size() + 1L);
    needed.put("secrets", (long) stack.secrets().size());
    for (Manifest manifest : stack.manifests()) {
      String counted = COUNTED.getOrDefault(manifest.kind(), "");
      count(needed, "count/" + counted);
    }
    long balanced = 0;
    for (ServiceView service : stack.services()) {
      balanced += service.type().equals("LoadBalancer") ? 1 : 0;
    }
    needed.put("services.loadbalancers", balanced);
    List<Found<PersistentVolumeClaim>> claims = stack.all(PersistentVolumeClaim.class);
    needed.put("persistentvolumeclaims", (long) claims.size());
    for (Found<PersistentVolumeClaim> claim : claims) {
      var spec = claim.object().getSpec();
      Map<String, Quantity> asked = asked(spec);
      String ofClass = spec == null ? "" : Given.text(spec.getStorageClassName()) + OF_CLASS;
      add(needed, "requests.", asked, 1);
      add(needed, ofClass + "requests.", asked, 1);
      count(needed, ofClass + "persistentvolumeclaims");
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

  private static Map<String, Quantity> asked(@Nullable PersistentVolumeClaimSpec claim) {
    var amounts = claim == null ? null : claim.getResources();
    return Given.amounts(amounts == null ? null : amounts.getRequests());
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
        range, "its defaultRequest", item.getDefaultRequest(), "its default", item.getDefault());
    isBelow(range, "its default", item.getDefault(), "its max", item.getMax());
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        String who = "container " + container.name() + " of " + workload;
        isBelow(range, "its min", item.getMin(), "the request of " + who, container.requests());
        isBelow(range, "the limit of " + who, container.limits(), "its max", item.getMax());
        isInRatio(range, who, container, Given.amounts(item.getMaxLimitRequestRatio()));
      }
    }
  }

  /** Containers that stay, together, as the API server adds them up. */
  private void ofPods(Found<LimitRange> range, LimitRangeItem item) {
    for (Workload workload : stack.workloads()) {
      Map<String, Quantity> requests = sums(workload, ContainerView::requests);
      Map<String, Quantity> limits = sums(workload, ContainerView::limits);
      isBelow(range, "its min", item.getMin(), "all requests of " + workload, requests);
      isBelow(range, "all limits of " + workload, limits, "its max", item.getMax());
    }
  }

  /** Of amounts that all of them name, in bytes or thousandths. */
  private static Map<String, Quantity> sums(
      Workload workload, Function<ContainerView, Map<String, Quantity>> amounts) {
    Map<String, Long> sums = new TreeMap<>();
    for (ContainerView container : workload.mainContainers()) {
      for (Map.Entry<String, Quantity> amount : amounts.apply(container).entrySet()) {
        sums.merge(amount.getKey(), parts(amount.getKey(), amount.getValue()), Long::sum);
      }
    }
    Map<String, Quantity> quantities = new TreeMap<>();
    for (Map.Entry<String, Long> sum : sums.entrySet()) {
      boolean isCpu = sum.getKey().equals("cpu");
      boolean isMebis = !isCpu && sum.getValue() % MEBI == 0;
      long amount = isMebis ? sum.getValue() / MEBI : sum.getValue();
      quantities.put(
          sum.getKey(), new Quantity(String.valueOf(amount), isCpu ? "m" : isMebis ? "Mi" : ""));
    }
    return quantities;
  }

  private void ofClaims(Found<LimitRange> range, LimitRangeItem item) {
    for (Found<PersistentVolumeClaim> claim : stack.all(PersistentVolumeClaim.class)) {
      Map<String, Quantity> asked = asked(claim.object().getSpec());
      String what = "the storage of " + claim;
      isBelow(range, "its min", item.getMin(), what, asked);
      isBelow(range, what, asked, "its max", item.getMax());
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
          && request != null
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
            .say(
                "{} is {}, above {} of {}; mend one",
                named(what, range),
                one.getValue(),
                named(bound, range),
                other);
      }
    }
  }

  /** With the range where {@code its} is. */
  private static String named(String what, Found<LimitRange> range) {
    return what.startsWith(OWN) ? "the " + what.substring(OWN.length()) + " of " + range : what;
  }
}
