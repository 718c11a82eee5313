package io.sparkstead.stack.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.Mutants;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the rules notice does not depend on the line of Spark, nor on the article's names. */
class MutantsTest {

  @Test
  void every_mutant_of_a_stack_on_spark_4_is_caught() {
    assertThat(Mutants.survivors(() -> Samples.spark41().stack()))
        .as("mutants that no rule noticed")
        .isEmpty();
  }

  @Test
  void mutants_differ_from_what_they_are_made_of() {
    var mutants = Mutants.of(Samples.spark35().stack());
    List<String> alike =
        mutants.entrySet().stream()
            .filter(mutant -> isAlike(mutant.getValue().apply(Altered.samples()).evidence()))
            .map(Map.Entry::getKey)
            .toList();

    assertThat(mutants).hasSizeGreaterThan(100);
    assertThat(alike).isEmpty();
  }

  private static boolean isAlike(Evidence evidence) {
    Evidence good = Altered.samples().evidence();
    return evidence.manifests().equals(good.manifests())
        && evidence.files().equals(good.files())
        && evidence.secrets().equals(good.secrets())
        && evidence.images().names().equals(good.images().names());
  }
}
