package io.sparkstead.render.explain;

import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.proof.Proof;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.rule.RuleFamily;
import io.sparkstead.stack.proof.rule.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A rule, as its page has it. */
public record OfRule(Rule rule, boolean ships) implements Answer {

  /** {@code REF-01}, however it is typed. */
  private static final Pattern ID = Pattern.compile("[A-Za-z]{2,4}-\\d{1,3}");

  /** Whether {@code asked} is meant for a rule. */
  public static boolean isId(String asked) {
    return ID.matcher(asked).matches();
  }

  /**
   * The rule of that id.
   *
   * @param own rules of a person's own
   * @throws IllegalArgumentException if there is none
   */
  public static OfRule of(String asked, List<RuleFamily> own) {
    String id = asked.toUpperCase(Locale.ROOT);
    List<Rule> all = new ArrayList<>();
    own.forEach(family -> all.addAll(family.rules()));
    int ownRules = all.size();
    all.addAll(Proof.rules());
    TreeSet<String> ids = new TreeSet<>();
    for (int i = 0; i < all.size(); i++) {
      ids.add(all.get(i).id());
      if (all.get(i).id().equals(id)) {
        return new OfRule(all.get(i), i >= ownRules);
      }
    }
    throw new IllegalArgumentException(
        "no rule is called '"
            + asked
            + "'; "
            + NearName.of(id, ids)
                .map(near -> "did you mean " + near + "?")
                .orElse("docs/rules.md has all " + ids.size()));
  }

  @Override
  public String text() {
    return rule.id()
        + "  "
        + rule.title()
        + "\n  severity   "
        + word(rule.severity())
        + ": "
        + meaning(rule.severity())
        + "\n  why        "
        + rule.why()
        + "\n  fix        "
        + rule.fix()
        + "\n  page       "
        + page()
        + "\n";
  }

  private String page() {
    return ships ? "docs/rules.md#" + rule.id().toLowerCase(Locale.ROOT) : "none: it is your own";
  }

  private static String meaning(Severity severity) {
    return switch (severity) {
      case ERROR -> "nothing is written";
      case WARNING -> "it works today and will hurt";
      case NOTE -> "worth knowing";
    };
  }

  private static String word(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>(object(rule));
    object.put("page", page());
    return object;
  }

  static Map<String, Object> object(Rule rule) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("rule", rule.id());
    object.put("severity", word(rule.severity()));
    object.put("title", rule.title());
    object.put("why", rule.why());
    object.put("fix", rule.fix());
    return object;
  }
}
