package io.sparkstead.stack.proof.supply;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.RuleFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One file, with no stack around it. */
final class Alone {

  static final String DOCKERFILE = "images/spark/Dockerfile";

  private Alone() {}

  static List<Finding> file(RuleFamily family, String path, String text) {
    Findings findings = new Findings();
    family.check(
        new Evidence("spark", List.of(), Map.of(path, text), Map.of(), Map.of()), findings);
    return new ArrayList<>(findings.all());
  }

  /**
   * What {@code family} says of a Dockerfile, by id and mark: {@code PIN-03 https://x, PIN-08
   * USER}.
   *
   * @param lines with {@code \n} between them
   */
  static String dockerfile(RuleFamily family, String lines) {
    return file(family, DOCKERFILE, lines.replace("\\n", "\n") + "\n").stream()
        .map(finding -> finding.rule().id() + " " + finding.mark())
        .collect(Collectors.joining(", "));
  }
}
