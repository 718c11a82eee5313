package io.sparkstead.render.registry;

import io.sparkstead.dsl.value.ImageReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Knows which bytes a tag names today. */
@FunctionalInterface
public interface Registry {

  /**
   * The digest of {@code image}, {@code sha256:…}; of the whole index where it is for several
   * machines. Empty if its registry has no such image.
   *
   * @throws IOException if the registry does not answer, or not to us
   */
  Optional<String> digest(ImageReference image) throws IOException;

  /**
   * Every registry an image may name, with the logins of docker and podman.
   *
   * @param withoutTls registries, as {@code host:port}, that may be asked in the clear; a login is
   *     never sent to them so
   * @param environment variables, which say where logins are kept
   */
  static Registry ofAll(Set<String> withoutTls, Map<String, String> environment) {
    return new HttpRegistry(withoutTls, logins(environment), HttpRegistry.PATIENCE);
  }

  private static List<Path> logins(Map<String, String> environment) {
    return Stream.of(
            file(environment, "DOCKER_CONFIG", "config.json"),
            file(environment, "REGISTRY_AUTH_FILE", ""),
            file(environment, "XDG_RUNTIME_DIR", "containers/auth.json"),
            file(environment, "HOME", ".docker/config.json"))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Path> file(
      Map<String, String> environment, String variable, String name) {
    return Optional.ofNullable(environment.get(variable))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder).resolve(name));
  }
}
