package io.sparkstead.stack.image;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** Reads certificates of X.509: apart, for few stacks have any, and their classes are many. */
final class Certificates {

  private Certificates() {}

  /** The bytes of a certificate. */
  static byte[] decoded(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  /** Whose it is; refused if that is no authority. */
  static String subject(byte[] certificate) {
    try {
      X509Certificate read =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(certificate));
      String name = read.getSubjectX500Principal().getName();
      // Of the first version there is nothing that says what it is.
      if (read.getVersion() > 1 && read.getBasicConstraints() < 0) {
        throw new IllegalArgumentException(
            "the certificate of "
                + name
                + " is no authority's, but a server's, and would vouch for nobody; give that of who"
                + " signed it, whose basicConstraints say CA:TRUE");
      }
      return name;
    } catch (CertificateException e) {
      throw unreadable(e);
    }
  }

  private static IllegalArgumentException unreadable(Exception e) {
    return new IllegalArgumentException(
        "a certificate is not whole; copy it from its BEGIN to its END line", e);
  }
}
