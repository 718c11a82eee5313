package io.sparkstead.dsl.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageLockTest {

  private static final String A = "sha256:" + "a".repeat(64);
  private static final String B = "sha256:" + "b".repeat(64);

  private final ImageLock lock =
      new ImageLock(
          new TreeMap<>(Map.of("registry.example.org:5000/team/spark:3.5.4", A, "minio:1.2", B)));

  @Test
  void is_a_sorted_file_of_lines_that_reads_back() {
    assertThat(lock.text())
        .isEqualTo(
            """
            # Digests of images, resolved by `images --lock`. Do not edit.
            minio:1.2 %s
            registry.example.org:5000/team/spark:3.5.4 %s
            """
                .formatted(B, A));
    assertThat(ImageLock.parse(lock.text())).isEqualTo(lock);
    assertThat(ImageLock.parse("")).isEqualTo(ImageLock.NONE);
    assertThat(ImageLock.parse(lock.text().replace("\n", "\r\n"))).isEqualTo(lock);
  }

  @Test
  void adds_the_digest_behind_the_tag() {
    assertThat(lock.of("registry.example.org:5000/team/spark:3.5.4"))
        .hasToString("registry.example.org:5000/team/spark:3.5.4@" + A);
  }

  @Test
  void leaves_alone_what_it_does_not_know_and_what_has_a_digest() {
    assertThat(lock.of("minio:1.3")).hasToString("minio:1.3");
    assertThat(lock.of("minio:1.2@" + A)).hasToString("minio:1.2@" + A);
    assertThat(lock.of("minio@" + A)).hasToString("minio@" + A);
    assertThat(ImageLock.NONE.of("minio:1.2")).hasToString("minio:1.2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "minio:1.2",
        "minio:1.2  sha256:aaaa",
        "minio:1.2 sha256:aaaa",
        "minio:1.2 latest",
        "minio:latest " + DIGEST,
        "minio " + DIGEST,
        "minio@" + DIGEST + " " + DIGEST,
        "minio:1.2 " + DIGEST + " ",
        " minio:1.2 " + DIGEST,
        "minio:1.2\t" + DIGEST,
        "<<<<<<< HEAD"
      })
  void refuses_a_line_that_is_none_with_its_number(String line) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageLock.parse("# comment\n\n" + line + "\n"))
        .withMessageStartingWith("line 3 of the image lock, '" + line + "', cannot be used: ")
        .withMessageEndingWith("; make the lock anew with `images --lock`");
  }

  @Test
  void refuses_two_lines_for_one_image() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageLock.parse("minio:1.2 " + A + "\nminio:1.2 " + B + "\n"))
        .withMessageContaining("line 2 ")
        .withMessageContaining("an earlier line has locked this image");
  }

  private static final String DIGEST =
      "sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc";
}
