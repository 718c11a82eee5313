package io.sparkstead.stack.proof.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageContentsTest extends FamilyTest {

  private static final String PROVIDER = "spark.hadoop.fs.s3a.aws.credentials.provider";

  ImageContentsTest() {
    super(ImageContents::new);
    jars();
    sdk();
    languages();
  }

  private void jars() {
    on(
        ImageContents.HADOOP_AWS_FITS,
        "the image has hadoop-aws 3.3.6, but Spark 3.5.4 goes with hadoop-aws 3.3.4; take it from"
            + " the release",
        good -> good.replace(SPARK_IMAGE, "hadoop-aws:3.3.4", "hadoop-aws:3.3.6"));
    on(
        ImageContents.HADOOP_AWS_FITS,
        "the image has no hadoop-aws, but Spark 3.5.4 goes with hadoop-aws 3.3.4",
        good -> good.replace(SPARK_IMAGE, "hadoop-aws:3.3.4", "hadoop-azure:3.3.4"));
    on(
        ImageContents.PY4J_FITS,
        "py4j 0.10.9.9",
        good -> good.replace(SPARK_IMAGE, "py4j-0.10.9.7", "py4j-0.10.9.9"));
    on(
        ImageContents.SCALA_FITS,
        "the image has Scala 2.13, but Spark 3.5.4 goes with Scala 2.12",
        good -> good.replace(SPARK_IMAGE, "spark-hadoop-cloud_2.12", "spark-hadoop-cloud_2.13"));
    on(
        ImageContents.SCALA_FITS,
        "the image has a jar of Spark 3.5.3, but Spark 3.5.4 goes with a jar of Spark 3.5.4",
        good ->
            good.replace(
                SPARK_IMAGE, "spark-hadoop-cloud_2.12:3.5.4", "spark-hadoop-cloud_2.12:3.5.3"));
    on(
        ImageContents.COMMITTERS_ARE_THERE,
        "the image has no spark-hadoop-cloud, so results are renamed file by file; add"
            + " org.apache.spark:spark-hadoop-cloud_2.12:3.5.4",
        good -> good.file(SPARK_IMAGE, text -> text.replaceAll(".*spark-hadoop-cloud.*\n", "")));
    on(
        ImageContents.EXTRA_JARS_ARE_THERE,
        "analyticsaccelerator-s3:1.3.1 for S3A; add it",
        good ->
            Altered.of(Samples.of("4.2.0").stack())
                .file(SPARK_IMAGE, text -> text.replaceAll(".*analyticsaccelerator-s3.*\n", "")));
  }

  private void sdk() {
    on(
        ImageContents.AWS_SDK_FITS,
        "the image has com.amazonaws:aws-java-sdk-bundle 1.12.780, but Spark 3.5.4 goes with"
            + " com.amazonaws:aws-java-sdk-bundle 1.12.262",
        good -> good.replace(SPARK_IMAGE, "bundle:1.12.262", "bundle:1.12.780"));
    on(
        ImageContents.AWS_SDK_FITS,
        "the image has the other generation of the AWS SDK, but Spark 3.5.4 goes with"
            + " com.amazonaws:aws-java-sdk-bundle:1.12.262",
        good ->
            good.replace(
                SPARK_IMAGE,
                "com.amazonaws:aws-java-sdk-bundle:1.12.262",
                "software.amazon.awssdk:bundle:2.24.6"));
    on(
        ImageContents.AWS_SDK_FITS,
        "the image has the other generation of the AWS SDK, but Spark 4.1.2 goes with"
            + " software.amazon.awssdk:bundle:",
        good ->
            Altered.of(Samples.spark41().stack())
                .file(
                    SPARK_IMAGE,
                    text ->
                        text.replace(
                            "software.amazon.awssdk:bundle:",
                            "com.amazonaws:aws-java-sdk-bundle:")));
    on(
        ImageContents.AWS_SDK_FITS,
        "no software.amazon.awssdk:bundle",
        good ->
            Altered.of(Samples.spark41().stack())
                .replace(SPARK_IMAGE, "software.amazon.awssdk:bundle:", "software.amazon:bundle:"));
    on(
        ImageContents.CREDENTIALS_PROVIDER_FITS,
        "software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider is not in the image of"
            + " Spark 3.5.4; use com.amazonaws.auth.profile.ProfileCredentialsProvider",
        good ->
            good.property(
                HISTORY_CONF,
                PROVIDER,
                "software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider"));
  }

  private void languages() {
    on(
        ImageContents.JAVA_FITS,
        "the image has Java 21, but Spark 3.5.4 goes with Java 17",
        good -> good.replace(SPARK_IMAGE, "java-17-openjdk", "java-21-openjdk"));
    on(
        ImageContents.JAVA_FITS,
        "the image has Java [11, 17] together, but Spark 3.5.4 goes with one of them",
        good -> good.file(SPARK_IMAGE, text -> text + "RUN dnf install java-11-openjdk\n"));
    on(
        ImageContents.PYTHON_FITS,
        "the image has Python 3.12, but Spark 3.5.4 goes with Python 3.11",
        good -> good.replace(SPARK_IMAGE, "python3.11", "python3.12"));
    on(
        ImageContents.PYTHON_FITS,
        "Python [3.10, 3.11] together",
        good -> good.file(JUPYTER_IMAGE, text -> text + "RUN python3.10 -m pip\n"));
  }

  /** VER-17 tells of it, and names the jar. */
  @Test
  void a_jar_for_another_spark_is_not_told_by_its_scala_too() {
    String other = "org.apache.iceberg:iceberg-spark-runtime-4.0_2.13:1.10.0";
    Altered altered = Altered.samples().file(SPARK_IMAGE, text -> text + "RUN jar " + other + "\n");

    assertThat(said(altered)).isEmpty();
    assertThat(said(altered.file(SPARK_IMAGE, text -> text.replace("-4.0_", "-3.5_"))))
        .extracting(Finding::rule)
        .containsExactly(ImageContents.SCALA_FITS);
  }

  @ParameterizedTest
  @MethodSource("io.sparkstead.stack.release.SparkReleases#versions")
  void each_release_keeps_every_rule(String release) {
    assertThat(said(Altered.of(Samples.of(release).stack()))).isEmpty();
    assertThat(said(Altered.of(Samples.of(release).storedIn(Samples.AWS).stack()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.amazonaws.auth.EnvironmentVariableCredentialsProvider",
        "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider",
        "org.example.OwnProvider",
        "org.example.OwnProvider,com.amazonaws.auth.profile.ProfileCredentialsProvider",
      })
  void keys_may_be_had_from_classes_that_are_there(String provider) {
    assertThat(said(Altered.samples().property(HISTORY_CONF, PROVIDER, provider))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "com.amazonaws.auth.NoSuchProvider",
    "software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider",
    "org.apache.hadoop.fs.s3a.NoSuchProvider",
  })
  void keys_are_not_had_from_classes_that_are_not_there(String provider) {
    String beside = "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider, ";

    assertThat(
            said(
                ImageContents.CREDENTIALS_PROVIDER_FITS,
                Altered.samples().property(HISTORY_CONF, PROVIDER, beside + provider)))
        .containsExactly(
            provider
                + " is not in the image of Spark 3.5.4; use"
                + " com.amazonaws.auth.profile.ProfileCredentialsProvider");
  }

  @Test
  void a_provider_of_the_first_generation_is_not_in_the_second() {
    assertThat(
            said(
                ImageContents.CREDENTIALS_PROVIDER_FITS,
                Altered.of(Samples.spark41().stack())
                    .property(
                        HISTORY_CONF,
                        PROVIDER,
                        "com.amazonaws.auth.profile.ProfileCredentialsProvider")))
        .hasSize(1);
  }

  @Test
  void an_image_on_ours_brings_no_jars_of_its_own() {
    Altered altered =
        Altered.samples()
            .newFile("images/other/Dockerfile", "FROM " + Samples.REGISTRY + "spark:3.5.4");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void what_an_earlier_stage_is_built_with_does_not_run() {
    Altered altered =
        Altered.samples()
            .file(SPARK_IMAGE, text -> "FROM a/b:1 AS tools\nRUN jre-8 python3.7\n" + text);

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void nothing_is_known_of_an_archive_that_is_not_sparks() {
    assertThat(said(Altered.samples().replace(SPARK_IMAGE, "spark-3.5.4-bin", "spark-3.5-bin")))
        .isEmpty();
  }
}
