package io.sparkstead.stack.proof;

import io.sparkstead.stack.Stack;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.rule.RuleException;
import io.sparkstead.stack.proof.rule.RuleFamily;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Whether a stack would work: all rules over all evidence, in one run. */
public final class Proof {

  static final Rule EXCEPTION_IS_NEEDED =
      Rule.warning("EXC-01", "An exception excuses something")
          .why("A rule that is no longer broken would be excused tomorrow, unseen.")
          .fix("Drop the exception.");

  private Proof() {}

  /** Every rule that ships. */
  public static List<Rule> rules() {
    return Families.rules();
  }

  /** What is wrong with {@code stack}, the gravest first; an excused finding is left out. */
  public static List<Finding> of(Stack stack, List<RuleException> exceptions) {
    return of(Evidence.of(stack), exceptions);
  }

  /** What is wrong with anybody's manifests, by the rules that ship. */
  public static List<Finding> of(Evidence evidence, List<RuleException> exceptions) {
    return of(evidence, exceptions, List.of());
  }

  /**
   * What is wrong with anybody's manifests, by the rules that ship and by others.
   *
   * @param own families of a person's own, which are asked after ours
   * @throws RefusedRule if one of {@code own} declares an id that is taken, or has findings of a
   *     rule that it does not declare
   * @throws BrokenFamily if a rule itself fails
   */
  public static List<Finding> of(
      Evidence evidence, List<RuleException> exceptions, List<RuleFamily> own) {
    if (own.isEmpty()) {
      return unexcused(asked(evidence, own), exceptions);
    }
    refuseTwins(own);
    List<Finding> findings = unexcused(asked(evidence, own), exceptions);
    refuseUndeclared(own, findings);
    return findings;
  }

  private static Findings asked(Evidence evidence, List<RuleFamily> own) {
    Findings findings = new Findings();
    for (FamilyCheck family : Families.on(evidence, findings)) {
      try {
        family.check();
      } catch (RuntimeException e) {
        throw new BrokenFamily(family.getClass(), e);
      }
    }
    for (RuleFamily family : own) {
      try {
        family.check(evidence, findings);
      } catch (RuntimeException e) {
        throw new BrokenFamily(family.getClass(), e);
      }
    }
    return findings;
  }

  private static void refuseUndeclared(List<RuleFamily> own, List<Finding> findings) {
    Set<Rule> declared = new LinkedHashSet<>(Families.rules());
    for (RuleFamily family : own) {
      declared.addAll(family.rules());
    }
    for (Finding finding : findings) {
      if (!declared.contains(finding.rule())) {
        throw new RefusedRule(
            finding.rule(), "has findings, and no family's rules() has it; add it there");
      }
    }
  }

  private static List<Finding> unexcused(Findings findings, List<RuleException> exceptions) {
    for (RuleException exception : exceptions) {
      if (excused(findings, exception).isEmpty()) {
        findings
            .at(EXCEPTION_IS_NEEDED, "exception from " + exception.rule(), "", exception.rule())
            .say("the {it} for {} excuses nothing; drop it", exception.subject());
      }
    }
    List<Finding> left = new ArrayList<>(findings.all());
    for (RuleException exception : exceptions) {
      left.removeAll(excused(findings, exception));
    }
    return left;
  }

  private static void refuseTwins(List<RuleFamily> own) {
    Set<String> ids = new LinkedHashSet<>();
    for (Rule rule : Families.rules()) {
      ids.add(rule.id());
    }
    for (RuleFamily family : own) {
      for (Rule rule : family.rules()) {
        if (!ids.add(rule.id())) {
          throw new RefusedRule(
              rule,
              "is there already; name its family once, or give '" + rule.title() + "' another id");
        }
      }
    }
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
