package io.sparkstead.render.review.consequence;

import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.render.review.change.FieldChange;
import io.sparkstead.render.review.change.ObjectChange;
import io.sparkstead.render.review.change.TreeChange;
import io.sparkstead.render.review.consequence.Consequence.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Changes that the API server refuses, so that an object has to be deleted first. */
final class Replacements {

  private Replacements() {}

  static List<Consequence> of(TreeChange change) {
    List<Consequence> found = new ArrayList<>();
    for (ObjectChange.Changed each : change.changed()) {
      // Of another name, it is a new object beside the old one.
      if (each.isMadeAnew()) {
        continue;
      }
      String subject = each.name().inShort();
      List<FieldChange> fixed = Immutable.of(each);
      if (!fixed.isEmpty()) {
        found.add(
            new Consequence(
                Kind.replace,
                subject,
                "the API server refuses a change of " + paths(fixed) + "; " + remedy(each)));
      }
      if (isChanged(each, 1)) {
        found.add(
            new Consequence(
                Kind.next,
                subject,
                "its volume grows, "
                    + amount(each.was().at(STORAGE).asText(), each.becomes().at(STORAGE).asText())
                    + ", if its class allows that"));
      }
      if (isChanged(each, -1)) {
        found.add(
            new Consequence(
                Kind.replace,
                subject,
                "the API server refuses a smaller claim, "
                    + amount(each.was().at(STORAGE).asText(), each.becomes().at(STORAGE).asText())
                    + "; leave the size, or move the data to a new claim"));
      }
    }
    return found;
  }

  private static final String STORAGE = "/spec/resources/requests/storage";

  private static String amount(String before, String after) {
    return before + " → " + after;
  }

  private static String paths(List<FieldChange> fields) {
    return fields.stream().map(FieldChange::path).distinct().collect(Collectors.joining(", "));
  }

  private static String remedy(ObjectChange.Changed change) {
    String object =
        change.name().kind().toLowerCase(java.util.Locale.ROOT)
            + " "
            + change.name().name()
            + (change.name().namespace().isEmpty() ? "" : " -n " + change.name().namespace());
    return switch (change.name().kind()) {
      case "StatefulSet" ->
          "before you apply: kubectl delete "
              + object
              + " --cascade=orphan, its pods and claims stay";
      case "PersistentVolumeClaim" ->
          "copy what is on it, then kubectl delete " + object + " and apply";
      default -> "before you apply: kubectl delete " + object;
    };
  }

  /** Whether a claim is larger, by 1, or smaller, by -1. */
  private static boolean isChanged(ObjectChange.Changed change, int direction) {
    if (!change.name().kind().equals("PersistentVolumeClaim")) {
      return false;
    }
    Optional<BigDecimal> before = bytes(change.was().at(STORAGE).asText());
    Optional<BigDecimal> after = bytes(change.becomes().at(STORAGE).asText());
    return before.isPresent()
        && after.isPresent()
        && after.get().compareTo(before.get()) == direction;
  }

  private static Optional<BigDecimal> bytes(String amount) {
    try {
      return Optional.of(Quantity.getAmountInBytes(Quantity.parse(amount)));
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Optional.empty();
    }
  }
}
