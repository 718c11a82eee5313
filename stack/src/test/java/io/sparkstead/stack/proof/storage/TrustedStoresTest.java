package io.sparkstead.stack.proof.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedStoresTest extends FamilyTest {

  private static final String ENDPOINT = "spark.hadoop.fs.s3a.endpoint";

  TrustedStoresTest() {
    super(TrustedStores::new);
    on(
        TrustedStores.AUTHORITY_IS_GIVEN,
        "is https://minio.lake.svc:9000, whose certificate nobody but an authority",
        good -> asking(good, "https://minio.lake.svc:9000"));
  }

  private static Altered asking(Altered good, String endpoint) {
    return good.property(NOTEBOOK_CONF, ENDPOINT, endpoint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://minio.lake.svc:9000", "https://s3.example.org", "https://10.1.2.3:9000"})
  void stores_outside_and_such_without_tls_pass(String endpoint) {
    assertThat(said(asking(Altered.samples(), endpoint))).isEmpty();
  }

  @Test
  void an_authority_that_java_is_given_passes() {
    Altered altered =
        asking(Altered.samples(), "https://minio.lake.svc:9000")
            .property(
                NOTEBOOK_CONF,
                "spark.driver.extraJavaOptions",
                "-Djavax.net.ssl.trustStore=/run/trust/store.p12");

    assertThat(said(altered)).isEmpty();
  }
}
