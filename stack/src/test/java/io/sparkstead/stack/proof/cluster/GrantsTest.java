package io.sparkstead.stack.proof.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrantsTest extends FamilyTest {

  GrantsTest() {
    super(Grants::new);
    on(
        Grants.NAME_IS_ASKED_FOR,
        "Role etl-role allows to create pods by the names [lab-0] alone",
        good -> good.edit(Role.class, "etl-role", role -> name(role.getRules().get(0))));
    on(
        Grants.NAME_IS_ASKED_FOR,
        "Role etl-role allows to list secrets by the names [lab-0] alone",
        good -> with(good, "secrets", "get", "list"));
    on(
        Grants.RIGHTS_ARE_AN_ACCOUNTS,
        "RoleBinding etl-role gives its rights to system:serviceaccounts:data, each account there is",
        good -> bound(good, "Group", "system:serviceaccounts:data"));
    on(
        Grants.RIGHTS_ARE_AN_ACCOUNTS,
        "gives its rights to system:authenticated, whoever reaches the API server",
        good -> bound(good, "Group", "system:authenticated"));
  }

  private static Altered bound(Altered good, String kind, String name) {
    Subject subject = new Subject();
    subject.setKind(kind);
    subject.setName(name);
    return good.edit(
        RoleBinding.class,
        "etl-role",
        binding -> {
          List<Subject> subjects = new ArrayList<>(binding.getSubjects());
          subjects.add(subject);
          binding.setSubjects(subjects);
        });
  }

  @Test
  void people_and_their_groups_may_have_rights() {
    assertThat(said(bound(Altered.samples(), "Group", "data-team"))).isEmpty();
    assertThat(said(bound(Altered.samples(), "User", "ann@example.org"))).isEmpty();
    assertThat(said(bound(Altered.samples(), "Group", "system:masters"))).isEmpty();
  }

  private static void name(PolicyRule rule) {
    rule.setResourceNames(List.of("lab-0"));
  }

  private static Altered with(Altered good, String resource, String... verbs) {
    PolicyRule rule = new PolicyRule();
    rule.setApiGroups(List.of(""));
    rule.setResources(List.of(resource));
    rule.setVerbs(List.of(verbs));
    name(rule);
    return good.edit(
        Role.class,
        "etl-role",
        role -> {
          List<PolicyRule> rules = new ArrayList<>(role.getRules());
          rules.add(rule);
          role.setRules(rules);
        });
  }

  @Test
  void what_is_asked_by_name_may_be_allowed_by_name() {
    assertThat(said(with(Altered.samples(), "secrets", "get", "delete"))).isEmpty();
    assertThat(said(with(Altered.samples(), "serviceaccounts/token", "create"))).isEmpty();
  }

  @Test
  void another_rule_may_allow_the_rest() {
    assertThat(said(with(Altered.samples(), "pods", "get", "create", "list"))).isEmpty();
  }
}
