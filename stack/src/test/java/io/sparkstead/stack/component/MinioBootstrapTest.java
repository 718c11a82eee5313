package io.sparkstead.stack.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.testing.Inventory;
import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Sandbox;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that makes MinIO's bucket and user, run against a client that only takes notes. */
class MinioBootstrapTest {

  private static final String SECRET_KEY = "wJalrXUtnFEMIxK7MDENGxbPxRfiCYEXAMPLEKEY";

  private static final String[] SET_UP = {
    "mc alias set store http://store.data.svc:9000",
    "< admin",
    "< root-password",
    "mc mb --ignore-existing store/lake",
    "mc admin user add store",
    "< AKIDEXAMPLE",
    "< " + SECRET_KEY,
    "mc admin policy create store lake /opt/bootstrap/policy.json",
    "mc admin policy attach store lake --user AKIDEXAMPLE",
  };

  @TempDir Path root;
  private Sandbox sandbox;
  private String script;

  @BeforeEach
  void secrets_are_mounted() {
    sandbox = new Sandbox(root).real("cat").fake("sleep", "");
    sandbox.file("minio/username", "admin");
    sandbox.file("minio/password", "root-password");
    credentials(
        """
        [default]
        aws_access_key_id = AKIDEXAMPLE
        aws_secret_access_key = %s
        """
            .formatted(SECRET_KEY));
    script =
        Inventory.of(Samples.spark35().minio())
            .file("store-bootstrap", "bootstrap.sh")
            .replace("/run/minio/", root + "/minio/")
            .replace("/run/s3/", root + "/s3/");
  }

  @Test
  void makes_bucket_user_and_policy() {
    sandbox.fake("mc", "");

    assertThat(sandbox.run(script).exitCode()).isZero();
    assertThat(sandbox.calls()).containsExactly(SET_UP);
  }

  @Test
  void runs_again_to_the_same_end() {
    sandbox.fake("mc", "");
    sandbox.run(script);
    List<String> once = List.copyOf(sandbox.calls());

    assertThat(sandbox.run(script).exitCode()).isZero();
    assertThat(sandbox.calls().subList(once.size(), sandbox.calls().size()))
        .containsExactlyElementsOf(once);
  }

  @Test
  void waits_until_minio_answers() {
    sandbox.fake(
        "mc",
        """
        if [ "$1" = alias ] && [ ! -e "%1$s/third" ]; then
          if [ -e "%1$s/second" ]; then : > "%1$s/third"; fi
          : > "%1$s/second"
          exit 1
        fi
        """
            .formatted(root));

    Sandbox.Outcome outcome = sandbox.run(script);

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.stdout()).isEqualTo("waiting for MinIO\n".repeat(2));
    assertThat(sandbox.calls().stream().filter(call -> !call.startsWith("<")))
        .startsWith(SET_UP[0], "sleep 5", SET_UP[0], "sleep 5", SET_UP[0], SET_UP[3])
        .endsWith(SET_UP[8]);
  }

  @Test
  void gives_up_on_a_password_that_is_not_minios() {
    sandbox.fake("mc", "exit 1");

    Sandbox.Outcome outcome = sandbox.run(script);

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.stderr()).isEqualTo("MinIO does not answer, or not to this password\n");
    assertThat(sandbox.calls()).filteredOn("sleep 5"::equals).hasSize(59);
  }

  @Test
  void stops_at_the_first_call_that_fails() {
    sandbox.fake("mc", "[ \"$1\" != mb ]");

    assertThat(sandbox.run(script).exitCode()).isNotZero();
    assertThat(sandbox.calls()).last().isEqualTo("mc mb --ignore-existing store/lake");
  }

  @Test
  void stops_if_the_user_cannot_be_made() {
    sandbox.fake("mc", "[ \"$1 $2\" != 'admin user' ]");

    assertThat(sandbox.run(script).exitCode()).isNotZero();
    assertThat(sandbox.calls()).last().isEqualTo("< " + SECRET_KEY);
  }

  /** An argument is there for all to list. */
  @Test
  void no_password_or_secret_key_is_ever_an_argument_or_printed() {
    sandbox.fake("mc", "");

    Sandbox.Outcome outcome = sandbox.run(script);

    assertThat(sandbox.calls().stream().filter(call -> !call.startsWith("<")))
        .noneMatch(call -> call.contains(SECRET_KEY) || call.contains("root-password"));
    assertThat(outcome.stdout() + outcome.stderr()).doesNotContain(SECRET_KEY, "root-password");
  }

  /** Such as {@code kubectl create secret --from-literal} makes of a file's text. */
  @Test
  void keys_need_no_blanks_around_them_and_no_end_to_the_last_line() {
    sandbox.fake("mc", "");
    credentials("[default]\naws_access_key_id=AKIDEXAMPLE\naws_secret_access_key=" + SECRET_KEY);

    assertThat(sandbox.run(script).stderr()).isEmpty();
    assertThat(sandbox.calls()).containsExactly(SET_UP);
  }

  /** {@code openssl rand -base64 32} ends so. */
  @Test
  void a_secret_key_may_hold_any_character_of_base64() {
    sandbox.fake("mc", "");
    credentials("[default]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = a+/b=c=\n");

    sandbox.run(script);

    assertThat(sandbox.calls()).contains("< a+/b=c=");
  }

  @Test
  void a_file_without_keys_fails_before_it_makes_a_user() {
    sandbox.fake("mc", "");
    credentials("[default]\naws_access_key_id = AKIDEXAMPLE\n");

    Sandbox.Outcome outcome = sandbox.run(script);

    assertThat(outcome.exitCode()).isNotZero();
    assertThat(outcome.stderr()).contains("secret_key: is not in the file");
    assertThat(sandbox.calls()).last().isEqualTo("mc mb --ignore-existing store/lake");
  }

  private void credentials(String text) {
    sandbox.file("s3/credentials", text);
  }
}
