package io.sparkstead.stack.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sparkstead.stack.testing.Inventory;
import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts that start SeaweedFS and make its bucket, run against one that only takes notes. */
class SeaweedFsScriptsTest {

  private static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final String LIST = "weed shell -master=127.0.0.1:9333";

  private SeaweedFs store = Samples.spark41().seaweedFs();
  @TempDir Path root;
  private Sandbox sandbox;

  @BeforeEach
  void keys_are_mounted() {
    sandbox = new Sandbox(root).real("cat", "grep").fake("sleep", "");
    executable("timeout", "shift; exec \"$@\"");
    sandbox.directory("tmp");
    credentials(
        """
        [default]
        aws_access_key_id = AKIDEXAMPLE
        aws_secret_access_key = %s
        """
            .formatted(SECRET_KEY));
  }

  @Test
  void starts_with_spark_as_the_only_user() throws IOException {
    sandbox.fake("weed", "");

    assertThat(sandbox.run(script("start.sh")).exitCode()).isZero();

    JsonNode users = new JsonMapper().readTree(users().toFile()).get("identities");
    assertThat(users).hasSize(1);
    assertThat(users.get(0).at("/credentials/0/accessKey").asText()).isEqualTo("AKIDEXAMPLE");
    assertThat(users.get(0).at("/credentials/0/secretKey").asText()).isEqualTo(SECRET_KEY);
    assertThat(users.get(0).get("actions"))
        .extracting(JsonNode::asText)
        .containsExactly("Read:lake", "Write:lake", "List:lake", "Tagging:lake");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(users())))
        .isEqualTo("rw-------");
  }

  /**
   * What the gateway's gRPC port believes in, and shows: nothing that the key opens is ever valid.
   */
  @Test
  void the_gateway_believes_in_a_certificate_alone_that_ran_out() throws Exception {
    sandbox.fake("weed", "");

    assertThat(sandbox.run(script("start.sh")).exitCode()).isZero();

    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(Files.newInputStream(root.resolve("tmp/nobody.crt")));
    certificate.verify(certificate.getPublicKey());
    assertThat(certificate.getNotAfter()).isEqualTo("1970-01-01T00:00:01Z");
    byte[] signed = sign(Files.readString(root.resolve("tmp/nobody.key")));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initVerify(certificate);
    assertThat(signature.verify(signed)).isTrue();
  }

  /** Nothing, by the key of a PEM file: weed refuses one that is not the certificate's. */
  private static byte[] sign(String pem) throws Exception {
    assertThat(pem).startsWith("-----BEGIN PRIVATE KEY-----\n");
    byte[] key = Base64.getMimeDecoder().decode(pem.replaceAll("-----.*?-----", ""));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)));
    return signature.sign();
  }

  @Test
  void no_key_is_ever_an_argument_or_printed() {
    sandbox.fake("weed", "");

    Sandbox.Outcome outcome = sandbox.run(script("start.sh"));

    assertThat(sandbox.calls()).hasSize(1);
    assertThat(sandbox.calls().get(0)).startsWith("weed -logtostderr=true server -dir=/data ");
    assertThat(sandbox.calls() + outcome.stdout() + outcome.stderr())
        .doesNotContain(SECRET_KEY, "AKIDEXAMPLE");
  }

  @Test
  void a_file_without_keys_starts_nothing() {
    sandbox.fake("weed", "");
    credentials("[default]\naws_access_key_id = AKIDEXAMPLE\n");

    Sandbox.Outcome outcome = sandbox.run(script("start.sh"));

    assertThat(outcome.exitCode()).isNotZero();
    assertThat(outcome.stderr()).contains("secret_key: is not in the file");
    assertThat(sandbox.calls()).isEmpty();
  }

  @Test
  void a_key_that_would_end_its_json_string_starts_nothing() {
    sandbox.fake("weed", "");
    credentials("aws_access_key_id=AKIDEXAMPLE\naws_secret_access_key=x\",\"actions\":[\"Admin\"]");

    Sandbox.Outcome outcome = sandbox.run(script("start.sh"));

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.stderr())
        .isEqualTo("a key holds more than letters, digits and + / = _ . -\n");
    assertThat(sandbox.calls()).isEmpty();
    assertThat(users()).doesNotExist();
  }

  @Test
  void makes_the_bucket() {
    sandbox.fake("weed", "");

    assertThat(sandbox.run(script("bucket.sh")).exitCode()).isZero();
    assertThat(sandbox.calls())
        .containsExactly(LIST, "< s3.bucket.list", LIST, "< s3.bucket.create -name lake");
  }

  @Test
  void makes_the_bucket_of_tables_for_spark() {
    sandbox.fake("weed", "");
    store = store.withTables("tables");

    assertThat(sandbox.run(script("bucket.sh")).exitCode()).isZero();
    assertThat(sandbox.calls())
        .contains(
            "< s3.bucket.create -name lake",
            "< s3tables.bucket -create -name tables -account spark");
  }

  @Test
  void leaves_a_bucket_of_tables_that_is_there_alone() {
    sandbox.fake(
        "weed",
        "printf '  lake\\tsize:0\\nARN: arn:aws:s3tables:us-east-1:spark:bucket/tables\\n'");
    store = store.withTables("tables");

    assertThat(sandbox.run(script("bucket.sh")).exitCode()).isZero();
    assertThat(sandbox.calls())
        .contains("< s3tables.bucket -get -name tables -account spark")
        .doesNotContain("< s3tables.bucket -create -name tables -account spark");
  }

  @Test
  void leaves_a_bucket_that_is_there_alone() {
    sandbox.fake("weed", "printf '  lake\\tsize:0\\tlogical:0\\n'");

    assertThat(sandbox.run(script("bucket.sh")).exitCode()).isZero();
    assertThat(sandbox.calls()).containsExactly(LIST, "< s3.bucket.list");
  }

  @Test
  void takes_no_other_bucket_for_it() {
    sandbox.fake("weed", "printf '  lakes\\tsize:0\\n  data-lake\\tsize:0\\n'");

    assertThat(sandbox.run(script("bucket.sh")).exitCode()).isZero();
    assertThat(sandbox.calls()).contains("< s3.bucket.create -name lake");
  }

  @Test
  void waits_until_the_server_answers() {
    sandbox.fake("weed", "[ -e '%1$s/up' ] || { : > '%1$s/up'; exit 1; }".formatted(root));

    assertThat(sandbox.run(script("bucket.sh")).exitCode()).isZero();
    assertThat(sandbox.calls()).last().isEqualTo("< s3.bucket.create -name lake");
  }

  @Test
  void gives_up_on_a_server_that_makes_no_bucket() {
    sandbox.fake("weed", "exit 1");

    Sandbox.Outcome outcome = sandbox.run(script("bucket.sh"));

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.stderr()).isEqualTo("SeaweedFS does not make bucket lake\n");
    assertThat(sandbox.calls()).filteredOn("sleep 1"::equals).hasSize(59);
  }

  private String script(String name) {
    return Inventory.of(store)
        .file("seaweed-scripts", name)
        .replace("/run/s3/", root + "/s3/")
        .replace("/tmp/nobody", root + "/tmp/nobody")
        .replace("/tmp/users.json", users().toString());
  }

  private Path users() {
    return root.resolve("tmp/users.json");
  }

  private void credentials(String text) {
    sandbox.file("s3/credentials", text);
  }

  private void executable(String name, String body) {
    Path file = sandbox.file("programs/" + name, "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
