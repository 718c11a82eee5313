package io.sparkstead.render.action;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** GitHub's comments of one pull request, on this machine: listed by pages, made, and edited. */
final class LoopbackGitHub implements AutoCloseable {

  static final String TOKEN = "ghs_0123";
  private static final String COMMENTS = "/repos/ann/lab/issues/7/comments";
  private static final String COMMENT = "/repos/ann/lab/issues/comments/";
  private static final int PAGE = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Map<Integer, String> comments = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();
  private boolean isReadOnly;

  LoopbackGitHub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** As for a token of a fork's pull request. */
  void letRead() {
    isReadOnly = true;
  }

  void comment(String body) {
    comments.put(comments.size() + 1, body);
  }

  /** The texts, in the order they were made. */
  List<String> comments() {
    return List.copyOf(comments.values());
  }

  /** {@code POST /repos/…}, of what was to be changed. */
  List<String> writes() {
    return asked.stream().filter(line -> !line.startsWith("GET")).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getPath();
    asked.add(method + " " + path);
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    boolean isKnown =
        ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    if (!isKnown) {
      send(exchange, 401, Map.of("message", "Bad credentials"));
    } else if (method.equals("GET") && path.equals(COMMENTS)) {
      send(exchange, 200, page(exchange.getRequestURI().getQuery()));
    } else if (isReadOnly) {
      send(exchange, 403, Map.of("message", "Resource not accessible by integration"));
    } else if (method.equals("POST") && path.equals(COMMENTS)) {
      comment(text(body));
      send(exchange, 201, Map.of("id", comments.size()));
    } else if (method.equals("PATCH") && path.startsWith(COMMENT)) {
      comments.put(Integer.parseInt(path.substring(COMMENT.length())), text(body));
      send(exchange, 200, Map.of());
    } else {
      send(exchange, 404, Map.of("message", "Not Found"));
    }
  }

  private static String text(String body) throws IOException {
    return JSON.readTree(body).path("body").asText();
  }

  private List<Map<String, Object>> page(String query) {
    int page = Integer.parseInt(query.replaceAll(".*\\bpage=(\\d+).*", "$1"));
    return comments.entrySet().stream()
        .skip((page - 1L) * PAGE)
        .limit(PAGE)
        .map(each -> Map.<String, Object>of("id", each.getKey(), "body", each.getValue()))
        .toList();
  }

  private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(answer);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
