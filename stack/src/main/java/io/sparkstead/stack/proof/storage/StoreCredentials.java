package io.sparkstead.stack.proof.storage;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.ContainerView.Variable;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Findings.Place;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.CredentialText;
import io.sparkstead.stack.release.AwsSdk;
import java.util.Optional;

/** Whether programs that read their keys from a file have the file, and are told so. */
public record StoreCredentials(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule CREDENTIALS_FILE_IS_MOUNTED =
      Rule.error(
              "AGR-22",
              "Where a program reads its keys from a file, the pod has the file and says where")
          .why("Every access fails: S3A says 'credential profiles file not found'.")
          .fix("Mount the Secret and set its variable.");

  private static final String FROM_FILE = "ProfileCredentials";
  private static final String FILE_VARIABLE = "_FILE";
  private static final String OF_VAULT = "/vault/";
  private static final String VAULTS_AGENT = "vault.hashicorp.com/agent-inject";

  @Override
  public void check() {
    Optional<String> other = stack.firstSet(S3.PROVIDER);
    for (Conf conf : stack.confs()) {
      // A pod that submits reads nothing of the store; its driver has a template.
      Optional<Workload> runner = stack.runnerOf(conf);
      if (runner.isPresent() && S3.isUsedBy(conf)) {
        for (ContainerView container : runner.get().containers()) {
          if (readsStore(runner.get(), container, conf)) {
            fileAndProvider(conf, runner.get(), container);
          }
        }
      }
      if (other.isPresent() && conf.get(S3.PROVIDER).isEmpty() && S3.isNeededBy(conf)) {
        at(CREDENTIALS_FILE_IS_MOUNTED, conf, S3.ENDPOINT)
            .say("{it} names no provider of keys, others name {}; set it", other.get());
      }
    }
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        for (Variable variable : container.variables()) {
          namedFile(workload, container, variable);
        }
      }
    }
  }

  /** What reads the properties, or waits for the store before; a sidecar does neither. */
  private boolean readsStore(Workload workload, ContainerView container, Conf conf) {
    return workload.mounts(container, conf.configMap())
        || (workload.initContainers().contains(container) && stack.images().has(container.image()));
  }

  /** Keys are in a file, and the provider reads it; or neither. */
  private void fileAndProvider(Conf conf, Workload workload, ContainerView container) {
    boolean isReader = conf.get(S3.PROVIDER).orElse("").contains(FROM_FILE);
    boolean hasFile = hasFile(workload, container);
    Place place = at(CREDENTIALS_FILE_IS_MOUNTED, workload, "name: " + container.name());
    if (isReader && !hasFile) {
      place.say(
          "container {} of {it} reads S3 keys from a file and has none; mount the login's Secret"
              + " and set its variable",
          container.name());
    } else if (hasFile && !isReader) {
      place.say(
          "container {} of {it} has a file with S3 keys, and {} names no provider that reads it;"
              + " set {}",
          container.name(),
          conf,
          S3.PROVIDER);
    }
  }

  /** Whether a variable of the SDK points into a Secret that the container mounts. */
  private static boolean hasFile(Workload workload, ContainerView container) {
    for (AwsSdk sdk : AwsSdk.values()) {
      Optional<String> file = container.variable(sdk.fileVariable());
      if (file.isPresent() && workload.hasSecretAt(container, file.get())) {
        return true;
      }
    }
    return false;
  }

  /** A variable that says in which file a credential is, says where a Secret is mounted. */
  private void namedFile(Workload workload, ContainerView container, Variable variable) {
    if (isPromised(variable.name())
        && variable.value().isPresent()
        && !workload.hasSecretAt(container, variable.value().get())
        && !isBroughtByOthers(workload, container, variable.value().get())) {
      at(CREDENTIALS_FILE_IS_MOUNTED, workload, "name: " + variable.name())
          .say(
              "variable {} of {it} names {}, where no Secret is mounted; mount it there",
              variable.name(),
              variable.value().get());
    }
  }

  /** By a driver of volumes, or by Vault's agent, which puts files there beside the pod's own. */
  private static boolean isBroughtByOthers(
      Workload workload, ContainerView container, String file) {
    Optional<Mount> mount = container.mountOf(file);
    Optional<VolumeView> volume =
        mount.isPresent() ? workload.volume(mount.get()) : Optional.empty();
    boolean isDrivers = volume.isPresent() && volume.get().model().getCsi() != null;
    return isDrivers
        || (file.startsWith(OF_VAULT) && workload.annotations().containsKey(VAULTS_AGENT));
  }

  private static boolean isPromised(String variable) {
    return variable.endsWith(FILE_VARIABLE)
        && CredentialText.isSlot(variable.substring(0, variable.length() - FILE_VARIABLE.length()));
  }
}
