package io.sparkstead.stack.proof.kubernetes.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RightsRefusalsTest {

  private static List<String> told(String rule) {
    return Told.of(
        "{rules: [{" + rule + "}]}",
        Role.class,
        (refusals, role) -> new RightsRefusals(refusals).ofRules(role.getRules(), false));
  }

  private static List<String> toldOfCluster(String rule) {
    return Told.of(
        "{rules: [{" + rule + "}]}",
        ClusterRole.class,
        (refusals, role) -> new RightsRefusals(refusals).ofRules(role.getRules(), true));
  }

  private static List<String> toldOfBinding(String fields) {
    return Told.of(
        "{" + fields + "}",
        RoleBinding.class,
        (refusals, made) ->
            new RightsRefusals(refusals).ofBinding(made.getRoleRef(), made.getSubjects(), true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "apiGroups: [''], resources: [pods] | verbs '': say one",
        "verbs: [get], resources: [pods] | apiGroups '': say one, \"\" for core",
        "verbs: [get], apiGroups: [''] | resources '': say one",
        "verbs: [get], nonResourceURLs: [/healthz] | nonResourceURLs '[/healthz]': say"
            + " it in a ClusterRole",
      })
  void a_role_is_refused_for_a_value(String yaml, String why) {
    assertThat(told(yaml)).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "verbs: ['*'], apiGroups: [''], resources: [pods/log], resourceNames: [a]",
      })
  void a_role_is_taken_with_another(String yaml) {
    assertThat(told(yaml)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonResourceURLs: [/healthz] | verbs '': say one",
      })
  void a_cluster_role_is_refused_for_a_value(String yaml, String why) {
    assertThat(toldOfCluster(yaml)).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "verbs: [get], nonResourceURLs: [/healthz]",
      })
  void a_cluster_role_is_taken_with_another(String yaml) {
    assertThat(toldOfCluster(yaml)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "roleRef: {kind: Roles, name: r} | kind 'Roles': say Role or ClusterRole",
        "roleRef: {kind: Role} | name '': use a name without / and %",
        "roleRef: {kind: Role, name: r, apiGroup: v1} | apiGroup 'v1': say"
            + " rbac.authorization.k8s.io",
        "roleRef: {kind: Role, name: r}, subjects: [{kind: Robot, name: a}] | kind"
            + " 'Robot': say ServiceAccount, User or Group",
        "roleRef: {kind: Role, name: r}, subjects: [{kind: ServiceAccount, name: a}] |"
            + " namespace '': say one",
        "roleRef: {kind: Role, name: r}, subjects: [{kind: ServiceAccount, name: A,"
            + " namespace: b}] | name 'A': use 1-253 of a-z 0-9 - .",
        "roleRef: {kind: Role, name: r}, subjects: [{kind: User}] | name '': say one",
      })
  void a_binding_is_refused_for_a_value(String yaml, String why) {
    assertThat(toldOfBinding(yaml)).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "roleRef: {kind: ClusterRole, name: 'system:basic', apiGroup:"
            + " rbac.authorization.k8s.io}, subjects: [{kind: Group, name: 'a b'}, {kind:"
            + " ServiceAccount, name: a.b, namespace: c}]",
      })
  void a_binding_is_taken_with_another(String yaml) {
    assertThat(toldOfBinding(yaml)).isEmpty();
  }
}
