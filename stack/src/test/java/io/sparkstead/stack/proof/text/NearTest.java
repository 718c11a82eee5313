package io.sparkstead.stack.proof.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearTest {

  @Test
  void asks_for_the_name_that_is_nearly_it_or_tells_what_there_is() {
    List<String> known = List.of("minio", "history");

    assertThat(Near.remedy("mimio", known)).isEqualTo("; did you mean minio?");
    assertThat(Near.remedy("jupyter", known)).isEqualTo("; add it or name one of [minio, history]");
  }
}
