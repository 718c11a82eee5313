package io.sparkstead.stack.proof;

import io.sparkstead.stack.Stack;
import java.util.ArrayList;
import java.util.List;

/** Whether a stack would work: all rules over all evidence, in one run. */
public final class Proof {

  private static final List<RuleFamily> FAMILIES =
      List.of(
          new References(),
          new Routes(),
          new Ports(),
          new Mounts(),
          new Addresses(),
          new Agreement(),
          new Storage(),
          new Histories(),
          new Monitors(),
          new Connect(),
          new OutsideStores(),
          new Catalogs(),
          new Versions(),
          new Settings(),
          new Allocation(),
          new Room(),
          new Placements(),
          new Privileges(),
          new Rpc(),
          new Network(),
          new Pods(),
          new Templates(),
          new Credentials(),
          new Slots(),
          new Pins(),
          new Builds(),
          new Updates(),
          new Budgets(),
          new KnownFields(),
          new Syncing());

  private Proof() {}

  /** What is wrong with {@code stack}, the gravest first; an excused finding is left out. */
  public static List<Finding> of(Stack stack, List<RuleException> exceptions) {
    return of(Evidence.of(stack), exceptions);
  }

  /**
   * The same for anybody's manifests.
   *
   * @throws BrokenRule if a rule itself fails
   */
  public static List<Finding> of(Evidence evidence, List<RuleException> exceptions) {
    return of(evidence, exceptions, FAMILIES);
  }

  static List<Finding> of(
      Evidence evidence, List<RuleException> exceptions, List<RuleFamily> families) {
    Findings findings = new Findings();
    for (RuleFamily family : families) {
      try {
        family.check(evidence, findings);
      } catch (RuntimeException e) {
        throw new BrokenRule(findings.current(), e);
      }
    }
    findings.checking(Rule.EXCEPTION_IS_NEEDED);
    for (RuleException exception : exceptions) {
      if (excused(findings, exception).isEmpty()) {
        findings.about(
            "exception from " + exception.rule(),
            "",
            exception.rule(),
            "the exception from "
                + exception.rule()
                + " for "
                + exception.subject()
                + " excuses nothing; drop it");
      }
    }
    List<Finding> left = new ArrayList<>(findings.all());
    for (RuleException exception : exceptions) {
      left.removeAll(excused(findings, exception));
    }
    return left;
  }

  private static List<Finding> excused(Findings findings, RuleException exception) {
    List<Finding> excused = new ArrayList<>();
    for (Finding finding : findings.all()) {
      if (exception.excuses(finding)) {
        excused.add(finding);
      }
    }
    return excused;
  }
}
