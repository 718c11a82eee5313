package io.sparkstead.stack.proof.text.parsed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

  @Test
  void maps_lists_texts_and_words_are_read() {
    Optional<Map<?, ?>> read =
        JsonText.object("{\"a\": [\"b\\\"c\", 1.5, true, null, {}], \"d\" : {\"e\":[]} }\n");

    assertThat(read)
        .contains(
            Map.of(
                "a",
                List.of("b\"c", "1.5", "true", "null", Map.of()),
                "d",
                Map.of("e", List.of())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[1]", "{\"a\": }", "{\"a\": 1,}", "{\"a\": [1 2]}", "{\"a\": \"b", "{} x"})
  void anything_else_is_nothing(String text) {
    assertThat(JsonText.object(text)).isEmpty();
  }
}
