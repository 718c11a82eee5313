package io.sparkstead.stack.proof.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many pods a budget lets go. */
class BudgetsTest extends FamilyTest {

  BudgetsTest() {
    super(Budgets::new);
    on(
        Budgets.NODES_CAN_BE_DRAINED,
        "lets no pod of StatefulSet store go, which has 1",
        good ->
            good.edit(
                PodDisruptionBudget.class,
                STORE,
                budget -> budget.getSpec().setMinAvailable(new IntOrString("50%"))));
    on(
        Budgets.BUDGET_IS_OF_ONE_WORKLOAD,
        "PodDisruptionBudget store selects pods of [",
        good -> ofAll(good));
    on(
        Budgets.ONE_BUDGET_A_POD,
        "and such pods are never evicted; give each its own labels",
        good -> ofAll(good));
    on(
        Budgets.BUDGET_SELECTS_PODS,
        "app.kubernetes.io/name=shop",
        good ->
            good.edit(
                PodDisruptionBudget.class,
                STORE,
                budget ->
                    budget
                        .getSpec()
                        .getSelector()
                        .getMatchLabels()
                        .put("app.kubernetes.io/name", "shop")));
  }

  private static Altered ofAll(Altered good) {
    return good.edit(
        PodDisruptionBudget.class,
        STORE,
        budget ->
            budget
                .getSpec()
                .getSelector()
                .setMatchLabels(Map.of("app.kubernetes.io/part-of", "sparkstead")));
  }

  @Test
  void a_budget_by_other_labels_of_one_workload_passes() {
    Altered altered =
        Altered.samples()
            .edit(
                PodDisruptionBudget.class,
                STORE,
                budget ->
                    budget
                        .getSpec()
                        .getSelector()
                        .getMatchLabels()
                        .put("app.kubernetes.io/part-of", "sparkstead"));

    assertThat(said(altered)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "4,  1,    ,     true",
    "4,  0,    ,     false",
    "4,  0%,   ,     false",
    "4,  1%,   ,     true",
    "4,  ,     3,    true",
    "4,  ,     4,    false",
    "4,  ,     75%,  true",
    "4,  ,     76%,  false",
    "4,  ,     100%, false",
    "1,  ,     0%,   true",
    "1,  ,     1%,   false",
    "10, ,     ,     true",
    "4,  1,    4,    false",
  })
  void a_share_of_pods_is_rounded_up(
      int replicas, String unavailable, String available, boolean isDrained) {
    Altered altered =
        Altered.samples()
            .edit(StatefulSet.class, STORE, store -> store.getSpec().setReplicas(replicas))
            .edit(
                PodDisruptionBudget.class,
                STORE,
                budget -> {
                  budget.getSpec().setMaxUnavailable(amount(unavailable));
                  budget.getSpec().setMinAvailable(amount(available));
                });

    assertThat(said(altered).isEmpty()).isEqualTo(isDrained);
  }

  private static IntOrString amount(String text) {
    if (text == null) {
      return null;
    }
    return text.endsWith("%") ? new IntOrString(text) : new IntOrString(Integer.parseInt(text));
  }

  @Test
  void a_share_that_is_none_is_for_another_rule() {
    Altered altered =
        Altered.samples()
            .edit(
                PodDisruptionBudget.class,
                STORE,
                budget -> budget.getSpec().setMinAvailable(new IntOrString("lots")));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_budget_that_says_nothing_selects_nothing() {
    Altered altered =
        Altered.samples().edit(PodDisruptionBudget.class, STORE, budget -> budget.setSpec(null));

    assertThat(said(altered))
        .extracting(Finding::message)
        .containsExactly("PodDisruptionBudget store selects {}, which no pod carries");
  }
}
