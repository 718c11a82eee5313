package io.sparkstead.stack.proof.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest extends FamilyTest {

  private static final String BUILDER = "SparkSession.builder.";

  SessionsTest() {
    super(Sessions::new);
    on(
        Sessions.GOES_WITH_ITS_FILE,
        "runs on local[*], in its own pod and without an executor",
        good -> good.replace(NOTEBOOK, BUILDER, BUILDER + "master('local[*]')."));
    on(
        Sessions.GOES_WITH_ITS_FILE,
        "spark.driver.port=9999, and ConfigMap lab-spark-conf key spark-defaults.conf says 7078",
        good -> good.replace(NOTEBOOK, BUILDER, BUILDER + "config('spark.driver.port', '9999')."));
    on(
        Sessions.GOES_WITH_ITS_FILE,
        "spark.task.cpus=9 is above spark.executor.cores=4",
        good -> good.replace(NOTEBOOK, BUILDER, BUILDER + "config('spark.task.cpus', '9')."));
    on(
        Sessions.GOES_WITH_ITS_FILE,
        "runs on local, in its own pod",
        good -> good.replace(PI, "--properties-file", "--master local --properties-file"));
    on(
        Sessions.GOES_WITH_ITS_FILE,
        "SPARK_HISTORY_OPTS of Deployment history says -Dspark.history.fs.logDirectory=s3a://x/y/",
        good ->
            good.container(
                HISTORY,
                server ->
                    server
                        .getEnv()
                        .add(
                            new EnvVar(
                                "SPARK_HISTORY_OPTS",
                                "-Dspark.history.fs.logDirectory=s3a://x/y/ -Dspark.a=b",
                                null))));
    on(
        Sessions.PROGRAM_IS_FOUND,
        "submits file:///opt/spark/examples/src/main/python/pi.py, a file of its own pod",
        good -> good.replace(PI, "local:///opt", "file:///opt"));
    on(
        Sessions.PROGRAM_IS_FOUND,
        "names the template /tmp/drv.yaml, which it has not written",
        good ->
            good.replace(
                PI,
                "--properties-file",
                "--conf spark.kubernetes.driver.podTemplateFile=/tmp/drv.yaml --properties-file"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config('spark.executor.cores', '2').",
        "config('spark.task.cpus', '2').",
        "master('k8s://https://kubernetes.default.svc').",
        "config('spark.sql.shuffle.partitions', '8').",
      })
  void a_notebook_may_say_what_is_its_own(String words) {
    assertThat(said(Altered.samples().replace(NOTEBOOK, BUILDER, BUILDER + words))).isEmpty();
  }
}
