package io.sparkstead.render.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A cluster that is reached as a kubeconfig says. */
public final class HttpCluster implements Cluster, AutoCloseable {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final int UNKNOWN = 401;
  private static final int REFUSED = 400;
  private static final int BROKEN = 500;

  /** How an API server says that it serves no such version, and in no other words. */
  private static final String NO_PAGE = "404 page not found";

  private final Config config;
  private final HttpClient client;
  private final Duration patience;
  private final String name;

  private HttpCluster(Config config, Duration patience, String name) {
    this.config = config;
    this.patience = patience;
    this.name = name;
    this.client = client(config, name);
  }

  /** With the keys of {@code config}, of which those in PKCS #8 do not say what they are. */
  private static HttpClient client(Config config, String name) {
    JdkHttpClientFactory factory = new JdkHttpClientFactory();
    try {
      return factory.newBuilder(config).build();
    } catch (KubernetesClientException e) {
      config.setClientKeyAlgo("EC");
    }
    try {
      return factory.newBuilder(config).build();
    } catch (KubernetesClientException e) {
      Throwable why = e.getCause() == null ? e : e.getCause();
      throw new IllegalArgumentException(
          name
              + " cannot be asked with the certificates and the key that the kubeconfig names: "
              + why.getMessage()
              + "; renew them",
          e);
    }
  }

  /**
   * The one that {@code kubeconfig} means, which is not asked anything yet.
   *
   * @param patience with each answer
   * @throws IllegalArgumentException if it means none
   */
  public static HttpCluster of(
      Kubeconfig kubeconfig, Duration patience, Map<String, String> environment) {
    Config config = kubeconfig.config(environment);
    config.setRequestTimeout((int) patience.toMillis());
    config.setConnectionTimeout((int) patience.toMillis());
    // Whoever waits is told soon; a server that has too much to do is asked once more.
    config.setRequestRetryBackoffLimit(1);
    String server = config.getMasterUrl().replaceFirst("/+$", "");
    String context =
        config.getCurrentContext() == null
            ? " (of this pod)"
            : " (context " + config.getCurrentContext().getName() + ")";
    return new HttpCluster(config, patience, server + context);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Reply get(String path) throws Unanswered {
    HttpRequest.Builder request = client.newHttpRequestBuilder().uri(address(path));
    Reply reply = reply("GET " + path, request);
    // Of what is only looked at, nothing else is refused, in whichever words.
    return reply instanceof Reply.Refused refused && refused.isForbidden()
        ? new Reply.Forbidden(refused.message())
        : reply;
  }

  @Override
  public Reply tried(Trial trial, String path, JsonNode patch) throws Unanswered {
    String asked = path + "?dryRun=All&fieldValidation=Strict&fieldManager=" + FIELD_MANAGER;
    HttpRequest.Builder request =
        client
            .newHttpRequestBuilder()
            .uri(address(asked))
            .method("PATCH", trial.type(), patch.toString());
    return reply("PATCH " + path + " (dry run)", request);
  }

  private String address(String path) {
    return config.getMasterUrl().replaceFirst("/+$", "") + path;
  }

  private Reply reply(String question, HttpRequest.Builder request) throws Unanswered {
    HttpResponse<byte[]> answer = answer(question, request);
    int code = answer.code();
    String text = new String(answer.body() == null ? new byte[0] : answer.body(), UTF_8);
    if (code == UNKNOWN) {
      throw new Unanswered(
          name,
          question,
          "does not know who asks (401): renew your login, or name another --context");
    }
    if (code >= BROKEN) {
      throw new Unanswered(name, question, "answers " + code + ": " + message(text));
    }
    if (code == Reply.ABSENT && text.strip().equals(NO_PAGE)) {
      return new Reply.Absent(NO_PAGE);
    }
    JsonNode document = document(question, code, text);
    return code >= REFUSED ? Reply.of(code, document) : new Reply.Found(document);
  }

  private JsonNode document(String question, int code, String text) throws Unanswered {
    try {
      JsonNode document = JSON.readTree(text);
      if (document.isObject()) {
        return document;
      }
    } catch (JsonProcessingException e) {
      // Told below: some of an answer is none.
    }
    throw new Unanswered(
        name, question, "answers " + code + " with what is no whole answer of an API server");
  }

  private static String message(String text) {
    try {
      String told = JSON.readTree(text).path("message").asText("");
      return told.isEmpty() ? firstLine(text) : told;
    } catch (JsonProcessingException e) {
      return firstLine(text);
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("nothing more");
  }

  private HttpResponse<byte[]> answer(String question, HttpRequest.Builder request)
      throws Unanswered {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request.header("Accept", "application/json").build(), byte[].class);
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new Unanswered(
          name, question, "has not answered within " + patience.toSeconds() + " seconds");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unanswered(name, question, "was not waited for");
    } catch (ExecutionException e) {
      throw new Unanswered(
          name,
          question,
          "did not answer: "
              + reason(e)
              + "; see that it is up, and reached at that address from here");
    }
  }

  /** The innermost that says anything. */
  private static String reason(Throwable e) {
    String said = e.getClass().getSimpleName();
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (each instanceof IOException && each.getMessage() == null) {
        said = each.getClass().getSimpleName();
      } else if (each.getMessage() != null) {
        said = each.getMessage();
      }
    }
    return said;
  }

  @Override
  public void close() {
    client.close();
  }
}
