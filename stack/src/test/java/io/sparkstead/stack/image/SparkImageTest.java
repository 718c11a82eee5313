package io.sparkstead.stack.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageReference;
import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Sandbox;
import io.sparkstead.stack.testing.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SparkImageTest {

  private final SparkImage image = Samples.spark35().sparkImage();

  @Test
  void dockerfile_of_spark_3_5() {
    Texts.approve("Dockerfile", dockerfile(image));
  }

  @Test
  void dockerfile_from_spark_3_5_to_4_1() {
    Texts.approveDifference(dockerfile(image), dockerfile(Samples.spark41().sparkImage()));
  }

  /** The first without a fingerprint: its archive is checked for being whole. */
  @Test
  void dockerfile_from_spark_4_1_to_4_2() {
    Texts.approveDifference(
        dockerfile(Samples.spark41().sparkImage()), dockerfile(Samples.of("4.2.0").sparkImage()));
  }

  @ParameterizedTest
  @MethodSource("io.sparkstead.stack.release.SparkReleases#versions")
  void fetches_from_apache_and_tinis_releases_alone(String version) {
    assertThat(found("(?:https?|ftp)://[^\\s'\"]+", dockerfile(version)))
        .allMatch(
            url ->
                url.startsWith("https://archive.apache.org/dist/spark/spark-" + version + "/")
                    || url.equals("https://downloads.apache.org/spark/KEYS")
                    || url.startsWith("https://github.com/krallin/tini/releases/download/v"));
  }

  @ParameterizedTest
  @MethodSource("io.sparkstead.stack.release.SparkReleases#versions")
  void is_built_on_pinned_images_of_red_hat(String version) {
    assertThat(found("(?m)^FROM \\S+", dockerfile(version)))
        .hasSize(2)
        .allMatch(
            from -> from.matches("FROM registry\\.access\\.redhat\\.com/ubi9/\\S+:\\S*\\d\\S*"));
  }

  /** Driver and executors must run the same minor version, and it must be the one installed. */
  @ParameterizedTest
  @MethodSource("io.sparkstead.stack.release.SparkReleases#versions")
  void python_is_the_releases_wherever_it_is_named(String version) {
    String python = Samples.of(version).release().python();

    assertThat(found("(?<=python)\\d\\.\\d+", dockerfile(version)))
        .hasSizeGreaterThanOrEqualTo(4)
        .containsOnly(python);
    assertThat(Samples.of(version).sparkImage().python()).isEqualTo("/usr/bin/python" + python);
    assertThat(dockerfile(version))
        .contains("PYSPARK_PYTHON=\"/usr/bin/python" + python + "\"")
        .contains("PYSPARK_DRIVER_PYTHON=\"/usr/bin/python" + python + "\"");
  }

  @Test
  void runs_as_the_user_of_the_pods_with_a_line_in_the_password_file() {
    assertThat(found("(?m)^USER \\S+", dockerfile(image))).last().isEqualTo("USER 20001:20001");
    assertThat(dockerfile(image))
        .contains("groupadd --gid 20001 spark")
        .contains("useradd --uid 20001 --gid 20001 ");
  }

  @Test
  void is_checked_against_the_key_of_its_release() {
    assertThat(dockerfile(image))
        .contains("VALIDSIG .*" + image.release().signingKey().orElseThrow() + "' verified");
  }

  @Test
  void every_run_line_is_bash(@TempDir Path root) {
    List<String> commands = runs(dockerfile(image));

    assertThat(commands).hasSizeGreaterThan(3);
    Sandbox sandbox = new Sandbox(root);
    for (String command : commands) {
      assertThat(sandbox.start(List.of("bash", "-n", "-c", command)).stderr()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.5.4", "3.5.4-2", "3.5.4-java17"})
  void takes_a_tag_that_says_the_version(String tag) {
    assertThat(tagged(tag).inManifests()).hasToString("spark:" + tag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.5.5", "3.5.40", "3.5", "v1"})
  void refuses_a_tag_that_says_another(String tag) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tagged(tag))
        .withMessage(
            "image registry.example.org/team/spark:"
                + tag
                + " would hold Spark 3.5.4; tag it 3.5.4, or 3.5.4-2 for a second build, so that"
                + " its name tells the truth");
  }

  private SparkImage tagged(String tag) {
    return new SparkImage(
        DnsLabel.of("spark"),
        new ImageReference(Samples.REGISTRY + "spark", tag),
        image.release(),
        image.user());
  }

  private static String dockerfile(String version) {
    return dockerfile(Samples.of(version).sparkImage());
  }

  private static String dockerfile(SparkImage image) {
    assertThat(image.files()).containsOnlyKeys("Dockerfile");
    return image.files().get("Dockerfile");
  }

  private static List<String> found(String regex, String text) {
    return Pattern.compile(regex).matcher(text).results().map(MatchResult::group).toList();
  }

  /** The command of each RUN, its lines joined as the builder joins them. */
  private static List<String> runs(String dockerfile) {
    List<String> commands = new ArrayList<>();
    for (String line : dockerfile.replace("\\\n", "").lines().toList()) {
      if (line.startsWith("RUN ")) {
        commands.add(line.substring("RUN ".length()));
      }
    }
    return commands;
  }
}
