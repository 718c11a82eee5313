package io.sparkstead.stack.proof.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;

class StoreEncryptionTest extends FamilyTest {

  private static final String ALGORITHM = "spark.hadoop.fs.s3a.encryption.algorithm";

  StoreEncryptionTest() {
    super(StoreEncryption::new);
    on(
        StoreEncryption.STORE_HAS_THE_KEYS,
        "has spark.hadoop.fs.s3a.encryption.algorithm=SSE-KMS, and StatefulSet store has no KMS",
        good -> good.property(NOTEBOOK_CONF, ALGORITHM, "SSE-KMS"));
    on(
        StoreEncryption.STORE_HAS_THE_KEYS,
        "spark.hadoop.fs.s3a.bucket.spark.server-side-encryption-algorithm=AES256",
        good ->
            good.property(
                HISTORY_CONF,
                "spark.hadoop.fs.s3a.bucket.spark.server-side-encryption-algorithm",
                "AES256"));
  }

  @Test
  void a_store_with_a_kms_may_be_asked() {
    Altered altered =
        Altered.samples()
            .container(
                STORE, c -> c.getEnv().add(new EnvVar("MINIO_KMS_SECRET_KEY_FILE", "/k", null)));

    assertThat(said(altered.property(NOTEBOOK_CONF, ALGORITHM, "SSE-KMS"))).isEmpty();
  }

  @Test
  void a_client_may_encrypt_and_a_store_elsewhere_may_have_keys() {
    Altered own = Altered.samples().property(NOTEBOOK_CONF, ALGORITHM, "CSE-CUSTOM");
    Altered elsewhere =
        Altered.samples()
            .property(NOTEBOOK_CONF, ALGORITHM, "SSE-KMS")
            .property(NOTEBOOK_CONF, "spark.hadoop.fs.s3a.endpoint", "https://s3.amazonaws.com");

    assertThat(said(own)).isEmpty();
    assertThat(said(elsewhere)).isEmpty();
  }
}
