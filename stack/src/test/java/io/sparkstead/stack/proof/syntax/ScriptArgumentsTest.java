package io.sparkstead.stack.proof.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptArgumentsTest extends FamilyTest {

  ScriptArgumentsTest() {
    super(ScriptArguments::new);
    on(
        ScriptArguments.ARGUMENT_MAY_BE_LEFT_OUT,
        "reads $1, which its head says may be left out; write ${1:-} with what is meant then",
        good -> good.replace(PI, "\"${1:-1000}\"", "\"$1\""));
    on(
        ScriptArguments.ARGUMENT_IS_GIVEN,
        "reads $1, and CronJob nightly gives it no argument; give it one, or write ${1:-}",
        good -> nightly("echo \"$1\""));
  }

  private static Altered nightly(String line) {
    Samples samples = Samples.spark41();
    return Altered.of(
            Samples.stack(
                samples.rbac(), samples.minio(), samples.historyServer(), samples.nightly()))
        .data("nightly-script", "submit.sh", text -> text + line + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo \"${1:-}\"",
        "say() { echo \"$1\"; }",
        "if [ $# -gt 0 ]; then echo \"$1\"; fi",
        "set -- a; echo \"$1\"",
        "awk '{print $1}' /tmp/status",
        "if [ -n \"${1:-}\" ]; then echo \"$1\"; fi",
      })
  void what_asks_with_care_passes(String line) {
    assertThat(said(nightly(line))).isEmpty();
  }
}
