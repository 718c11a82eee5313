package io.sparkstead.dsl.kube;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.sparkstead.dsl.value.ImageReference;
import java.util.List;

/**
 * The user and group a pod's processes run as, with the rest of Pod Security's restricted profile.
 *
 * <p>One value feeds the pods and the image: a Spark process whose uid has no line in {@code
 * /etc/passwd} dies with {@code invalid null input: name}.
 *
 * <pre>
 * securityContext:          # of new PodUser(10185)
 *   runAsNonRoot: true
 *   runAsUser: 10185
 *   runAsGroup: 10185
 *   fsGroup: 10185
 * </pre>
 *
 * @param id uid and gid, above 10000 so that it is no user of the node, and below 65536
 * @param giver of the numbers that pods run with
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted">The
 *     restricted profile</a>
 */
public record PodUser(long id, Giver giver) {

  /** Who says with which numbers pods run. */
  public enum Giver {
    /** Their manifests do. */
    STACK,
    /** The cluster does, out of what the namespace has. */
    CLUSTER
  }

  public PodUser {
    if (id <= 10_000 || id >= 65_536) {
      throw new IllegalArgumentException(
          "uid "
              + id
              + " may be root or a user of the node; take one from 10001 to 65535, such as 10185");
    }
  }

  /** One whose number pods say. */
  public PodUser(long id) {
    this(id, Giver.STACK);
  }

  /**
   * One whose number the cluster gives: OpenShift takes uid and fsGroup from the namespace's range,
   * and its SCC {@code restricted-v2} refuses a pod that says others. Pods say none; the image is
   * made so that any uid can use it.
   *
   * @see <a
   *     href="https://docs.openshift.com/container-platform/latest/authentication/managing-security-context-constraints.html">
   *     Security context constraints</a>
   */
  public static PodUser assigned() {
    return new PodUser(10_185, Giver.CLUSTER);
  }

  /** Whether the cluster gives pods their numbers. */
  public boolean isAssigned() {
    return giver == Giver.CLUSTER;
  }

  /**
   * A pod of {@code container}, without the API server's token and without a variable for every
   * Service around it.
   *
   * @param mounts of all its containers
   */
  public PodSpec pod(Container container, List<Mount> mounts) {
    PodSpec pod = new PodSpec();
    // Who needs the token mounts it, short-lived and for the containers that need it alone.
    pod.setAutomountServiceAccountToken(false);
    pod.setEnableServiceLinks(false);
    pod.setContainers(List.of(container));
    pod.setSecurityContext(podSecurity());
    pod.setVolumes(Mount.volumes(mounts));
    return pod;
  }

  /** A container of {@code image}, pulled as {@link Workloads#pullPolicy} says. */
  public Container container(String name, ImageReference image, List<Mount> mounts) {
    Container container = container(name, mounts);
    container.setImage(image.toString());
    container.setImagePullPolicy(Workloads.pullPolicy(image));
    return container;
  }

  /** A container of an image that somebody else says. */
  public Container container(String name, List<Mount> mounts) {
    Container container = new Container();
    container.setName(name);
    container.setSecurityContext(containerSecurity());
    container.setVolumeMounts(Mount.mounts(mounts));
    return container;
  }

  /** For the whole pod; {@code fsGroup} makes its disks writable to the user. */
  PodSecurityContext podSecurity() {
    PodSecurityContext context = new PodSecurityContext();
    context.setRunAsNonRoot(true);
    if (!isAssigned()) {
      context.setRunAsUser(id);
      context.setRunAsGroup(id);
      context.setFsGroup(id);
    }
    // Else the kubelet walks the whole disk at every start.
    context.setFsGroupChangePolicy("OnRootMismatch");
    context.setSeccompProfile(runtimeDefault());
    return context;
  }

  /** For each container: nothing to gain, nothing to write but its mounts. */
  SecurityContext containerSecurity() {
    SecurityContext context = new SecurityContext();
    context.setRunAsNonRoot(true);
    if (!isAssigned()) {
      context.setRunAsUser(id);
      context.setRunAsGroup(id);
    }
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
