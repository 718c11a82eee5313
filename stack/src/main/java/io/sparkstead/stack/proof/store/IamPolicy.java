package io.sparkstead.stack.proof.store;

import io.sparkstead.stack.proof.evidence.Fields;
import io.sparkstead.stack.proof.text.parsed.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Policies that hold together, in the language of AWS' IAM, as a store reads them: what none allows
 * is denied, and what one denies is, whoever allows it.
 *
 * <pre>
 * {"Effect": "Allow", "Action": ["s3:Get*"], "Resource": ["arn:aws:s3:::lake/*"]}
 * </pre>
 */
record IamPolicy(List<Fields> statements) {

  private static final String NOT = "Not";

  /** What {@code text} says, if it is a policy. */
  static Optional<IamPolicy> of(String text) {
    Optional<Fields> policy = JsonText.object(text).map(Fields::new);
    if (policy.isEmpty() || !policy.get().has("Statement")) {
      return Optional.empty();
    }
    Fields one = policy.get().at("Statement");
    return Optional.of(
        new IamPolicy(one.isEmpty() ? policy.get().list("Statement") : List.of(one)));
  }

  /** This and {@code other} together. */
  IamPolicy and(IamPolicy other) {
    List<Fields> both = new ArrayList<>(statements);
    both.addAll(other.statements);
    return new IamPolicy(both);
  }

  /** Whether one allows it, whatever its condition. */
  boolean allows(String action, String resource) {
    for (Fields statement : statements) {
      if (statement.text("Effect").equals("Allow") && isAbout(statement, action, resource)) {
        return true;
      }
    }
    return false;
  }

  /** Whether one denies it, whenever and to whomever. */
  boolean denies(String action, String resource) {
    for (Fields statement : statements) {
      boolean isAlways = !statement.has("Condition") && !statement.has("Principal");
      if (statement.text("Effect").equals("Deny")
          && isAlways
          && !statement.has(NOT + "Principal")
          && isAbout(statement, action, resource)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAbout(Fields statement, String action, String resource) {
    return holds(statement, "Action", action) && holds(statement, "Resource", resource);
  }

  private static boolean holds(Fields statement, String field, String asked) {
    return statement.has(NOT + field)
        ? !isOneOf(statement.texts(NOT + field), asked)
        : isOneOf(statement.texts(field), asked);
  }

  private static boolean isOneOf(List<String> patterns, String asked) {
    for (String pattern : patterns) {
      if (matches(pattern.replaceAll("\\$\\{[^}]*}", "*"), asked)) {
        return true;
      }
    }
    return false;
  }

  /** A star stands for any letters, a question mark for one. */
  private static boolean matches(String pattern, String asked) {
    String regex = "\\Q" + pattern.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E";
    return asked.matches(regex);
  }
}
