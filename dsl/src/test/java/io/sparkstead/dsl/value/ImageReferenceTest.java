package io.sparkstead.dsl.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {

  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  static String[] references() {
    return new String[] {
      "spark:3.5.4",
      "quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z",
      "192.168.1.3:3000/binayakd/spark-aws:3.5.4",
      "localhost:5000/a:b",
      "Registry.Example/a:b",
      "a/b_c/d__e/f-g/h---i/j.k:1",
      "a:_",
      "a:latest-1",
      "a:" + "x".repeat(127),
      "a:" + "x".repeat(128),
      "x".repeat(255) + ":1",
      "spark@" + DIGEST,
      "localhost:5000/spark@" + DIGEST,
      "spark:3.5.4@" + DIGEST,
      "spark:latest@" + DIGEST
    };
  }

  @ParameterizedTest
  @MethodSource("references")
  void a_pinned_image_is_its_text(String text) {
    assertThat(ImageReference.of(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"minio", "quay.io/minio/minio", "localhost:5000/minio", "minio:"})
  void an_image_without_a_version_is_refused(String text) {
    assertThatThrownBy(() -> ImageReference.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(" floats; pin a release tag or a digest");
  }

  @Test
  void the_latest_image_is_refused() {
    assertThatThrownBy(() -> ImageReference.of("quay.io/minio/minio:latest"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "image quay.io/minio/minio:latest floats; pin a release tag or a digest so that"
                + " rendering twice deploys once");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[fd00::5]/spark/spark-aws", "[fd00::5]:5000/spark-aws"})
  void a_registry_may_be_an_address_of_ipv6(String repository) {
    assertThat(ImageReference.of(repository + ":3.5.4").repository()).isEqualTo(repository);
  }

  static String[] repositories() {
    return new String[] {
      "",
      "/a",
      "a/",
      "a//b",
      "quay.io/MinIO/minio",
      "MinIO",
      "-a",
      "a-",
      "a..b",
      "a___b",
      "a b",
      "https://quay.io/minio",
      "quay.io:port/a",
      "[fd00::5/a",
      "[fd00::5]a/a",
      "[]/a",
      "[fd00::g]/a",
      "fd00::5/a",
      "x[fd00::5]/a",
      "quay.io:123456/a",
      "a\n",
      "é",
      "x".repeat(256)
    };
  }

  @ParameterizedTest
  @MethodSource("repositories")
  void a_repository_that_no_registry_takes_is_refused(String repository) {
    assertThatThrownBy(() -> new ImageReference(repository, "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "image repository '%s' is not a registry path; write it lower-case and without a tag,"
                + " like quay.io/minio/minio",
            repository);
  }

  static String[] versions() {
    return new String[] {
      ".1",
      "-1",
      "1 ",
      "1\n",
      "a/b",
      "a:b",
      "é",
      "x".repeat(129),
      "sha256:0123",
      DIGEST + "0",
      DIGEST.replace('a', 'A'),
      DIGEST.replace("sha256", "sha512"),
      "1@" + DIGEST + "0",
      "1@",
      "@" + DIGEST,
      "1@2@" + DIGEST
    };
  }

  @ParameterizedTest
  @MethodSource("versions")
  void a_version_that_is_neither_tag_nor_digest_is_refused(String version) {
    assertThatThrownBy(() -> new ImageReference("minio", version))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "image minio has the version '%s'; give a tag of up to 128 of A-Z a-z 0-9 _ . -, or"
                + " sha256: and 64 hexadecimal digits",
            version);
  }

  @Test
  void tag_and_digest_can_be_asked_for() {
    ImageReference both = ImageReference.of("spark:3.5.4@" + DIGEST);
    ImageReference tagged = ImageReference.of("spark:3.5.4");
    ImageReference digested = ImageReference.of("spark@" + DIGEST);

    assertThat(both.tag()).hasValue("3.5.4");
    assertThat(both.digest()).hasValue(DIGEST);
    assertThat(tagged.tag()).hasValue("3.5.4");
    assertThat(tagged.digest()).isEmpty();
    assertThat(digested.tag()).isEmpty();
    assertThat(digested.digest()).hasValue(DIGEST);
  }

  @Test
  void another_repository_has_the_same_version() {
    assertThat(ImageReference.of("spark-aws:3.5.4").in("192.168.1.3:3000/binayakd/spark-aws"))
        .hasToString("192.168.1.3:3000/binayakd/spark-aws:3.5.4");
  }

  @Test
  void is_built_and_pushed_by_its_tag() {
    String digest = "sha256:" + "d".repeat(64);

    assertThat(ImageReference.of("team/spark:3.5.4@" + digest).byTag())
        .hasToString("team/spark:3.5.4");
    assertThat(ImageReference.of("team/spark:3.5.4").byTag()).hasToString("team/spark:3.5.4");
    assertThat(ImageReference.of("team/spark@" + digest).byTag())
        .hasToString("team/spark@" + digest);
  }

  @Test
  void what_podman_built_is_in_no_registry() {
    assertThat(ImageReference.of("localhost/spark-aws:4.1.2").isLocal()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark-aws:4.1.2",
        "localhost:5000/spark-aws:4.1.2",
        "localhost.example.org/spark-aws:4.1.2",
        "quay.io/localhost/spark-aws:4.1.2"
      })
  void a_registry_has_every_other(String image) {
    assertThat(ImageReference.of(image).isLocal()).isFalse();
  }

  @Test
  void a_digest_of_nothing_is_refused() {
    assertThatThrownBy(() -> ImageReference.of("@sha256:" + "a".repeat(64)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("image repository '' is not a registry path");
  }

  // As the reference page writes them.
  private static final Pattern REPOSITORY =
      Pattern.compile(
          "(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::[0-9]{1,5})?/)?"
              + "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*");
  private static final Pattern VERSION =
      Pattern.compile(
          "[\\w][\\w.-]{0,127}|sha256:[0-9a-f]{64}|[\\w][\\w.-]{0,127}@sha256:[0-9a-f]{64}");

  @Test
  void a_hundred_thousand_names_are_judged_as_the_grammar_says() {
    Random random = new Random(255);
    List<String> parts =
        List.of("a", "B", "0", "12345", ".", "_", "-", "/", ":", "@", " ", "é", DIGEST, "host.io/");
    int good = 0;
    for (int round = 0; round < 100_000; round++) {
      String repository = some(parts, random);
      String version = some(parts, random);
      boolean is = REPOSITORY.matcher(repository).matches() && VERSION.matcher(version).matches();
      good += is ? 1 : 0;
      assertThat(isTaken(repository, version)).as("%s:%s", repository, version).isEqualTo(is);
    }
    assertThat(good).isGreaterThan(500);
  }

  private static String some(List<String> parts, Random random) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(7); left > 0; left--) {
      text.append(parts.get(random.nextInt(parts.size())));
    }
    return text.toString();
  }

  private static boolean isTaken(String repository, String version) {
    try {
      return !new ImageReference(repository, version).version().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
