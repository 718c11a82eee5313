package io.sparkstead.stack.proof.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellCommandsTest {

  @Test
  void commands_stand_between_what_parts_them() {
    assertThat(
            ShellCommands.of(
                "if ! mc ls \"store/lake\" | grep -q x; then\n  A=1 mc mb \\\n s/x\nfi"))
        .containsExactly(
            List.of("mc", "ls", "store/lake"),
            List.of("grep", "-q", "x"),
            List.of("mc", "mb", "s/x"),
            List.of("fi"));
  }

  @Test
  void a_program_is_found_wherever_it_is_installed() {
    assertThat(ShellCommands.of("# mc a\n/usr/bin/mc b && exec mc c\nmcx d\necho mc", "mc"))
        .containsExactly(List.of("/usr/bin/mc", "b"), List.of("mc", "c"));
  }

  @Test
  void a_program_that_runs_another_is_left_out() {
    assertThat(ShellCommands.of("echo x | timeout 10 weed shell; timeout -k 5 10s mc ls", "weed"))
        .containsExactly(List.of("weed", "shell"));
    assertThat(ShellCommands.of("timeout -s KILL 10s mc ls; /usr/bin/tini -s -- mc mb", "mc"))
        .containsExactly(List.of("mc", "ls"), List.of("mc", "mb"));
    assertThat(ShellCommands.of("timeout")).isEmpty();
  }

  @Test
  void what_stands_in_quotes_is_one_word() {
    assertThat(ShellCommands.of("mc mb 'a b;c' \"d | \\\"e\" \"\" # f 'g\nh"))
        .containsExactly(List.of("mc", "mb", "a b;c", "d | \\\"e", ""), List.of("h"));
  }

  @Test
  void a_quote_that_is_never_closed_is_none() {
    assertThat(ShellCommands.of("it's\nmc ls"))
        .containsExactly(List.of("its"), List.of("mc", "ls"));
  }
}
