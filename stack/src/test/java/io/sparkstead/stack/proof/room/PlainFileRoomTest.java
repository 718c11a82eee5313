package io.sparkstead.stack.proof.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people submit by a file of properties finds room as what pods read does. */
class PlainFileRoomTest {

  private static final String FILE = "examples/spark-pi.conf";
  private static final String PYTHON = "spark.executor.pyspark.memory";

  @Test
  void executors_of_a_plain_file_are_within_the_limits_too() {
    Altered altered =
        Altered.samples()
            .file(FILE, text -> Altered.withProperty(text, PYTHON, Optional.of("512m")));

    assertThat(altered.findings(ResourceFit::new))
        .extracting(Finding::message)
        .containsExactly(
            "an executor asks for 4 cores and 11980Mi, more than LimitRange limits lets one"
                + " Container have; raise it, or make executors smaller in "
                + FILE);
  }
}
