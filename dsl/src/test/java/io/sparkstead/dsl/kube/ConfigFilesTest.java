package io.sparkstead.dsl.kube;

import static io.sparkstead.dsl.kube.Shape.MINIO;
import static io.sparkstead.dsl.kube.Shape.assertShape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFilesTest {

  private static final int MEBIBYTE = 1 << 20;

  @Test
  void are_a_config_map_sorted_by_file() {
    assertShape(
            ConfigFiles.of("spark-conf", Map.of("b.conf", "b=1\nc=2\n", "a.conf", "yes"))
                .resource(MINIO))
        .startsWith("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: spark-conf\n")
        .endsWith(
            """
            data:
              a.conf: "yes"
              b.conf: |
                b=1
                c=2
            """);
  }

  @Test
  void may_hold_a_mebibyte_in_all() {
    ConfigFiles full = ConfigFiles.of("full", Map.of("a", "x".repeat(MEBIBYTE - 1), "b", "y"));

    assertThat(full.files()).hasSize(2);
  }

  @Test
  void more_than_a_mebibyte_is_refused() {
    Map<String, String> files = Map.of("a", "x".repeat(MEBIBYTE), "b", "y");

    assertThatThrownBy(() -> ConfigFiles.of("full", files))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "ConfigMap full would hold 1048577 bytes; the API server stores 1 MiB: keep large files"
                + " in the object store or the image");
  }

  @Test
  void a_letter_counts_as_many_bytes_as_it_has() {
    Map<String, String> files = Map.of("a", "é".repeat(MEBIBYTE / 2) + "x");

    assertThatThrownBy(() -> ConfigFiles.of("full", files)).hasMessageContaining("1048577 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "conf/a", "a b", "é"})
  void a_file_name_that_is_no_key_is_refused(String file) {
    assertThatThrownBy(() -> ConfigFiles.of("spark-conf", Map.of(file, "text")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "file name '%s' cannot be a key of ConfigMap spark-conf: use 1-253 of A-Z a-z 0-9 - _ . and do not begin with two dots",
            file);
  }

  @Test
  void roll_their_readers_when_a_name_or_a_text_changes() {
    Map<String, String> annotation = annotation("a", "1", "b", "2");

    assertThat(annotation).containsOnlyKeys("sparkstead.io/spark-conf-sha256");
    assertThat(annotation)
        .isNotEqualTo(annotation("a", "1", "b", "3"))
        .isNotEqualTo(annotation("a", "1", "c", "2"))
        .isNotEqualTo(annotation("a", "2", "b", "1"));
  }

  @Test
  void do_not_roll_their_readers_for_another_order() {
    assertThat(annotation("a", "1", "b", "2")).isEqualTo(annotation("b", "2", "a", "1"));
  }

  private static Map<String, String> annotation(
      String file, String text, String otherFile, String otherText) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(file, text);
    files.put(otherFile, otherText);
    return ConfigFiles.of("spark-conf", files).rollsPodsOnChange();
  }
}
