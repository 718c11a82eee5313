package io.sparkstead.stack.proof.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleHandlerBuilder;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartedProgramsTest extends FamilyTest {

  private static final String HISTORY_CLASS = "org.apache.spark.deploy.history.HistoryServer";
  private static final String SPARK_CLASS = "/opt/spark/bin/spark-class";

  StartedProgramsTest() {
    super(StartedPrograms::new);
    programs();
    images();
  }

  private void programs() {
    commanded("/usr/bin/tni", "; did you mean /usr/bin/tini?");
    commanded("/usr/local/bin/tini", "; did you mean /usr/bin/tini?");
    commanded("/opt/spark/bin/spark-clas", "; did you mean /opt/spark/bin/spark-class?");
    commanded("/opt/entrypont.sh", "; did you mean /opt/entrypoint.sh?");
    commanded("/opt/run.sh", "; copy it there, or name another");
    on(
        StartedPrograms.PROGRAM_IS_THERE,
        "Deployment history starts spark-clas, which is no program; did you mean spark-class?",
        good -> good.container(HISTORY, server -> server.setArgs(List.of("spark-clas", "x"))));
    on(
        StartedPrograms.PROGRAM_IS_THERE,
        "Deployment history starts /opt/spark/sbin/spark-class, which is not in spark:3.5.4",
        good ->
            good.container(
                HISTORY, server -> server.setArgs(List.of("/opt/spark/sbin/spark-class", "x"))));
    on(
        StartedPrograms.PROGRAM_IS_THERE,
        "starts /usr/local/bin/bash, which is not in spark:3.5.4",
        good ->
            good.container(
                HISTORY, server -> server.setCommand(List.of("/usr/local/bin/bash", "-c", "x y"))));
    on(
        StartedPrograms.PROGRAM_IS_THERE,
        "starts start-notebook.sh, which is not in notebook:3.5.4",
        good -> good.container(JUPYTER, lab -> lab.setCommand(List.of("start-notebook.sh"))));
    on(
        StartedPrograms.PROGRAM_IS_THERE,
        "key smoke.sh starts /opt/spark/spark-submit, which is not in spark:3.5.4",
        good ->
            good.data(
                "check-script",
                "smoke.sh",
                text -> text.replace("/opt/spark/bin/spark-submit", "/opt/spark/spark-submit")));
    on(
        StartedPrograms.PROGRAM_IS_THERE,
        "StatefulSet store starts minoi, which is no program; did you mean minio?",
        good -> good.container(STORE, store -> store.setCommand(List.of("minoi"))));
    on(
        StartedPrograms.PROGRAM_IS_THERE,
        "Deployment history starts '" + HISTORY_CLASS + "', which is no program",
        good ->
            good.container(HISTORY, server -> server.setArgs(List.of(HISTORY_CLASS, SPARK_CLASS))));
    on(
        StartedPrograms.PROGRAM_IS_THERE,
        "starts '/opt/spark/bin/spark-class " + HISTORY_CLASS + "', which is no program",
        good ->
            good.container(
                HISTORY, server -> server.setArgs(List.of(SPARK_CLASS + " " + HISTORY_CLASS))));
    on(
        StartedPrograms.PROGRAM_IS_THERE,
        "starts /opt/gone.sh, which is not in spark:3.5.4",
        good -> hooked(good, "/opt/gone.sh"));
  }

  private void commanded(String program, String remedy) {
    on(
        StartedPrograms.PROGRAM_IS_THERE,
        "Deployment history starts " + program + ", which is not in spark:3.5.4" + remedy,
        good -> good.container(HISTORY, server -> server.setCommand(List.of(program, "x"))));
  }

  private static Altered hooked(Altered good, String... command) {
    return good.container(
        HISTORY,
        server -> {
          Lifecycle lifecycle = new Lifecycle();
          lifecycle.setPreStop(
              new LifecycleHandlerBuilder().withExec(new ExecAction(List.of(command))).build());
          server.setLifecycle(lifecycle);
        });
  }

  private void images() {
    on(
        StartedPrograms.PROGRAM_IS_THERE,
        JUPYTER_IMAGE + " starts /opt/jupyter/start.sh, which is not in this image; copy it there",
        good ->
            good.replace(
                JUPYTER_IMAGE, "\"/opt/jupyter/entrypoint.sh\"]", "\"/opt/jupyter/start.sh\"]"));
    on(
        StartedPrograms.PROGRAM_IS_THERE,
        SPARK_IMAGE + " starts /usr/bin/tini, which is not in this image; copy it there",
        good ->
            good.replace(
                SPARK_IMAGE,
                "COPY --from=stage --chown=0:0 --chmod=0555 /stage/tini /usr/bin/tini\n",
                ""));
    on(
        StartedPrograms.PROGRAM_IS_THERE,
        ENTRYPOINT + " starts jupyter, which nothing installs into image notebook:3.5.4",
        good -> good.file(JUPYTER_IMAGE, text -> text.replaceAll("RUN .*\n", "")));
    for (String mode : List.of("0444", "0644", "600", "0500", "a=r")) {
      on(
          StartedPrograms.PROGRAM_CAN_BE_RUN,
          SPARK_IMAGE + " starts /usr/bin/tini, which its image lets nobody run",
          good ->
              good.replace(
                  SPARK_IMAGE, "--chmod=0555 /stage/tini", "--chmod=" + mode + " /stage/tini"));
    }
    on(
        StartedPrograms.PROGRAM_CAN_BE_RUN,
        JUPYTER_IMAGE + " starts /opt/jupyter/entrypoint.sh, which its image lets nobody run",
        good ->
            good.replace(
                JUPYTER_IMAGE, "--chmod=0555 entrypoint.sh", "--chmod=0444 entrypoint.sh"));
    on(
        StartedPrograms.PROGRAM_CAN_BE_RUN,
        "Deployment history starts /usr/bin/tini, which its image lets nobody run",
        good ->
            good.replace(SPARK_IMAGE, "USER 20001", "RUN chmod 0644 /usr/bin/tini\nUSER 20001"));
  }

  @ParameterizedTest
  @CsvSource({
    "/usr/bin/env, bash",
    "/bin/bash, /opt/entrypoint.sh",
    "/usr/local/bin/own, x",
    "own-program, x",
    "/opt/spark/bin/spark-submit, --version",
    "spark-submit, --version",
    "/opt/spark/sbin/start-connect-server.sh, x",
    "python3, /tmp/x.py",
    "/opt/spark/conf/own.sh, x",
  })
  void programs_that_are_there_or_may_be_are_not_told(String program, String argument) {
    Altered altered =
        Altered.samples()
            .container(HISTORY, server -> server.setCommand(List.of(program, argument)))
            .container(HISTORY, server -> server.setArgs(null));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void arguments_alone_go_to_the_images_entrypoint() {
    Altered altered = Altered.samples().container(HISTORY, server -> server.setCommand(null));

    assertThat(said(altered)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0555", "755", "0755", "a+rx", "+x", "0775", "u=rwx,go=rx"})
  void a_mode_that_lets_it_be_run_is_not_told(String mode) {
    Altered altered =
        Altered.samples()
            .file(
                SPARK_IMAGE,
                text ->
                    text.replace("--chmod=0555 /stage/tini", "--chmod=" + mode + " /stage/tini")
                        + "# same\n");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void what_is_made_runnable_later_is_not_told() {
    Altered altered =
        Altered.samples()
            .replace(SPARK_IMAGE, "--chmod=0555 /stage/tini", "--chmod=0444 /stage/tini")
            .replace(SPARK_IMAGE, "USER 20001", "RUN chmod a+x /usr/bin/tini\nUSER 20001");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_hook_that_is_there_is_not_told() {
    assertThat(said(hooked(Altered.samples(), "/bin/sh", "-c", "sleep 5"))).isEmpty();
  }
}
