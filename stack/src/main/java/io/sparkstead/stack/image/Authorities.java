package io.sparkstead.stack.image;

import io.sparkstead.dsl.text.Dockerfile;
import io.sparkstead.dsl.value.MountPath;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Certificates of authorities that no image of a distribution knows, as that of a company: who
 * signed the store's certificate, or that of a proxy.
 *
 * <pre>
 * COPY --chmod=0444 authorities.crt /etc/pki/ca-trust/source/anchors/authorities.crt
 * RUN update-ca-trust
 * ENV REQUESTS_CA_BUNDLE="/etc/pki/tls/certs/ca-bundle.crt" …
 * </pre>
 *
 * <p>They are in the image, so whatever runs it trusts them: Spark and S3A in drivers and
 * executors, the History Server, what waits for the store, Python, and the build itself. A
 * certificate is no secret. Refuses what is no certificate of X.509 in PEM, and a private key.
 *
 * @param pem each certificate between its BEGIN and its END line; empty for none
 * @see <a
 *     href="https://docs.redhat.com/en/documentation/red_hat_enterprise_linux/9/html/securing_networks/using-shared-system-certificates_securing-networks">
 *     Shared system certificates</a>
 */
public record Authorities(String pem) {

  /** Those alone that the base image knows. */
  public static final Authorities NONE = new Authorities("");

  /** What an image's folder calls them. */
  static final String FILE = "authorities.crt";

  /** Where an image keeps those that its distribution does not know. */
  public static final String ANCHORS = "/etc/pki/ca-trust/source/anchors/";

  private static final MountPath ANCHOR = MountPath.of(ANCHORS + FILE);

  /** All that the image trusts then, as OpenSSL reads it. */
  private static final String BUNDLE = "/etc/pki/tls/certs/ca-bundle.crt";

  public Authorities {
    pem = pem.isBlank() ? "" : read(pem);
  }

  /** Out of a text, such as that of a file {@code ca.pem}. */
  public static Authorities of(String pem) {
    Authorities read = new Authorities(pem);
    if (read.equals(NONE)) {
      throw nothing();
    }
    return read;
  }

  /**
   * Out of a file beside a class: for an environment in a file, beside that file.
   *
   * <pre>{@code
   * Authorities.beside(Mylab.class, "corporate-ca.pem");
   * }</pre>
   */
  public static Authorities beside(Class<?> place, String file) {
    return of(FileBeside.text(place, file, "put it there"));
  }

  /** Each certificate of {@code pem}, without what people write between. */
  private static String read(String pem) {
    if (pem.contains("PRIVATE KEY-----")) {
      throw new IllegalArgumentException(
          "a private key stands beside the certificates (not shown), and images are for everybody;"
              + " give the certificates alone");
    }
    Pattern one = Pattern.compile("-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----");
    List<MatchResult> found = one.matcher(pem).results().toList();
    if (found.isEmpty()) {
      throw nothing();
    }
    StringBuilder text = new StringBuilder();
    for (MatchResult each : found) {
      byte[] certificate = Certificates.decoded(each.group(1));
      text.append("# ")
          .append(Certificates.subject(certificate))
          .append("\n-----BEGIN CERTIFICATE-----\n");
      text.append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate));
      text.append("\n-----END CERTIFICATE-----\n");
    }
    return text.toString();
  }

  private static IllegalArgumentException nothing() {
    return new IllegalArgumentException(
        "there is no certificate in the text; give what stands from -----BEGIN CERTIFICATE----- to"
            + " -----END CERTIFICATE-----");
  }

  boolean isEmpty() {
    return pem.isEmpty();
  }

  /** Has a stage of an image trust them, as root. */
  void install(Dockerfile.Builder file) {
    if (!isEmpty()) {
      file.comment("Who signs what is asked here").copy(FILE, ANCHOR).run("update-ca-trust");
    }
  }

  /** What has Python trust whom the image trusts; Java and curl do unasked. */
  Map<String, String> variables() {
    return isEmpty()
        ? Map.of()
        : Map.of(
            "AWS_CA_BUNDLE",
            BUNDLE,
            "PIP_CERT",
            BUNDLE,
            "REQUESTS_CA_BUNDLE",
            BUNDLE,
            "SSL_CERT_FILE",
            BUNDLE);
  }
}
