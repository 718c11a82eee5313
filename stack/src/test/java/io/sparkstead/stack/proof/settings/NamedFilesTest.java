package io.sparkstead.stack.proof.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedFilesTest extends FamilyTest {

  NamedFilesTest() {
    super(NamedFiles::new);
    on(
        NamedFiles.FILE_IS_THERE,
        "spark.jars names /data/udfs.jar, which nobody mounts into StatefulSet lab or copies",
        good -> good.property(NOTEBOOK_CONF, "spark.jars", "/data/udfs.jar"));
    on(
        NamedFiles.FILE_IS_THERE,
        "spark.jars names file:/opt/udfs.jar, a file of whoever submits, which Spark refuses"
            + " without spark.kubernetes.file.upload.path",
        good -> good.file(PI_CONF, text -> text + "spark.jars=file:/opt/udfs.jar\n"));
    on(
        NamedFiles.FILE_IS_THERE,
        "and Spark knows no s4a:",
        good -> good.property(NOTEBOOK_CONF, "spark.files", "s4a://data/x.txt"));
    on(
        NamedFiles.FILE_IS_THERE,
        "spark.pyspark.python is /usr/bin/python3.12, and the image has /usr/bin/python3.11 alone",
        good -> good.property(NOTEBOOK_CONF, "spark.pyspark.python", "/usr/bin/python3.12"));
    on(
        NamedFiles.FILE_IS_THERE,
        "in an archive that spark.archives would name",
        good -> good.property(NOTEBOOK_CONF, "spark.pyspark.python", "./env/bin/python"));
    on(
        NamedFiles.FILE_IS_THERE,
        "names /opt/agent.jar, which nobody mounts",
        good ->
            good.property(
                NOTEBOOK_CONF,
                "spark.executor.extraJavaOptions",
                "-javaagent:/opt/agent.jar=8080"));
    on(
        NamedFiles.FOLDER_IS_FIT,
        "spark.sql.warehouse.dir is /tmp/warehouse, where each pod sees its own disk",
        good -> good.property(NOTEBOOK_CONF, "spark.sql.warehouse.dir", "/tmp/warehouse"));
    on(
        NamedFiles.FOLDER_IS_FIT,
        "spark.local.dir is /scratch, where StatefulSet lab may not write",
        good -> good.property(NOTEBOOK_CONF, "spark.local.dir", "/scratch"));
    on(
        NamedFiles.FOLDER_IS_FIT,
        "spark.driver.extraJavaOptions has /scratch written to, where StatefulSet lab may not write",
        good ->
            good.property(
                NOTEBOOK_CONF, "spark.driver.extraJavaOptions", "-Djava.io.tmpdir=/scratch"));
    on(
        NamedFiles.FOLDER_IS_FIT,
        "has /scratch written to, where the executors of",
        good ->
            good.property(
                NOTEBOOK_CONF, "spark.executor.extraJavaOptions", "-Djava.io.tmpdir=/scratch"));
    on(
        NamedFiles.FOLDER_IS_FIT,
        "spark.metrics.conf.*.sink.csv.directory has /var/metrics written to",
        good ->
            good.property(
                NOTEBOOK_CONF, "spark.metrics.conf.*.sink.csv.directory", "/var/metrics"));
    on(
        NamedFiles.FOLDER_IS_FIT,
        "spark.jars.ivy has /opt/ivy written to",
        good ->
            good.property(NOTEBOOK_CONF, "spark.jars.ivy", "/opt/ivy")
                .property(NOTEBOOK_CONF, "spark.jars.packages", "org.example:a:1.0"));
    on(
        NamedFiles.FOLDER_IS_FIT,
        "spark.local.dir is /opt/spark, where Spark would hide /opt/spark/bin",
        good -> good.property(NOTEBOOK_CONF, "spark.local.dir", "/opt/spark"));
  }

  @ParameterizedTest
  @CsvSource({
    "spark.jars.ivy, /opt/ivy",
    "spark.driver.extraJavaOptions, -Djava.io.tmpdir=/tmp/java",
    "spark.metrics.conf.driver.sink.csv.directory, /tmp/metrics",
    "spark.jars, s3a://data/udfs.jar",
    "spark.jars, local:///opt/spark/examples/jars/spark-examples.jar",
    "spark.files, https://example.org/x.txt",
    "spark.pyspark.python, /usr/bin/python3.11",
    "spark.sql.warehouse.dir, s3a://data/warehouse",
    "spark.local.dir, /tmp/spark",
    "spark.driver.extraClassPath, /opt/spark/jars/*",
    "spark.jars.ivySettings, ${env:SETTINGS}",
  })
  void what_is_there_passes(String key, String value) {
    assertThat(said(Altered.samples().property(NOTEBOOK_CONF, key, value))).isEmpty();
  }
}
