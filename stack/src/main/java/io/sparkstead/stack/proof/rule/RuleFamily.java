package io.sparkstead.stack.proof.rule;

import io.sparkstead.stack.proof.evidence.Evidence;
import java.util.List;

/**
 * A person's own rules about one side of a stack, with their checks.
 *
 * <pre>{@code
 * final class Owners implements RuleFamily {
 *   static final Rule HAS_AN_OWNER =
 *       Rule.error("LAB-01", "Every workload names its owner")
 *           .why("Nobody knows whom to call when it fails.")
 *           .fix("Give its pods the label owner.");
 *
 *   public List<Rule> rules() {
 *     return List.of(HAS_AN_OWNER);
 *   }
 *
 *   public void check(Evidence stack, Findings findings) {
 *     for (Workload workload : stack.workloads()) {
 *       if (!workload.labels().containsKey("owner")) {
 *         findings.at(HAS_AN_OWNER, workload, "labels:").say("{it} has no label owner; …");
 *       }
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>A family has no state and asks no other family: what several need to know, {@link Evidence}
 * answers. Those that ship are made for each stack: {@link FamilyCheck}.
 */
public interface RuleFamily {

  /** What it checks, one rule at least. */
  List<Rule> rules();

  /**
   * Looks at {@code stack} by each of {@link #rules} and adds what does not hold.
   *
   * @param stack to read, and not to change
   */
  void check(Evidence stack, Findings findings);
}
