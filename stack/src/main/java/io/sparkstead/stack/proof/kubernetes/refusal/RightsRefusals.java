package io.sparkstead.stack.proof.kubernetes.refusal;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.sparkstead.stack.proof.evidence.Given;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is refused of roles and of who has them. */
record RightsRefusals(Refusals refusals) {

  private static final String GROUP = "rbac.authorization.k8s.io";
  private static final List<String> ROLES = List.of("Role", "ClusterRole");
  private static final String ACCOUNT = "ServiceAccount";
  private static final List<String> SUBJECTS = List.of(ACCOUNT, "User", "Group");
  private static final String API_GROUP = "apiGroup";
  private static final String KIND = "kind";

  /**
   * What is refused of rules.
   *
   * @param areOfTheCluster whether they can speak of paths that are no resources
   */
  void ofRules(@Nullable List<PolicyRule> rules, boolean areOfTheCluster) {
    for (PolicyRule rule : Given.list(rules)) {
      refusals.unless(!Given.list(rule.getVerbs()).isEmpty(), "verbs", "", "say one");
      List<String> paths = Given.list(rule.getNonResourceURLs());
      refusals.unless(
          paths.isEmpty() || areOfTheCluster, "nonResourceURLs", paths, "say it in a ClusterRole");
      if (paths.isEmpty()) {
        refusals.unless(
            !Given.list(rule.getApiGroups()).isEmpty(), "apiGroups", "", "say one, \"\" for core");
        refusals.unless(!Given.list(rule.getResources()).isEmpty(), "resources", "", "say one");
      }
    }
  }

  /**
   * What is refused of a binding.
   *
   * @param isOfTheCluster whether an account without a namespace is nobody's
   */
  void ofBinding(
      @Nullable RoleRef given, @Nullable List<Subject> subjects, boolean isOfTheCluster) {
    RoleRef role = given == null ? new RoleRef() : given;
    String group = Given.text(role.getApiGroup());
    refusals.unless(group.isEmpty() || group.equals(GROUP), API_GROUP, group, "say " + GROUP);
    String kind = Given.text(role.getKind());
    refusals.unless(ROLES.contains(kind), KIND, kind, Refusals.say(ROLES));
    ObjectRefusals.segment(refusals, Given.text(role.getName()));
    for (Subject subject : Given.list(subjects)) {
      subject(subject, isOfTheCluster);
    }
  }

  private void subject(Subject subject, boolean isOfTheCluster) {
    String kind = Given.text(subject.getKind());
    String group = Given.text(subject.getApiGroup());
    refusals.unless(SUBJECTS.contains(kind), KIND, kind, Refusals.say(SUBJECTS));
    if (kind.equals(ACCOUNT)) {
      refusals.subdomain("name", subject.getName());
      if (isOfTheCluster) {
        refusals.required("namespace", subject.getNamespace());
      }
      refusals.unless(group.isEmpty(), API_GROUP, group, "drop it: accounts are of none");
    } else {
      refusals.required("name", subject.getName());
      refusals.unless(group.isEmpty() || group.equals(GROUP), API_GROUP, group, "say " + GROUP);
    }
  }
}
