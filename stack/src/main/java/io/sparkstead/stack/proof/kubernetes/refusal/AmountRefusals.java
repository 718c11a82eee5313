package io.sparkstead.stack.proof.kubernetes.refusal;

import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.LimitRangeSpec;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.stack.proof.evidence.Given;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is refused of amounts: of containers, claims, limits and quotas. */
record AmountRefusals(Refusals refusals) {

  private static final String CPU = "cpu";
  private static final String STORAGE = "storage";
  private static final String PAGES = "hugepages-";
  private static final List<String> OF_CONTAINERS = List.of(CPU, "memory", "ephemeral-storage");
  private static final List<String> OF_LIMITS =
      List.of(CPU, "memory", "ephemeral-storage", STORAGE);
  private static final List<String> OF_QUOTAS =
      List.of(
          CPU,
          "memory",
          "ephemeral-storage",
          STORAGE,
          "pods",
          "services",
          "secrets",
          "configmaps",
          "resourcequotas",
          "replicationcontrollers",
          "persistentvolumeclaims",
          "services.nodeports",
          "services.loadbalancers",
          "requests.cpu",
          "requests.memory",
          "requests.storage",
          "requests.ephemeral-storage",
          "limits.cpu",
          "limits.memory",
          "limits.ephemeral-storage");
  private static final List<String> COUNTED = OF_QUOTAS.subList(4, 13);
  private static final List<String> ACCESS =
      List.of("ReadWriteOnce", "ReadWriteOncePod", "ReadOnlyMany", "ReadWriteMany");
  private static final List<String> MODES = List.of("Filesystem", "Block");
  private static final String OF_CONTAINER = "Container";
  private static final String OF_POD = "Pod";
  private static final String OF_CLAIM = "PersistentVolumeClaim";
  private static final List<String> LIMITED = List.of(OF_CONTAINER, OF_POD, OF_CLAIM);
  private static final List<String> SCOPES =
      List.of(
          "Terminating",
          "NotTerminating",
          "BestEffort",
          "NotBestEffort",
          "PriorityClass",
          "CrossNamespacePodAffinity",
          "VolumeAttributesClass");

  void ofResources(ResourceRequirements resources) {
    Map<String, Quantity> limits = Given.amounts(resources.getLimits());
    Map<String, Quantity> requests = Given.amounts(resources.getRequests());
    names(OF_CONTAINERS, limits);
    names(OF_CONTAINERS, requests);
    pages(limits, requests);
    devices(limits, requests);
    for (Map.Entry<String, Quantity> request : requests.entrySet()) {
      int perOne = request.getKey().equals(CPU) ? 1000 : 1;
      Quantity amount = request.getValue();
      Quantity limit = limits.getOrDefault(request.getKey(), amount);
      refusals.unless(
          Quantities.parts(amount, perOne) <= Quantities.parts(limit, perOne),
          request.getKey(),
          amount,
          "ask for no more than the limit of " + limit);
      refusals.unless(
          perOne > 1 || isDevice(request.getKey()) || !"m".equals(amount.getFormat()),
          request.getKey(),
          amount,
          "say whole bytes, as 512Mi");
    }
  }

  /** What no two containers share, and what so is asked for as it is limited. */
  private void devices(Map<String, Quantity> limits, Map<String, Quantity> requests) {
    for (Map.Entry<String, Quantity> limit : limits.entrySet()) {
      isWhole(limit);
    }
    for (Map.Entry<String, Quantity> request : requests.entrySet()) {
      String name = request.getKey();
      Quantity limit = limits.get(name);
      isWhole(request);
      refusals.unless(
          !(isDevice(name) || name.startsWith(PAGES))
              || (limit != null
                  && Quantities.parts(limit, 1) <= Quantities.parts(request.getValue(), 1)),
          name,
          request.getValue(),
          "say as much in limits");
    }
  }

  private void isWhole(Map.Entry<String, Quantity> amount) {
    refusals.unless(
        !isDevice(amount.getKey()) || Quantities.parts(amount.getValue(), 1000) % 1000 == 0,
        amount.getKey(),
        amount.getValue(),
        "say a whole number");
  }

  /** Kubernetes' own are cpu's like. */
  private static boolean isDevice(String name) {
    int slash = name.indexOf('/');
    return isOfADomain(name) && !("." + name.substring(0, slash)).endsWith(".kubernetes.io");
  }

  private void pages(Map<String, Quantity> limits, Map<String, Quantity> requests) {
    boolean hasOthers = false;
    for (String name : List.of(CPU, "memory")) {
      hasOthers |= limits.containsKey(name) || requests.containsKey(name);
    }
    for (Map.Entry<String, Quantity> limit : limits.entrySet()) {
      refusals.unless(
          hasOthers || !limit.getKey().startsWith(PAGES),
          limit.getKey(),
          limit.getValue(),
          "ask for cpu or memory too");
    }
  }

  /** Those that Kubernetes has itself, and those of a domain: {@code nvidia.com/gpu}. */
  private void names(List<String> known, Map<String, Quantity> amounts) {
    for (String name : amounts.keySet()) {
      refusals.unless(isName(known, name), "resource", name, Refusals.say(known));
    }
  }

  private static boolean isName(List<String> known, String name) {
    return known.contains(name) || name.contains(PAGES) || isOfADomain(name);
  }

  private static boolean isOfADomain(String name) {
    return name.indexOf('/') > 0 && Labels.isKey(name);
  }

  /** What is refused of a claim, or by the node of a pod that mounts it. */
  void ofClaim(@Nullable PersistentVolumeClaimSpec given) {
    PersistentVolumeClaimSpec claim = given == null ? new PersistentVolumeClaimSpec() : given;
    Quantity size =
        claim.getResources() == null
            ? null
            : Given.amounts(claim.getResources().getRequests()).get(STORAGE);
    refusals.unless(size != null, "resources", "", "say how much storage");
    refusals.unless(
        size == null || !Quantities.isAmount(size) || Quantities.parts(size, 1) > 0,
        STORAGE,
        size,
        "say more than nothing");
    List<String> access = Given.list(claim.getAccessModes());
    refusals.unless(!access.isEmpty(), "accessModes", "", "say ReadWriteOnce");
    for (String each : access) {
      refusals.unless(ACCESS.contains(each), "accessModes", each, Refusals.say(ACCESS));
    }
    refusals.unless(
        access.size() < 2 || !access.contains("ReadWriteOncePod"),
        "accessModes",
        "ReadWriteOncePod",
        "say it alone");
    refusals.subdomainOrNothing("storageClassName", claim.getStorageClassName());
    refusals.selector(claim.getSelector());
    refusals.wordOf(MODES, "volumeMode", claim.getVolumeMode());
    refusals.unless(
        !"Block".equals(claim.getVolumeMode()),
        "volumeMode",
        claim.getVolumeMode(),
        "drop it: pods mount folders");
  }

  void ofQuota(@Nullable ResourceQuotaSpec quota) {
    if (quota == null) {
      return;
    }
    for (Map.Entry<String, Quantity> each : Given.amounts(quota.getHard()).entrySet()) {
      String name = each.getKey();
      boolean isCounted = COUNTED.contains(name) || name.startsWith("count/");
      refusals.unless(
          !isCounted || Quantities.parts(each.getValue(), 1000) % 1000 == 0,
          name,
          each.getValue(),
          "say a whole number");
      refusals.unless(
          isName(OF_QUOTAS, name),
          "hard",
          name,
          "say one such as requests.cpu, or count/jobs.batch");
    }
    for (String scope : Given.list(quota.getScopes())) {
      refusals.unless(SCOPES.contains(scope), "scopes", scope, Refusals.say(SCOPES));
    }
  }

  void ofLimits(@Nullable LimitRangeSpec range) {
    Set<String> types = new HashSet<>();
    for (LimitRangeItem item : Given.list(range == null ? null : range.getLimits())) {
      String type = Given.text(item.getType());
      refusals.unless(
          LIMITED.contains(type) || isOfADomain(type), "type", type, Refusals.say(LIMITED));
      refusals.unless(types.add(type), "type", type, "say it once");
      limits(item, type);
    }
  }

  private void limits(LimitRangeItem item, String type) {
    Map<String, Quantity> most = Given.amounts(item.getMax());
    Map<String, Quantity> least = Given.amounts(item.getMin());
    Map<String, Quantity> limit = Given.amounts(item.getDefault());
    Map<String, Quantity> request = Given.amounts(item.getDefaultRequest());
    for (Map<String, Quantity> each : List.of(most, least, limit, request)) {
      names(type.equals(OF_CONTAINER) ? OF_CONTAINERS : OF_LIMITS, each);
    }
    refusals.unless(
        !type.equals(OF_POD) || (limit.isEmpty() && request.isEmpty()),
        "default",
        limit.isEmpty() ? request : limit,
        "drop it: a Pod has none");
    refusals.unless(
        !type.equals(OF_CLAIM) || most.containsKey(STORAGE) || least.containsKey(STORAGE),
        "max",
        "",
        "say the storage of a PersistentVolumeClaim");
    inOrder(least, most, "min", "max");
    inOrder(request, limit, "defaultRequest", "default");
    inOrder(limit, most, "default", "max");
    inOrder(request, most, "defaultRequest", "max");
    inOrder(least, limit, "min", "default");
    inOrder(least, request, "min", "defaultRequest");
  }

  private void inOrder(
      Map<String, Quantity> low, Map<String, Quantity> high, String lower, String higher) {
    for (Map.Entry<String, Quantity> each : low.entrySet()) {
      Quantity other = high.getOrDefault(each.getKey(), each.getValue());
      int perOne = each.getKey().equals(CPU) ? 1000 : 1;
      refusals.unless(
          Quantities.parts(each.getValue(), perOne) <= Quantities.parts(other, perOne),
          each.getKey(),
          each.getValue(),
          "say no more in " + lower + " than in " + higher + ", which has " + other);
    }
  }
}
