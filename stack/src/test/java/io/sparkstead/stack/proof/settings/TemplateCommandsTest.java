package io.sparkstead.stack.proof.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.regex.Matcher;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateCommandsTest extends FamilyTest {

  TemplateCommandsTest() {
    super(TemplateCommands::new);
    started("[/bin/bash]", "/bin/bash");
    started("[/bin/bash, -eu, -o, pipefail]", "/bin/bash -eu -o pipefail");
    started("[sh, -c, sleep 5]", "sh -c sleep 5");
    started("[sleep, infinity]", "sleep infinity");
  }

  private void started(String command, String said) {
    on(
        TemplateCommands.SPARK_IS_STARTED,
        "has the command '" + said + "', which is given the word executor by Spark",
        good -> executors(good, command));
  }

  private static Altered executors(Altered good, String command) {
    return good.data(
        "lab-pod-templates",
        "executor.yaml",
        text ->
            text.replaceFirst(
                "(?m)^  - name: .*$", "$0\n    command: " + Matcher.quoteReplacement(command)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[/opt/entrypoint.sh]",
        "[/usr/bin/tini, -s, --, /opt/entrypoint.sh]",
        "[/bin/bash, -c, 'ulimit -n 65536; exec /opt/entrypoint.sh \"$@\"', bash]",
        "[/bin/bash, /opt/own/start.sh]",
        "[/opt/own/start]",
      })
  void what_may_start_spark_passes(String command) {
    assertThat(said(executors(Altered.samples(), command))).isEmpty();
  }
}
