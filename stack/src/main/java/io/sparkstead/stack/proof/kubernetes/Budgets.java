package io.sparkstead.stack.proof.kubernetes;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetSpec;
import io.sparkstead.dsl.kube.Quantities;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Evidence.Found;
import io.sparkstead.stack.proof.evidence.Selector;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether disruption budgets let nodes be drained.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/run-application/configure-pdb/">Disruption
 *     budgets</a>
 */
public record Budgets(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule NODES_CAN_BE_DRAINED =
      Rule.error("UPD-18", "A PodDisruptionBudget lets one pod go")
          .why("A node is never drained: the upgrade of the cluster stops at it.")
          .fix("Take the budget from Workloads, or set maxUnavailable: 1.");

  static final Rule BUDGET_SELECTS_PODS =
      Rule.warning("UPD-19", "A PodDisruptionBudget selects pods of the stack")
          .why("It protects nothing.")
          .fix("Give it the labels of the workload it is for.");

  static final Rule ONE_BUDGET_A_POD =
      Rule.error("POD-46", "No pod is of two PodDisruptionBudgets")
          .why("The API server evicts no such pod: a node is never drained.")
          .fix("Give each budget the labels of one workload.");

  static final Rule BUDGET_IS_OF_ONE_WORKLOAD =
      Rule.warning("POD-47", "A PodDisruptionBudget is for the pods of one workload")
          .why(
              "One pod that is not ready keeps those of all others from being evicted, and with pods of"
                  + " Jobs or of Spark's among them nobody can reckon how many there should be.")
          .fix("Give it the labels of one workload.");

  @Override
  public void check() {
    Map<Workload, Found<PodDisruptionBudget>> budgets = new HashMap<>();
    for (Found<PodDisruptionBudget> budget : stack.all(PodDisruptionBudget.class)) {
      PodDisruptionBudgetSpec given = budget.object().getSpec();
      PodDisruptionBudgetSpec spec = given == null ? new PodDisruptionBudgetSpec() : given;
      Map<String, String> selector = Selector.of(spec.getSelector()).labels();
      boolean selects = false;
      List<Workload> selected = new ArrayList<>();
      for (Workload workload : stack.workloads()) {
        boolean isSelected = workload.isSelectedBy(selector);
        selects |= isSelected;
        if (isSelected) {
          selected.add(workload);
        }
        if (isSelected && !letsOneGo(spec, workload)) {
          at(NODES_CAN_BE_DRAINED, budget, "spec:")
              .say(
                  "{it} lets no pod of {} go, which has {}; set maxUnavailable: 1, and no"
                      + " minAvailable",
                  workload,
                  workload.replicas());
        }
      }
      isOfOneWorkload(budget, selected, budgets);
      if (!selects) {
        at(BUDGET_SELECTS_PODS, budget, "selector:")
            .say("{it} selects {}, which no pod carries", selector);
      }
    }
  }

  private void isOfOneWorkload(
      Found<PodDisruptionBudget> budget,
      List<Workload> selected,
      Map<Workload, Found<PodDisruptionBudget>> budgets) {
    if (selected.size() > 1) {
      at(BUDGET_IS_OF_ONE_WORKLOAD, budget, "selector:")
          .say("{it} selects pods of {}; give it the labels of one", selected);
    }
    for (Workload workload : selected) {
      Found<PodDisruptionBudget> other = budgets.putIfAbsent(workload, budget);
      if (other != null) {
        at(ONE_BUDGET_A_POD, budget, "selector:")
            .say(
                "{it} selects pods of {}, as {} does, and such pods are never evicted; give each its"
                    + " own labels",
                workload,
                other);
        return;
      }
    }
  }

  private static boolean letsOneGo(PodDisruptionBudgetSpec spec, Workload workload) {
    return amount(spec.getMaxUnavailable(), workload, 1) >= 1
        && amount(spec.getMinAvailable(), workload, 0) < workload.replicas();
  }

  /** A number of pods, or a share of them, rounded up. */
  private static int amount(@Nullable IntOrString amount, Workload workload, int otherwise) {
    if (amount == null) {
      return otherwise;
    }
    if (amount.getIntVal() != null) {
      return amount.getIntVal();
    }
    if (!Quantities.isShare(amount)) {
      // Of which OBJ-02 speaks.
      return otherwise;
    }
    int percent = Integer.parseInt(amount.getStrVal().replace("%", ""));
    return -Math.floorDiv(-percent * workload.replicas(), 100);
  }
}
