package io.sparkstead.stack.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.own.ExistingObject;
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
  void keys_of_a_store_that_others_run_are_never_made_up() {
    assertThat(Samples.NEXT_DOOR.access().secrets())
        .singleElement()
        .satisfies(secret -> assertThat(secret.isKeptByOthers()).isTrue())
        .extracting(secret -> secret.name().text())
        .isEqualTo("lake-keys");
    assertThat(Samples.AWS_BY_KEYS.access().secrets().get(0).isKeptByOthers()).isTrue();
    assertThat(Samples.spark41().minio().store().access().secrets().get(0).isKeptByOthers())
        .isFalse();
  }

  @Test
  void a_secret_that_is_there_is_asked_of_nobody() {
    S3Login existing = S3Login.existing("lake-keys");

    assertThat(existing.secrets()).isEmpty();
    assertThat(existing.existing()).containsExactly(ExistingObject.secret("lake-keys"));
    assertThat(existing.mount().path()).isEqualTo(login.mount().path());
  }

  @Test
  void the_sdk_is_told_the_file_that_is_mounted() {
    assertThat(login.variable(AwsSdk.V1).getValue())
        .isEqualTo(login.file().text())
        .isEqualTo(login.mount().path() + "/credentials");
  }
}
