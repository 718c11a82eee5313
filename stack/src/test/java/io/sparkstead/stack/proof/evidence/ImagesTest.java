package io.sparkstead.stack.proof.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.text.DockerfileText;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images that are built here, found by the names that manifests give them. */
class ImagesTest {

  private static final String REGISTRY = "registry.example.org/";

  private final Images images =
      new Images(
          Map.of(
              "spark:1", REGISTRY + "spark:1@sha256:0",
              "lab:1", REGISTRY + "lab:1",
              "gone:1", REGISTRY + "gone:1"),
          new TreeMap<>(
              Map.of(
                  "images/lab/Dockerfile",
                  "FROM " + REGISTRY + "spark:1\nUSER spark",
                  "images/lab/entrypoint.sh",
                  "run",
                  "images/lab/requirements.lock",
                  "locked",
                  "images/spark/Dockerfile",
                  "FROM a:1\nRUN curl https://x/spark-3.5.4-bin-hadoop3.tgz\nUSER 185:0",
                  "images/sparks/Dockerfile.old",
                  "FROM b")));

  private static DockerfileText text(String text) {
    return new DockerfileText("images/a/Dockerfile", text);
  }

  @Test
  void are_built_here_if_they_are_named_so() {
    assertThat(images.has("spark:1")).isTrue();
    assertThat(images.has("spark:2")).isFalse();
    assertThat(images.dockerfiles())
        .extracting(DockerfileText::path)
        .containsExactly("images/lab/Dockerfile", "images/spark/Dockerfile");
    assertThat(images.dockerfile("spark:1"))
        .hasValueSatisfying(file -> assertThat(file.path()).isEqualTo("images/spark/Dockerfile"));
    assertThat(images.dockerfile("spark:2")).isEmpty();
    assertThat(images.dockerfile("gone:1")).isEmpty();
  }

  @Test
  void are_told_by_the_files_of_their_folder_but_no_lock() {
    assertThat(images.files("lab:1"))
        .containsOnlyKeys("images/lab/Dockerfile", "images/lab/entrypoint.sh");
    assertThat(images.files("spark:1")).containsOnlyKeys("images/spark/Dockerfile");
    assertThat(images.files("lab:2")).isEmpty();
  }

  @Test
  void run_as_the_number_they_end_as() {
    assertThat(images.user("spark:1")).contains(185L);
    assertThat(images.user("lab:1")).isEmpty();
    assertThat(images.user("gone:1")).isEmpty();
    assertThat(Images.user(text("FROM a"))).isEmpty();
    assertThat(Images.user(text("USER 7:8"))).isEqualTo("7");
    assertThat(
            new Images(Map.of("a:1", "a"), Map.of("images/a/Dockerfile", "USER 999999999"))
                .user("a:1"))
        .contains(999_999_999L);
    assertThat(
            new Images(Map.of("a:1", "a"), Map.of("images/a/Dockerfile", "USER 1000000000"))
                .user("a:1"))
        .isEmpty();
  }

  @Test
  void are_built_on_one_of_ours_by_its_tag() {
    DockerfileText lab = images.dockerfile("lab:1").orElseThrow();
    DockerfileText spark = images.dockerfile("spark:1").orElseThrow();

    assertThat(images.base(lab)).contains(spark);
    assertThat(images.base(spark)).isEmpty();
    assertThat(images.base(text("FROM " + REGISTRY + "gone:1"))).isEmpty();
    assertThat(Images.byTag("a:1@sha256:0")).isEqualTo("a:1");
    assertThat(Images.byTag("a:1")).isEqualTo("a:1");
  }

  @Test
  void hold_the_spark_they_download_or_that_of_their_base() {
    assertThat(images.spark(images.dockerfile("lab:1").orElseThrow())).contains("3.5.4");
    assertThat(images.spark(images.dockerfile("spark:1").orElseThrow())).contains("3.5.4");
    assertThat(images.spark(text("FROM a:1"))).isEmpty();
    assertThat(images.release())
        .hasValueSatisfying(release -> assertThat(release.version()).isEqualTo("3.5.4"));
    assertThat(
            new Images(Map.of(), Map.of("images/a/Dockerfile", "RUN x-9.9.9-bin-hadoop3"))
                .release())
        .isEmpty();
    assertThat(
            new Images(Map.of(), Map.of("images/a/Dockerfile", "RUN curl spark-9.9.9-bin-hadoop3"))
                .release())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "spark-3.5.4-bin-hadoop3.tgz,                              3.5.4",
    "spark-4.1.0-preview1-bin-hadoop3.tgz,                     4.1.0-preview1",
    "spark-3.5-bin-hadoop3 spark-3.5.1-bin-hadoop3,            3.5.1",
    "spark-3.5.4.1-bin-hadoop3,                                ",
    "spark-3.5-bin-hadoop3,                                    ",
    "spark-3.5.4/x-bin-hadoop3,                                ",
    "3.5.4-bin-hadoop3,                                        ",
    "spark-3.5.4,                                              ",
  })
  void download_spark_by_its_name_and_three_numbers(String word, String version) {
    assertThat(Images.downloadedSpark(text("RUN curl " + word)).orElse(null)).isEqualTo(version);
  }
}
