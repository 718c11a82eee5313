package io.sparkstead.stack.proof.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Selector;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.VolumeView.Source;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.image.Paths;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the next change goes through. */
public record Updates(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule DISK_HAS_ONE_WRITER =
      Rule.error("UPD-01", "What writes a ReadWriteOnce claim is a StatefulSet")
          .why(
              "A Deployment starts the next pod while one that was deleted or evicted still writes"
                  + " the disk; in a rolling update it waits for the disk for ever.")
          .fix("Use a StatefulSet of one pod.");

  static final Rule POD_IS_REPLACED =
      Rule.warning("UPD-20", "A StatefulSet replaces a pod that never became ready")
          .why(
              "By OrderedReady it waits for the broken pod, mended manifest or not; and the field"
                  + " cannot be changed later.")
          .fix("Set podManagementPolicy: Parallel.");

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

  private static final String RELOADER = "reloader.stakater.com/";

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      diskHasOneWriter(workload);
      podIsReplaced(workload);
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

  private void diskHasOneWriter(Workload workload) {
    if (workload.replicas() > 1 || workload.object() instanceof Deployment) {
      for (VolumeView volume : workload.volumes()) {
        Optional<String> claim = volume.claim();
        if (claim.isPresent()
            && stack.isReadWriteOnce(claim.get())
            && workload.writes(volume.name())) {
          at(DISK_HAS_ONE_WRITER, workload, "claimName: " + claim.get())
              .say(
                  "{it} writes claim {}, and its next pod would too while this one stops; make it a"
                      + " StatefulSet of one pod",
                  claim.get());
        }
      }
    }
  }

  private void podIsReplaced(Workload workload) {
    if (workload.object() instanceof StatefulSet set
        && set.getSpec() != null
        && !"Parallel".equals(set.getSpec().getPodManagementPolicy())) {
      at(POD_IS_REPLACED, workload, "spec:")
          .say(
              "{it} waits for a pod that never became ready before it replaces it; set"
                  + " podManagementPolicy: Parallel");
    }
  }

  private void configIsAFolder(Workload workload) {
    for (ContainerView container : workload.containers()) {
      for (Mount mount : container.mounts()) {
        Optional<VolumeView> volume = workload.volume(mount);
        // What pods write themselves, to a disk or a claim, they see by subPath too.
        boolean isWritten =
            volume.isPresent()
                && (volume.get().claim().isPresent() || volume.get().model().getEmptyDir() != null);
        if (mount.subPath().isPresent()
            && !isWritten
            && !isImmutable(volume)
            && !isAFileByItself(workload, container, mount)) {
          at(CONFIG_IS_A_FOLDER, workload, "subPath:")
              .say(
                  "{it} mounts {} by subPath, which never changes; mount the folder", mount.path());
        }
      }
    }
  }

  /**
   * Whether it is a file that can be put there in no other way, for a disk is around it, or one
   * whose pods are rolled when it changes.
   */
  private boolean isAFileByItself(Workload workload, ContainerView container, Mount mount) {
    for (Mount other : container.mounts()) {
      if (Paths.isIn(other.path(), mount.path())) {
        return true;
      }
    }
    Optional<VolumeView> volume = workload.volume(mount);
    return Paths.name(mount.path()).equals(Paths.name(mount.subPath().orElse("")))
        && volume.isPresent()
        && volume.get().configMap().isPresent()
        && isAnnotated(workload, volume.get().configMap().get().name());
  }

  /** Whether it holds a ConfigMap that nobody can change. */
  private boolean isImmutable(Optional<VolumeView> volume) {
    return volume.isPresent()
        && volume.get().configMap().isPresent()
        && isImmutable(volume.get().configMap().get().name());
  }

  private boolean isImmutable(String map) {
    Optional<Found<ConfigMap>> found = stack.named(ConfigMap.class, map);
    return found.isPresent() && Given.isTrue(found.get().object().getImmutable());
  }

  private void configRollsItsReaders(Workload workload) {
    for (VolumeView volume : workload.volumes()) {
      Optional<Source> map = volume.configMap();
      if (map.isPresent()
          && !map.get().isOptional()
          && !isImmutable(map.get().name())
          // What others keep nobody here has a fingerprint of.
          && stack.configMap(map.get().name()).isPresent()
          && !isAnnotated(workload, map.get().name())) {
        at(CONFIG_ROLLS_ITS_READERS, workload, "name: " + map.get().name())
            .say(
                "{it} reads ConfigMap {} and is not rolled when it changes; annotate its pods with"
                    + " the fingerprint",
                map.get().name());
      }
    }
  }

  private boolean isAnnotated(Workload workload, String configMap) {
    for (String key : workload.annotations().keySet()) {
      if (key.contains("/" + configMap + "-")) {
        return true;
      }
    }
    return isReloaded(workload, configMap);
  }

  /** Whether Stakater's Reloader rolls it, by what it says of itself or of its pods. */
  private boolean isReloaded(Workload workload, String configMap) {
    Map<String, String> said = new HashMap<>(workload.annotations());
    said.putAll(Given.texts(workload.manifest().annotations()));
    String named = said.getOrDefault("configmap." + RELOADER + "reload", "");
    return "true".equals(said.get(RELOADER + "auto"))
        || "true".equals(said.get("configmap." + RELOADER + "auto"))
        || List.of(named.replace(" ", "").split(",", -1)).contains(configMap)
        || ("true".equals(said.get(RELOADER + "search")) && isFound(configMap));
  }

  /** Whether Reloader, told to search, takes the ConfigMap for one that rolls pods. */
  private boolean isFound(String configMap) {
    Optional<Found<ConfigMap>> found = stack.named(ConfigMap.class, configMap);
    return found.isPresent()
        && "true".equals(Given.texts(found.get().manifest().annotations()).get(RELOADER + "match"));
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
