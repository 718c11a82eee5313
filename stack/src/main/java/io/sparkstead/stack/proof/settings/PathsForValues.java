package io.sparkstead.stack.proof.settings;

import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.Optional;
import java.util.Set;

/** Whether variables that are a secret are not the path of the file that holds it. */
public record PathsForValues(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule SECRET_IS_NO_PATH =
      Rule.error("REF-51", "A variable for a secret is not the path of the file that holds it")
          .why(
              "The path itself is taken for the secret, and whoever shows the true one is refused.")
          .fix("Name the variable that takes a file: it mostly ends in _FILE.");

  /** How variables end that hold the secret itself. */
  private static final Set<String> ENDS =
      Set.of(
          "PASSWORD",
          "PASSWD",
          "TOKEN",
          "SECRET",
          "SECRET_KEY",
          "ACCESS_KEY",
          "ACCESS_KEY_ID",
          "ROOT_USER",
          "API_KEY");

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        for (ContainerView.Variable variable : container.variables()) {
          String value = variable.value().orElse("");
          if (isSecrets(variable.name()) && isOfASecret(workload, container, value)) {
            at(SECRET_IS_NO_PATH, workload, variable.name())
                .say(
                    "container {} of {it} sets {} to {}, the path of a file of a Secret; name {}_FILE,"
                        + " or take the value by secretKeyRef",
                    container.name(),
                    variable.name(),
                    value,
                    variable.name());
          }
        }
      }
    }
  }

  private static boolean isSecrets(String name) {
    return ENDS.stream().anyMatch(end -> name.equals(end) || name.endsWith("_" + end));
  }

  private static boolean isOfASecret(Workload workload, ContainerView container, String path) {
    Optional<ContainerView.Mount> mount =
        path.startsWith("/") ? container.mountOf(path) : Optional.empty();
    Optional<VolumeView> volume =
        mount.isPresent() ? workload.volume(mount.get()) : Optional.empty();
    return volume.isPresent() && volume.get().secret().isPresent();
  }
}
