package io.sparkstead.stack.proof.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmitArgumentsTest extends FamilyTest {

  private static final String NAME = "PYSPARK_SUBMIT_ARGS";

  SubmitArgumentsTest() {
    super(SubmitArguments::new);
    on(
        SubmitArguments.SHELL_IS_NAMED,
        "of StatefulSet lab has PYSPARK_SUBMIT_ARGS='--driver-memory 1g', which does not end in"
            + " pyspark-shell; write that behind it",
        good -> with(good, NAME, "--driver-memory 1g"));
    on(
        SubmitArguments.SHELL_IS_NAMED,
        "has SPARKR_SUBMIT_ARGS='--name x'",
        good -> with(good, "SPARKR_SUBMIT_ARGS", "--name x"));
    on(
        SubmitArguments.SHELL_IS_NAMED,
        ENTRYPOINT + " sets PYSPARK_SUBMIT_ARGS to '--name x'",
        good -> script("export PYSPARK_SUBMIT_ARGS='--name x'"));
    on(
        SubmitArguments.SHELL_IS_NAMED,
        "examples/own.py sets PYSPARK_SUBMIT_ARGS to '--name x'",
        good -> good.newFile("examples/own.py", "os.environ['PYSPARK_SUBMIT_ARGS'] = '--name x'"));
    on(
        SubmitArguments.SHELL_IS_NAMED,
        "examples/own.ipynb sets PYSPARK_SUBMIT_ARGS",
        good ->
            good.newFile(
                "examples/own.ipynb",
                "\"os.environ[\\\"PYSPARK_SUBMIT_ARGS\\\"] = \\\"--name x\\\"\\n\""));
  }

  private static Altered with(Altered good, String name, String value) {
    return good.container(JUPYTER, c -> c.getEnv().add(new EnvVar(name, value, null)));
  }

  private static Altered script(String line) {
    return Altered.samples().file(ENTRYPOINT, text -> text + line + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "PYSPARK_SUBMIT_ARGS, --driver-memory 1g pyspark-shell",
    "PYSPARK_SUBMIT_ARGS, pyspark-shell",
    "PYSPARK_SUBMIT_ARGS, $(MORE)",
    "SPARKR_SUBMIT_ARGS, --name x sparkr-shell",
    "SPARK_SUBMIT_OPTS, -Dx=y",
  })
  void arguments_that_name_their_shell_pass(String name, String value) {
    assertThat(said(with(Altered.samples(), name, value))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# PYSPARK_SUBMIT_ARGS='--name x'",
        "export PYSPARK_SUBMIT_ARGS=\"--name $NAME\"",
        "export PYSPARK_SUBMIT_ARGS='--name x pyspark-shell'",
        "unset PYSPARK_SUBMIT_ARGS",
      })
  void what_is_put_together_elsewhere_is_not_judged(String line) {
    assertThat(said(script(line))).isEmpty();
  }
}
