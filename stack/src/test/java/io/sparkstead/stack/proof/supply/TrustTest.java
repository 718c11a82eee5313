package io.sparkstead.stack.proof.supply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustTest extends FamilyTest {

  private static final String JAVA = "spark.driver.extraJavaOptions";

  TrustTest() {
    super(Trust::new);
    on(
        Trust.CERTIFICATES_ARE_LOOKED_AT,
        "container jupyter of StatefulSet lab takes any certificate, by"
            + " KUBERNETES_TRUST_CERTIFICATES=true; drop it",
        good -> with(good, "KUBERNETES_TRUST_CERTIFICATES", "true"));
    on(
        Trust.CERTIFICATES_ARE_LOOKED_AT,
        "by -Dcom.amazonaws.sdk.disableCertChecking in JAVA_TOOL_OPTIONS",
        good -> with(good, "JAVA_TOOL_OPTIONS", "-Dcom.amazonaws.sdk.disableCertChecking=true"));
    on(
        Trust.CERTIFICATES_ARE_LOOKED_AT,
        JAVA + " of ConfigMap lab-spark-conf key spark-defaults.conf has",
        good -> good.property(NOTEBOOK_CONF, JAVA, "-Dcom.amazonaws.sdk.disableCertChecking=true"));
  }

  private static Altered with(Altered good, String name, String value) {
    return good.container(JUPYTER, c -> c.getEnv().add(new EnvVar(name, value, null)));
  }

  @ParameterizedTest
  @CsvSource({
    "KUBERNETES_TRUST_CERTIFICATES, false",
    "NODE_TLS_REJECT_UNAUTHORIZED, 1",
    "SSL_CERT_FILE, /etc/ssl/own.pem",
    "JAVA_TOOL_OPTIONS, -Djavax.net.ssl.trustStore=/etc/own.jks",
  })
  void clients_that_look_pass(String name, String value) {
    assertThat(said(with(Altered.samples(), name, value))).isEmpty();
  }
}
