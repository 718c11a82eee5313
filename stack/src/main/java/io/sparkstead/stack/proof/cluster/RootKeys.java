package io.sparkstead.stack.proof.cluster;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.ContainerView.Variable;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Sources;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.VolumeView.Source;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.spark.PodTemplate;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether the keys of a store's administrator stay with the store. */
public record RootKeys(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule ROOT_STAYS_WITH_THE_STORE =
      Rule.warning("SEC-09", "Only a store and its bootstrap have its administrator's keys")
          .why("Whoever runs code in a notebook or job may read and delete all that is stored.")
          .fix("Give pods of Spark a user of their own that has one bucket.");

  /** By which servers of objects are told who their administrator is. */
  private static final Set<String> OF_ROOT =
      Set.of(
          "MINIO_ROOT_USER",
          "MINIO_ROOT_PASSWORD",
          "MINIO_ROOT_USER_FILE",
          "MINIO_ROOT_PASSWORD_FILE",
          "RUSTFS_ACCESS_KEY",
          "RUSTFS_SECRET_KEY",
          "GARAGE_ADMIN_TOKEN");

  @Override
  public void check() {
    Set<String> roots = new TreeSet<>();
    for (Workload workload : stack.workloads()) {
      if (!isSparks(workload)) {
        addRoots(roots, workload);
      }
    }
    for (Workload workload : stack.workloads()) {
      if (isSparks(workload)) {
        for (Source secret : Sources.of(workload).secrets()) {
          isNoRoot(roots, workload, secret.name());
        }
      }
    }
    for (PodTemplate template : PodTemplate.allOf(stack)) {
      for (String root : roots) {
        if (template.all("secretName: ").contains(root) || template.all("name: ").contains(root)) {
          isNoRoot(roots, template, root);
        }
      }
    }
    for (Conf conf : stack.confs()) {
      for (Map.Entry<String, String> property : conf.properties().entrySet()) {
        ofProperty(roots, conf, property.getKey(), property.getValue());
      }
    }
  }

  /** Whether its pods run what people wrote: by properties, or in an image that is built here. */
  private boolean isSparks(Workload workload) {
    for (Conf conf : stack.confs()) {
      if (stack.reads(workload, conf)) {
        return true;
      }
    }
    for (ContainerView container : workload.mainContainers()) {
      if (!stack.images().files(container.image()).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static void addRoots(Set<String> roots, Workload workload) {
    for (ContainerView container : workload.mainContainers()) {
      for (Variable variable : container.variables()) {
        if (OF_ROOT.contains(variable.name())) {
          addRoot(roots, workload, container, variable);
        }
      }
    }
  }

  private static void addRoot(
      Set<String> roots, Workload workload, ContainerView container, Variable variable) {
    if (variable.source().isPresent() && variable.source().get().getSecretKeyRef() != null) {
      roots.add(variable.source().get().getSecretKeyRef().getName());
    }
    String file = variable.value().orElse("");
    for (Mount mount : container.mounts()) {
      Optional<VolumeView> volume = workload.volume(mount);
      if (file.startsWith(mount.path() + "/")
          && volume.isPresent()
          && volume.get().secret().isPresent()) {
        roots.add(volume.get().secret().get().name());
      }
    }
  }

  /** {@code spark.kubernetes.executor.secrets.NAME}, or {@code …secretKeyRef.KEY=NAME:key}. */
  private void ofProperty(Set<String> roots, Conf conf, String key, String value) {
    if (key.startsWith("spark.kubernetes.")) {
      if (key.contains(".secrets.")) {
        isNoRoot(roots, conf, key.substring(key.lastIndexOf('.') + 1));
      } else if (key.contains(".secretKeyRef.")) {
        isNoRoot(roots, conf, value.split(":", -1)[0]);
      }
    }
  }

  private void isNoRoot(Set<String> roots, Written what, String secret) {
    if (roots.contains(secret)) {
      at(ROOT_STAYS_WITH_THE_STORE, what, secret)
          .say(
              "{it} reads Secret {}, by which its store knows its administrator; give it keys of its"
                  + " own",
              secret);
    }
  }
}
