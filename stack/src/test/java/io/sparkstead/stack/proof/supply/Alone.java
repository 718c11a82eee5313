package io.sparkstead.stack.proof.supply;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** One file, with no stack around it. */
final class Alone {

  static final String DOCKERFILE = "images/spark/Dockerfile";

  private Alone() {}

  static List<Finding> file(
      BiFunction<Evidence, Findings, FamilyCheck> family, String path, String text) {
    Findings findings = new Findings();
    family
        .apply(new Evidence("spark", List.of(), Map.of(path, text), Map.of(), Map.of()), findings)
        .check();
    return new ArrayList<>(findings.all());
  }

  /**
   * What {@code family} says of a Dockerfile, by id and mark: {@code PIN-03 https://x, PIN-08
   * USER}.
   *
   * @param lines with {@code \n} between them
   */
  static String dockerfile(BiFunction<Evidence, Findings, FamilyCheck> family, String lines) {
    return file(family, DOCKERFILE, lines.replace("\\n", "\n") + "\n").stream()
        .map(finding -> finding.rule().id() + " " + finding.mark())
        .collect(Collectors.joining(", "));
  }
}
