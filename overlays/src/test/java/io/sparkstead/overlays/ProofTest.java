package io.sparkstead.overlays;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.proof.Proof;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Severity;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.Mutants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProofTest {

  private static final int FEWEST_MUTANTS = 100;

  @ParameterizedTest
  @MethodSource("io.sparkstead.overlays.Environments#all")
  void an_environment_lives_with_no_error_or_warning_but_for_a_reason(Environment environment) {
    Stack stack = environment.stack(ImageLock.NONE);

    assertThat(Proof.of(stack, environment.exceptions())).noneMatch(ProofTest::matters);
    // By the rules too that are asked where a person has written something.
    assertThat(Proof.of(Altered.of(stack).evidence(), environment.exceptions()))
        .noneMatch(ProofTest::matters);
  }

  @Test
  void every_mutant_of_homelab_is_caught() {
    assertThat(Mutants.of(new Homelab().stack(ImageLock.NONE))).hasSizeGreaterThan(FEWEST_MUTANTS);
    assertThat(Mutants.survivors(() -> new Homelab().stack(ImageLock.NONE)))
        .as("mutants that no rule noticed")
        .isEmpty();
  }

  private static boolean matters(Finding finding) {
    return finding.rule().severity() != Severity.NOTE;
  }
}
