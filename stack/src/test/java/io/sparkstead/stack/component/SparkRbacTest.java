package io.sparkstead.stack.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.stack.spark.SparkFeature;
import io.sparkstead.stack.testing.Inventory;
import io.sparkstead.stack.testing.Manifests;
import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Texts;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SparkRbacTest {

  private final Samples samples = Samples.spark35();

  @Test
  void for_drivers_that_run_executors() {
    Manifests.approve(samples.rbac(EnumSet.of(SparkFeature.RUN_EXECUTORS)));
  }

  @Test
  void role_that_also_submits_to_the_cluster() {
    Manifests.approve(Inventory.of(samples.rbac()).all(Role.class));
  }

  @Test
  void role_of_drivers_that_reuse_claims_says_why() {
    Texts.approveDifference(
        role(EnumSet.of(SparkFeature.RUN_EXECUTORS)),
        role(EnumSet.of(SparkFeature.RUN_EXECUTORS, SparkFeature.REUSE_CLAIMS)));
  }

  private String role(EnumSet<SparkFeature> features) {
    return Yaml.documents(Inventory.of(samples.rbac(features)).all(Role.class));
  }

  @Test
  void only_the_driver_is_bound_to_the_role() {
    Inventory inventory = Inventory.of(samples.rbac());
    RoleBinding binding = inventory.one(RoleBinding.class, "etl-role");

    assertThat(inventory.names(RoleBinding.class)).hasSize(1);
    assertThat(inventory.names(Role.class)).containsExactly(binding.getRoleRef().getName());
    assertThat(inventory.names(ServiceAccount.class)).containsExactly("etl", "etl-executor");
    assertThat(binding.getSubjects())
        .singleElement()
        .hasFieldOrPropertyWithValue("kind", "ServiceAccount")
        .hasFieldOrPropertyWithValue("name", "etl")
        .hasFieldOrPropertyWithValue("namespace", "data");
  }

  @Test
  void both_accounts_say_the_role_that_pods_take_in_aws() {
    assertThat(Inventory.of(samples.storedIn(Samples.AWS).rbac()).all(ServiceAccount.class))
        .hasSize(2)
        .extracting(account -> account.getMetadata().getAnnotations())
        .containsOnly(Map.of("eks.amazonaws.com/role-arn", Samples.ROLE));
  }

  @Test
  void no_account_mounts_its_token_unasked() {
    assertThat(Inventory.of(samples.rbac()).all(ServiceAccount.class))
        .extracting(ServiceAccount::getAutomountServiceAccountToken)
        .containsOnly(false);
  }

  @Test
  void no_feature_reads_secrets_or_enters_pods_or_asks_for_everything() {
    List<PolicyRule> rules = Inventory.of(samples.rbac()).all(Role.class).get(0).getRules();

    assertThat(rules)
        .flatExtracting(PolicyRule::getResources)
        .containsExactlyInAnyOrder("pods", "configmaps", "services");
    assertThat(rules).flatExtracting(PolicyRule::getVerbs).doesNotContain("*");
    assertThat(rules).flatExtracting(PolicyRule::getApiGroups).containsOnly("");
  }

  @Test
  void the_order_of_features_does_not_show() {
    Set<SparkFeature> backwards = new LinkedHashSet<>();
    backwards.add(SparkFeature.SUBMIT_TO_CLUSTER);
    backwards.add(SparkFeature.RUN_EXECUTORS);
    SparkRbac rbac = new SparkRbac(Samples.DATA, samples.rbac().driver(), backwards);

    assertThat(Yaml.documents(rbac.resources()))
        .isEqualTo(Yaml.documents(samples.rbac().resources()));
  }

  @Test
  void refuses_a_role_that_would_allow_nothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> samples.rbac(EnumSet.noneOf(SparkFeature.class)))
        .withMessage("account etl has no feature, so its Role would allow nothing; name one");
  }
}
