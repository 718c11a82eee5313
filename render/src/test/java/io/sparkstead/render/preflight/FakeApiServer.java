package io.sparkstead.render.preflight;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Whoever listens where an API server should. */
final class FakeApiServer implements AutoCloseable {

  /** What it does with a question. */
  interface Answer {
    void to(HttpExchange question) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  FakeApiServer(Answer answer) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/",
        question -> {
          asked.add(question.getRequestMethod() + " " + question.getRequestURI());
          question.getRequestBody().readAllBytes();
          answer.to(question);
          question.close();
        });
    server.start();
  }

  /** Always this. */
  static Answer saying(int code, String text) {
    return question -> {
      byte[] body = text.getBytes(UTF_8);
      question.getResponseHeaders().add("Content-Type", "application/json");
      question.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
      question.getResponseBody().write(body);
    };
  }

  /** What it was asked: {@code GET /version}. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** How it is reached, in a file of {@code folder}. */
  Path kubeconfig(Path folder) {
    try {
      return Files.writeString(
          folder.resolve("config"),
          """
          apiVersion: v1
          kind: Config
          current-context: lab
          contexts: [{name: lab, context: {cluster: lab, user: ann}}]
          clusters: [{name: lab, cluster: {server: "%s"}}]
          users: [{name: ann, user: {token: secret-token}}]
          """
              .formatted(address()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
