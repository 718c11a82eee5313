package io.sparkstead.stack.proof.cluster;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Rights;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.spark.PodsOfConf;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.List;

/** Whether what a Role allows can ever be done, and by those alone who need it. */
public record Grants(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule NAME_IS_ASKED_FOR =
      Rule.error("RBC-10", "A Role allows by name what is asked for by name")
          .why("Who creates, lists, watches or deletes many says no name, and gets Forbidden.")
          .fix("Drop resourceNames, or give those verbs a rule of their own without them.");

  static final Rule RIGHTS_ARE_AN_ACCOUNTS =
      Rule.warning("RBC-11", "Rights are given to accounts, and not to all of a group of them")
          .why("Executors, the account 'default' and whoever else is in the group have them too.")
          .fix("Name the ServiceAccount that needs them.");

  /** Whom nobody has made a member of anything. */
  private static final List<String> EVERYBODY =
      List.of("system:authenticated", "system:unauthenticated", "system:anonymous");

  private static final String ACCOUNTS = "system:serviceaccounts";

  /** Of what is made or deleted in numbers, the API server knows no name when it asks. */
  private static final List<String> NAMELESS = List.of("create", "deletecollection");

  /** These can be asked for one object, and Spark asks for all. */
  private static final List<String> OF_ALL = List.of("list", "watch");

  @Override
  public void check() {
    for (Found<RoleBinding> binding : stack.all(RoleBinding.class)) {
      areAnAccounts(binding, Given.list(binding.object().getSubjects()));
    }
    for (Found<ClusterRoleBinding> binding : stack.all(ClusterRoleBinding.class)) {
      areAnAccounts(binding, Given.list(binding.object().getSubjects()));
    }
    for (Found<Role> role : stack.all(Role.class)) {
      List<PolicyRule> rules = Given.list(role.object().getRules());
      for (PolicyRule rule : rules) {
        if (!Given.list(rule.getResourceNames()).isEmpty()) {
          isAskedFor(role, rule, rules);
        }
      }
    }
  }

  private void areAnAccounts(Written binding, List<Subject> subjects) {
    for (Subject subject : subjects) {
      String name = Given.text(subject.getName());
      boolean isOfAccounts = name.equals(ACCOUNTS) || name.startsWith(ACCOUNTS + ":");
      if (!"ServiceAccount".equals(subject.getKind())
          && (isOfAccounts || EVERYBODY.contains(name))) {
        at(RIGHTS_ARE_AN_ACCOUNTS, binding, name)
            .say(
                "{it} gives its rights to {}, {}; name the ServiceAccount that needs them",
                name,
                isOfAccounts ? "each account there is" : "whoever reaches the API server");
      }
    }
  }

  private void isAskedFor(Found<Role> role, PolicyRule rule, List<PolicyRule> rules) {
    List<String> verbs = new ArrayList<>(NAMELESS);
    if (isDrivers(role)) {
      verbs.addAll(OF_ALL);
    }
    for (String resource : Given.list(rule.getResources())) {
      for (String verb : verbs) {
        // What is below an object, such as pods/eviction, is asked for by the object's name.
        if (resource.indexOf('/') < 0
            && Given.list(rule.getVerbs()).contains(verb)
            && !isAllowed(resource, verb, rules)) {
          at(NAME_IS_ASKED_FOR, role, "resourceNames:")
              .say(
                  "{it} allows to {} {} by the names {} alone, and who does that says no name; drop"
                      + " resourceNames",
                  verb,
                  resource,
                  rule.getResourceNames());
          return;
        }
      }
    }
  }

  private static boolean isAllowed(String resource, String verb, List<PolicyRule> rules) {
    for (PolicyRule other : rules) {
      if (Given.list(other.getResourceNames()).isEmpty()
          && Given.list(other.getResources()).contains(resource)
          && Given.list(other.getVerbs()).contains(verb)) {
        return true;
      }
    }
    return false;
  }

  private boolean isDrivers(Found<Role> role) {
    for (String account : PodsOfConf.driverAccounts(stack)) {
      for (Rights.Role bound : Rights.rolesOf(account, stack)) {
        if (bound.name().equals(role.name())) {
          return true;
        }
      }
    }
    return false;
  }
}
