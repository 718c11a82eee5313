package io.sparkstead.stack.proof.kubernetes;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Selector;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.VolumeView.Source;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Words;
import java.util.Optional;
import java.util.Set;

/** Whether the next change goes through. */
public record Updates(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule DISK_IS_LET_GO_FIRST =
      Rule.error("UPD-01", "A workload with a ReadWriteOnce claim stops the old pod first")
          .why("A rolling update waits for ever: the old pod holds the disk.")
          .fix("Use strategy Recreate, or a StatefulSet.");

  static final Rule CONFIG_IS_A_FOLDER =
      Rule.error("UPD-02", "A ConfigMap is mounted as a folder, not by subPath")
          .why("A file mounted by subPath keeps its first text until the pod dies.")
          .fix("Mount the folder.");

  static final Rule CONFIG_ROLLS_ITS_READERS =
      Rule.warning("UPD-03", "A changed ConfigMap rolls the pods that read it")
          .why(
              "Kubernetes changes the file and tells nobody; the server goes on with what it read.")
          .fix("Annotate the pod template with the files' fingerprint.");

  static final Rule JOB_CHANGES_ITS_NAME =
      Rule.warning("UPD-04", "A Job's name changes with what it does")
          .why("Its pod template cannot be changed: the next kubectl apply stops at the Job.")
          .fix("Put a fingerprint of the pod into the name.");

  static final Rule SELECTOR_STAYS =
      Rule.warning("UPD-05", "Selectors hold labels that never change")
          .why("A selector cannot be changed: the workload has to be deleted first.")
          .fix("Select by app.kubernetes.io/name alone.");

  static final Rule METALLB_PREFIX_IS_CURRENT =
      Rule.warning("UPD-07", "MetalLB annotations begin with metallb.io/")
          .why("metallb.universe.tf/ is deprecated since 0.14.9.")
          .fix("Use metallb.io/loadBalancerIPs.");

  private static final Set<String> CHANGING =
      Set.of(
          "app.kubernetes.io/version", "app.kubernetes.io/managed-by", "helm.sh/chart", "version");

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      diskIsLetGoFirst(workload);
      configIsAFolder(workload);
      if (!workload.isJob()) {
        configRollsItsReaders(workload);
      }
      selectorStays(workload);
      if (workload.object() instanceof Job && !hasFingerprint(workload.name())) {
        at(JOB_CHANGES_ITS_NAME, workload, "name: " + workload.name())
            .say("{it} keeps its name when it changes; put a fingerprint into it");
      }
    }
    for (ServiceView service : stack.services()) {
      for (String annotation : service.manifest().annotations().keySet()) {
        if (annotation.startsWith("metallb.universe.tf/")) {
          at(METALLB_PREFIX_IS_CURRENT, service, "metallb.universe.tf")
              .say("{it} uses MetalLB's old prefix; use metallb.io/");
        }
      }
    }
  }

  private void diskIsLetGoFirst(Workload workload) {
    if (workload.object() instanceof Deployment deployment
        && !isRecreated(deployment)
        && hasDisk(workload)) {
      at(DISK_IS_LET_GO_FIRST, workload, "spec:")
          .say("{it} keeps its disk while the new pod waits for it; use strategy Recreate");
    }
  }

  private static boolean isRecreated(Deployment deployment) {
    return deployment.getSpec() != null
        && deployment.getSpec().getStrategy() != null
        && "Recreate".equals(deployment.getSpec().getStrategy().getType());
  }

  private boolean hasDisk(Workload workload) {
    for (VolumeView volume : workload.volumes()) {
      if (volume.claim().isPresent() && stack.isReadWriteOnce(volume.claim().get())) {
        return true;
      }
    }
    return false;
  }

  private void configIsAFolder(Workload workload) {
    for (ContainerView container : workload.containers()) {
      for (Mount mount : container.mounts()) {
        if (mount.subPath().isPresent()) {
          at(CONFIG_IS_A_FOLDER, workload, "subPath:")
              .say(
                  "{it} mounts {} by subPath, which never changes; mount the folder", mount.path());
        }
      }
    }
  }

  private void configRollsItsReaders(Workload workload) {
    for (VolumeView volume : workload.volumes()) {
      Optional<Source> map = volume.configMap();
      if (map.isPresent() && !map.get().isOptional() && !isAnnotated(workload, map.get().name())) {
        at(CONFIG_ROLLS_ITS_READERS, workload, "name: " + map.get().name())
            .say(
                "{it} reads ConfigMap {} and is not rolled when it changes; annotate its pods with"
                    + " the fingerprint",
                map.get().name());
      }
    }
  }

  private static boolean isAnnotated(Workload workload, String configMap) {
    for (String key : workload.annotations().keySet()) {
      if (key.contains("/" + configMap + "-")) {
        return true;
      }
    }
    return false;
  }

  private void selectorStays(Workload workload) {
    Optional<Selector> selector = workload.selector();
    if (selector.isPresent()) {
      for (String label : selector.get().labels().keySet()) {
        if (CHANGING.contains(label)) {
          at(SELECTOR_STAYS, workload, label)
              .say("{it} selects by {}, which changes; select by name alone", label);
        }
      }
    }
  }

  /** Whether {@code name} ends in a dash and eight digits of a hash. */
  private static boolean hasFingerprint(String name) {
    int dash = name.length() - 9;
    return dash >= 0
        && name.charAt(dash) == '-'
        && Words.isOf("0123456789abcdef", name.substring(dash + 1));
  }
}
