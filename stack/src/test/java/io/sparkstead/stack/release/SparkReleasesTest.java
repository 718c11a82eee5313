package io.sparkstead.stack.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sparkstead.stack.image.JupyterImage;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the catalogue: what each line of Spark is known to run with. */
class SparkReleasesTest {

  private static final Map<String, Line> LINES =
      Map.of(
          "3.5", new Line("2.12", "0.10.9.7", Set.of(8, 11, 17), Set.of("3.9", "3.11")),
          "4.0", new Line("2.13", "0.10.9.9", Set.of(17, 21), Set.of("3.9", "3.11", "3.12")),
          "4.1", new Line("2.13", "0.10.9.9", Set.of(17, 21), Set.of("3.11", "3.12")),
          "4.2", new Line("2.13", "0.10.9.9", Set.of(17, 21, 25), Set.of("3.11", "3.12")));

  /** What a line is built with, and what of UBI 9's it supports. */
  private record Line(String scala, String py4j, Set<Integer> java, Set<String> python) {}

  @ParameterizedTest
  @MethodSource("io.sparkstead.stack.release.SparkReleases#versions")
  void a_release_has_what_its_line_is_built_with(String version) {
    SparkRelease release = SparkReleases.version(version);
    Line line = LINES.get(release.line());

    assertThat(line).as("a line of this test for Spark " + version).isNotNull();
    assertThat(release.scala()).isEqualTo(line.scala());
    assertThat(release.py4j()).isEqualTo(line.py4j());
    assertThat(line.java()).containsAll(release.javas());
    assertThat(line.python()).containsAll(release.pythons());
  }

  @ParameterizedTest
  @MethodSource("io.sparkstead.stack.release.SparkReleases#versions")
  void hadoop_3_4_moved_to_the_second_generation_of_the_sdk(String version) {
    SparkRelease release = SparkReleases.version(version);
    boolean older = release.hadoop().startsWith("3.3.");

    assertThat(release.hadoop()).matches("3\\.[3-9]\\.\\d+");
    assertThat(release.awsSdk()).isEqualTo(older ? AwsSdk.V1 : AwsSdk.V2);
    assertThat(release.awsSdkVersion()).startsWith(older ? "1.12." : "2.");
  }

  /** S3A of Hadoop 3.5 does not start without it. */
  @ParameterizedTest
  @MethodSource("io.sparkstead.stack.release.SparkReleases#versions")
  void hadoop_3_5_needs_the_analytics_accelerator(String version) {
    SparkRelease release = SparkReleases.version(version);

    if (release.hadoop().startsWith("3.5.")) {
      assertThat(release.extraJars())
          .anyMatch(
              jar ->
                  jar.startsWith("software.amazon.s3.analyticsaccelerator:analyticsaccelerator"));
    }
    assertThat(release.extraJars()).allMatch(jar -> jar.matches("[\\w.-]+:[\\w.-]+:[\\w.-]+"));
  }

  @ParameterizedTest
  @MethodSource("io.sparkstead.stack.release.SparkReleases#versions")
  void a_release_names_the_key_that_signed_it_where_we_know_it(String version) {
    SparkReleases.version(version)
        .signingKey()
        .ifPresentOrElse(
            key -> assertThat(key).matches("[0-9A-F]{40}"),
            // Not in the list the fingerprints were read from; its image checks a checksum instead.
            () -> assertThat(version).isEqualTo("4.2.0"));
  }

  @ParameterizedTest
  @MethodSource("io.sparkstead.stack.release.SparkReleases#versions")
  void a_releases_python_has_its_packages_locked(String version) {
    String lock = "requirements-jupyter-python" + SparkReleases.version(version).python() + ".lock";

    assertThat(JupyterImage.class.getResource(lock)).as(lock).isNotNull();
  }

  @Test
  void the_release_of_the_article_is_there() {
    assertThat(SparkReleases.version("3.5.4").s3Jars())
        .containsExactly(
            "org.apache.hadoop:hadoop-aws:3.3.4",
            "com.amazonaws:aws-java-sdk-bundle:1.12.262",
            "org.apache.spark:spark-hadoop-cloud_2.12:3.5.4");
  }

  @Test
  void an_unknown_version_names_the_nearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparkReleases.version("3.5.44"))
        .withMessage(
            "Spark 3.5.44 is not in the catalogue; did you mean 3.5.4? there is: "
                + String.join(", ", SparkReleases.versions()));
  }

  @Test
  void a_version_like_none_of_them_names_all() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparkReleases.version("2.0"))
        .withMessage(
            "Spark 2.0 is not in the catalogue; there is: "
                + String.join(", ", SparkReleases.versions()));
  }

  @Test
  void every_supported_line_is_there() {
    assertThat(SparkReleases.versions())
        .extracting(version -> SparkReleases.version(version).line())
        .containsOnly("3.5", "4.0", "4.1", "4.2");
  }

  @Test
  void another_java_is_taken_if_the_release_supports_it() {
    assertThat(SparkReleases.version("4.1.2").withJava(21).java()).isEqualTo(21);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparkReleases.version("3.5.4").withJava(21))
        .withMessage("Java 21 does not go with Spark 3.5.4, which supports 17, 11, 8; take 17");
  }

  @Test
  void another_python_is_taken_if_the_release_supports_it() {
    assertThat(SparkReleases.version("4.1.2").withPython("3.11").python()).isEqualTo("3.11");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SparkReleases.version("3.5.4").withPython("3.12"))
        .withMessage(
            "Python 3.12 does not go with Spark 3.5.4, which supports 3.11, 3.9; take 3.11");
  }
}
