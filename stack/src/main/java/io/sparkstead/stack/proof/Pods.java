package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.Evidence.Workload;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pods that the restricted profile of Pod Security admits, and that a node can live with.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted">Pod
 *     Security Standards</a>
 */
final class Pods implements RuleFamily {

  private static final List<String> AMOUNTS = List.of("cpu", "memory");

  @Override
  public void check(Evidence stack, Findings findings) {
    for (Manifest namespace : stack.all(Namespace.class).keySet()) {
      admits(findings, namespace);
    }
    for (Workload workload : stack.workloads()) {
      PodSpec pod = workload.template().getSpec();
      node(findings, workload, pod);
      findings.checking(Rule.KEEPS_TO_THE_PROFILE);
      for (String field : Restricted.refusedIn(pod)) {
        findings.about(
            workload.manifest(),
            "spec:",
            workload + " has " + field + ", which Pod Security refuses; leave it out");
      }
      for (Container container : workload.containers()) {
        security(findings, workload, container);
        resources(findings, workload, container);
      }
      if (!workload.isJob()) {
        for (Container container : pod.getContainers()) {
          probes(findings, workload, container);
        }
      }
    }
  }

  private static void admits(Findings findings, Manifest namespace) {
    findings.checking(Rule.NAMESPACE_ADMITS_THE_RESTRICTED);
    Map<String, String> labels = namespace.object().getMetadata().getLabels();
    String enforce = "pod-security.kubernetes.io/enforce";
    if (!"restricted".equals(labels.get(enforce))) {
      findings.about(
          namespace, "labels:", namespace + " admits any pod; label it " + enforce + "=restricted");
      return;
    }
    String version = labels.getOrDefault(enforce + "-version", "latest");
    if (!version.startsWith("v1.") || !Ports.isNumber(version.substring(3))) {
      findings.about(
          namespace,
          enforce + "-version",
          namespace
              + " enforces version '"
              + version
              + "' of Pod Security, which changes with the cluster; pin it, as in v1.32");
    }
  }

  private static void security(Findings findings, Workload workload, Container container) {
    SecurityContext own =
        container.getSecurityContext() == null
            ? new SecurityContext()
            : container.getSecurityContext();
    PodSecurityContext pod = workload.template().getSpec().getSecurityContext();
    PodSecurityContext shared = pod == null ? new PodSecurityContext() : pod;

    findings.checking(Rule.RUNS_AS_NON_ROOT);
    Boolean nonRoot =
        own.getRunAsNonRoot() == null ? shared.getRunAsNonRoot() : own.getRunAsNonRoot();
    Long user = own.getRunAsUser() == null ? shared.getRunAsUser() : own.getRunAsUser();
    if (!Boolean.TRUE.equals(nonRoot) || Long.valueOf(0).equals(user)) {
      say(findings, workload, container, "may run as root; set runAsNonRoot and a uid");
    }
    findings.checking(Rule.HAS_SECCOMP);
    if (own.getSeccompProfile() == null && shared.getSeccompProfile() == null) {
      say(findings, workload, container, "has no seccomp profile; set RuntimeDefault");
    }
    findings.checking(Rule.GAINS_NO_PRIVILEGES);
    if (!Boolean.FALSE.equals(own.getAllowPrivilegeEscalation())
        || Boolean.TRUE.equals(own.getPrivileged())) {
      say(
          findings,
          workload,
          container,
          "may gain privileges; set allowPrivilegeEscalation: false");
    }
    findings.checking(Rule.DROPS_CAPABILITIES);
    if (!dropsAll(own.getCapabilities())) {
      say(findings, workload, container, "keeps capabilities; drop ALL and add none");
    }
    findings.checking(Rule.ROOT_IS_READ_ONLY);
    if (!Boolean.TRUE.equals(own.getReadOnlyRootFilesystem())) {
      say(
          findings,
          workload,
          container,
          "can write to its image; set readOnlyRootFilesystem: true");
    }
  }

  private static boolean dropsAll(@Nullable Capabilities capabilities) {
    if (capabilities == null || !capabilities.getDrop().contains("ALL")) {
      return false;
    }
    for (String added : capabilities.getAdd()) {
      if (!added.equals("NET_BIND_SERVICE")) {
        return false;
      }
    }
    return true;
  }

  private static void node(Findings findings, Workload workload, PodSpec pod) {
    findings.checking(Rule.STAYS_OFF_THE_NODE);
    for (Volume volume : pod.getVolumes()) {
      if (volume.getHostPath() != null) {
        findings.about(
            workload.manifest(),
            "hostPath:",
            workload + " mounts " + volume.getHostPath().getPath() + " of its node; use a claim");
      }
    }
    if (Boolean.TRUE.equals(pod.getHostNetwork())
        || Boolean.TRUE.equals(pod.getHostPID())
        || Boolean.TRUE.equals(pod.getHostIPC())) {
      findings.about(
          workload.manifest(),
          "host",
          workload + " shares its node's network or processes; do not");
    }
    for (Container container : workload.containers()) {
      for (ContainerPort port : container.getPorts()) {
        if (port.getHostPort() != null) {
          findings.about(
              workload.manifest(),
              "hostPort:",
              workload + " takes port " + port.getHostPort() + " of its node; use a Service");
        }
      }
    }
  }

  private static void resources(Findings findings, Workload workload, Container container) {
    findings.checking(Rule.HAS_RESOURCES);
    ResourceRequirements resources = container.getResources();
    if (resources == null || !hasAll(resources.getRequests()) || !hasAll(resources.getLimits())) {
      say(
          findings,
          workload,
          container,
          "does not request and limit cpu and memory; give it Resources");
    }
  }

  private static boolean hasAll(@Nullable Map<String, Quantity> amounts) {
    return amounts != null && amounts.keySet().containsAll(AMOUNTS);
  }

  private static void probes(Findings findings, Workload workload, Container container) {
    findings.checking(Rule.HAS_PROBES);
    if (container.getStartupProbe() == null
        || container.getReadinessProbe() == null
        || container.getLivenessProbe() == null) {
      say(findings, workload, container, "has not all three probes; give it Probes");
    }
  }

  private static void say(Findings findings, Workload workload, Container container, String what) {
    findings.about(
        workload.manifest(),
        "name: " + container.getName(),
        "container " + container.getName() + " of " + workload + " " + what);
  }
}
