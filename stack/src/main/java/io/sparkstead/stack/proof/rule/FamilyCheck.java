package io.sparkstead.stack.proof.rule;

import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Written;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * A family of rules that ships, asking one stack: a record, so that none of its methods has to be
 * handed what all of them look at.
 *
 * <pre>{@code
 * public record Owners(Evidence stack, Findings findings) implements FamilyCheck {
 *   static final Rule HAS_AN_OWNER = Rule.error("LAB-01", "…").why("…").fix("…");
 *
 *   public void check() {
 *     for (Workload workload : stack.workloads()) {
 *       if (!workload.labels().containsKey("owner")) {
 *         at(HAS_AN_OWNER, workload, "labels:").say("{it} has no label owner; …");
 *       }
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>A person's own is a {@link RuleFamily}, which is made before there is a stack to ask.
 */
public interface FamilyCheck {

  /** To read, and not to change. */
  Evidence stack();

  /** Where it adds what does not hold. */
  Findings findings();

  /** Looks at the stack by each rule of the family. */
  void check();

  /** Its rules, which are its constants. */
  default List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (Field constant : getClass().getDeclaredFields()) {
      if (constant.getType() == Rule.class) {
        rules.add(read(constant));
      }
    }
    return rules;
  }

  private static Rule read(Field constant) {
    try {
      constant.setAccessible(true);
      return (Rule) constant.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** See {@link Findings#at(Rule, Written, String)}. */
  default Findings.Place at(Rule rule, Written what, String mark) {
    return findings().at(rule, what, mark);
  }

  /** See {@link Findings#at(Rule, Manifest, String)}. */
  default Findings.Place at(Rule rule, Manifest manifest, String mark) {
    return findings().at(rule, manifest, mark);
  }

  /** See {@link Findings#inFile(Rule, String, String)}. */
  default Findings.Place inFile(Rule rule, String path, String mark) {
    return findings().inFile(rule, path, mark);
  }
}
