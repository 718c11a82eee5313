package io.sparkstead.render.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sparkstead.dsl.value.Fingerprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A registry on this machine, as far as a reader of manifests sees one: {@code /v2/}, manifests by
 * tag and kind, HTTP's basic login, tokens for everybody.
 *
 * <p>It does not prove what others do differently: TLS, redirects, limits on pulls.
 */
public final class LoopbackRegistry implements AutoCloseable {

  public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  public static final String DOCKER_LIST =
      "application/vnd.docker.distribution.manifest.list.v2+json";
  public static final String DOCKER_MANIFEST =
      "application/vnd.docker.distribution.manifest.v2+json";

  private final HttpServer server;
  private final Map<String, Map<String, String>> manifests = new TreeMap<>();
  private final List<String> logins = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private String wanted = "";

  public LoopbackRegistry() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v2/", this::answer);
    server.start();
  }

  /** {@code 127.0.0.1:41237}. */
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Has an image of one kind, and answers with its digest. */
  public String push(String repository, String tag, String kind, String manifest) {
    manifests
        .computeIfAbsent("/v2/" + repository + "/manifests/" + tag, path -> new TreeMap<>())
        .put(kind, manifest);
    return "sha256:" + Fingerprint.of(manifest).text();
  }

  /** Lets nobody else in from now on. */
  public LoopbackRegistry requireLogin(String user, String password) {
    wanted = "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    return this;
  }

  /** Lets in who has a token, which whoever asks gets. */
  public LoopbackRegistry requireToken() {
    wanted = "Bearer t0ken";
    return this;
  }

  /** The paths it was asked for. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** What was sent to log in, if anything was. */
  public List<String> logins() {
    return List.copyOf(logins);
  }

  public static String index(String kind) {
    return """
        {"schemaVersion":2,"mediaType":"%s","manifests":[
          {"mediaType":"%s","size":2,"digest":"sha256:%s","platform":{"architecture":"amd64","os":"linux"}},
          {"mediaType":"%s","size":2,"digest":"sha256:%s","platform":{"architecture":"arm64","os":"linux"}}]}
        """
        .formatted(kind, OCI_MANIFEST, "a".repeat(64), OCI_MANIFEST, "b".repeat(64));
  }

  public static String manifest(String kind) {
    return """
        {"schemaVersion":2,"mediaType":"%s",
         "config":{"mediaType":"application/vnd.oci.image.config.v1+json","size":2,"digest":"sha256:%s"},
         "layers":[]}
        """
        .formatted(kind, "c".repeat(64));
  }

  private void answer(HttpExchange exchange) throws IOException {
    List<String> given = exchange.getRequestHeaders().getOrDefault("Authorization", List.of());
    logins.addAll(given);
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    if (path.equals("/v2/token")) {
      asked.add(exchange.getRequestURI().getQuery());
      send(exchange, 200, "{\"access_token\":\"t0ken\"}");
      return;
    }
    if (!wanted.isEmpty() && !given.contains(wanted)) {
      String how =
          wanted.startsWith("Basic")
              ? "Basic realm=\"here\""
              : "Bearer realm=\"http://%s/v2/token\",service=\"here\"".formatted(host());
      exchange.getResponseHeaders().set("WWW-Authenticate", how);
      send(exchange, 401, "{}");
    } else if (path.equals("/v2/")) {
      send(exchange, 200, "{}");
    } else {
      manifest(exchange, manifests.getOrDefault(path, Map.of()));
    }
  }

  /** The first kind that was asked for, or else any but an index, as old registries have it. */
  private static void manifest(HttpExchange exchange, Map<String, String> kinds)
      throws IOException {
    String asked = String.join(",", exchange.getRequestHeaders().getOrDefault("Accept", List.of()));
    for (Map.Entry<String, String> kind : kinds.entrySet()) {
      if (asked.contains(kind.getKey())) {
        exchange.getResponseHeaders().set("Content-Type", kind.getKey());
        send(exchange, 200, kind.getValue());
        return;
      }
    }
    for (String kind : List.of(DOCKER_MANIFEST, OCI_MANIFEST)) {
      if (kinds.containsKey(kind)) {
        exchange.getResponseHeaders().set("Content-Type", kind);
        send(exchange, 200, kinds.get(kind));
        return;
      }
    }
    send(exchange, 404, "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"\"}]}");
  }

  private static void send(HttpExchange exchange, int code, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(code, head ? -1 : bytes.length);
    if (!head) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
