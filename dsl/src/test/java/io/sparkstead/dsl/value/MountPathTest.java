package io.sparkstead.dsl.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MountPathTest {

  static String[] paths() {
    return new String[] {
      "/a",
      "/opt/spark/conf",
      "/..a",
      "/a../b",
      "/.ivy2",
      "/a b",
      "/" + "x".repeat(4094),
      "/" + "x".repeat(4095)
    };
  }

  @ParameterizedTest
  @MethodSource("paths")
  void a_path_is_its_text(String text) {
    assertThat(MountPath.of(text)).hasToString(text);
  }

  static String[] others() {
    return new String[] {
      "",
      "/",
      "a",
      "./a",
      "~/a",
      "/a/",
      "//a",
      "/a//b",
      "/.",
      "/..",
      "/./a",
      "/../a",
      "/a/..",
      "/a/../b",
      "/a:b",
      "C:/a",
      "/a\nb",
      "/a\0",
      "/a\u0085",
      "/" + "x".repeat(4096)
    };
  }

  @ParameterizedTest
  @MethodSource("others")
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> MountPath.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "path '%s' is not a plain absolute path: begin with /, no .. or . steps, no ':', no"
                + " doubled or trailing slash",
            text);
  }

  @Test
  void a_file_stands_in_its_directory() {
    assertThat(MountPath.of("/opt").file("spark/conf")).hasToString("/opt/spark/conf");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../etc/passwd", "/a"})
  void a_file_that_stands_elsewhere_is_refused(String name) {
    MountPath directory = MountPath.of("/opt");

    assertThatThrownBy(() -> directory.file(name)).isInstanceOf(IllegalArgumentException.class);
  }
}
