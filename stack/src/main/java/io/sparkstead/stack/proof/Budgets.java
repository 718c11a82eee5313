package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetSpec;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.Evidence.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What nodes may be drained of.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/run-application/configure-pdb/">Disruption
 *     budgets</a>
 */
final class Budgets implements RuleFamily {

  @Override
  public void check(Evidence stack, Findings findings) {
    for (Map.Entry<Manifest, PodDisruptionBudget> budget :
        stack.all(PodDisruptionBudget.class).entrySet()) {
      budget(stack, findings, budget.getKey(), budget.getValue().getSpec());
    }
  }

  private static void budget(
      Evidence stack, Findings findings, Manifest manifest, PodDisruptionBudgetSpec budget) {
    Map<String, String> selector = budget.getSelector().getMatchLabels();
    List<Workload> selected = new ArrayList<>();
    for (Workload workload : stack.workloads()) {
      if (workload.isSelectedBy(selector)) {
        selected.add(workload);
      }
    }
    findings.checking(Rule.BUDGET_SELECTS_PODS);
    if (selected.isEmpty()) {
      findings.about(
          manifest, "selector:", manifest + " selects " + selector + ", which no pod carries");
    }
    for (Workload workload : selected) {
      drains(findings, manifest, budget, workload);
    }
  }

  private static void drains(
      Findings findings, Manifest manifest, PodDisruptionBudgetSpec budget, Workload workload) {
    findings.checking(Rule.NODES_CAN_BE_DRAINED);
    if (amount(budget.getMaxUnavailable(), workload, 1) < 1
        || amount(budget.getMinAvailable(), workload, 0) >= workload.replicas()) {
      findings.about(
          manifest,
          "spec:",
          manifest
              + " lets no pod of "
              + workload
              + " go, which has "
              + workload.replicas()
              + "; set maxUnavailable: 1, and no minAvailable");
    }
  }

  /** A number of pods, or a share of them, rounded up. */
  private static int amount(@Nullable IntOrString amount, Workload workload, int otherwise) {
    if (amount == null) {
      return otherwise;
    }
    if (amount.getIntVal() != null) {
      return amount.getIntVal();
    }
    int percent = Integer.parseInt(amount.getStrVal().replace("%", ""));
    return -Math.floorDiv(-percent * workload.replicas(), 100);
  }
}
