package io.sparkstead.render.registry;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.http.Request;
import com.google.cloud.tools.jib.http.Response;
import com.google.cloud.tools.jib.http.ResponseException;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.image.json.OciIndexTemplate;
import com.google.cloud.tools.jib.image.json.V22ManifestListTemplate;
import com.google.cloud.tools.jib.registry.RegistryClient;
import com.google.cloud.tools.jib.registry.credentials.DockerConfigCredentialRetriever;
import io.sparkstead.dsl.value.ImageReference;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks registries by the client of Jib.
 *
 * <p>The digest is that of the bytes that came, not the one a header claims.
 *
 * @param withoutTls registries, as {@code host:port}, that may be asked in the clear
 * @param logins files in the format of docker's {@code config.json}, the first to know first
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md">What a
 *     registry answers</a>
 */
record JibRegistry(Set<String> withoutTls, List<Path> logins) implements Registry {

  /** What an image may be, an index for several machines first. */
  private static final List<Class<? extends ManifestTemplate>> KINDS =
      List.of(OciIndexTemplate.class, V22ManifestListTemplate.class, ManifestTemplate.class);

  private static final int NOT_FOUND = 404;
  private static final int NOT_ACCEPTABLE = 406;

  JibRegistry {
    withoutTls = Set.copyOf(withoutTls);
    logins = List.copyOf(logins);
  }

  @Override
  public Optional<String> digest(ImageReference image) throws IOException {
    try {
      return digest(com.google.cloud.tools.jib.api.ImageReference.parse(image.byTag().toString()));
    } catch (InvalidImageReferenceException e) {
      throw new IOException(e.getMessage(), e);
    } catch (RegistryException e) {
      throw new IOException(reason(e), e);
    }
  }

  private Optional<String> digest(com.google.cloud.tools.jib.api.ImageReference name)
      throws IOException, RegistryException {
    FailoverHttpClient http =
        withoutTls.contains(name.getRegistry())
            ? new InTheClear()
            : new FailoverHttpClient(false, false, JibRegistry::ignore);
    try {
      RegistryClient client = client(name, http);
      // Each kind by itself: asked for all, Jib leaves out OCI's index, and a registry may answer
      // with the manifest of one machine.
      for (Class<? extends ManifestTemplate> kind : KINDS) {
        Optional<String> digest = pulled(client, name.getQualifier(), kind);
        if (digest.isPresent()) {
          return digest;
        }
      }
      return Optional.empty();
    } finally {
      http.shutDown();
    }
  }

  private static Optional<String> pulled(
      RegistryClient client, String tag, Class<? extends ManifestTemplate> kind)
      throws IOException, RegistryException {
    try {
      return Optional.of(client.pullManifest(tag, kind).getDigest().toString());
    } catch (ClassCastException e) {
      // The registry answered with a manifest of another kind than it was asked for.
      return Optional.empty();
    } catch (RegistryException e) {
      if (e.getCause() instanceof ResponseException response
          && (response.getStatusCode() == NOT_FOUND
              || response.getStatusCode() == NOT_ACCEPTABLE)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private RegistryClient client(
      com.google.cloud.tools.jib.api.ImageReference name, FailoverHttpClient http)
      throws IOException, RegistryException {
    RegistryClient.Factory factory =
        RegistryClient.factory(EventHandlers.NONE, name.getRegistry(), name.getRepository(), http);
    Optional<Credential> login = login(name);
    login.ifPresent(factory::setCredential);
    RegistryClient client = factory.newRegistryClient();
    if (!client.doPullBearerAuth() && login.isPresent()) {
      client.configureBasicAuth();
    }
    return client;
  }

  private Optional<Credential> login(com.google.cloud.tools.jib.api.ImageReference name)
      throws IOException {
    for (Path file : logins) {
      Optional<Credential> login =
          DockerConfigCredentialRetriever.create(name.getRegistry(), file)
              .retrieve(JibRegistry::ignore);
      if (login.isPresent()) {
        return login;
      }
    }
    return Optional.empty();
  }

  private static void ignore(LogEvent event) {}

  /** Goes without TLS at once. Jib's own way there leads past certificates that are not valid. */
  private static final class InTheClear extends FailoverHttpClient {

    InTheClear() {
      super(true, false, JibRegistry::ignore);
    }

    @Override
    public Response call(String method, URL url, Request request) throws IOException {
      return super.call(
          method, new URL("http", url.getHost(), url.getPort(), url.getFile()), request);
    }
  }

  /** In one line; Jib's messages ask for a report to Jib. */
  private static String reason(RegistryException e) {
    if (e.getCause() instanceof ResponseException response) {
      return "the registry answered with " + response.getStatusCode();
    }
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
