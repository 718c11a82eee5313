package io.sparkstead.dsl.kube;

import static io.sparkstead.dsl.kube.Shape.MINIO;
import static io.sparkstead.dsl.kube.Shape.assertShape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkstead.dsl.kube.SecretSpec.Recipe;
import io.sparkstead.dsl.value.SecretRef;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretSpecTest {

  private static final SecretSpec ROOT =
      SecretSpec.named("minio-root", "MinIO's administrator")
          .key("username", Recipe.fixed("admin"))
          .key("password", Recipe.random(20))
          .key("url", Recipe.joined(Recipe.fixed("http://admin:"), Recipe.random(21)));

  @Test
  void fresh_values_follow_the_recipes() {
    assertShape(ROOT.freshResource(MINIO, "r"::repeat))
        .startsWith("apiVersion: v1\nkind: Secret\nmetadata:\n  name: minio-root\n")
        .endsWith(
            """
            type: Opaque
            stringData:
              password: rrrrrrrrrrrrrrrrrrrr
              url: http://admin:rrrrrrrrrrrrrrrrrrrrr
              username: admin
            """);
  }

  @Test
  void values_do_not_stay_behind() {
    assertThat(ROOT.freshResource(MINIO, "canary"::repeat).getStringData().get("password"))
        .contains("canary");
    assertThat(ROOT.toString()).doesNotContain("canary");
  }

  @Test
  void each_key_is_made_on_its_own() {
    StringBuilder calls = new StringBuilder();

    ROOT.freshResource(
        MINIO,
        length -> {
          calls.append(length).append(' ');
          return "";
        });

    assertThat(calls).hasToString("20 21 ");
  }

  @Test
  void a_reference_is_to_a_key_it_has() {
    assertThat(ROOT.ref("password")).isEqualTo(new SecretRef("minio-root", "password"));
  }

  @Test
  void a_reference_to_another_key_is_refused() {
    assertThatThrownBy(() -> ROOT.ref("pasword"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Secret minio-root has no key 'pasword'; it has [username, password, url]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", ".."})
  void a_key_that_kubernetes_would_not_take_is_refused(String key) {
    Recipe recipe = Recipe.random(20);

    assertThatThrownBy(() -> ROOT.key(key, recipe)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SecretSpec(ROOT.name(), "", Map.of(key, recipe)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_secret_short_enough_to_guess_is_refused() {
    assertThatThrownBy(() -> Recipe.random(19))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a secret of 19 characters can be guessed; make it 20 or longer");
  }

  @Test
  void a_recipe_says_what_it_was_made_of() {
    assertThat(Recipe.joined(Recipe.fixed("http://"), Recipe.random(20)).value("r"::repeat))
        .isEqualTo("http://" + "r".repeat(20));
  }
}
