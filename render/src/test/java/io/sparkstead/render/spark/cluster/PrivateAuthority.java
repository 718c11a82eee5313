package io.sparkstead.render.spark.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A company's own certificate authority, which no machine trusts by itself. */
public final class PrivateAuthority {

  static final String PASSWORD = "unguarded";

  private final Path folder;

  private PrivateAuthority(Path folder) {
    this.folder = folder;
  }

  /** A new one, with its key in {@code folder}. */
  public static PrivateAuthority in(Path folder) throws IOException {
    Files.createDirectories(folder);
    PrivateAuthority made = new PrivateAuthority(folder);
    made.openssl(
        List.of("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "7"),
        List.of("-subj", "/O=Example/CN=Corporate Root", "-keyout", "ca.key", "-out", "ca.crt"));
    return made;
  }

  /** Its certificate, in PEM. */
  public String certificate() throws IOException {
    return Files.readString(folder.resolve("ca.crt"));
  }

  /** The key and certificate of a server that is called {@code host}, signed by it. */
  Path server(String host) throws IOException {
    Files.writeString(folder.resolve("names"), "subjectAltName=DNS:" + host + "\n");
    openssl(
        List.of("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=" + host),
        List.of("-keyout", "server.key", "-out", "server.csr"));
    openssl(
        List.of("x509", "-req", "-days", "7", "-in", "server.csr", "-extfile", "names"),
        List.of("-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-out", "server.crt"));
    openssl(
        List.of("pkcs12", "-export", "-in", "server.crt", "-inkey", "server.key"),
        List.of("-passout", "pass:" + PASSWORD, "-out", "server.p12"));
    return folder.resolve("server.p12");
  }

  /** What Java trusts where an image has had {@code pem} taken up: those certificates alone. */
  public static Path trusted(String pem, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem.getBytes(US_ASCII)));
      assertThat(certificates).isNotEmpty();
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (Certificate each : certificates) {
        store.setCertificateEntry("authority-" + store.size(), each);
      }
      store.store(out, PASSWORD.toCharArray());
      return file;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void openssl(List<String> what, List<String> how) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(what);
    command.addAll(how);
    Map<String, String> path = Map.of("PATH", System.getenv("PATH"));
    try (Program program =
        Program.start(command, path, folder, folder.resolve(what.get(0) + ".log"))) {
      program.succeeds();
    } catch (UncheckedIOException e) {
      throw new AssertionError("certificates are made by openssl, which has to be installed", e);
    }
  }
}
