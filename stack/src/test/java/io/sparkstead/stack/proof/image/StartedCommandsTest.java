package io.sparkstead.stack.proof.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartedCommandsTest extends FamilyTest {

  private static final String HISTORY_CLASS = "org.apache.spark.deploy.history.HistoryServer";
  private static final String SPARK_CLASS = "/opt/spark/bin/spark-class";

  private static final String JUPYTERS = "/opt/jupyter/entrypoint.sh";

  @Test
  void a_pod_that_shares_its_processes_or_has_a_reaper_of_its_own_passes() {
    Altered tini =
        Altered.samples()
            .container(
                JUPYTER, lab -> lab.setCommand(List.of("/usr/bin/tini", "-g", "--", JUPYTERS)));
    Altered shared =
        Altered.samples()
            .pod(
                JUPYTER,
                pod -> {
                  pod.setShareProcessNamespace(true);
                  pod.getContainers().get(0).setCommand(List.of(JUPYTERS));
                });

    assertThat(said(tini)).isEmpty();
    assertThat(said(shared)).isEmpty();
  }

  StartedCommandsTest() {
    super(StartedCommands::new);
    on(
        StartedCommands.CHILDREN_ARE_REAPED,
        "container jupyter of StatefulSet lab starts /opt/jupyter/entrypoint.sh where its image"
            + " starts all under /usr/bin/tini; put that in front, or leave the command out",
        good -> good.container(JUPYTER, lab -> lab.setCommand(List.of(JUPYTERS))));
    on(
        StartedCommands.SOMETHING_IS_STARTED,
        "container history of Deployment history runs '/usr/bin/tini -s --' and nothing behind it",
        good -> good.container(HISTORY, server -> server.setArgs(null)));
    on(
        StartedCommands.SOMETHING_IS_STARTED,
        "runs '/usr/bin/tini -s -- /opt/spark/bin/spark-class' and nothing behind it",
        good -> good.container(HISTORY, server -> server.setArgs(List.of(SPARK_CLASS))));
    on(
        StartedCommands.SOMETHING_IS_STARTED,
        "runs '/bin/bash -c' and nothing behind it",
        good ->
            good.container(HISTORY, server -> server.setArgs(null))
                .container(HISTORY, server -> server.setCommand(List.of("/bin/bash", "-c"))));
    on(
        StartedCommands.SOMETHING_IS_STARTED,
        "runs '/opt/entrypoint.sh' and nothing behind it",
        good -> good.replace(JUPYTER_IMAGE, "ENTRYPOINT", "LABEL was="));
    on(
        StartedCommands.PROGRAM_IS_KNOWN,
        "StatefulSet store asks minio for servre; did you mean server?",
        good -> good.container(STORE, store -> store.setArgs(List.of("servre", "/data"))));
    on(
        StartedCommands.PROGRAM_IS_KNOWN,
        ENTRYPOINT + " starts jupyter-lab2, which is no program; did you mean jupyter-lab?",
        good -> good.replace(ENTRYPOINT, "exec jupyter lab", "exec jupyter-lab2"));
    on(
        StartedCommands.PROGRAM_IS_KNOWN,
        ENTRYPOINT + " asks jupyter for lba; did you mean lab?",
        good -> good.replace(ENTRYPOINT, "exec jupyter lab", "exec jupyter lba"));
    on(
        StartedCommands.PROGRAM_IS_KNOWN,
        "starts wed, which is no program; did you mean weed?",
        good ->
            Altered.of(Samples.spark41().onSeaweedFs())
                .data(
                    "seaweed-scripts", "start.sh", text -> text.replace("exec weed", "exec wed")));
    on(
        StartedCommands.PROGRAM_IS_KNOWN,
        "Deployment history starts jaav, which is no program; did you mean java?",
        good ->
            good.pod(
                HISTORY,
                pod -> {
                  var first = pod.getInitContainers().get(0);
                  String text = first.getCommand().get(2).replace("until java ", "until jaav ");
                  first.setCommand(List.of("/bin/bash", "-c", text));
                }));
    on(
        StartedCommands.SOMETHING_IS_STARTED,
        "runs '/bin/bash -c spark-class " + HISTORY_CLASS + "' and nothing behind it",
        good ->
            good.container(HISTORY, server -> server.setArgs(List.of("spark-class", HISTORY_CLASS)))
                .container(HISTORY, server -> server.setCommand(List.of("/bin/bash", "-c"))));
    on(
        StartedCommands.PROGRAM_IS_KNOWN,
        "starts /opt/spark/bin/spark-sumbit, which is no program; did you mean spark-submit?",
        good -> good.replace(PI, "/opt/spark/bin/spark-submit", "/opt/spark/bin/spark-sumbit"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seed() { weed shell; }; seed",
        ". /opt/lib.sh; jaav -version",
        "cat <<EOF\njaav is no command\nEOF",
        "# jaav is none either",
        "case $x in jaav) echo ;; esac",
        "echo jaav 'jaav' \"jaav\"",
        "JAAV=jaav; [ $JAAV = jaav ]",
        "for jaav in a b; do echo $jaav; done",
        "kind load docker-image x; find . -name x; head -1 x; mail x; jest; pytest; zsh",
        "\"$jaav\" x; $(jaav_path)/x; ${JAVA:-jaav} -version",
        "./jaav; ../wed; bin/jaav",
        "python3.11 -m x; pip3 install x; java17 -version",
      })
  void scripts_that_may_be_right_are_not_told(String script) {
    Altered altered = Altered.samples().file(PI, text -> text + script + "\n");

    assertThat(said(altered)).isEmpty();
  }
}
