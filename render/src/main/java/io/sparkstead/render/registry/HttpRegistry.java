package io.sparkstead.render.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.registry.credentials.CredentialRetrievalException;
import com.google.cloud.tools.jib.registry.credentials.DockerConfigCredentialRetriever;
import io.sparkstead.dsl.value.Fingerprint;
import io.sparkstead.dsl.value.ImageReference;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks registries for manifests, with names and logins as Jib reads them.
 *
 * <p>The digest is that of the bytes that came, not the one a header claims.
 *
 * @param withoutTls registries, as {@code host:port}, that may be asked in the clear
 * @param logins files in the format of docker's {@code config.json}, the first to know first
 * @param patience for one image
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md">What a
 *     registry answers</a>
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">How it lets in</a>
 */
record HttpRegistry(Set<String> withoutTls, List<Path> logins, Duration patience)
    implements Registry {

  static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * What an image may be, an index for several machines first. Each by itself: asked for all, a
   * registry may answer with the manifest of one machine.
   */
  private static final List<String> KINDS =
      List.of(
          "application/vnd.oci.image.index.v1+json",
          "application/vnd.docker.distribution.manifest.list.v2+json",
          "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json");

  private static final int OK = 200;
  private static final int WANTS_LOGIN = 401;
  private static final Set<Integer> HAS_NONE = Set.of(404, 406);
  private static final Pattern PART = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  HttpRegistry {
    withoutTls = Set.copyOf(withoutTls);
    logins = List.copyOf(logins);
  }

  @Override
  public Optional<String> digest(ImageReference image) throws IOException {
    try {
      var name = com.google.cloud.tools.jib.api.ImageReference.parse(image.byTag().toString());
      Optional<Credential> login = login(name.getRegistry());
      return new Question(this, name, login, new Exchange(patience)).digest();
    } catch (InvalidImageReferenceException | CredentialRetrievalException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Optional<Credential> login(String registry)
      throws IOException, CredentialRetrievalException {
    for (Path file : logins) {
      Optional<Credential> login =
          DockerConfigCredentialRetriever.create(registry, file).retrieve(HttpRegistry::ignore);
      if (login.isPresent()) {
        return login;
      }
    }
    return Optional.empty();
  }

  private static void ignore(LogEvent event) {}

  /** What is asked about one image. */
  private record Question(
      HttpRegistry asked,
      com.google.cloud.tools.jib.api.ImageReference name,
      Optional<Credential> login,
      Exchange exchange) {

    Optional<String> digest() throws IOException {
      String pass = "";
      for (String kind : KINDS) {
        HttpResponse<byte[]> answer = manifest(kind, pass);
        if (answer.statusCode() == WANTS_LOGIN && pass.isEmpty()) {
          pass = pass(answer);
          answer = manifest(kind, pass);
        }
        int status = answer.statusCode();
        if (status != OK && !HAS_NONE.contains(status)) {
          throw new IOException("registry " + name.getRegistry() + " answered with " + status);
        }
        if (status == OK && kind.contains(kindOf(answer))) {
          return Optional.of("sha256:" + Fingerprint.of(answer.body()).text());
        }
      }
      return Optional.empty();
    }

    private HttpResponse<byte[]> manifest(String kind, String pass) throws IOException {
      String scheme = isOpen() ? "http" : "https";
      URI uri =
          URI.create(
              scheme
                  + "://"
                  + name.getRegistry()
                  + "/v2/"
                  + name.getRepository()
                  + "/manifests/"
                  + name.getQualifier());
      HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", kind);
      return exchange.ask(
          (pass.isEmpty() ? request : request.header("Authorization", pass)).build());
    }

    private boolean isOpen() {
      return asked.withoutTls().contains(name.getRegistry());
    }

    /** By the manifest itself, or else by what the registry says. */
    private String kindOf(HttpResponse<byte[]> answer) throws IOException {
      String said = answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0].strip();
      String written = json(answer).path("mediaType").asText("");
      String kind = written.isEmpty() ? said : written;
      return kind.isEmpty() ? "unknown" : kind;
    }

    private JsonNode json(HttpResponse<byte[]> answer) throws IOException {
      try {
        return new ObjectMapper().readTree(answer.body());
      } catch (JsonProcessingException e) {
        throw new IOException(
            Exchange.host(answer.request()) + " answers with no JSON; is it a registry?", e);
      }
    }

    /** What lets in, as the registry asked for it. */
    private String pass(HttpResponse<byte[]> answer) throws IOException {
      String how = answer.headers().firstValue("WWW-Authenticate").orElse("");
      if (how.regionMatches(true, 0, "Bearer ", 0, 7)) {
        return "Bearer " + token(how);
      }
      if (login.isEmpty()) {
        throw new IOException("registry " + name.getRegistry() + " answered with " + WANTS_LOGIN);
      }
      if (isOpen()) {
        throw notInTheClear();
      }
      return basic(login.get());
    }

    private IOException notInTheClear() {
      return new IOException(
          "the credentials for "
              + name.getRegistry()
              + " were not sent because the connection was over HTTP");
    }

    private static String basic(Credential login) {
      String both = login.getUsername() + ":" + login.getPassword();
      return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8));
    }

    private String token(String how) throws IOException {
      URI realm = realm(how);
      if (login.isPresent() && !"https".equals(realm.getScheme())) {
        throw notInTheClear();
      }
      String query =
          "service="
              + encoded(part(how, "service"))
              + "&scope="
              + encoded("repository:" + name.getRepository() + ":pull");
      HttpResponse<byte[]> answer = exchange.ask(tokenRequest(realm, query));
      JsonNode json =
          answer.statusCode() == OK ? json(answer) : new ObjectMapper().createObjectNode();
      String token = json.path("token").asText(json.path("access_token").asText(""));
      if (token.isEmpty()) {
        throw new IOException(
            "registry "
                + name.getRegistry()
                + " gives no token: "
                + realm.getRawAuthority()
                + " answered with "
                + answer.statusCode());
      }
      return token;
    }

    private HttpRequest tokenRequest(URI realm, String query) {
      if (login.isPresent() && login.get().isOAuth2RefreshToken()) {
        String form =
            query
                + "&client_id=sparkstead&grant_type=refresh_token&refresh_token="
                + encoded(login.get().getPassword());
        return HttpRequest.newBuilder(realm)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
      }
      String between = realm.getRawQuery() == null ? "?" : "&";
      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(realm + between + query));
      login.ifPresent(one -> request.header("Authorization", basic(one)));
      return request.build();
    }

    private URI realm(String how) throws IOException {
      try {
        URI realm = URI.create(part(how, "realm"));
        if (realm.getRawAuthority() != null
            && String.valueOf(realm.getScheme()).startsWith("http")) {
          return realm;
        }
        throw new IllegalArgumentException("no address");
      } catch (IllegalArgumentException e) {
        throw new IOException(
            "registry " + name.getRegistry() + " names no place to log in: " + how, e);
      }
    }

    private static String part(String how, String wanted) {
      Matcher parts = PART.matcher(how);
      while (parts.find()) {
        if (parts.group(1).equals(wanted)) {
          return parts.group(2);
        }
      }
      return "";
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, UTF_8);
    }
  }
}
