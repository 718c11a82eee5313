package io.sparkstead.stack.proof.kubernetes;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Rights;
import io.sparkstead.stack.proof.evidence.Rights.Allowed;
import io.sparkstead.stack.proof.evidence.Rights.Binding;
import io.sparkstead.stack.proof.evidence.Rights.Bound;
import io.sparkstead.stack.proof.evidence.Rights.Role;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.evidence.spark.PodsOfConf;
import io.sparkstead.stack.proof.evidence.spark.TemplatePod;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.spark.SparkFeature;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether Roles allow what drivers do, and no more. */
public record Privileges(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule ROLE_NAMES_ITS_VERBS =
      Rule.error("RBC-01", "A Role has no wildcard")
          .why("It allows what nobody thought of.")
          .fix("List the verbs that Spark uses.");

  static final Rule DRIVER_MAY_RUN_EXECUTORS =
      Rule.error("RBC-02", "The driver's Role has every verb that its properties make Spark use")
          .why("The driver fails with Forbidden: at the start, or only when it stops.")
          .fix("Compute the Role from the features that are on.");

  static final Rule ROLE_ALLOWS_NO_MORE =
      Rule.warning(
              "RBC-03",
              "The driver's Role allows nothing that its properties do not make Spark use")
          .why("Whoever gets into a notebook gets it too.")
          .fix("Compute the Role from the features that are on.");

  static final Rule ROLE_LEAVES_SECRETS_ALONE =
      Rule.error("RBC-04", "No Role reads Secrets or enters pods")
          .why("It would open every password of the namespace.")
          .fix("Mount the one Secret that is needed.");

  static final Rule EXECUTORS_HAVE_NO_ROLE =
      Rule.error("RBC-05", "The executors' account is bound to no Role")
          .why("They run the code of every user and call no API.")
          .fix("Bind the driver's account alone.");

  static final Rule NOTHING_IS_CLUSTER_WIDE =
      Rule.error("RBC-06", "Nothing is granted for the whole cluster")
          .why("One namespace's notebook could change another's.")
          .fix("Use Role and RoleBinding.");

  private static final String WILDCARD = "*";
  private static final Set<String> NEVER =
      Set.of("secrets", "pods/exec", "pods/attach", "pods/portforward");

  @Override
  public void check() {
    for (Role role : stack.roles()) {
      for (Allowed allowed : role.rules()) {
        roleNamesItsVerbs(role, allowed);
        if (!isForPeople(role)) {
          roleLeavesSecretsAlone(role, allowed);
        }
      }
    }
    for (Manifest manifest : stack.manifests()) {
      if (manifest.kind().equals("ClusterRole") || manifest.kind().equals("ClusterRoleBinding")) {
        at(NOTHING_IS_CLUSTER_WIDE, manifest, "kind:")
            .say("{it} reaches beyond {}; use a Role", stack.namespace());
      }
    }
    for (Binding binding : stack.bindings()) {
      grantsARole(binding);
      executorsHaveNoRole(binding);
    }
    driversHaveTheirRights();
  }

  private void roleNamesItsVerbs(Role role, Allowed allowed) {
    if (allowed.verbs().contains(WILDCARD)
        || allowed.resources().contains(WILDCARD)
        || allowed.groups().contains(WILDCARD)) {
      at(ROLE_NAMES_ITS_VERBS, role, WILDCARD)
          .say("{it} allows {} on {}; list the verbs", allowed.verbs(), allowed.resources());
    }
  }

  private void roleLeavesSecretsAlone(Role role, Allowed allowed) {
    for (String resource : allowed.resources()) {
      if (NEVER.contains(resource)) {
        at(ROLE_LEAVES_SECRETS_ALONE, role, resource)
            .say("{it} allows {} on {}; drop it", allowed.verbs(), resource);
      }
    }
  }

  private void grantsARole(Binding binding) {
    // By a RoleBinding it holds in this namespace; what people may do there is not a pod's matter.
    if (binding.kind().equals("ClusterRole") && isForPods(binding)) {
      at(NOTHING_IS_CLUSTER_WIDE, binding, "kind: ClusterRole")
          .say(
              "{it} grants ClusterRole {}, which holds for more than this stack; grant a Role",
              binding.role());
    }
  }

  private boolean isForPods(Binding binding) {
    Set<String> subjects = new TreeSet<>();
    for (Bound subject : binding.subjects()) {
      if (subject.namespace().orElse(stack.namespace()).equals(stack.namespace())) {
        subjects.add(subject.name());
      }
    }
    // Templates are parsed only for a subject that nothing else runs as.
    return !Collections.disjoint(subjects, accountsOfPods())
        || (!subjects.isEmpty() && !Collections.disjoint(subjects, accountsOfTemplates()));
  }

  /** Those that pods of the stack run as, and pods that Spark makes. */
  private Set<String> accountsOfPods() {
    Set<String> accounts = new TreeSet<>(PodsOfConf.driverAccounts(stack));
    for (Workload workload : stack.workloads()) {
      accounts.add(workload.account());
    }
    for (Conf conf : stack.confs()) {
      accounts.add(conf.get(Keys.EXECUTOR_ACCOUNT).orElse("default"));
    }
    return accounts;
  }

  private Set<String> accountsOfTemplates() {
    Set<String> accounts = new TreeSet<>();
    for (TemplatePod template : TemplatePod.allOf(stack)) {
      accounts.add(Given.text(template.spec().getServiceAccountName()));
    }
    return accounts;
  }

  /** Whether it is bound, and to no account of a pod here: people, their accounts, or tools. */
  private boolean isForPeople(Role role) {
    boolean isBound = false;
    for (Binding binding : stack.bindings()) {
      if (binding.kind().equals("Role") && binding.role().equals(role.name())) {
        isBound = true;
        if (isForPods(binding)) {
          return false;
        }
      }
    }
    return isBound;
  }

  private void driversHaveTheirRights() {
    Set<String> needed = neededByDrivers();
    if (needed.isEmpty() || stack.manifests().isEmpty()) {
      return;
    }
    for (String account : PodsOfConf.driverAccounts(stack)) {
      List<Role> roles = Rights.rolesOf(account, stack);
      Manifest spokenOf =
          roles.isEmpty() ? stack.manifests().get(0) : roles.get(roles.size() - 1).manifest();
      Set<String> allowed = new TreeSet<>();
      for (Role role : roles) {
        for (Allowed rule : role.rules()) {
          addPairs(allowed, rule);
        }
      }
      Set<String> missing = new TreeSet<>(needed);
      missing.removeAll(allowed);
      if (!missing.isEmpty() && !allowed.contains(WILDCARD)) {
        at(DRIVER_MAY_RUN_EXECUTORS, spokenOf, "rules:")
            .say(
                "account {} may not {}, which its drivers do; add it to the Role",
                account,
                missing);
      }
      Set<String> more = new TreeSet<>(allowed);
      more.removeAll(needed);
      // ROLE_NAMES_ITS_VERBS speaks of it.
      more.remove(WILDCARD);
      if (!more.isEmpty()) {
        at(ROLE_ALLOWS_NO_MORE, spokenOf, "rules:")
            .say("account {} may {}, which no driver of the stack does; drop it", account, more);
      }
    }
  }

  /** What drivers do with the API server, all of them together; nothing if there is none. */
  private Set<String> neededByDrivers() {
    Set<String> needed = new TreeSet<>();
    for (Conf conf : stack.confs()) {
      if (conf.isClient()) {
        addNeeded(needed, SparkFeature.RUN_EXECUTORS);
      }
      if (conf.isCluster()) {
        addNeeded(needed, SparkFeature.SUBMIT_TO_CLUSTER);
      }
      if (conf.isApplication()) {
        needed.addAll(SparkFeature.neededBy(conf.properties()));
      }
    }
    return needed;
  }

  private static void addNeeded(Set<String> needed, SparkFeature feature) {
    for (PolicyRule rule : feature.rules()) {
      addPairs(needed, Rights.allowed(rule));
    }
  }

  /**
   * {@code create pods}, {@code patch deployments.apps}, and so on; a wildcard of verbs as itself.
   */
  private static void addPairs(Set<String> pairs, Allowed allowed) {
    for (String group : allowed.groups()) {
      String suffix = group.isEmpty() ? "" : "." + group;
      for (String resource : allowed.resources()) {
        for (String verb : allowed.verbs()) {
          pairs.add(verb.equals(WILDCARD) ? WILDCARD : verb + " " + resource + suffix);
        }
      }
    }
  }

  private void executorsHaveNoRole(Binding binding) {
    for (Conf conf : stack.confs()) {
      Optional<String> account = conf.get(Keys.EXECUTOR_ACCOUNT);
      if (account.isPresent() && binding.grantsTo(account.get(), stack.namespace())) {
        at(EXECUTORS_HAVE_NO_ROLE, binding, "name: " + account.get())
            .say(
                "{it} grants rights to {}, as whom executors run; bind the driver's account alone",
                account.get());
      }
    }
  }
}
