package io.sparkstead.stack.proof.kubernetes;

import io.fabric8.kubernetes.api.model.AppArmorProfile;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SELinuxOptions;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Sysctl;
import io.fabric8.kubernetes.api.model.TCPSocketAction;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.WindowsSecurityContextOptions;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.Workload;
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

  /** Each field of the pods of {@code workload} that is refused, with its value. */
  static List<String> refusedIn(Workload workload) {
    Restricted restricted = new Restricted();
    for (VolumeView volume : workload.volumes()) {
      restricted.volume(volume.model());
    }
    restricted.shared(workload.security());
    for (ContainerView container : workload.containers()) {
      restricted.container(container);
    }
    if (!Given.list(workload.pod().getEphemeralContainers()).isEmpty()) {
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
    // What a wider profile admits is spoken of where the namespace is looked at.
    if (!isAllowed && volume.getHostPath() == null && volume.getNfs() == null) {
      refused.add(
          "volume "
              + Given.text(volume.getName())
              + ", which is neither configMap, csi, downwardAPI, emptyDir, ephemeral,"
              + " persistentVolumeClaim, projected nor secret");
    }
  }

  private void shared(PodSecurityContext context) {
    profiles(context.getSeccompProfile(), context.getAppArmorProfile());
    options(context.getSeLinuxOptions(), context.getWindowsOptions());
    for (Sysctl sysctl : Given.list(context.getSysctls())) {
      if (!SAFE_SYSCTLS.contains(String.valueOf(sysctl.getName()))) {
        refused.add("sysctl " + sysctl.getName());
      }
    }
  }

  private void container(ContainerView container) {
    SecurityContext context = container.security();
    profiles(context.getSeccompProfile(), context.getAppArmorProfile());
    options(context.getSeLinuxOptions(), context.getWindowsOptions());
    String procMount = context.getProcMount();
    if (procMount != null && !procMount.equals("Default")) {
      refused.add("procMount " + procMount);
    }
    for (Probe probe : container.probes()) {
      hosts(probe.getHttpGet(), probe.getTcpSocket());
    }
    Lifecycle lifecycle = container.model().getLifecycle();
    if (lifecycle != null) {
      handler(lifecycle.getPostStart());
      handler(lifecycle.getPreStop());
    }
  }

  private void profiles(@Nullable SeccompProfile seccomp, @Nullable AppArmorProfile appArmor) {
    if (seccomp != null && !PROFILES.contains(String.valueOf(seccomp.getType()))) {
      refused.add("seccompProfile " + seccomp.getType());
    }
    if (appArmor != null && !PROFILES.contains(String.valueOf(appArmor.getType()))) {
      refused.add("appArmorProfile " + appArmor.getType());
    }
  }

  private void options(
      @Nullable SELinuxOptions seLinux, @Nullable WindowsSecurityContextOptions windows) {
    if (seLinux != null && !SELINUX_TYPES.contains(Given.text(seLinux.getType()))) {
      refused.add("seLinuxOptions type " + seLinux.getType());
    }
    if (seLinux != null && (seLinux.getUser() != null || seLinux.getRole() != null)) {
      refused.add("seLinuxOptions with a user or a role");
    }
    if (windows != null && Given.isTrue(windows.getHostProcess())) {
      refused.add("windowsOptions hostProcess");
    }
  }

  private void handler(@Nullable LifecycleHandler handler) {
    if (handler != null) {
      hosts(handler.getHttpGet(), handler.getTcpSocket());
    }
  }

  private void hosts(@Nullable HTTPGetAction http, @Nullable TCPSocketAction tcp) {
    host(http == null ? "" : Given.text(http.getHost()));
    host(tcp == null ? "" : Given.text(tcp.getHost()));
  }

  private void host(String host) {
    if (!host.isEmpty()) {
      refused.add("host " + host + " in a probe or a lifecycle handler");
    }
  }
}
