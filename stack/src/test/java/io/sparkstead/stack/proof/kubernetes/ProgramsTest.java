package io.sparkstead.stack.proof.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What containers start with, and what people run by hand. */
class ProgramsTest extends FamilyTest {

  private static final String BUILDER = "\"spark = SparkSession.builder.getOrCreate()\\n\"";

  ProgramsTest() {
    super(Programs::new);
    on(
        Programs.SIGNALS_ARRIVE,
        "container history",
        good -> good.container(HISTORY, c -> c.setCommand(List.of("/bin/bash", "-c", "sleep 1"))));
    on(
        Programs.SIGNALS_ARRIVE,
        "ConfigMap seaweed-scripts key start.sh starts a program and passes no signal on to it",
        good ->
            Altered.of(Samples.spark41().onSeaweedFs())
                .data("seaweed-scripts", "start.sh", text -> text.replace("exec weed", "weed")));
    on(
        Programs.SIGNALS_ARRIVE,
        "images/notebook/entrypoint.sh stays in front of its program",
        good -> good.file(ENTRYPOINT, text -> text.replace("exec ", "")));
    on(
        Programs.SIGNALS_ARRIVE,
        SPARK_IMAGE + " starts 'sh -c spark-shell', a shell that passes no signal on",
        good -> entrypoint(good, "spark-shell"));
    scripts();
    on(
        Programs.HISTORY_STAYS_IN_FRONT,
        "Deployment history",
        good ->
            good.container(
                HISTORY, c -> c.setArgs(List.of("/opt/spark/sbin/start-history-server.sh"))));
    on(
        Programs.IDLE_KERNELS_END,
        "StatefulSet lab",
        good ->
            good.data(
                "lab-conf",
                "jupyter_server_config.py",
                text -> text.replace("cull_idle_timeout", "cull_interval")));
  }

  private void scripts() {
    on(
        Programs.SCRIPT_NAMES_ITS_SHELL,
        "'#/bin/bash'",
        good -> good.replace(PI, "#!/usr/bin/env bash", "#/bin/bash"));
    on(
        Programs.NOTEBOOK_PARSES,
        "# for the demo' at the end of a line; put comments on lines of their own",
        good ->
            good.replace(
                NOTEBOOK,
                BUILDER,
                "\"spark = SparkSession \\\\ # for the demo\\n\","
                    + "\n    \"  .builder.getOrCreate()\\n\""));
    on(
        Programs.SUBMIT_NAMES_ITS_PROGRAM,
        PI,
        good -> good.replace(PI, "spark-submit", "spark-submit --class SparkPi"));
    on(
        Programs.JUPYTER_OPTIONS_ARE_CURRENT,
        ENTRYPOINT,
        good -> good.file(ENTRYPOINT, text -> text.strip() + " --NotebookApp.port=8888\n"));
  }

  private static Altered entrypoint(Altered good, String entrypoint) {
    return good.file(SPARK_IMAGE, text -> text + "\nENTRYPOINT " + entrypoint + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "/bin/sh,   sleep 1,         true",
    "sh,        sleep 1,         true",
    "bash,      sleep 1,         true",
    "/bin/dash, sleep 1,         true",
    "/bin/bash, 'cd /a\nsleep 1', true",
    "/bin/bash, exec sleep 1,    false",
    "tini,      sleep 1,         false",
    "/opt/sh,   sleep 1,         false",
    "zsh,       sleep 1,         false",
  })
  void a_shell_in_front_passes_no_signal_on(String shell, String command, boolean isInFront) {
    Altered altered =
        Altered.samples()
            .container(
                HISTORY,
                c -> {
                  c.setCommand(List.of(shell, "-c"));
                  c.setArgs(List.of(command));
                });

    assertThat(said(altered).isEmpty()).isNotEqualTo(isInFront);
  }

  @Test
  void tini_in_front_of_a_shell_passes_signals_on() {
    Altered altered =
        Altered.samples()
            .container(HISTORY, c -> c.setCommand(List.of("tini", "--", "sh", "-c", "sleep 1")));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_job_ends_by_itself() {
    Altered altered =
        Altered.samples()
            .container("store-bootstrap", c -> c.setCommand(List.of("sh", "-c", "sleep 1")));

    assertThat(said(altered)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'[\"tini\", \"--\", \"spark-shell\"]', false",
    "'[\"sh\", \"-c\", \"spark-shell\"]',   true",
    "'[\"/bin/sh\",\"-c\",\"exec a\"]',     false",
    "'spark-shell',                         true",
    "'exec spark-shell',                    false",
  })
  void an_entrypoint_is_a_list_or_a_shells(String entrypoint, boolean isInFront) {
    assertThat(said(entrypoint(Altered.samples(), entrypoint)).isEmpty()).isNotEqualTo(isInFront);
  }

  @Test
  void the_words_of_an_entrypoint_are_told_with_one_blank_between() {
    assertThat(said(entrypoint(Altered.samples(), "[ \"sh\",  \"-c\", \"a  b\" ]")))
        .extracting(Finding::message)
        .containsExactly(
            SPARK_IMAGE
                + " starts 'sh -c a b', a shell that passes no signal on; name the program, or exec"
                + " it");
  }

  @Test
  void docker_takes_the_last_entrypoint() {
    Altered altered = entrypoint(entrypoint(Altered.samples(), "a"), "[\"tini\", \"a\"]");

    assertThat(said(altered)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'  exec a', true", "'# exec a', false", "'execute a', false"})
  void a_script_ends_in_its_program_by_exec(String line, boolean execs) {
    Altered altered = Altered.samples().file(ENTRYPOINT, text -> "#!/bin/sh\n" + line + "\n");

    assertThat(said(altered).isEmpty()).isEqualTo(execs);
  }

  @Test
  void a_script_that_a_shell_is_given_needs_no_first_line() {
    Altered altered =
        Altered.samples()
            .data("store-bootstrap", "bootstrap.sh", text -> text.replaceFirst("#!.*\n", ""));

    assertThat(said(Programs.SCRIPT_NAMES_ITS_SHELL, altered)).isEmpty();
    assertThat(
            said(
                Programs.SCRIPT_NAMES_ITS_SHELL,
                altered.container(
                    "store-bootstrap",
                    container -> container.setCommand(List.of("/opt/bootstrap/bootstrap.sh")))))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'# demo\na', '''# demo'';'",
    "'export KEY=sparkminio\na', 'has no #!;'",
    "'\na', 'has no #!;'",
    "'', 'has no #!;'",
  })
  void a_first_line_is_repeated_if_it_is_a_comment(String script, String said) {
    assertThat(said(Altered.samples().newFile("examples/a.sh", script)))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .contains(said)
        .doesNotContain(PLANTED)
        .endsWith("; begin with #!/usr/bin/env bash");
  }

  @ParameterizedTest
  @CsvSource({
    "spark-submit --class A a.py,     true",
    "spark-submit --class A a.pyc,    false",
    "spark-submit --class A a.jar,    false",
    "spark-submit a.py,               false",
    "spark-shell --class A a.py,      false",
    "'spark-submit --class A \\\na.py', true",
  })
  void a_python_program_has_no_class(String command, boolean isWrong) {
    Altered altered =
        Altered.samples().newFile("examples/a.sh", "#!/usr/bin/env bash\n" + command + "\n");

    assertThat(said(altered).isEmpty()).isNotEqualTo(isWrong);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jupyter lab", "jupyter-lab", "jupyter notebook", "jupyter-server"})
  void kernels_are_ended_wherever_jupyter_is_started(String command) {
    Altered altered = Altered.samples().container(HISTORY, c -> c.setArgs(List.of(command)));

    assertThat(said(Programs.IDLE_KERNELS_END, altered))
        .containsExactly(
            "Deployment history never ends a forgotten kernel; set"
                + " MappingKernelManager.cull_idle_timeout");
  }

  @Test
  void what_is_only_called_after_jupyter_runs_no_kernels() {
    Altered altered =
        Altered.samples().container(HISTORY, c -> c.setArgs(List.of("jupyter lists")));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void of_many_broken_lines_the_first_is_shown() {
    Altered altered =
        Altered.samples()
            .replace(
                NOTEBOOK,
                BUILDER,
                "\"a = 1 + \\\\ # one\\n\", \"2 + \\\\# two\\n\", \"3 + \\\\  \\n\", \"4\\n\"");

    assertThat(said(altered))
        .extracting(Finding::message)
        .containsExactly(
            NOTEBOOK
                + " has '\\ # one' at the end of a line, and 2 more like it; put comments on lines"
                + " of their own");
  }

  @Test
  void a_line_may_go_on_below() {
    Altered altered = Altered.samples().replace(NOTEBOOK, BUILDER, "\"a = 1 + \\\\\\n\", \"2\\n\"");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_script_that_sees_to_signals_itself_stays_in_front() {
    Altered trapping =
        Altered.of(Samples.spark41().onSeaweedFs())
            .data(
                "seaweed-scripts",
                "start.sh",
                text -> text.replace("exec weed", "trap 'kill %1' TERM\nweed"));

    assertThat(said(trapping)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LIB=/opt/own/common.sh\n. \"$LIB\"\n",
        "export LIB=\"/opt/own/common.sh\"\nsource ${LIB}\n",
        "for each in /opt/own/*.sh; do . \"$each\"; done\n",
      })
  void a_script_that_is_sourced_by_a_variable_needs_no_shell(String how) {
    assertThat(said(Programs.SCRIPT_NAMES_ITS_SHELL, sourcing(how))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LIB=/opt/own/other.sh\n. \"$LIB\"\n",
        "LIB=/opt/own/common.sh\necho \"$LIB\"\n",
        "for each in /opt/own/*.py; do . \"$each\"; done\n",
      })
  void a_script_beside_one_that_is_sourced_is_told(String how) {
    assertThat(said(Programs.SCRIPT_NAMES_ITS_SHELL, sourcing(how))).hasSize(1);
  }

  private static Altered sourcing(String how) {
    ConfigMap scripts = new ConfigMap();
    scripts.setMetadata(new ObjectMeta());
    scripts.getMetadata().setName("own");
    scripts.setData(
        Map.of("run.sh", "#!/usr/bin/env bash\n" + how, "common.sh", "tell() { :; }\n"));
    return Altered.samples().add(scripts);
  }
}
