package io.sparkstead.stack.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sparkstead.stack.testing.Samples;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthoritiesTest {

  private static final String ROOT =
      """
      -----BEGIN CERTIFICATE-----
      MIIBqTCCAU+gAwIBAgIUd8JUK+2LO64l1dOx4KGoGx5l9AcwCgYIKoZIzj0EAwIw
      KTEQMA4GA1UECgwHRXhhbXBsZTEVMBMGA1UEAwwMRXhhbXBsZSBSb290MCAXDTI2
      MTEzMDE2MTAwOVoYDzIxMjYxMTA2MTYxMDA5WjApMRAwDgYDVQQKDAdFeGFtcGxl
      MRUwEwYDVQQDDAxFeGFtcGxlIFJvb3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
      AAT6EkaJJh388vZ37oLUbyBP5yVpZoNXSmzVejF1YF6pq0TJHsb2iCzW5Yf3X6AQ
      kAcCZ4lwRBkpVaCJyjySuwh1o1MwUTAdBgNVHQ4EFgQUePF1KfxdtzoziqF5iV4M
      lPdjoWYwHwYDVR0jBBgwFoAUePF1KfxdtzoziqF5iV4MlPdjoWYwDwYDVR0TAQH/
      BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEAobHPFRRUj4zd3GV8vOJunk/QVAaD
      OzWsv9SPVNb5BSgCIBWJynmuHczUu6FSXS54dSjrXax3N/roM5nr+fTSH5aU
      -----END CERTIFICATE-----
      """;

  /** Of a server, which is no authority. */
  private static final String LEAF =
      """
      -----BEGIN CERTIFICATE-----
      MIIBqjCCAVCgAwIBAgIUfeVZbZMkHjiD/nV+Pir0hz6y9TowCgYIKoZIzj0EAwIw
      KzEQMA4GA1UECgwHRXhhbXBsZTEXMBUGA1UEAwwOczMuZXhhbXBsZS5vcmcwIBcN
      MjYxMTMwMjE1MTAwWhgPMjEyNjExMDYyMTUxMDBaMCsxEDAOBgNVBAoMB0V4YW1w
      bGUxFzAVBgNVBAMMDnMzLmV4YW1wbGUub3JnMFkwEwYHKoZIzj0CAQYIKoZIzj0D
      AQcDQgAE9e1sbaAdFvG5vz10nrig0tlTPiR8Y/PvJCrwLgnphjuywlilQMmVnBoY
      CYiI210V7SJSa9Sdy6ku/SmkAGKBjKNQME4wHQYDVR0OBBYEFLHas8vxrfKQWY5c
      6wFo52rY5oUVMB8GA1UdIwQYMBaAFLHas8vxrfKQWY5c6wFo52rY5oUVMAwGA1Ud
      EwEB/wQCMAAwCgYIKoZIzj0EAwIDSAAwRQIgb0ucOIg7ayb3muVhx/iXkdhHyLC6
      +lVZ/AqgSO+PsJICIQCrnhVBjqLdslMWLLu6dCm9Lf5EaEHWK9/zfiddIjUnBA==
      -----END CERTIFICATE-----
      """;

  private static final SparkImage IMAGE = Samples.spark41().sparkImage();

  @Test
  void both_stages_trust_them_before_they_fetch_anything() {
    Map<String, String> files = IMAGE.trusting(Authorities.of(ROOT)).files();

    assertThat(files.get("authorities.crt")).isEqualTo("# CN=Example Root,O=Example\n" + ROOT);
    String[] stages = files.get("Dockerfile").split("\nFROM ", -1);
    assertThat(stages).hasSize(3);
    for (String stage : new String[] {stages[1], stages[2]}) {
      assertThat(stage)
          .containsSubsequence(
              "COPY --chmod=0444 authorities.crt"
                  + " /etc/pki/ca-trust/source/anchors/authorities.crt\n",
              "RUN update-ca-trust\n",
              "microdnf install");
    }
    assertThat(stages[2])
        .containsSubsequence(
            "microdnf install",
            "REQUESTS_CA_BUNDLE=\"/etc/pki/tls/certs/ca-bundle.crt\"",
            "pip install");
  }

  @Test
  void without_them_nothing_is_said_of_any() {
    assertThat(IMAGE.files()).doesNotContainKey("authorities.crt");
    assertThat(IMAGE.files().get("Dockerfile")).doesNotContain("ca-trust", "CA_BUNDLE");
    assertThat(IMAGE.trusting(Authorities.NONE)).isEqualTo(IMAGE);
  }

  @Test
  void what_people_write_between_certificates_is_left_out() {
    Authorities bundle =
        Authorities.of("my root:\n" + ROOT.replace("\n", "\r\n") + "its twin:\n" + ROOT);

    assertThat(bundle.pem()).isEqualTo(("# CN=Example Root,O=Example\n" + ROOT).repeat(2));
    assertThat(Authorities.of(bundle.pem())).isEqualTo(bundle);
  }

  @Test
  void a_private_key_is_refused_and_not_repeated() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Authorities.of(
                    ROOT + "-----BEGIN PRIVATE KEY-----\nMIGH\n-----END PRIVATE KEY-----"))
        .withMessage(
            "a private key stands beside the certificates (not shown), and images are for"
                + " everybody; give the certificates alone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "ca.pem", "-----BEGIN CERTIFICATE-----"})
  void a_text_without_a_certificate_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Authorities.of(text))
        .withMessageStartingWith("there is no certificate in the text; give what stands from");
  }

  @Test
  void half_a_certificate_is_refused() {
    String half = ROOT.replaceFirst("\n[^-\n]+\n-----END", "\n-----END");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Authorities.of(half))
        .withMessage("a certificate is not whole; copy it from its BEGIN to its END line");
  }

  @Test
  void a_servers_certificate_is_no_authoritys() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Authorities.of(ROOT + LEAF))
        .withMessageStartingWith(
            "the certificate of CN=s3.example.org,O=Example is no authority's, but a server's")
        .withMessageEndingWith("CA:TRUE");
  }
}
