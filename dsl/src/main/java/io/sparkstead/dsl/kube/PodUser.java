package io.sparkstead.dsl.kube;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.util.List;

/**
 * The user and group a pod's processes run as, with the rest of Pod Security's restricted profile.
 *
 * <p>One value feeds the pods and the image: a Spark process whose uid has no line in {@code
 * /etc/passwd} dies with {@code invalid null input: name}.
 *
 * @param id uid and gid, above 10000 so that it is no user of the node, and below 65536
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted">The
 *     restricted profile</a>
 */
public record PodUser(long id) {

  public PodUser {
    if (id <= 10_000 || id >= 65_536) {
      throw new IllegalArgumentException(
          "uid "
              + id
              + " may be root or a user of the node; take one from 10001 to 65535, such as 10185");
    }
  }

  /** For the whole pod; {@code fsGroup} makes its disks writable to the user. */
  public PodSecurityContext pod() {
    PodSecurityContext context = new PodSecurityContext();
    context.setRunAsNonRoot(true);
    context.setRunAsUser(id);
    context.setRunAsGroup(id);
    context.setFsGroup(id);
    // Else the kubelet walks the whole disk at every start.
    context.setFsGroupChangePolicy("OnRootMismatch");
    context.setSeccompProfile(runtimeDefault());
    return context;
  }

  /** For each container: nothing to gain, nothing to write but its mounts. */
  public SecurityContext container() {
    SecurityContext context = new SecurityContext();
    context.setRunAsNonRoot(true);
    context.setRunAsUser(id);
    context.setRunAsGroup(id);
    context.setAllowPrivilegeEscalation(false);
    context.setPrivileged(false);
    context.setReadOnlyRootFilesystem(true);
    Capabilities capabilities = new Capabilities();
    capabilities.setDrop(List.of("ALL"));
    context.setCapabilities(capabilities);
    context.setSeccompProfile(runtimeDefault());
    return context;
  }

  private static SeccompProfile runtimeDefault() {
    SeccompProfile profile = new SeccompProfile();
    profile.setType("RuntimeDefault");
    return profile;
  }
}
