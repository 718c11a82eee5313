package io.sparkstead.stack.proof.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedClassesTest extends FamilyTest {

  NamedClassesTest() {
    super(NamedClasses::new);
    on(
        NamedClasses.CLASS_IS_THERE,
        "spark.plugins names com.nvidia.spark.SQLPlugin, a class of rapids-4-spark, whose jar is"
            + " neither in the image nor in spark.jars.packages",
        good -> good.property(NOTEBOOK_CONF, "spark.plugins", "com.nvidia.spark.SQLPlugin"));
    on(
        NamedClasses.CLASS_IS_THERE,
        "spark.ui.filters names org.example.Filter, and no jar but Spark's own is in the image",
        good -> good.property(HISTORY_CONF, "spark.ui.filters", "org.example.Filter"));
    on(
        NamedClasses.CLASS_IS_THERE,
        "KyroSerializer, no class of Spark; it has [org.apache.spark.serializer.KryoSerializer",
        good ->
            good.property(
                NOTEBOOK_CONF, "spark.serializer", "org.apache.spark.serializer.KyroSerializer"));
    on(
        NamedClasses.CLASS_IS_THERE,
        "spark.serializer names KryoSerializer, which is no class by itself; write"
            + " org.apache.spark.serializer.KryoSerializer",
        good -> good.property(NOTEBOOK_CONF, "spark.serializer", "KryoSerializer"));
    on(
        NamedClasses.CLASS_IS_THERE,
        "spark.extraListeners names Listener, and no jar but Spark's own is in the image",
        good -> good.property(NOTEBOOK_CONF, "spark.extraListeners", "Listener"));
    on(
        NamedClasses.CLASS_IS_THERE,
        "did you mean org.apache.spark.metrics.sink.JmxSink?",
        good ->
            good.property(
                NOTEBOOK_CONF,
                "spark.metrics.conf.driver.sink.jmx.class",
                "org.apache.spark.metrics.sink.JmxSinc"));
  }

  @ParameterizedTest
  @CsvSource({
    "spark.io.compression.codec, zstd",
    "spark.shuffle.manager, sort",
    "spark.kubernetes.allocation.pods.allocator, statefulset",
    "spark.serializer, org.apache.spark.serializer.KryoSerializer",
    "spark.kryo.classesToRegister, 'java.util.UUID,scala.Some'",
    "spark.kryo.classesToRegister, 'scala.Tuple2,[Ljava.lang.String;,[I'",
    "spark.sql.catalog.lake.uri, http://catalog.example.org",
    "spark.extraListeners, org.apache.spark.scheduler.SomeListener",
  })
  void what_spark_and_java_have_passes(String key, String value) {
    assertThat(said(Altered.samples().property(NOTEBOOK_CONF, key, value))).isEmpty();
  }

  @Test
  void a_jar_that_nobody_here_knows_may_have_any_class() {
    String key = "spark.extraListeners";

    assertThat(
            said(
                Altered.samples()
                    .property(NOTEBOOK_CONF, key, "org.example.Listener")
                    .replace(
                        SPARK_IMAGE,
                        " && jar org.apache.hadoop",
                        " && jar org.example:listeners:1.0 && jar org.apache.hadoop")))
        .isEmpty();
    assertThat(
            said(
                Altered.samples()
                    .property(NOTEBOOK_CONF, key, "org.example.Listener")
                    .property(NOTEBOOK_CONF, "spark.jars", "s3a://data/listeners.jar")))
        .isEmpty();
  }
}
