package io.sparkstead.stack.proof.kubernetes.refusal;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerResizePolicy;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.sparkstead.dsl.value.Port;
import io.sparkstead.stack.proof.evidence.Given;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is refused of containers.
 *
 * @param volumes what they can mount
 */
record ContainerRefusals(Refusals refusals, Set<String> volumes) {

  static final List<String> PROTOCOLS = List.of("SCTP", "UDP", "TCP");
  private static final List<String> PULLING = List.of("Always", "IfNotPresent", "Never");
  private static final List<String> LAST_WORDS = List.of("File", "FallbackToLogsOnError");
  private static final List<String> RESIZING = List.of("NotRequired", "RestartContainer");
  private static final String TO_THE_NODE = "Bidirectional";
  private static final List<String> PROPAGATION = List.of("None", "HostToContainer", TO_THE_NODE);
  private static final List<String> MOUNTS_OF_KERNEL = List.of("Default", "Unmasked");
  private static final String FROM_A_FILE = "Localhost";
  private static final List<String> PROFILES = List.of(FROM_A_FILE, "Unconfined", "RuntimeDefault");
  private static final String NAME = "name";

  void of(Container container) {
    refusals.label(NAME, container.getName());
    refusals.required("image", container.getImage());
    refusals.oneOf(PULLING, "imagePullPolicy", container.getImagePullPolicy());
    refusals.oneOf(LAST_WORDS, "terminationMessagePolicy", container.getTerminationMessagePolicy());
    ports(container);
    new VariableRefusals(refusals).of(container);
    mounts(container);
    if (container.getResources() != null) {
      new AmountRefusals(refusals).ofResources(container.getResources());
    }
    for (ContainerResizePolicy resize : Given.list(container.getResizePolicy())) {
      String policy = Given.text(resize.getRestartPolicy());
      refusals.unless(RESIZING.contains(policy), "restartPolicy", policy, Refusals.say(RESIZING));
    }
    security(container.getSecurityContext());
    new ProbeRefusals(refusals).of(container);
  }

  /** What one that ends before the others begin has no use for. */
  void ofInit(Container container) {
    boolean stays = "Always".equals(container.getRestartPolicy());
    boolean isWatched =
        container.getLivenessProbe() != null
            || container.getReadinessProbe() != null
            || container.getStartupProbe() != null
            || container.getLifecycle() != null;
    refusals.unless(
        stays || !isWatched,
        "initContainers",
        Given.text(container.getName()),
        "drop its probes and lifecycle, or say restartPolicy: Always");
  }

  private void ports(Container container) {
    Set<String> names = new HashSet<>();
    for (ContainerPort port : Given.list(container.getPorts())) {
      String name = Given.text(port.getName());
      boolean isTaken = name.isEmpty() || (Port.isIanaServiceName(name) && names.add(name));
      refusals.unless(isTaken, NAME, name, "name each port by 1-15 of a-z 0-9 -");
      refusals.port("containerPort", port.getContainerPort());
      refusals.oneOf(PROTOCOLS, "protocol", port.getProtocol());
      if (Given.number(port.getHostPort()) != 0) {
        refusals.port("hostPort", port.getHostPort());
      }
    }
  }

  private void mounts(Container container) {
    Set<String> paths = new HashSet<>();
    for (VolumeMount mount : Given.list(container.getVolumeMounts())) {
      String path = Given.text(mount.getMountPath());
      refusals.required("mountPath", path);
      refusals.unless(paths.add(path), "mountPath", path, "mount one volume there");
      String volume = Given.text(mount.getName());
      refusals.unless(volumes.contains(volume), NAME, volume, "name a volume of the pod");
      for (String sub :
          List.of(Given.text(mount.getSubPath()), Given.text(mount.getSubPathExpr()))) {
        if (!sub.isEmpty()) {
          refusals.below("subPath", sub);
        }
      }
      refusals.unless(
          Given.text(mount.getSubPath()).isEmpty() || Given.text(mount.getSubPathExpr()).isEmpty(),
          "subPathExpr",
          mount.getSubPathExpr(),
          "drop it or subPath");
      refusals.wordOf(PROPAGATION, "mountPropagation", mount.getMountPropagation());
      refusals.unless(
          isPrivileged(container) || !TO_THE_NODE.equals(mount.getMountPropagation()),
          "mountPropagation",
          mount.getMountPropagation(),
          "drop it: that is for privileged containers");
    }
  }

  private static boolean isPrivileged(Container container) {
    SecurityContext security = container.getSecurityContext();
    return security != null && Given.isTrue(security.getPrivileged());
  }

  private void security(@Nullable SecurityContext security) {
    if (security == null) {
      return;
    }
    refusals.id("runAsUser", security.getRunAsUser());
    refusals.id("runAsGroup", security.getRunAsGroup());
    refusals.wordOf(MOUNTS_OF_KERNEL, "procMount", security.getProcMount());
    boolean isKept = Given.isFalse(security.getAllowPrivilegeEscalation());
    boolean isAdmin =
        security.getCapabilities() != null
            && Given.list(security.getCapabilities().getAdd()).contains("CAP_SYS_ADMIN");
    refusals.unless(
        !isKept || !(Given.isTrue(security.getPrivileged()) || isAdmin),
        "allowPrivilegeEscalation",
        "false",
        "drop it, or privileged and CAP_SYS_ADMIN");
    if (security.getSeccompProfile() != null) {
      ofProfile(
          "seccompProfile",
          security.getSeccompProfile().getType(),
          security.getSeccompProfile().getLocalhostProfile());
    }
    if (security.getAppArmorProfile() != null) {
      ofProfile(
          "appArmorProfile",
          security.getAppArmorProfile().getType(),
          security.getAppArmorProfile().getLocalhostProfile());
    }
  }

  void ofProfile(String field, @Nullable String type, @Nullable String file) {
    String given = Given.text(type);
    refusals.unless(PROFILES.contains(given), "type", given, Refusals.say(PROFILES));
    refusals.unless(
        given.equals(FROM_A_FILE) == (file != null),
        field,
        given,
        "say localhostProfile with Localhost, and with nothing else");
  }
}
