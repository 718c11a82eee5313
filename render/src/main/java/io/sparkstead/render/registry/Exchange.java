package io.sparkstead.render.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * All that is asked about one image, within a time: whoever answers may be silent, or never end.
 *
 * <p>Headers are bounded by the JDK, at 384 KiB, from its releases of October 2024 on.
 */
final class Exchange {

  /** No registry has to take a manifest above it. */
  private static final int LARGEST = 4 << 20;

  private static final int REDIRECTS = 5;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(ProxySelector.getDefault())
          .build();

  private final Duration patience;
  private final long end;

  Exchange(Duration patience) {
    this.patience = patience;
    this.end = System.nanoTime() + patience.toNanos();
  }

  /**
   * Asks, and again where it is sent to; what logs in goes to no other host.
   *
   * @throws IOException which names who was asked
   */
  HttpResponse<byte[]> ask(HttpRequest request) throws IOException {
    HttpRequest next = request;
    for (int redirects = 0; redirects <= REDIRECTS; redirects++) {
      HttpResponse<byte[]> answer = once(next);
      String place = answer.headers().firstValue("Location").orElse("");
      boolean isElsewhere = answer.statusCode() / 100 == 3 && !place.isEmpty();
      if (!isElsewhere) {
        return answer;
      }
      next = towards(next, place);
    }
    throw new IOException(
        "registry "
            + host(request)
            + " sends from one place to the next, over "
            + REDIRECTS
            + " times; ask whoever runs it");
  }

  private static HttpRequest towards(HttpRequest from, String place) throws IOException {
    try {
      URI to = from.uri().resolve(place);
      boolean isSame = host(from).equals(to.getRawAuthority());
      boolean isOpen = from.uri().getScheme().equals("https") && !"https".equals(to.getScheme());
      if (isOpen || to.getRawAuthority() == null) {
        throw new IOException(
            "registry " + host(from) + " sends to " + to + ", where nothing can be trusted");
      }
      return HttpRequest.newBuilder(
              from, (name, value) -> isSame || !name.equalsIgnoreCase("Authorization"))
          .uri(to)
          .build();
    } catch (IllegalArgumentException e) {
      throw new IOException("registry " + host(from) + " sends to '" + place + "', no address", e);
    }
  }

  private HttpResponse<byte[]> once(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, info -> new Bounded(host(request)));
    try {
      return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new IOException(
          "registry "
              + host(request)
              + " has not answered within "
              + patience.toSeconds()
              + " seconds; try again, or ask whoever runs it",
          e);
    } catch (ExecutionException e) {
      throw new IOException("registry " + host(request) + ": " + reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking registry " + host(request), e);
    } finally {
      answer.cancel(true);
    }
  }

  static String host(HttpRequest request) {
    return String.valueOf(request.uri().getRawAuthority());
  }

  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  /** A body that is no longer than a manifest. */
  private static final class Bounded implements HttpResponse.BodySubscriber<byte[]> {

    private final String host;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable Subscription subscription;

    Bounded(String host) {
      this.host = host;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Subscription given) {
      subscription = given;
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
      for (ByteBuffer part : parts) {
        byte[] some = new byte[part.remaining()];
        part.get(some);
        bytes.writeBytes(some);
      }
      if (bytes.size() > LARGEST && subscription != null) {
        subscription.cancel();
        bytes.reset();
        body.completeExceptionally(
            new IOException(
                "answers with more than "
                    + (LARGEST >> 20)
                    + " MiB, which is no manifest; is "
                    + host
                    + " a registry?"));
      }
    }

    @Override
    public void onError(Throwable e) {
      body.completeExceptionally(e);
    }

    @Override
    public void onComplete() {
      body.complete(bytes.toByteArray());
    }
  }
}
