package io.sparkstead.stack.proof.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Kubectl;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Roles and bindings, as the API server reads them. */
class RightsTest {

  private final Evidence stack =
      Kubectl.evidence(
          """
          kind: Role
          apiVersion: rbac.authorization.k8s.io/v1
          metadata: {name: driver}
          rules: [{apiGroups: [""], resources: [pods], verbs: [get, create]}]
          ---
          kind: RoleBinding
          apiVersion: rbac.authorization.k8s.io/v1
          metadata: {name: drivers}
          roleRef: {kind: Role, name: driver}
          subjects:
          - {kind: ServiceAccount, name: etl, namespace: spark}
          - {kind: ServiceAccount, name: nobody}
          - {kind: User, name: somebody}
          - {kind: ServiceAccount, apiGroup: rbac.authorization.k8s.io, name: else, namespace: spark}
          """);

  @Test
  void a_role_allows_verbs_on_resources_of_groups() {
    assertThat(stack.roles())
        .singleElement()
        .satisfies(
            role -> {
              assertThat(role.subject()).isEqualTo("Role driver");
              assertThat(role.rules())
                  .containsExactly(
                      new Rights.Allowed(List.of(""), List.of("pods"), List.of("get", "create")));
            });
  }

  @Test
  void a_binding_grants_its_role_to_accounts_by_name_and_namespace() {
    Rights.Binding binding = stack.bindings().get(0);

    assertThat(binding.subject()).isEqualTo("RoleBinding drivers");
    assertThat(binding.kind()).isEqualTo("Role");
    assertThat(binding.role()).isEqualTo("driver");
    assertThat(binding.subjects())
        .containsExactly(
            new Rights.Bound("etl", Optional.of("spark")),
            new Rights.Bound("nobody", Optional.empty()));
    assertThat(binding.grantsTo("etl", "spark")).isTrue();
    assertThat(binding.grantsTo("etl", "other")).isFalse();
    assertThat(binding.grantsTo("nobody", "spark")).isFalse();
  }
}
