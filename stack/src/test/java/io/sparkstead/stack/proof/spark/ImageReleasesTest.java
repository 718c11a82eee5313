package io.sparkstead.stack.proof.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageReleasesTest extends FamilyTest {

  private static final String SPARK = "https://x/spark-3.5.4-bin-hadoop3.tgz";

  ImageReleasesTest() {
    super(ImageReleases::new);
    on(
        ImageReleases.RELEASE_IS_KNOWN,
        "Spark 3.5.0 is not in the catalogue; the nearest is 3.5.",
        good -> good.replace(SPARK_IMAGE, "spark-3.5.4-bin", "spark-3.5.0-bin"));
    on(
        ImageReleases.TAG_TELLS_THE_VERSION,
        "spark holds Spark 3.5.4 and is called v1; tag it 3.5.4",
        good -> good.image("spark:3.5.4", Samples.REGISTRY + "spark:v1"));
    on(
        ImageReleases.JUPYTER_HAS_THE_EXECUTORS_SPARK,
        "the notebook's image is built on [apache/spark:3.5.4], executors run"
            + " [registry.example.org/team/spark:3.5.4]; build it on theirs",
        good ->
            good.replace(JUPYTER_IMAGE, Samples.REGISTRY + "spark:3.5.4", "apache/spark:3.5.4"));
    on(
        ImageReleases.SIGNER_IS_THE_RELEASES,
        "Spark 3.5.4 was not signed by 0FE4571297AB84440673665669600C8338F65970; take the key",
        good ->
            good.replace(
                SPARK_IMAGE,
                Samples.spark35().release().signingKey().orElseThrow(),
                "0FE4571297AB84440673665669600C8338F65970"));
  }

  @ParameterizedTest
  @CsvSource({
    "FROM 3.5.4-bin-hadoop3, false",
    "RUN curl https://x/spark-3.5-bin-hadoop3.tgz, false",
    "RUN curl https://x/spark-3.5.4.1-bin-hadoop3.tgz, false",
    "RUN curl https://x/spark-3.5.99-bin-hadoop3.tgz, true",
    "RUN curl https://x/spark-9.0.0-preview1-bin-hadoop3.tgz, true",
  })
  void an_archive_is_sparks_by_its_name_and_three_numbers(String line, boolean isUnknown) {
    assertThat(rules(line).contains(ImageReleases.RELEASE_IS_KNOWN)).isEqualTo(isUnknown);
  }

  @Test
  void a_release_that_is_like_no_other_has_no_nearest() {
    assertThat(
            saidOf("images/spark/Dockerfile", "FROM a\nADD https://x/spark-77.66.55-bin-hadoop3"))
        .extracting(Finding::message)
        .containsExactly("Spark 77.66.55 is not in the catalogue");
  }

  @Test
  void a_key_that_is_fetched_behind_the_one_that_must_have_signed_is_no_signer() {
    String known = "19F745C40A0E550420BB2C522541488DA93FE4B4";
    String other = "0123456789ABCDEF0123456789ABCDEF01234567";
    String run = "RUN curl " + SPARK + " && gpg --verify | grep \"VALIDSIG %s\" && gpg --recv %s";

    assertThat(rules(String.format(run, known, other))).isEmpty();
    assertThat(rules(String.format(run, other, known)))
        .containsExactly(ImageReleases.SIGNER_IS_THE_RELEASES);
  }

  @Test
  void what_is_built_on_our_image_checks_no_signature_of_spark() {
    Altered altered =
        Altered.samples()
            .file(
                JUPYTER_IMAGE,
                text -> text + "RUN grep VALIDSIG 0123456789ABCDEF0123456789ABCDEF01234567 x\n");

    assertThat(said(altered)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"\"', false",
    "'\"3.5.4\"', false",
    "'\"3.5.4-java17\"', false",
    "'\"3.5.41\"', true",
    "'\"9\"', true",
    "9, true"
  })
  void a_label_tells_a_version_if_it_tells_anything(String label, boolean isAnother) {
    String lines = "RUN curl " + SPARK + "\nLABEL org.opencontainers.image.version=" + label;

    assertThat(rules(lines).contains(ImageReleases.TAG_TELLS_THE_VERSION)).isEqualTo(isAnother);
  }

  @Test
  void an_image_is_called_by_its_folder() {
    String text = "FROM a\nRUN curl " + SPARK + "\nLABEL org.opencontainers.image.version=9";

    assertThat(saidOf("images/spark/Dockerfile", text))
        .extracting(Finding::message)
        .containsExactly("spark holds Spark 3.5.4 and is called 9; tag it 3.5.4");
    assertThat(saidOf("docker/spark/Dockerfile", text))
        .extracting(Finding::message)
        .containsExactly("docker/spark holds Spark 3.5.4 and is called 9; tag it 3.5.4");
  }

  @Test
  void a_tag_is_read_without_the_digest_behind_it() {
    Altered altered =
        Altered.samples().image("spark:3.5.4", Samples.REGISTRY + "spark:3.5.4@sha256:12");

    assertThat(said(ImageReleases.TAG_TELLS_THE_VERSION, altered)).isEmpty();
  }

  @Test
  void another_images_tag_is_its_own() {
    assertThat(
            said(
                ImageReleases.TAG_TELLS_THE_VERSION,
                Altered.samples().image("notebook:3.5.4", Samples.REGISTRY + "spark-notebook:v1")))
        .containsExactly("notebook holds Spark 3.5.4 and is called v1; tag it 3.5.4");
  }

  @Test
  void an_image_without_a_notebook_may_be_built_on_another() {
    assertThat(said(Altered.samples().newFile("images/other/Dockerfile", "FROM a/b:1"))).isEmpty();
  }

  @Test
  void a_notebook_without_executors_may_be_built_on_anything() {
    assertThat(rules("RUN pip install jupyterlab")).isEmpty();
  }

  private static List<Rule> rules(String lines) {
    String text = lines.startsWith("FROM") ? lines : "FROM a/b:1\n" + lines;
    return saidOf("images/spark/Dockerfile", text).stream().map(Finding::rule).toList();
  }

  private static List<Finding> saidOf(String path, String text) {
    Evidence evidence = new Evidence("spark", List.of(), Map.of(path, text), Map.of(), Map.of());
    Findings findings = new Findings();
    new ImageReleases(evidence, findings).check();
    return List.copyOf(findings.all());
  }
}
