package io.sparkstead.render.spark.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * S3Proxy, as a store is that somebody set up: it has the bucket, and lets in the one user.
 *
 * @see <a href="https://github.com/gaul/s3proxy">S3Proxy</a>
 */
final class S3Endpoint {

  private S3Endpoint() {}

  /**
   * One for TLS too, by the key in {@code server}, with {@code bucket}.
   *
   * @param folder for what it is told
   */
  static Program startBehind(
      Path server, String bucket, List<String> user, Place place, Path folder, Path java, Path log)
      throws IOException {
    Files.createDirectories(folder.resolve("buckets").resolve(bucket));
    Files.write(folder.resolve("user"), user);
    return start(
        folder,
        place.address(),
        // Asked for the bucket by the test, and by nobody else.
        place.port() + 1,
        List.of(
            "s3proxy.secure-endpoint=https://" + place.address() + ":" + place.port(),
            "s3proxy.keystore-path=" + server,
            "s3proxy.keystore-password=" + PrivateAuthority.PASSWORD),
        java,
        log);
  }

  /** Where one listens. */
  record Place(String address, int port) {}

  /**
   * As MinIO is after its bootstrap.
   *
   * @param told what {@code src/spark/image/mc} kept of the bootstrap
   */
  static Program start(Path told, String address, int port, Path java, Path log) {
    return start(told, address, port, List.of(), java, log);
  }

  private static Program start(
      Path told, String address, int port, List<String> more, Path java, Path log) {
    try {
      List<String> user = Files.readAllLines(told.resolve("user"));
      Path properties =
          Files.writeString(
              told.resolve("s3proxy.properties"),
              String.join(
                  "\n",
                  "s3proxy.endpoint=http://" + address + ":" + port,
                  "s3proxy.authorization=aws-v2-or-v4",
                  "s3proxy.identity=" + user.get(0),
                  "s3proxy.credential=" + user.get(1),
                  // In memory, by keys as S3 has them: with files for objects, a prefix is an
                  // object.
                  "jclouds.provider=transient",
                  "jclouds.identity=unused",
                  "jclouds.credential=unused",
                  String.join("\n", more)));
      String classpath =
          SparkLine.s3Proxy().stream().map(Path::toString).collect(Collectors.joining(":"));
      Program program =
          Program.start(
              List.of(
                  java.toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-Dlogback.configurationFile="
                      + Path.of("src/spark/logback.xml").toAbsolutePath(),
                  "-cp",
                  classpath,
                  "org.gaul.s3proxy.Main",
                  "--properties",
                  properties.toString()),
              Map.of(),
              told,
              log);
      Patience.until(
          () -> listens(address, port), () -> "S3Proxy does not start, see " + log + ",");
      try (Stream<Path> buckets = Files.list(told.resolve("buckets"))) {
        for (Path bucket : buckets.toList()) {
          create(bucket.getFileName().toString(), "http://" + address + ":" + port, user);
        }
      }
      return program;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By the older signature, which a line makes: the drivers use the newer one. */
  private static void create(String bucket, String endpoint, List<String> user) throws IOException {
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(user.get(1).getBytes(UTF_8), "HmacSHA1"));
      byte[] signature =
          mac.doFinal(("PUT\n\n\n\nx-amz-date:" + date + "\n/" + bucket).getBytes(UTF_8));
      HttpRequest put =
          HttpRequest.newBuilder(URI.create(endpoint + "/" + bucket))
              .PUT(HttpRequest.BodyPublishers.noBody())
              .header("x-amz-date", date)
              .header(
                  "Authorization",
                  "AWS " + user.get(0) + ":" + Base64.getEncoder().encodeToString(signature))
              .build();
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(put, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static boolean listens(String address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
