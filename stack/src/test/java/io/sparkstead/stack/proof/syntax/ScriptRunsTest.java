package io.sparkstead.stack.proof.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptRunsTest extends FamilyTest {

  private static final String COPY = "cp --dereference \"$sample\" \"$file\"";
  private static final String SCRIPTS = "check-script";
  private static final String SMOKE = "smoke.sh";
  private static final String PIPEFAIL = "set -Eeuo pipefail";

  ScriptRunsTest() {
    super(ScriptRuns::new);
    on(
        ScriptRuns.MOUNTED_FILES_STAY,
        ENTRYPOINT
            + " lets chmod change /home/spark/workspace/*, which leads to a volume of StatefulSet"
            + " lab that it may read alone; copy the file, and change the copy",
        good -> good.replace(ENTRYPOINT, COPY, "ln -s \"$sample\" \"$file\""));
    on(
        ScriptRuns.MOUNTED_FILES_STAY,
        "lets sed change /opt/smoke/smoke.py, which is on a volume of Job",
        good -> smoke(good, "sed -i s/a/b/ /opt/smoke/smoke.py"));
    on(
        ScriptRuns.MOUNTED_FILES_STAY,
        "lets chown change /opt/smoke/smoke.py, which is on a volume of Job",
        good -> smoke(good, "cd /opt/smoke; chown 10185 smoke.py"));
    on(
        ScriptRuns.MOUNTED_FILES_STAY,
        "/opt/smoke/log, which is on a volume of Job",
        good -> smoke(good, "to=/opt/smoke/log\ndate > \"$to\""));
    on(
        ScriptRuns.WORK_IS_KEPT,
        ENTRYPOINT + " copies /opt/jupyter/samples/* to /home/spark/workspace/* at each start",
        good -> good.replace(ENTRYPOINT, " && [ ! -e \"$file\" ]", ""));
    on(
        ScriptRuns.PIPE_ENDS_AS_ITS_WORK,
        "of ConfigMap check-script key smoke.sh pipes spark-submit into tee, and ends as that does"
            + " whatever became of spark-submit; say set -o pipefail above it",
        good -> good.data(SCRIPTS, SMOKE, text -> text.replace(PIPEFAIL, "set -Eeu")));
    on(
        ScriptRuns.PIPE_ENDS_AS_ITS_WORK,
        "of Job check-7a3abb71 container smoke pipes python3 into sed",
        good ->
            good.container(
                "check",
                smoke -> smoke.setCommand(List.of("sh", "-c", "python3 a.py 2>&1 | sed s/a/b/"))));
  }

  private static Altered smoke(Altered good, String line) {
    return good.data(
        SCRIPTS, SMOKE, text -> text.replace("pipefail\n", "pipefail\n" + line + "\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chmod u+x /opt/smoke/smoke.sh || true",
        "if ! chmod u+x /opt/smoke/smoke.sh; then echo no; fi",
        "cp /opt/smoke/smoke.py /tmp/smoke.py; chmod u+x /tmp/smoke.py",
        "ln -s /opt/smoke/smoke.py /tmp/smoke.py; rm /tmp/smoke.py",
        "sed s/a/b/ /opt/smoke/smoke.py > /tmp/smoke.py",
        "touch \"$OTHER/smoke.py\"",
        "cd /tmp; mv a b; chown -h 10185 c",
      })
  void what_a_script_may_do_with_mounted_files_passes(String line) {
    assertThat(said(smoke(Altered.samples(), line))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cp -n", "cp --no-clobber --dereference", "cp --update"})
  void a_copy_that_keeps_what_is_there_passes(String copy) {
    Altered altered =
        Altered.samples()
            .replace(ENTRYPOINT, " && [ ! -e \"$file\" ]", "")
            .replace(ENTRYPOINT, "cp --dereference", copy);

    assertThat(said(altered)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java -version 2>&1 | tee /tmp/a || echo no",
        "echo a | tee /tmp/a",
        "printf a | python3 -",
        "version=$(java -version 2>&1 | tail -n 1)",
        "spark-submit --status a 2>&1 | grep --quiet Succeeded",
      })
  void a_pipe_that_ends_as_is_meant_passes(String line) {
    Altered altered =
        Altered.samples()
            .data(SCRIPTS, SMOKE, text -> "#!/bin/bash\nset -eu\n" + line + "\ntrue\n");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_shell_that_is_told_of_pipes_by_its_command_is_told() {
    Altered altered =
        Altered.samples()
            .data(SCRIPTS, SMOKE, text -> text.replace(PIPEFAIL, "set -Eeu"))
            .container(
                "check",
                smoke ->
                    smoke.setCommand(List.of("bash", "-o", "pipefail", "/opt/smoke/smoke.sh")));

    assertThat(said(altered)).isEmpty();
  }
}
