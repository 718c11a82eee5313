package io.sparkstead.stack.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.Stack;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.Mutants;
import io.sparkstead.stack.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** However much is wrong at once, what is said of it is in order, and the same each time. */
class RandomMutantsTest {

  private static final int RUNS = 300;

  private final Stack stack = Samples.spark35().stack();
  private final Map<String, UnaryOperator<Altered>> mutants = Mutants.of(stack);

  @Test
  void up_to_three_slips_at_once_are_told_in_order_and_alike() {
    Random random = new Random(20250518);
    List<String> names = List.copyOf(mutants.keySet());
    for (int run = 0; run < RUNS; run++) {
      List<String> slips = new ArrayList<>();
      for (int slip = 0; slip <= random.nextInt(3); slip++) {
        slips.add(names.get(random.nextInt(names.size())));
      }

      List<Finding> findings = findings(slips);

      assertThat(findings).as("%s", slips).isNotEmpty().isSorted().doesNotHaveDuplicates();
      assertThat(findings(slips)).as("%s, again", slips).isEqualTo(findings);
    }
  }

  private List<Finding> findings(List<String> slips) {
    Altered altered = Altered.of(stack);
    for (String slip : slips) {
      try {
        altered = mutants.get(slip).apply(altered);
      } catch (AssertionError | RuntimeException gone) {
        // An earlier slip has taken away what this one is about.
      }
    }
    return altered.findings();
  }
}
