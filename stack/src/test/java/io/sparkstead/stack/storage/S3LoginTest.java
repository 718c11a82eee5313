package io.sparkstead.stack.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.release.AwsSdk;
import io.sparkstead.stack.testing.Samples;
import org.junit.jupiter.api.Test;

class S3LoginTest {

  private final S3Login login = Samples.LAKE.login();

  @Test
  void its_file_is_one_that_both_generations_of_the_sdk_read() {
    assertThat(
            login
                .secret()
                .freshResource(Samples.spark35().minio().labels(), length -> "x".repeat(length))
                .getStringData())
        .containsOnlyKeys("credentials")
        .containsEntry(
            "credentials",
            """
            [default]
            aws_access_key_id = xxxxxxxxxxxxxxxxxxxx
            aws_secret_access_key = xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
            """);
  }

  @Test
  void the_sdk_is_told_the_file_that_is_mounted() {
    assertThat(login.variable(AwsSdk.V1).getValue())
        .isEqualTo(login.file().text())
        .isEqualTo(login.mount().path() + "/credentials");
  }
}
