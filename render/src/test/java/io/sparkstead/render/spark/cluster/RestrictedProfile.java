package io.sparkstead.render.spark.cluster;

import io.fabric8.kubernetes.api.model.AppArmorProfile;
import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SELinuxOptions;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Sysctl;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.WindowsSecurityContextOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The restricted profile of Pod Security, the baseline one in it, as admission would judge a pod.
 *
 * <p>It shares nothing with our own rules: it is their judge.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security
 *     Standards</a>
 */
public final class RestrictedProfile {

  private static final Set<String> SAFE_SYSCTLS =
      Set.of(
          "kernel.shm_rmid_forced",
          "net.ipv4.ip_local_port_range",
          "net.ipv4.ip_local_reserved_ports",
          "net.ipv4.ip_unprivileged_port_start",
          "net.ipv4.ping_group_range",
          "net.ipv4.tcp_fin_timeout",
          "net.ipv4.tcp_keepalive_intvl",
          "net.ipv4.tcp_keepalive_probes",
          "net.ipv4.tcp_keepalive_time",
          "net.ipv4.tcp_rmem",
          "net.ipv4.tcp_syncookies",
          "net.ipv4.tcp_wmem");
  private static final Set<String> SELINUX_TYPES =
      Set.of("container_t", "container_init_t", "container_kvm_t", "container_engine_t");
  private static final Set<String> CONFINED = Set.of("RuntimeDefault", "Localhost");

  private final List<String> violations = new ArrayList<>();

  private RestrictedProfile() {}

  /** Fields of {@code pod} that the profile does not admit. */
  public static List<String> violations(Pod pod) {
    RestrictedProfile profile = new RestrictedProfile();
    profile.pod(pod);
    return profile.violations;
  }

  private void pod(Pod pod) {
    PodSpec spec = pod.getSpec();
    PodSecurityContext shared =
        Objects.requireNonNullElseGet(spec.getSecurityContext(), PodSecurityContext::new);
    refuse(Boolean.TRUE.equals(spec.getHostNetwork()), "hostNetwork");
    refuse(Boolean.TRUE.equals(spec.getHostPID()), "hostPID");
    refuse(Boolean.TRUE.equals(spec.getHostIPC()), "hostIPC");
    refuse(hostProcess(shared.getWindowsOptions()), "windowsOptions.hostProcess");
    refuse(!knownAppArmor(shared.getAppArmorProfile()), "appArmorProfile.type");
    refuse(!knownSeLinux(shared.getSeLinuxOptions()), "seLinuxOptions");
    refuse(unconfined(shared.getSeccompProfile()), "seccompProfile.type");
    refuse(Long.valueOf(0).equals(shared.getRunAsUser()), "runAsUser");
    for (Sysctl sysctl : shared.getSysctls()) {
      refuse(!SAFE_SYSCTLS.contains(sysctl.getName()), "sysctl " + sysctl.getName());
    }
    if (pod.getMetadata().getAnnotations() != null) {
      pod.getMetadata()
          .getAnnotations()
          .forEach(
              (key, value) ->
                  refuse(
                      key.startsWith("container.apparmor.security.beta.kubernetes.io/")
                          && !value.equals("runtime/default")
                          && !value.startsWith("localhost/"),
                      key));
    }
    for (Volume volume : spec.getVolumes()) {
      refuse(!isPortable(volume), "volume " + volume.getName());
    }
    Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream())
        .forEach(container -> container(container, shared));
    refuse(!spec.getEphemeralContainers().isEmpty(), "ephemeralContainers");
  }

  private void container(Container container, PodSecurityContext shared) {
    String of = container.getName() + " ";
    SecurityContext own =
        Objects.requireNonNullElseGet(container.getSecurityContext(), SecurityContext::new);
    refuse(Boolean.TRUE.equals(own.getPrivileged()), of + "privileged");
    refuse(
        !Boolean.FALSE.equals(own.getAllowPrivilegeEscalation()), of + "allowPrivilegeEscalation");
    refuse(hostProcess(own.getWindowsOptions()), of + "windowsOptions.hostProcess");
    refuse(!knownAppArmor(own.getAppArmorProfile()), of + "appArmorProfile.type");
    refuse(!knownSeLinux(own.getSeLinuxOptions()), of + "seLinuxOptions");
    refuse(own.getProcMount() != null && !own.getProcMount().equals("Default"), of + "procMount");
    refuse(Long.valueOf(0).equals(own.getRunAsUser()), of + "runAsUser");
    refuse(
        !Boolean.TRUE.equals(
            own.getRunAsNonRoot() == null ? shared.getRunAsNonRoot() : own.getRunAsNonRoot()),
        of + "runAsNonRoot");
    SeccompProfile seccomp =
        own.getSeccompProfile() == null ? shared.getSeccompProfile() : own.getSeccompProfile();
    refuse(seccomp == null || unconfined(seccomp), of + "seccompProfile.type");
    refuse(!dropsAll(own.getCapabilities()), of + "capabilities.drop");
    refuse(addsMore(own.getCapabilities()), of + "capabilities.add");
    container
        .getPorts()
        .forEach(
            port -> refuse(port.getHostPort() != null && port.getHostPort() != 0, of + "hostPort"));
    Stream.of(
            container.getLivenessProbe(),
            container.getReadinessProbe(),
            container.getStartupProbe())
        .filter(Objects::nonNull)
        .forEach(probe -> refuse(asksAnotherHost(probe), of + "probe host"));
    if (container.getLifecycle() != null) {
      refuse(asksAnotherHost(container.getLifecycle().getPostStart()), of + "postStart host");
      refuse(asksAnotherHost(container.getLifecycle().getPreStop()), of + "preStop host");
    }
  }

  private void refuse(boolean isWrong, String field) {
    if (isWrong) {
      violations.add(field);
    }
  }

  private static boolean isPortable(Volume volume) {
    return volume.getConfigMap() != null
        || volume.getCsi() != null
        || volume.getDownwardAPI() != null
        || volume.getEmptyDir() != null
        || volume.getEphemeral() != null
        || volume.getPersistentVolumeClaim() != null
        || volume.getProjected() != null
        || volume.getSecret() != null;
  }

  private static boolean hostProcess(@Nullable WindowsSecurityContextOptions options) {
    return options != null && Boolean.TRUE.equals(options.getHostProcess());
  }

  private static boolean knownAppArmor(@Nullable AppArmorProfile profile) {
    return profile == null || CONFINED.contains(profile.getType());
  }

  private static boolean unconfined(@Nullable SeccompProfile profile) {
    return profile != null && !CONFINED.contains(profile.getType());
  }

  private static boolean knownSeLinux(@Nullable SELinuxOptions options) {
    return options == null
        || ((options.getType() == null || SELINUX_TYPES.contains(options.getType()))
            && options.getUser() == null
            && options.getRole() == null);
  }

  private static boolean dropsAll(@Nullable Capabilities capabilities) {
    return capabilities != null && capabilities.getDrop().contains("ALL");
  }

  private static boolean addsMore(@Nullable Capabilities capabilities) {
    return capabilities != null
        && !capabilities.getAdd().stream().allMatch("NET_BIND_SERVICE"::equals);
  }

  private static boolean asksAnotherHost(Probe probe) {
    return (probe.getHttpGet() != null && probe.getHttpGet().getHost() != null)
        || (probe.getTcpSocket() != null && probe.getTcpSocket().getHost() != null);
  }

  private static boolean asksAnotherHost(@Nullable LifecycleHandler handler) {
    return handler != null
        && ((handler.getHttpGet() != null && handler.getHttpGet().getHost() != null)
            || (handler.getTcpSocket() != null && handler.getTcpSocket().getHost() != null));
  }
}
