package io.sparkstead.stack.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MavenJarTest {

  @Test
  void is_three_words() {
    assertThat(MavenJar.of("io.delta:delta-spark_2.12:3.3.2"))
        .isEqualTo(new MavenJar("io.delta", "delta-spark_2.12", "3.3.2"))
        .hasToString("io.delta:delta-spark_2.12:3.3.2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "delta",
        "io.delta:delta-spark_2.12",
        "a:b:c:d",
        "a::1",
        "a:b ",
        "a: b:1",
        "a:b/c:1"
      })
  void is_refused_if_it_is_not(String coordinate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MavenJar.of(coordinate))
        .withMessageStartingWith(
            "jar '" + coordinate + "' is no coordinate; write group:artifact:version");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LATEST",
        "RELEASE",
        "1.0-SNAPSHOT",
        "latest.release",
        "[1.0,2.0)",
        "(,1.0]",
        "1.+"
      })
  void is_refused_if_its_version_floats(String version) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MavenJar("org.example", "jobs", version))
        .withMessage(
            "jar 'org.example:jobs:" + version + "' floats; give a version that was released");
  }

  @ParameterizedTest
  @CsvSource({
    "delta-spark_2.12, 2.12",
    "delta-spark_4.1_2.13, 2.13",
    "jobs_3, 3",
    "postgresql,",
    "our_jobs,",
    "jobs_2.x,",
    "our_2.,"
  })
  void names_the_scala_it_is_for(String artifact, String scala) {
    assertThat(new MavenJar("g", artifact, "1").scala().orElse(null)).isEqualTo(scala);
  }

  @ParameterizedTest
  @CsvSource({
    "iceberg-spark-runtime-3.5_2.12, 1.9.2, 3.5",
    "hudi-spark3-bundle_2.12, 1.0.2, 3",
    "hudi-spark3.5-bundle_2.12, 1.0.2, 3.5",
    "delta-spark_4.1_2.13, 4.1.0, 4.1",
    "spark-3.5-bigquery, 0.42.0, 3.5",
    "celeborn-client-spark-3-shaded_2.12, 0.5.4, 3",
    "comet-spark-spark3.5_2.12, 0.9.0, 3.5",
    "deequ, 2.0.8-spark-3.5, 3.5",
    "delta-spark_2.12, 3.3.2,",
    "spark-cassandra-connector_2.12, 3.5.1,",
    "spark-sql-kafka-0-10_2.12, 3.5.4,",
    "elasticsearch-spark-30_2.12, 8.17.0,",
    "rapids-4-spark_2.12, 24.12.0,",
    "postgresql, 42.7.13,",
  })
  void names_the_line_of_spark_it_is_for(String artifact, String version, String line) {
    assertThat(new MavenJar("g", artifact, version).sparkLine().orElse(null)).isEqualTo(line);
  }

  @ParameterizedTest
  @CsvSource({"3.5.4, guava, 14.0.1", "4.1.2, zstd-jni, 1.5.7-6", "3.5.8, log4j-1.2-api, 2.20.0"})
  void may_be_one_that_spark_brings(String release, String artifact, String version) {
    assertThat(BundledJars.of(release).version(artifact)).hasValue(version);
    assertThat(BundledJars.of(release).version("delta-storage")).isEmpty();
  }

  /** Each new release of the catalogue takes a column of that table. */
  @ParameterizedTest
  @MethodSource("io.sparkstead.stack.release.SparkReleases#versions")
  void is_known_to_be_sparks_own_for_each_release(String version) {
    SparkRelease release = SparkReleases.version(version);

    assertThat(BundledJars.of(version).version("spark-core_" + release.scala())).hasValue(version);
    assertThat(BundledJars.of(version).version("hadoop-client-api")).hasValue(release.hadoop());
  }
}
