package io.sparkstead.dsl.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MappingTest {

  @Test
  void fields_stay_in_the_order_they_were_said() {
    Map<String, Object> mapping = Mapping.of("z", 1, "y", 2, "x", 3, "a", 4);

    assertThat(mapping.keySet()).containsExactly("z", "y", "x", "a");
  }
}
