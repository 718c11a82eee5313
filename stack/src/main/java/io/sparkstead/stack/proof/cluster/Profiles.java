package io.sparkstead.stack.proof.cluster;

import io.fabric8.kubernetes.api.model.AppArmorProfile;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.spark.PodSpecs;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether profiles by which the kernel holds pods back are there on every node. */
public record Profiles(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule PROFILE_IS_BROUGHT =
      Rule.warning("POD-33", "A profile of seccomp or AppArmor is one that every node has")
          .why("Nothing here puts the file on nodes; where it is missing no container is made.")
          .fix("Say RuntimeDefault, or by an exception who puts it on the nodes.");

  private static final String FROM_A_FILE = "Localhost";

  /** Where the Security Profiles Operator puts those it brings. */
  private static final String OPERATORS = "operator/";

  private static final String APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/";
  private static final String OF_A_NODE = "localhost/";

  @Override
  public void check() {
    for (PodSpecs pods : PodSpecs.allOf(stack)) {
      PodSecurityContext all = pods.spec().getSecurityContext();
      if (all != null) {
        seccomp(pods.what(), all.getSeccompProfile());
        appArmor(pods.what(), all.getAppArmorProfile());
      }
      for (Container container : pods.containers()) {
        SecurityContext own = container.getSecurityContext();
        if (own != null) {
          seccomp(pods.what(), own.getSeccompProfile());
          appArmor(pods.what(), own.getAppArmorProfile());
        }
      }
    }
    for (Workload workload : stack.workloads()) {
      for (Map.Entry<String, String> annotation : workload.annotations().entrySet()) {
        String value = annotation.getValue();
        if (annotation.getKey().startsWith(APP_ARMOR) && value.startsWith(OF_A_NODE)) {
          say(workload, "AppArmor", value.substring(OF_A_NODE.length()));
        }
      }
    }
  }

  private void seccomp(Written what, @Nullable SeccompProfile profile) {
    if (profile != null && FROM_A_FILE.equals(profile.getType())) {
      say(what, "seccomp", Given.text(profile.getLocalhostProfile()));
    }
  }

  private void appArmor(Written what, @Nullable AppArmorProfile profile) {
    if (profile != null && FROM_A_FILE.equals(profile.getType())) {
      say(what, "AppArmor", Given.text(profile.getLocalhostProfile()));
    }
  }

  private void say(Written what, String of, String profile) {
    if (!profile.startsWith(OPERATORS)) {
      at(PROFILE_IS_BROUGHT, what, profile)
          .say(
              "{it} asks for {}'s profile {}, which nothing here puts on nodes; say RuntimeDefault,"
                  + " or by an exception who does",
              of,
              profile);
    }
  }
}
