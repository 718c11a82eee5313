package io.sparkstead.stack.proof.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartedClassesTest extends FamilyTest {

  private static final String CLASS = "org.apache.spark.deploy.history.HistoryServer";

  StartedClassesTest() {
    super(StartedClasses::new);
    starting("org.apache.spark.deploy.history.HistroyServer");
    starting("org.apache.spark.deploy.history.historyServer");
    starting("org.apache.spark.history.HistoryServer");
    on(
        StartedClasses.CLASS_IS_THERE,
        "starts org.apache.spark.examples.SparkPie, which Spark has not; did you mean"
            + " org.apache.spark.examples.SparkPi?",
        good ->
            good.file(
                PI, text -> text + "spark-submit --class org.apache.spark.examples.SparkPie x\n"));
    on(
        StartedClasses.CLASS_PATH_IS_THERE,
        "Deployment history looks for classes in /opt/spark/jar/*, which is not in image"
            + " spark:3.5.4; did you mean /opt/spark/jars?",
        good -> reading(good, "/tmp:/opt/spark/jar/*"));
    on(
        StartedClasses.CLASS_PATH_IS_THERE,
        "looks for classes in /opt/hadoop/*, which is not in image spark:3.5.4; copy it there",
        good -> reading(good, "/opt/spark/jars/*:/opt/hadoop/*"));
  }

  private void starting(String name) {
    on(
        StartedClasses.CLASS_IS_THERE,
        "Deployment history starts " + name + ", which Spark has not; did you mean " + CLASS + "?",
        good ->
            good.container(
                HISTORY, server -> server.setArgs(List.of("/opt/spark/bin/spark-class", name))));
  }

  private static Altered reading(Altered good, String classPath) {
    return good.container(
        HISTORY,
        server -> {
          server.setCommand(List.of("java", "-cp", classPath, CLASS));
          server.setArgs(null);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/tmp:/opt/spark/jars/*",
        "/opt/spark/conf/:/opt/spark/jars/*",
        "/usr/share/java/*",
        "$SPARK_HOME/jars/*",
        "lib/*",
        "/tmp/jars/*:/opt/spark/conf/more",
      })
  void folders_that_are_there_or_may_be_are_not_told(String classPath) {
    assertThat(said(reading(Altered.samples(), classPath))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.spark.deploy.master.Master",
        "org.apache.spark.examples.SparkLR",
        "org.apache.spark.examples.sql.SparkSQLExample",
        "org.apache.spark.own.Main",
        "org.apache.hadoop.fs.FsShell",
        "com.example.HistoryServer",
        "org.apache.iceberg.Main",
      })
  void classes_that_are_there_or_may_be_are_not_told(String name) {
    Altered altered =
        Altered.samples()
            .container(
                HISTORY, server -> server.setArgs(List.of("/opt/spark/bin/spark-class", name)));

    assertThat(said(altered)).isEmpty();
  }
}
