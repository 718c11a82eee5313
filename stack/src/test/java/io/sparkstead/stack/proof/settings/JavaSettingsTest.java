package io.sparkstead.stack.proof.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaSettingsTest extends FamilyTest {

  private static final String DRIVER = "spark.driver.extraJavaOptions";
  private static final String EXECUTOR = "spark.executor.extraJavaOptions";

  JavaSettingsTest() {
    super(JavaSettings::new);
    on(
        JavaSettings.JAVA_TAKES_ITS_OPTIONS,
        EXECUTOR
            + " has -Xmx4g, which Spark refuses: the heap is spark.executor.memory, of new"
            + " Executors(…); leave it out",
        good -> good.property(NOTEBOOK_CONF, EXECUTOR, "-Xmx4g"));
    on(
        JavaSettings.JAVA_TAKES_ITS_OPTIONS,
        "-XX:+UseConcMarkSweepGC, which Java 17 does not know; leave it out",
        good -> good.property(NOTEBOOK_CONF, EXECUTOR, "-XX:+UseConcMarkSweepGC"));
    on(
        JavaSettings.JAVA_TAKES_ITS_OPTIONS,
        "has -Dspark.x=1, which Spark refuses; say it as a property",
        good -> good.property(NOTEBOOK_CONF, EXECUTOR, "-Dspark.x=1"));
    on(
        JavaSettings.JAVA_TAKES_ITS_OPTIONS,
        "has -Xms900g, more than spark.driver.memory=",
        good -> good.property(NOTEBOOK_CONF, DRIVER, "-Xms900g"));
    on(
        JavaSettings.JAVA_TAKES_ITS_OPTIONS,
        EXECUTOR
            + " and spark.executor.defaultJavaOptions have -XX:+UseG1GC and -XX:+UseZGC together;"
            + " keep one collector",
        good ->
            good.property(NOTEBOOK_CONF, EXECUTOR, "-XX:+UseZGC")
                .property(NOTEBOOK_CONF, "spark.executor.defaultJavaOptions", "-XX:+UseG1GC"));
    on(
        JavaSettings.JAVA_TAKES_ITS_OPTIONS,
        "has a quote that does not end",
        good -> good.property(NOTEBOOK_CONF, DRIVER, "-Dname='x"));
    on(
        JavaSettings.JAVA_TAKES_ITS_OPTIONS,
        "JAVA_TOOL_OPTIONS of StatefulSet lab sets the heap of every Java, -Xmx1g",
        good ->
            good.container(
                JUPYTER, lab -> lab.getEnv().add(new EnvVar("JAVA_TOOL_OPTIONS", "-Xmx1g", null))));
    on(
        JavaSettings.JAVA_TAKES_ITS_OPTIONS,
        "JAVA_TOOL_OPTIONS has -XX:+UseFooGC",
        good ->
            good.data(
                "lab-pod-templates",
                "executor.yaml",
                text ->
                    text.replace(
                        "  env:\n",
                        "  env:\n    - name: JAVA_TOOL_OPTIONS\n      value: \"-XX:+UseFooGC\"\n")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+UseG1GC -XX:MaxGCPauseMillis=200 -Xss4m -verbose:gc",
        "--add-opens java.base/java.lang=ALL-UNNAMED -Dapp.name=\"a b\" -Xlog:gc*",
        "-XX:+UnlockExperimentalVMOptions -XX:+UseEpsilonGC",
        "-XX:+HeapDumpOnOutOfMemoryError -XX:HeapDumpPath=/tmp -Xms512m",
        "-Dlog4j2.level=${env:LEVEL} -Xmx1g",
      })
  void what_java_takes_passes(String options) {
    assertThat(said(Altered.samples().property(NOTEBOOK_CONF, DRIVER, options))).isEmpty();
  }
}
