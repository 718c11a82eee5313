package io.sparkstead.stack.proof.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TakenNamesTest extends FamilyTest {

  TakenNamesTest() {
    super(TakenNames::new);
    on(
        TakenNames.NAME_IS_FREE,
        "spark.executorEnv.SPARK_USER sets a variable that Spark itself sets; leave it out",
        good -> good.property(NOTEBOOK_CONF, "spark.executorEnv.SPARK_USER", "me"));
    on(
        TakenNames.NAME_IS_FREE,
        "spark.executorEnv.JAVA_HOME is /opt/java, which hides the image's /usr/lib/jvm/jre-17",
        good -> good.property(NOTEBOOK_CONF, "spark.executorEnv.JAVA_HOME", "/opt/java"));
    on(
        TakenNames.NAME_IS_FREE,
        "spark.executorEnv.MY-NAME has no name that a shell passes on",
        good -> good.property(NOTEBOOK_CONF, "spark.executorEnv.MY-NAME", "x"));
    on(
        TakenNames.NAME_IS_FREE,
        "label.app.kubernetes.io/name is one that the stack or Spark gives to pods",
        good ->
            good.property(
                NOTEBOOK_CONF, "spark.kubernetes.executor.label.app.kubernetes.io/name", "x"));
    on(
        TakenNames.NAME_IS_FREE,
        "is one that Kubernetes itself gives to pods",
        good ->
            good.property(
                NOTEBOOK_CONF,
                "spark.kubernetes.executor.annotation.kubernetes.io/config.mirror",
                "x"));
    on(
        TakenNames.NAME_IS_FREE,
        "mounts something at /usr/lib/jvm, which hides /usr/lib/jvm",
        good ->
            good.property(
                NOTEBOOK_CONF,
                "spark.kubernetes.executor.volumes.emptyDir.d.mount.path",
                "/usr/lib/jvm"));
    on(
        TakenNames.NAME_IS_FREE,
        "sets SPARK_EXECUTOR_ID, which Spark itself sets",
        good ->
            good.data(
                "lab-pod-templates",
                "executor.yaml",
                text ->
                    text.replace(
                        "  env:\n", "  env:\n    - name: SPARK_EXECUTOR_ID\n      value: x\n")));
  }

  @ParameterizedTest
  @CsvSource({
    "spark.executorEnv.TZ, Europe/Berlin",
    "spark.kubernetes.driverEnv.REGION, eu",
    "spark.kubernetes.executor.label.team, data",
    "spark.kubernetes.executor.label.queue, spark",
    "spark.kubernetes.executor.volumes.emptyDir.d.mount.path, /data",
    "spark.kubernetes.executor.volumes.emptyDir.d.mount.path, /dev/shm",
  })
  void what_is_free_passes(String key, String value) {
    assertThat(said(Altered.samples().property(NOTEBOOK_CONF, key, value))).isEmpty();
  }
}
