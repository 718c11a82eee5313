package io.sparkstead.stack.proof.kubernetes;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.spark.PodTemplate;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the restricted profile of Pod Security admits the pods, and a node can live with them.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted">Pod
 *     Security Standards</a>
 */
public record Pods(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule RUNS_AS_NON_ROOT =
      Rule.error("POD-01", "Containers do not run as root")
          .why("Pod Security 'restricted' refuses the pod.")
          .fix("Take the security contexts from PodUser.");

  static final Rule HAS_SECCOMP =
      Rule.error("POD-02", "Containers have a seccomp profile")
          .why("Pod Security 'restricted' refuses the pod.")
          .fix("Take the security contexts from PodUser.");

  static final Rule GAINS_NO_PRIVILEGES =
      Rule.error("POD-03", "Containers gain no privileges")
          .why("Pod Security 'restricted' refuses the pod.")
          .fix("Set allowPrivilegeEscalation: false, and privileged to nothing but false.");

  static final Rule DROPS_CAPABILITIES =
      Rule.error("POD-04", "Containers drop all capabilities")
          .why("Pod Security 'restricted' refuses the pod.")
          .fix("Take the security contexts from PodUser.");

  static final Rule ROOT_IS_READ_ONLY =
      Rule.error("POD-05", "Containers write to their mounts alone")
          .why("What gets in could put itself into the image's files.")
          .fix("Set readOnlyRootFilesystem: true and mount what must be written.");

  static final Rule STAYS_OFF_THE_NODE =
      Rule.error("POD-06", "Pods share nothing with their node")
          .why("Pod Security refuses host paths, networks, processes and ports.")
          .fix("Use a claim or an emptyDir.");

  static final Rule HAS_RESOURCES =
      Rule.error("POD-07", "Containers request and limit processor and memory")
          .why("Without requests they are evicted first, without limits they evict others.")
          .fix("Give the container Resources.");

  static final Rule HAS_PROBES =
      Rule.error("POD-08", "Containers that stay have the three probes")
          .why("Requests go to a server that is not up, and a stuck one is never restarted.")
          .fix("Give the container Probes.");

  static final Rule NAMESPACE_ADMITS_THE_RESTRICTED =
      Rule.warning(
              "POD-10",
              "The namespace admits pods of the restricted profile alone, by a version that stays")
          .why(
              "Whoever may make pods, as every driver may, could make one that takes over its node.")
          .fix("Take the Namespace object from dsl.kube.Namespace.");

  static final Rule KEEPS_TO_THE_PROFILE =
      Rule.error("POD-11", "Pods say nothing else that the restricted profile refuses")
          .why("Pod Security refuses the pod.")
          .fix("Leave the field out.");

  private static final String ENFORCE = "pod-security.kubernetes.io/enforce";
  private static final List<String> AMOUNTS = List.of("cpu", "memory");

  /** What a template has to say, by the rule that wants it. */
  private static final Map<Rule, String> WANTED =
      Map.of(
          RUNS_AS_NON_ROOT, "runAsNonRoot: true",
          HAS_SECCOMP, "type: RuntimeDefault",
          GAINS_NO_PRIVILEGES, "allowPrivilegeEscalation: false",
          DROPS_CAPABILITIES, "drop: - ALL",
          ROOT_IS_READ_ONLY, "readOnlyRootFilesystem: true");

  @Override
  public void check() {
    for (Found<Namespace> namespace : stack.all(Namespace.class)) {
      namespaceAdmitsTheRestricted(namespace);
    }
    for (Workload workload : stack.workloads()) {
      staysOffTheNode(workload);
      for (String field : Restricted.refusedIn(workload)) {
        at(KEEPS_TO_THE_PROFILE, workload, "spec:")
            .say("{it} has {}, which Pod Security refuses; leave it out", field);
      }
      for (ContainerView container : workload.containers()) {
        for (Map.Entry<Rule, String> broken : brokenBy(workload, container).entrySet()) {
          at(broken.getKey(), workload, "name: " + container.name())
              .say("container {} of {it} {}", container.name(), broken.getValue());
        }
      }
    }
    for (Conf conf : stack.confs()) {
      volumesOf(conf);
    }
    for (PodTemplate template : PodTemplate.allOf(stack)) {
      for (Map<String, String> volume : template.below("hostPath:")) {
        onNode(template, "hostPath:", volume.getOrDefault("path", ""));
      }
      for (Map<String, String> volume : template.below("nfs:")) {
        fromServer(template, "nfs:", volume.getOrDefault("server", ""));
      }
      String line = template.line();
      for (Map.Entry<Rule, String> wanted : WANTED.entrySet()) {
        if (!line.contains(wanted.getValue())) {
          at(wanted.getKey(), template, template.file())
              .say("the pods of {it} do not say '{}'; say it", wanted.getValue());
        }
      }
    }
  }

  private void namespaceAdmitsTheRestricted(Found<Namespace> namespace) {
    Map<String, String> labels = namespace.manifest().labels();
    if (!"restricted".equals(labels.get(ENFORCE))) {
      at(NAMESPACE_ADMITS_THE_RESTRICTED, namespace, "labels:")
          .say("{it} admits any pod; label it {}=restricted", ENFORCE);
      return;
    }
    String version = Given.text(labels.getOrDefault(ENFORCE + "-version", "latest"));
    if (!version.startsWith("v1.") || !Words.isPort(version.substring(3))) {
      at(NAMESPACE_ADMITS_THE_RESTRICTED, namespace, ENFORCE + "-version")
          .say(
              "{it} enforces version '{}' of Pod Security, which changes with the cluster; pin it, as"
                  + " in v1.32",
              version);
    }
  }

  private void staysOffTheNode(Workload workload) {
    for (VolumeView volume : workload.volumes()) {
      if (volume.model().getHostPath() != null) {
        onNode(workload, "hostPath:", Given.text(volume.model().getHostPath().getPath()));
      }
      if (volume.model().getNfs() != null) {
        fromServer(workload, "nfs:", Given.text(volume.model().getNfs().getServer()));
      }
    }
    PodSpec pod = workload.pod();
    if (Given.isTrue(pod.getHostNetwork())
        || Given.isTrue(pod.getHostPID())
        || Given.isTrue(pod.getHostIPC())) {
      at(STAYS_OFF_THE_NODE, workload, "host")
          .say("{it} shares its node's network or processes; do not");
    }
    for (ContainerView container : workload.containers()) {
      for (ContainerView.Port port : container.ports()) {
        if (port.onNode().isPresent()) {
          at(STAYS_OFF_THE_NODE, workload, "hostPort:")
              .say("{it} takes port {} of its node; use a Service", port.onNode().get());
        }
      }
    }
  }

  /** Volumes that properties ask for, {@code spark.kubernetes.executor.volumes.nfs.data.…}. */
  private void volumesOf(Conf conf) {
    for (String key : conf.properties().keySet()) {
      if (key.startsWith("spark.kubernetes.") && key.endsWith(".mount.path")) {
        if (key.contains(".volumes.hostPath.")) {
          onNode(conf, key, key);
        } else if (key.contains(".volumes.nfs.")) {
          fromServer(conf, key, key);
        }
      }
    }
  }

  private void onNode(Written what, String mark, String path) {
    if (!enforced().equals("privileged")) {
      at(STAYS_OFF_THE_NODE, what, mark).say("{it} mounts {} of its node; use a claim", path);
    }
  }

  private void fromServer(Written what, String mark, String server) {
    if (enforced().equals("restricted")) {
      at(KEEPS_TO_THE_PROFILE, what, mark)
          .say(
              "{it} mounts a folder of NFS, {}, which Pod Security refuses here; use a claim on a"
                  + " PersistentVolume with nfs",
              server);
    }
  }

  /** Which profile the namespace enforces; the strictest where nobody says. */
  private String enforced() {
    for (Found<Namespace> namespace : stack.all(Namespace.class)) {
      String profile = namespace.manifest().labels().get(ENFORCE);
      if (profile != null) {
        return profile;
      }
    }
    return "restricted";
  }

  /** The rules that {@code container} breaks, and what is said of it. */
  private static Map<Rule, String> brokenBy(Workload workload, ContainerView container) {
    Map<Rule, String> broken = new LinkedHashMap<>();
    SecurityContext own = container.security();
    PodSecurityContext shared = workload.security();
    if (mayBeRoot(own, shared)) {
      broken.put(RUNS_AS_NON_ROOT, "may run as root; set runAsNonRoot and a uid");
    }
    if (own.getSeccompProfile() == null && shared.getSeccompProfile() == null) {
      broken.put(HAS_SECCOMP, "has no seccomp profile; set RuntimeDefault");
    }
    if (!Given.isFalse(own.getAllowPrivilegeEscalation()) || Given.isTrue(own.getPrivileged())) {
      broken.put(GAINS_NO_PRIVILEGES, "may gain privileges; set allowPrivilegeEscalation: false");
    }
    if (!dropsAll(own.getCapabilities())) {
      broken.put(DROPS_CAPABILITIES, "keeps capabilities; drop ALL and add none");
    }
    if (!Given.isTrue(own.getReadOnlyRootFilesystem())) {
      broken.put(ROOT_IS_READ_ONLY, "can write to its image; set readOnlyRootFilesystem: true");
    }
    if (!container.requests().keySet().containsAll(AMOUNTS)
        || !container.limits().keySet().containsAll(AMOUNTS)) {
      broken.put(HAS_RESOURCES, "does not request and limit cpu and memory; give it Resources");
    }
    if (!workload.isJob()
        && workload.ownContainers().contains(container)
        && container.probes().size() < 3) {
      broken.put(HAS_PROBES, "has not all three probes; give it Probes");
    }
    return broken;
  }

  private static boolean mayBeRoot(SecurityContext own, PodSecurityContext shared) {
    Boolean nonRoot =
        own.getRunAsNonRoot() == null ? shared.getRunAsNonRoot() : own.getRunAsNonRoot();
    Long user = own.getRunAsUser() == null ? shared.getRunAsUser() : own.getRunAsUser();
    return !Given.isTrue(nonRoot) || Long.valueOf(0).equals(user);
  }

  private static boolean dropsAll(@Nullable Capabilities capabilities) {
    if (capabilities == null || !Given.list(capabilities.getDrop()).contains("ALL")) {
      return false;
    }
    for (String added : Given.list(capabilities.getAdd())) {
      if (!added.equals("NET_BIND_SERVICE")) {
        return false;
      }
    }
    return true;
  }
}
