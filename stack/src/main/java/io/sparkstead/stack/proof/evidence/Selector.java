package io.sparkstead.stack.proof.evidence;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which labels something has to carry.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors">
 *     Label selectors</a>
 */
public record Selector(Map<String, String> labels, List<Expression> expressions) {

  /** {@code key in (values)}, and so on. */
  public record Expression(String key, String operator, List<String> values) {

    boolean matches(Map<String, String> labels) {
      String value = labels.get(key);
      return switch (operator) {
        case "In" -> value != null && values.contains(value);
        case "NotIn" -> value == null || !values.contains(value);
        case "Exists" -> value != null;
        default -> value == null;
      };
    }
  }

  /** What {@code given} selects by; nothing where it is left out. */
  public static Selector of(@Nullable LabelSelector given) {
    if (given == null) {
      return new Selector(Map.of(), List.of());
    }
    List<Expression> expressions = new ArrayList<>();
    for (LabelSelectorRequirement one : Given.list(given.getMatchExpressions())) {
      expressions.add(
          new Expression(
              Given.text(one.getKey()),
              Given.text(one.getOperator()),
              Given.list(one.getValues())));
    }
    return new Selector(Given.texts(given.getMatchLabels()), expressions);
  }

  /** Whether it says nothing, and so is for all. */
  public boolean isEmpty() {
    return labels.isEmpty() && expressions.isEmpty();
  }

  public boolean matches(Map<String, String> carried) {
    if (!carried.entrySet().containsAll(labels.entrySet())) {
      return false;
    }
    for (Expression one : expressions) {
      if (!one.matches(carried)) {
        return false;
      }
    }
    return true;
  }
}
