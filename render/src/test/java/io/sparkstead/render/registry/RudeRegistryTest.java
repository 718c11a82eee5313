package io.sparkstead.render.registry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sparkstead.dsl.value.ImageReference;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A registry that lies, is silent, or does not end is waited for and read so far, and named. */
@Timeout(30)
class RudeRegistryTest {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** What it does with whoever asks; each of its questions comes by a connection of its own. */
  private interface Answer {
    void to(OutputStream out, String host) throws IOException, InterruptedException;
  }

  private static String told(Answer answer) throws IOException {
    return told(answer, Set.of());
  }

  private static String told(Answer answer, Set<Path> logins) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String host = "127.0.0.1:" + server.getLocalPort();
      Thread thread = new Thread(() -> serve(server, answer, host));
      thread.setDaemon(true);
      thread.start();
      Registry registry = new HttpRegistry(Set.of(host), List.copyOf(logins), PATIENCE);
      long begin = System.nanoTime();
      IOException e =
          catchThrowableOfType(
              IOException.class,
              () -> registry.digest(ImageReference.of(host + "/team/spark:4.1.2")));
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE.multipliedBy(3));
      return String.valueOf(e.getMessage()).replace(host, "HOST");
    }
  }

  @SuppressWarnings("CatchAndPrintStackTrace")
  private static void serve(ServerSocket server, Answer answer, String host) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.getInputStream().read(new byte[8192]);
        answer.to(socket.getOutputStream(), host);
      } catch (IOException | InterruptedException e) {
        // Whoever asked has had enough.
      }
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(US_ASCII));
    out.flush();
  }

  @Test
  void silence() throws IOException {
    assertThat(told((out, host) -> Thread.sleep(60_000)))
        .isEqualTo(
            "registry HOST has not answered within 3 seconds; try again, or ask whoever runs it");
  }

  @Test
  void a_body_that_drips() throws IOException {
    assertThat(
            told(
                (out, host) -> {
                  send(out, "HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n");
                  while (true) {
                    send(out, "{");
                    Thread.sleep(100);
                  }
                }))
        .startsWith("registry HOST has not answered within 3 seconds; ");
  }

  @Test
  void a_manifest_without_end() throws IOException {
    long before = used();
    assertThat(
            told(
                (out, host) -> {
                  send(out, "HTTP/1.1 200 OK\r\nContent-Length: 9999999999999\r\n\r\n");
                  while (true) {
                    send(out, "x".repeat(1 << 16));
                  }
                }))
        .isEqualTo(
            "registry HOST: answers with more than 4 MiB, which is no manifest; is HOST a registry?");
    assertThat(used() - before).isLessThan(64 << 20);
  }

  @Test
  void a_header_without_end() throws IOException {
    assertThat(
            told(
                (out, host) -> {
                  send(out, "HTTP/1.1 200 OK\r\nX: ");
                  while (true) {
                    send(out, "x".repeat(1 << 16));
                  }
                }))
        .startsWith("registry HOST");
  }

  @Test
  void headers_without_end() throws IOException {
    assertThat(
            told(
                (out, host) -> {
                  send(out, "HTTP/1.1 200 OK\r\n");
                  while (true) {
                    send(out, "X: x\r\n".repeat(1 << 10));
                  }
                }))
        .startsWith("registry HOST");
  }

  @Test
  void one_place_that_sends_to_the_next() throws IOException {
    assertThat(
            told(
                (out, host) ->
                    send(
                        out,
                        "HTTP/1.1 307 X\r\nLocation: http://"
                            + host
                            + "/next\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")))
        .isEqualTo(
            "registry HOST sends from one place to the next, over 5 times; ask whoever runs it");
  }

  @Test
  void a_place_that_is_none() throws IOException {
    for (String place : List.of("file:///etc/passwd", "::", "mailto:a")) {
      assertThat(
              told(
                  (out, host) ->
                      send(
                          out,
                          "HTTP/1.1 307 X\r\nLocation: "
                              + place
                              + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")))
          .startsWith("registry HOST sends to ");
    }
  }

  @Test
  void a_login_that_leads_nowhere() throws IOException {
    assertThat(
            told(
                (out, host) ->
                    send(
                        out,
                        "HTTP/1.1 401 X\r\nWWW-Authenticate: Bearer realm=\"nowhere\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")))
        .startsWith("registry HOST names no place to log in: Bearer");
    assertThat(
            told(
                (out, host) ->
                    send(
                        out,
                        "HTTP/1.1 401 X\r\nWWW-Authenticate: Bearer realm=\"http://"
                            + host
                            + "/token\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")))
        .isEqualTo("registry HOST gives no token: HOST answered with 401");
  }

  @Test
  void what_is_no_manifest() throws IOException {
    assertThat(
            told(
                (out, host) ->
                    send(
                        out,
                        "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>")))
        .isEqualTo("HOST answers with no JSON; is it a registry?");
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
