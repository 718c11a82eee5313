package io.sparkstead.dsl.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class ExternalToolTest {

  private static final ExternalTool MISSING =
      new ExternalTool("no-such-program", "there is none", List.of("no-such-program"));

  @Test
  void a_missing_program_fails_the_test_under_ci() {
    assertThatThrownBy(() -> MISSING.require(true))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessage("this test needs no-such-program: there is none");
  }

  @Test
  void a_missing_program_skips_the_test_elsewhere() {
    assertThatThrownBy(() -> MISSING.require(false))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("no-such-program");
  }

  @Test
  void a_program_that_fails_its_probe_is_missing() {
    ExternalTool broken = new ExternalTool("broken", "repair it", List.of("sh", "-c", "exit 1"));

    assertThatThrownBy(() -> broken.require(true)).hasMessageContaining("repair it");
  }

  @Test
  void a_command_gives_its_exit_code_and_both_outputs() {
    ExternalTool.Result result =
        ExternalTool.run(List.of("sh", "-c", "cat; echo sorry >&2; exit 3"), "in é\n");

    assertThat(result).isEqualTo(new ExternalTool.Result(3, "in é\n", "sorry\n"));
    assertThatThrownBy(result::output).hasMessageContaining("sorry");
  }
}
