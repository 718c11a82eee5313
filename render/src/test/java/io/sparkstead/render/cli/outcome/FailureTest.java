package io.sparkstead.render.cli.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.BrokenFamily;
import io.sparkstead.stack.proof.Proof;
import io.sparkstead.stack.proof.evidence.Evidence;
import java.io.PrintWriter;
import java.io.Serial;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailureTest {

  @Test
  void a_rule_that_fails_is_named_and_nothing_is_written() {
    StringWriter messages = new StringWriter();

    int code = Failure.tell(brokenRule(), new PrintWriter(messages, true), false);

    assertThat(code).isEqualTo(70);
    assertThat(messages.toString().lines())
        .containsExactly(
            "error: a bug of ours: Objects failed to judge: java.lang.IllegalStateException: no kind",
            "nothing was written: what a rule cannot judge may be wrong",
            "see where with --debug");
  }

  @Test
  void debugging_shows_where_it_failed() {
    StringWriter messages = new StringWriter();

    int code = Failure.tell(brokenRule(), new PrintWriter(messages, true), true);

    assertThat(code).isEqualTo(70);
    assertThat(messages.toString())
        .contains("Caused by: java.lang.IllegalStateException: no kind")
        .endsWith("please report it with the lines above" + System.lineSeparator());
  }

  private static BrokenFamily brokenRule() {
    Kindless thing = new Kindless();
    Evidence evidence =
        new Evidence("spark", List.of(new Manifest("", thing)), Map.of(), Map.of(), Map.of());
    thing.isJudged = true;
    return catchThrowableOfType(BrokenFamily.class, () -> Proof.of(evidence, List.of()));
  }

  /** What loses its kind when it is judged: no cluster has it, and no rule expects it. */
  private static final class Kindless extends ServiceAccount {

    @Serial private static final long serialVersionUID = 1L;

    private boolean isJudged;

    Kindless() {
      setMetadata(new ObjectMetaBuilder().withName("thing").withNamespace("spark").build());
    }

    @Override
    public String getKind() {
      if (isJudged) {
        throw new IllegalStateException("no kind");
      }
      return super.getKind();
    }
  }
}
