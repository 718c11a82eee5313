package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.AppArmorProfile;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What else than the usual the restricted profile of Pod Security refuses, field by field: what no
 * pod of a stack has a reason to say.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security
 *     Standards</a>
 */
final class Restricted {

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
      Set.of("", "container_t", "container_init_t", "container_kvm_t", "container_engine_t");

  private static final Set<String> PROFILES = Set.of("RuntimeDefault", "Localhost");

  private final List<String> refused = new ArrayList<>();

  private Restricted() {}

  /** Each field of {@code pod} that is refused, with its value. */
  static List<String> refusedIn(PodSpec pod) {
    Restricted restricted = new Restricted();
    for (Volume volume : pod.getVolumes()) {
      restricted.volume(volume);
    }
    if (pod.getSecurityContext() != null) {
      restricted.shared(pod.getSecurityContext());
    }
    for (Container container : pod.getInitContainers()) {
      restricted.container(container);
    }
    for (Container container : pod.getContainers()) {
      restricted.container(container);
    }
    if (!list(pod.getEphemeralContainers()).isEmpty()) {
      restricted.refused.add("ephemeralContainers, which a manifest cannot bring");
    }
    return restricted.refused;
  }

  /** Volumes of a pod: what is none of these lies on its node, or on a disk without a claim. */
  private void volume(Volume volume) {
    boolean isAllowed =
        volume.getConfigMap() != null
            || volume.getCsi() != null
            || volume.getDownwardAPI() != null
            || volume.getEmptyDir() != null
            || volume.getEphemeral() != null
            || volume.getPersistentVolumeClaim() != null
            || volume.getProjected() != null
            || volume.getSecret() != null;
    // hostPath is spoken of by a rule of its own.
    if (!isAllowed && volume.getHostPath() == null) {
      refused.add(
          "volume "
              + volume.getName()
              + ", which is neither configMap, csi, downwardAPI, emptyDir, ephemeral,"
              + " persistentVolumeClaim, projected nor secret");
    }
  }

  private void shared(PodSecurityContext context) {
    seccomp(context.getSeccompProfile());
    appArmor(context.getAppArmorProfile());
    seLinux(context.getSeLinuxOptions());
    windows(context.getWindowsOptions());
    for (Sysctl sysctl : list(context.getSysctls())) {
      if (!SAFE_SYSCTLS.contains(String.valueOf(sysctl.getName()))) {
        refused.add("sysctl " + sysctl.getName());
      }
    }
  }

  private void container(Container container) {
    SecurityContext context = container.getSecurityContext();
    if (context != null) {
      seccomp(context.getSeccompProfile());
      appArmor(context.getAppArmorProfile());
      seLinux(context.getSeLinuxOptions());
      windows(context.getWindowsOptions());
      String procMount = context.getProcMount();
      if (procMount != null && !procMount.equals("Default")) {
        refused.add("procMount " + procMount);
      }
    }
    probe(container.getStartupProbe());
    probe(container.getReadinessProbe());
    probe(container.getLivenessProbe());
    if (container.getLifecycle() != null) {
      handler(container.getLifecycle().getPostStart());
      handler(container.getLifecycle().getPreStop());
    }
  }

  private void seccomp(@Nullable SeccompProfile profile) {
    if (profile != null && !PROFILES.contains(String.valueOf(profile.getType()))) {
      refused.add("seccompProfile " + profile.getType());
    }
  }

  private void appArmor(@Nullable AppArmorProfile profile) {
    if (profile != null && !PROFILES.contains(String.valueOf(profile.getType()))) {
      refused.add("appArmorProfile " + profile.getType());
    }
  }

  private void seLinux(@Nullable SELinuxOptions options) {
    if (options == null) {
      return;
    }
    String type = options.getType() == null ? "" : options.getType();
    if (!SELINUX_TYPES.contains(type)) {
      refused.add("seLinuxOptions type " + type);
    }
    if (options.getUser() != null || options.getRole() != null) {
      refused.add("seLinuxOptions with a user or a role");
    }
  }

  private void windows(@Nullable WindowsSecurityContextOptions options) {
    if (options != null && Boolean.TRUE.equals(options.getHostProcess())) {
      refused.add("windowsOptions hostProcess");
    }
  }

  private void probe(@Nullable Probe probe) {
    if (probe != null) {
      host(probe.getHttpGet() == null ? null : probe.getHttpGet().getHost());
      host(probe.getTcpSocket() == null ? null : probe.getTcpSocket().getHost());
    }
  }

  private void handler(@Nullable LifecycleHandler handler) {
    if (handler != null) {
      host(handler.getHttpGet() == null ? null : handler.getHttpGet().getHost());
      host(handler.getTcpSocket() == null ? null : handler.getTcpSocket().getHost());
    }
  }

  private void host(@Nullable String host) {
    if (host != null && !host.isEmpty()) {
      refused.add("host " + host + " in a probe or a lifecycle handler");
    }
  }

  private static <T> List<T> list(@Nullable List<T> given) {
    return given == null ? List.of() : given;
  }
}
