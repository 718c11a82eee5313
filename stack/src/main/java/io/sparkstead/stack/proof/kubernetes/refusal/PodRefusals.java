package io.sparkstead.stack.proof.kubernetes.refusal;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HostAlias;
import io.fabric8.kubernetes.api.model.PodDNSConfig;
import io.fabric8.kubernetes.api.model.PodResourceClaim;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ResourceClaim;
import io.fabric8.kubernetes.api.model.Sysctl;
import io.fabric8.kubernetes.api.model.Volume;
import io.sparkstead.stack.proof.evidence.Given;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is refused of pods, for what makes them or for what they say themselves. */
record PodRefusals(Refusals refusals) {

  private static final List<String> STAYING = List.of("Always");
  private static final List<String> ENDING = List.of("OnFailure", "Never");
  private static final List<String> EITHER = List.of("Always", "OnFailure", "Never");
  private static final List<String> NAMING =
      List.of("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None");
  private static final List<String> OWNERSHIP = List.of("Always", "OnRootMismatch");
  private static final List<String> GROUPS = List.of("Merge", "Strict");
  private static final List<String> PREEMPTION = List.of("PreemptLowerPriority", "Never");
  private static final List<String> SYSTEMS = List.of("linux", "windows");
  private static final String SERVERS = "nameservers";
  private static final String POLICY = "restartPolicy";
  private static final String DNS = "dnsPolicy";
  private static final String DEADLINE = "activeDeadlineSeconds";
  private static final String NAME = "name";
  private static final int MOST_NAME_SERVERS = 3;
  private static final long GRACE = 30;

  /**
   * What is refused of a pod.
   *
   * @param claims what it can mount besides its volumes
   */
  void of(String maker, Set<String> claims, @Nullable PodSpec given) {
    PodSpec pod = given == null ? new PodSpec() : given;
    end(maker, pod);
    names(pod);
    identity(pod);
    // A StatefulSet says others.
    if (!maker.equals("StatefulSet")) {
      address(pod);
    }
    refusals.unless(
        pod.getOverhead() == null
            || pod.getOverhead().isEmpty()
            || pod.getRuntimeClassName() != null,
        "overhead",
        pod.getOverhead(),
        "drop it: it is a RuntimeClass's");
    security(pod.getSecurityContext());
    Set<String> volumes = new HashSet<>(claims);
    new VolumeRefusals(refusals).of(pod.getVolumes());
    for (Volume volume : Given.list(pod.getVolumes())) {
      volumes.add(Given.text(volume.getName()));
    }
    containers(pod, volumes);
    new PlacementRefusals(refusals).of(pod);
  }

  private void end(String maker, PodSpec pod) {
    String policy = Given.text(pod.getRestartPolicy());
    switch (maker) {
      case "Pod" -> refusals.oneOf(EITHER, POLICY, policy);
      case "Job", "CronJob" ->
          refusals.unless(ENDING.contains(policy), POLICY, policy, Refusals.say(ENDING));
      default -> {
        refusals.oneOf(STAYING, POLICY, policy);
        refusals.unless(
            pod.getActiveDeadlineSeconds() == null,
            DEADLINE,
            pod.getActiveDeadlineSeconds(),
            "drop it: the pods of a " + maker + " stay");
      }
    }
    refusals.between(DEADLINE, pod.getActiveDeadlineSeconds(), 1, Integer.MAX_VALUE);
  }

  private void names(PodSpec pod) {
    String policy = Given.text(pod.getDnsPolicy());
    refusals.oneOf(NAMING, DNS, policy);
    PodDNSConfig config = pod.getDnsConfig();
    List<String> servers = config == null ? List.of() : Given.list(config.getNameservers());
    refusals.unless(
        !policy.equals("None") || !servers.isEmpty(),
        DNS,
        policy,
        "drop it, or name servers in dnsConfig");
    refusals.unless(servers.size() <= MOST_NAME_SERVERS, SERVERS, servers, "name three at most");
    for (String server : servers) {
      refusals.address(SERVERS, server);
    }
    for (HostAlias alias : Given.list(pod.getHostAliases())) {
      refusals.address("ip", Given.text(alias.getIp()));
      for (String name : Given.list(alias.getHostnames())) {
        refusals.subdomain("hostnames", name);
      }
    }
  }

  private void identity(PodSpec pod) {
    refusals.subdomainOrNothing("serviceAccountName", pod.getServiceAccountName());
    refusals.subdomainOrNothing("nodeName", pod.getNodeName());
    refusals.subdomainOrNothing("priorityClassName", pod.getPriorityClassName());
    if (pod.getRuntimeClassName() != null) {
      refusals.subdomain("runtimeClassName", pod.getRuntimeClassName());
    }
    refusals.oneOf(PREEMPTION, "preemptionPolicy", pod.getPreemptionPolicy());
    if (Given.text(pod.getPriorityClassName()).isEmpty()) {
      withoutClass(pod);
    }
    if (pod.getOs() != null) {
      String system = Given.text(pod.getOs().getName());
      refusals.unless(SYSTEMS.contains(system), "os", system, Refusals.say(SYSTEMS));
    }
    refusals.unless(
        !Given.isTrue(pod.getShareProcessNamespace()) || !Given.isTrue(pod.getHostPID()),
        "shareProcessNamespace",
        "true",
        "drop it or hostPID");
  }

  /** What the API server reckons by the class, and takes from nobody. */
  private void withoutClass(PodSpec pod) {
    refusals.unless(
        Given.number(pod.getPriority()) == 0,
        "priority",
        pod.getPriority(),
        "drop it, and name a priorityClassName");
    refusals.unless(
        !"Never".equals(pod.getPreemptionPolicy()),
        "preemptionPolicy",
        pod.getPreemptionPolicy(),
        "drop it, and name a priorityClassName that says so");
  }

  private void address(PodSpec pod) {
    if (!Given.text(pod.getHostname()).isEmpty()) {
      refusals.label("hostname", pod.getHostname());
    }
    if (!Given.text(pod.getSubdomain()).isEmpty()) {
      refusals.label("subdomain", pod.getSubdomain());
    }
  }

  private void security(@Nullable PodSecurityContext security) {
    if (security == null) {
      return;
    }
    refusals.id("runAsUser", security.getRunAsUser());
    refusals.id("runAsGroup", security.getRunAsGroup());
    refusals.id("fsGroup", security.getFsGroup());
    for (Long group : Given.list(security.getSupplementalGroups())) {
      refusals.id("supplementalGroups", group);
    }
    refusals.wordOf(OWNERSHIP, "fsGroupChangePolicy", security.getFsGroupChangePolicy());
    refusals.wordOf(GROUPS, "supplementalGroupsPolicy", security.getSupplementalGroupsPolicy());
    Set<String> names = new HashSet<>();
    for (Sysctl each : Given.list(security.getSysctls())) {
      String name = Given.text(each.getName());
      refusals.unless(!name.isEmpty() && names.add(name), NAME, name, "name each sysctl once");
    }
    if (security.getSeccompProfile() != null) {
      new ContainerRefusals(refusals, Set.of())
          .ofProfile(
              "seccompProfile",
              security.getSeccompProfile().getType(),
              security.getSeccompProfile().getLocalhostProfile());
    }
    if (security.getAppArmorProfile() != null) {
      new ContainerRefusals(refusals, Set.of())
          .ofProfile(
              "appArmorProfile",
              security.getAppArmorProfile().getType(),
              security.getAppArmorProfile().getLocalhostProfile());
    }
  }

  private void containers(PodSpec pod, Set<String> volumes) {
    refusals.unless(
        !Given.list(pod.getContainers()).isEmpty(), "containers", "", "say one container");
    ContainerRefusals each = new ContainerRefusals(refusals, volumes);
    Set<String> names = new HashSet<>();
    for (Container container : Given.list(pod.getInitContainers())) {
      each.of(container);
      each.ofInit(container);
      isNamedOnce(names, container);
      ofPod(pod, container);
    }
    for (Container container : Given.list(pod.getContainers())) {
      each.of(container);
      isNamedOnce(names, container);
      ofPod(pod, container);
    }
  }

  /** What a container may say beside what its pod says. */
  private void ofPod(PodSpec pod, Container container) {
    Set<String> claims = new HashSet<>();
    for (PodResourceClaim claim : Given.list(pod.getResourceClaims())) {
      claims.add(Given.text(claim.getName()));
    }
    if (container.getResources() != null) {
      for (ResourceClaim claim : Given.list(container.getResources().getClaims())) {
        String name = Given.text(claim.getName());
        refusals.unless(claims.contains(name), "claims", name, "name one of the pod's");
      }
    }
    Long grace = pod.getTerminationGracePeriodSeconds();
    Long sleep = secondsBeforeStop(container);
    refusals.unless(
        sleep == null || sleep <= (grace == null ? GRACE : grace),
        "sleep",
        sleep,
        "say no more than terminationGracePeriodSeconds");
  }

  private static @Nullable Long secondsBeforeStop(Container container) {
    var before = container.getLifecycle() == null ? null : container.getLifecycle().getPreStop();
    return before == null || before.getSleep() == null ? null : before.getSleep().getSeconds();
  }

  private void isNamedOnce(Set<String> names, Container container) {
    String name = Given.text(container.getName());
    refusals.unless(names.add(name), NAME, name, "rename one of the two containers");
  }
}
