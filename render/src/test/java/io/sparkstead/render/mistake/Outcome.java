package io.sparkstead.render.mistake;

import io.sparkstead.render.mistake.Mistake.Effect;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Severity;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What rules said of a mistake.
 *
 * @param said what they do not say of the environment without it
 */
record Outcome(Mistake mistake, List<Finding> said) {

  Outcome {
    said = List.copyOf(said);
  }

  /** What {@code said} comes to. */
  enum Told {
    ERROR,
    WARNING,
    NOTHING
  }

  static Outcome of(Mistake mistake, Good good) {
    return new Outcome(mistake, good.newlySaid(Spoiled.by(mistake, good.evidence())));
  }

  Effect effect() {
    return mistake.effect();
  }

  String id() {
    return mistake.id();
  }

  /** By the gravest of the findings that are about the mistake. */
  Told told() {
    return of(Severity.ERROR).findAny().isPresent()
        ? Told.ERROR
        : of(Severity.WARNING).findAny().isPresent() ? Told.WARNING : Told.NOTHING;
  }

  private Stream<Finding> of(Severity severity) {
    return said.stream()
        .filter(finding -> finding.rule().severity() == severity)
        .filter(finding -> !mistake.beside().contains(finding.rule().id()));
  }

  /** {@code breaks P-svc-tp-num error REF-01, REF-12}. */
  String line() {
    String rules =
        Stream.of(Severity.ERROR, Severity.WARNING)
            .flatMap(this::of)
            .map(finding -> finding.rule().id())
            .distinct()
            .collect(Collectors.joining(", "));
    String told = told().name().toLowerCase(Locale.ROOT);
    return (effect() + " " + id() + " " + told + " " + rules).strip();
  }
}
