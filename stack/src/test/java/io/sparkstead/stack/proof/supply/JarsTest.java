package io.sparkstead.stack.proof.supply;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JarsTest extends FamilyTest {

  private static final String PACKAGES = "spark.jars.packages";

  JarsTest() {
    super(Jars::new);
    inTheImage();
    atTheStart();
  }

  private void inTheImage() {
    on(
        Jars.JAR_IS_FOR_THIS_SPARK,
        "jar org.apache.iceberg:iceberg-spark-runtime-3.4_2.12:1.9.2 is for Spark 3.4, and this is"
            + " Spark 3.5.4; take the one for 3.5",
        good -> withJar(good, "org.apache.iceberg:iceberg-spark-runtime-3.4_2.12:1.9.2"));
    on(
        Jars.JAR_IS_FOR_THIS_SPARK,
        "is for Spark 4, and",
        good -> withJar(good, "org.apache.hudi:hudi-spark4-bundle_2.12:1.1.0"));
    on(
        Jars.JAR_IS_FOR_THIS_SPARK,
        "is for Spark 3.4, and",
        good -> withJar(good, "com.amazon.deequ:deequ:2.0.7-spark-3.4"));
    on(
        Jars.JAR_IS_NOT_SPARKS_OWN,
        "jar com.google.guava:guava:33.4.8-jre is a library that the image of Spark 3.5.4 has"
            + " already, as version 14.0.1; leave it out",
        good -> withJar(good, "com.google.guava:guava:33.4.8-jre"));
    on(
        Jars.JAR_HAS_WHAT_IT_NEEDS,
        "jar spark-sql-kafka-0-10 needs kafka-clients, spark-token-provider-kafka-0-10, commons-pool2,"
            + " which the image has not; give jars(…) of a Workbench",
        good -> withJar(good, "org.apache.spark:spark-sql-kafka-0-10_2.12:3.5.4"));
  }

  private void atTheStart() {
    on(
        Jars.COORDINATE_NAMES_ONE_JAR,
        "jar 'com.example:jobs:1.0-SNAPSHOT' floats; give a version that was released",
        good -> withJar(good, "com.example:jobs:1.0-SNAPSHOT"));
    on(
        Jars.COORDINATE_NAMES_ONE_JAR,
        "jar 'delta-spark_2.12:3.3.2' is no coordinate; write" + " group:artifact:version",
        good -> good.property(NOTEBOOK_CONF, PACKAGES, "delta-spark_2.12:3.3.2"));
    on(
        Jars.COORDINATE_NAMES_ONE_JAR,
        "jar ' org.postgresql:postgresql:42.7.13' is no coordinate",
        good ->
            good.property(
                NOTEBOOK_CONF,
                PACKAGES,
                "io.delta:delta-spark_2.12:3.3.2, org.postgresql:postgresql:42.7.13"));
    on(
        Jars.COORDINATE_NAMES_ONE_JAR,
        "jar 'org.postgresql:postgresql:LATEST' floats; give a version that was released",
        good -> good.property(NOTEBOOK_CONF, PACKAGES, "org.postgresql:postgresql:LATEST"));
    on(
        Jars.PACKAGE_HAS_SPARKS_SCALA,
        "package io.delta:delta-spark_2.13:3.3.2 is for Scala 2.13, and Spark 3.5.4 runs on 2.12;"
            + " take the one that ends in _2.12",
        good -> good.property(NOTEBOOK_CONF, PACKAGES, "io.delta:delta-spark_2.13:3.3.2"));
    on(
        Jars.JAR_IS_FOR_THIS_SPARK,
        "jar io.delta:delta-spark_4.1_2.12:4.1.0 is for Spark 4.1, and this is Spark 3.5.4",
        good -> good.property(NOTEBOOK_CONF, PACKAGES, "io.delta:delta-spark_4.1_2.12:4.1.0"));
    on(
        Jars.JAR_IS_NOT_SPARKS_OWN,
        "jar org.apache.avro:avro:1.12.0 is a library that the image of Spark 3.5.4 has already, as"
            + " version 1.11.2",
        good -> good.property(NOTEBOOK_CONF, PACKAGES, "org.apache.avro/avro:1.12.0"));
    on(
        Jars.JAR_IS_NOT_SPARKS_OWN,
        "has already, as org.apache.hadoop:hadoop-aws:3.3.4; leave it out",
        good -> good.property(NOTEBOOK_CONF, PACKAGES, "org.apache.hadoop:hadoop-aws:3.4.1"));
    on(
        Jars.JAR_IS_FOR_THIS_SPARK,
        "jar io.delta:delta-core_2.12:2.4.0 is for Spark 3.4, and this is Spark 3.5.4",
        good -> good.property(NOTEBOOK_CONF, PACKAGES, "io.delta:delta-core_2.12:2.4.0"));
    on(
        Jars.JAR_IS_FOR_THIS_SPARK,
        "jar org.apache.spark:spark-avro_2.12:3.4.1 is for Spark 3.4, and",
        good -> good.property(NOTEBOOK_CONF, PACKAGES, "org.apache.spark:spark-avro_2.12:3.4.1"));
    on(
        Jars.LIBRARY_IS_ONCE,
        "packages have com.mysql:mysql-connector-j:9.7.0, and mysql:mysql-connector-java:8.0.33 is"
            + " the same library; keep one of them",
        good ->
            good.property(
                NOTEBOOK_CONF,
                PACKAGES,
                "com.mysql:mysql-connector-j:9.7.0,mysql:mysql-connector-java:8.0.33"));
  }

  private static Altered withJar(Altered good, String jar) {
    return good.replace(
        SPARK_IMAGE, " && jar org.apache.hadoop", " && jar " + jar + " && jar org.apache.hadoop");
  }

  /** As they are published: with numbers that mean something else, or nothing about Spark. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.iceberg:iceberg-spark-runtime-3.5_2.12:1.9.2",
        "org.apache.hudi:hudi-spark3-bundle_2.12:1.0.2",
        "org.apache.hudi:hudi-spark3.5-bundle_2.12:1.0.2",
        "org.apache.spark:spark-sql-kafka-0-10_2.12:3.5.4",
        "org.elasticsearch:elasticsearch-spark-30_2.12:8.17.0",
        "com.nvidia:rapids-4-spark_2.12:24.12.0",
        "org.apache.celeborn:celeborn-client-spark-3-shaded_2.12:0.5.4",
        "com.google.cloud.spark:spark-3.5-bigquery:0.42.0",
        "net.snowflake:spark-snowflake_2.12:3.1.1",
        "com.amazon.deequ:deequ:2.0.8-spark-3.5",
        "org.apache.sedona:sedona-spark-shaded-3.5_2.12:1.7.1",
        "io.delta:delta-spark_2.12:3.3.2",
        "org.postgresql:postgresql:42.7.13",
        "com.google.guava:guava:14.0.1",
        "com.example:our_jobs:1",
      })
  void what_goes_with_this_spark_passes(String jar) {
    assertThat(alone(withJar(Altered.samples(), jar))).isEmpty();
    assertThat(said(Altered.samples().property(NOTEBOOK_CONF, PACKAGES, jar))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.sparkstead.stack.release.SparkReleases#versions")
  void what_each_release_takes_for_s3_and_tables_passes(String release) {
    Samples samples = Samples.of(release);

    assertThat(said(Altered.of(samples.stack()))).isEmpty();
    for (String jar : samples.release().delta().stream().map(Object::toString).toList()) {
      assertThat(alone(withJar(Altered.of(samples.stack()), jar))).isEmpty();
    }
  }

  /** All that is said of a jar but what it needs besides. */
  private List<Finding> alone(Altered altered) {
    return said(altered).stream()
        .filter(finding -> !finding.rule().equals(Jars.JAR_HAS_WHAT_IT_NEEDS))
        .toList();
  }

  @Test
  void what_a_jar_needs_may_be_listed_or_sparks_own() {
    Altered altered = Altered.samples();
    for (String jar :
        List.of(
            "org.apache.spark:spark-sql-kafka-0-10_2.12:3.5.4",
            "org.apache.spark:spark-token-provider-kafka-0-10_2.12:3.5.4",
            "org.apache.kafka:kafka-clients:3.4.1",
            "org.apache.commons:commons-pool2:2.11.1",
            "io.delta:delta-spark_2.12:3.3.2",
            "io.delta:delta-storage:3.3.2")) {
      altered = withJar(altered, jar);
    }

    assertThat(said(altered)).isEmpty();
  }
}
