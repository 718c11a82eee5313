package io.sparkstead.render.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.render.cluster.control.Answer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Faults that a tree had, or could have, and that the suite has to see. */
class PlantedFaultsIT {

  private static final String JUPYTER = "jupyter/statefulset-jupyter.yaml";
  private static final String QUOTA = "limits/resourcequota-limits.yaml";

  private static Tree sound(String fault) {
    return Lab.in("planted-" + fault).tree("sound");
  }

  @Test
  void a_default_that_the_server_fills_into_an_atomic_list() {
    Tree broken =
        sound("default")
            .with(
                JUPYTER,
                Pattern.compile(" *apiVersion: v1\n( *fieldPath: metadata.namespace)"),
                "$1");

    try (Tenant tenant = Tenant.of(broken)) {
      tenant.apply();

      assertThat(tenant.apply().answer().changes())
          .containsExactly("statefulset.apps/jupyter configured");
      Answer byTool = tenant.apply("--server-side").answer();
      assertThat(byTool.messages()).contains("conflict").contains(".spec.template.spec.volumes");
      assertThat(byTool.trouble()).contains("not applied: statefulset.apps/jupyter");
    }
  }

  @Test
  void another_value_of_a_field_that_cannot_be_changed() {
    Tree sound = sound("field");
    Tree broken = sound.with(JUPYTER, Pattern.compile("serviceName: .*"), "serviceName: other");

    try (Tenant tenant = Tenant.of(sound)) {
      tenant.apply();

      Answer answer = tenant.applyOver(broken);

      assertThat(answer.code()).isNotZero();
      assertThat(answer.messages())
          .contains("StatefulSet \"jupyter\" is invalid", "updates to statefulset spec");
    }
  }

  @Test
  void a_quota_that_is_too_small_by_one_pod() {
    Tree sound = sound("quota");
    int pods = sound.number(QUOTA, Pattern.compile("pods: \"(\\d+)\""));
    Tree broken = sound.with(QUOTA, Pattern.compile("pods: .*"), "pods: \"" + (pods - 1) + "\"");

    try (Tenant tenant = Tenant.of(broken)) {
      tenant.apply();

      assertThat(tenant.work().values())
          .filteredOn(answer -> answer.code() != 0)
          .isNotEmpty()
          .allSatisfy(answer -> assertThat(answer.messages()).contains("exceeded quota: limits"));
    }
  }

  /** The pods are refused, and nobody but an event tells. */
  @Test
  void a_pod_that_the_namespace_does_not_admit() {
    Tree broken =
        sound("pod").with(JUPYTER, Pattern.compile("runAsNonRoot: true"), "runAsNonRoot: false");

    try (Tenant tenant = Tenant.of(broken)) {
      tenant.apply();

      assertThat(tenant.failuresInTime())
          .anySatisfy(
              event ->
                  assertThat(event)
                      .startsWith("StatefulSet jupyter: FailedCreate: ")
                      .contains("violates PodSecurity"));
    }
  }

  @Test
  void a_field_that_nobody_knows() {
    Tree broken = sound("name").with(JUPYTER, Pattern.compile("serviceName: "), "serviceNames: ");

    try (Tenant tenant = Tenant.of(broken)) {
      assertThat(tenant.apply().answer().messages())
          .contains("unknown field \"spec.serviceNames\"");
    }
  }

  /** Kept by a server that would have to know better: our stand-ins are as strict as that. */
  @Test
  void a_verb_that_no_role_has() {
    Tree broken =
        sound("verb")
            .with(
                "spark-rbac/role-spark-role.yaml",
                Pattern.compile("(resources:\n  - configmaps\n  verbs:\n)"),
                "$1  - list\n");

    try (Tenant tenant = Tenant.of(broken)) {
      tenant.applyPart("spark-rbac").succeeded();

      Accounts accounts =
          Accounts.of(tenant, sound("verb").objects(tenant.kubectl(), "spark-rbac"));

      assertThat(accounts.allowed()).isNotEqualTo(accounts.wanted());
    }
  }
}
