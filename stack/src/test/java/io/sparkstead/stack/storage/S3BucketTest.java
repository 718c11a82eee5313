package io.sparkstead.stack.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sparkstead.stack.testing.Samples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3BucketTest {

  private static final S3Login LOGIN = Samples.LAKE.login();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "spark-on-kube",
        "0-0",
        "data.example.org",
        "2024.lake",
        "2024lake",
        "a23456789-123456789-123456789-123456789-12345678"
      })
  void takes_what_s3_takes(String name) {
    assertThat(new S3Bucket(name, LOGIN).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lake.2024", "data.example.0rg", "a.b.1x"})
  void refuses_what_s3a_reads_as_no_host(String name) {
    assertThat(java.net.URI.create("s3a://" + name + "/x").getHost()).isNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new S3Bucket(name, LOGIN))
        .withMessageContaining("bucket '" + name + "' ends in '.")
        .withMessageContaining("finds none in it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ab",
        "Lake",
        "my_lake",
        "my..lake",
        ".lake",
        "my.-lake",
        "192.168.1.20",
        "-lake",
        "lake-",
        "s3a://lake",
        "a234567890123456789012345678901234567890123456789012345678901234"
      })
  void refuses_the_rest(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new S3Bucket(name, LOGIN))
        .withMessage(
            "bucket '"
                + name
                + "' is not a bucket's name: use 3-63 of a-z, 0-9, hyphens and dots, with a letter"
                + " or digit at either end and beside each dot");
  }
}
