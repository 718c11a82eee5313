package io.sparkstead.render.registry;

import static io.sparkstead.render.registry.LoopbackRegistry.DOCKER_LIST;
import static io.sparkstead.render.registry.LoopbackRegistry.DOCKER_MANIFEST;
import static io.sparkstead.render.registry.LoopbackRegistry.OCI_INDEX;
import static io.sparkstead.render.registry.LoopbackRegistry.OCI_MANIFEST;
import static io.sparkstead.render.registry.LoopbackRegistry.index;
import static io.sparkstead.render.registry.LoopbackRegistry.manifest;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.sparkstead.dsl.value.ImageReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTest {

  private final LoopbackRegistry registry = new LoopbackRegistry();

  @TempDir private Path home;

  @AfterEach
  void close() {
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {OCI_INDEX, DOCKER_LIST})
  void an_image_for_several_machines_is_named_by_its_index(String kind) throws IOException {
    registry.push("team/spark", "3.5.4", OCI_MANIFEST, manifest(OCI_MANIFEST));
    registry.push("team/spark", "3.5.4", DOCKER_MANIFEST, manifest(DOCKER_MANIFEST));
    String digest = registry.push("team/spark", "3.5.4", kind, index(kind));

    assertThat(digestOf("team/spark:3.5.4")).contains(digest);
  }

  @ParameterizedTest
  @ValueSource(strings = {OCI_MANIFEST, DOCKER_MANIFEST})
  void an_image_for_one_machine_is_named_by_its_manifest(String kind) throws IOException {
    String digest = registry.push("team/spark", "3.5.4", kind, manifest(kind));

    assertThat(digestOf("team/spark:3.5.4")).contains(digest);
  }

  @Test
  void what_was_never_pushed_has_no_digest() throws IOException {
    registry.push("team/spark", "3.5.4", OCI_MANIFEST, manifest(OCI_MANIFEST));

    assertThat(digestOf("team/spark:3.5.8")).isEmpty();
    assertThat(digestOf("team/other:3.5.4")).isEmpty();
  }

  @Test
  void a_login_is_not_sent_in_the_clear() throws IOException {
    registry.requireLogin("ann", "opensesame");
    registry.push("team/spark", "3.5.4", OCI_MANIFEST, manifest(OCI_MANIFEST));
    login("ann", "opensesame");

    assertThatIOException()
        .isThrownBy(() -> digestOf("team/spark:3.5.4"))
        .withMessageContaining("were not sent because the connection was over HTTP")
        .withMessageNotContaining("opensesame");
    assertThat(registry.asked()).isNotEmpty();
    assertThat(registry.logins()).isEmpty();
  }

  @Test
  void who_needs_a_token_gets_one() throws IOException {
    registry.requireToken();
    String digest = registry.push("team/spark", "3.5.4", OCI_MANIFEST, manifest(OCI_MANIFEST));

    assertThat(digestOf("team/spark:3.5.4")).contains(digest);
    assertThat(registry.asked()).contains("service=here&scope=repository:team/spark:pull");
    assertThat(registry.logins()).contains("Bearer t0ken");
  }

  @Test
  void a_login_is_not_sent_in_the_clear_for_a_token_either() throws IOException {
    registry.requireToken();
    login("ann", "opensesame");

    assertThatIOException()
        .isThrownBy(() -> digestOf("team/spark:3.5.4"))
        .withMessageContaining("were not sent because the connection was over HTTP");
    assertThat(registry.logins()).isEmpty();
  }

  private void login(String user, String password) throws IOException {
    Files.writeString(
        home.resolve("config.json"),
        "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}"
            .formatted(
                registry.host(),
                Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8))));
  }

  private Optional<String> digestOf(String name) throws IOException {
    return Registry.ofAll(Set.of(registry.host()), Map.of("DOCKER_CONFIG", home.toString()))
        .digest(ImageReference.of(registry.host() + "/" + name));
  }
}
