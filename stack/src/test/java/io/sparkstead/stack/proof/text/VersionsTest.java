package io.sparkstead.stack.proof.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionsTest {

  private static final String KEY = "19F745C40A0E550420BB2C522541488DA93FE4B4";

  @ParameterizedTest
  @CsvSource({
    "spark-sql_2.13:3.5.4, 2.13",
    "spark-sql_2.12-3.5.4.jar, 2.12",
    "spark-sql_2.13.1:3.5.4, ",
    "spark-sql_2.13, ",
    "spark-sql_2.13/, ",
    "spark-sql_3.0:1, ",
    "_2.:, ",
  })
  void of_scala_stand_between_an_underscore_and_a_version(String text, String version) {
    assertThat(String.join(" ", Versions.ofScala(text))).isEqualTo(version == null ? "" : version);
  }

  @ParameterizedTest
  @CsvSource({
    "org.apache.spark:spark-sql_2.12:3.5.4 b, 3.5.4",
    "org.apache.spark:spark-sql_2.12:4.0.0-preview1, 4.0.0-preview1",
    "org.apache.spark:spark-parent:3.5.4, ",
    "org.apache.spark:spark-sql_2.12:, ",
    "org.apache.spark:spark-sql_2.12, ",
    "org.apache.spark:spark-sql_2.12 3.5.4, ",
    "org.apache.hadoop:x_2.12:3.5.4, ",
  })
  void of_sparks_jars_are_the_third_part_of_their_coordinates(String text, String version) {
    assertThat(String.join(" ", Versions.ofSparkJars(text)))
        .isEqualTo(version == null ? "" : version);
  }

  @Test
  void are_all_that_a_text_names() {
    assertThat(Versions.ofScala("a_2.12:1 b_2.13:1 c_2.12-1"))
        .containsExactly("2.12", "2.13", "2.12");
    assertThat(Versions.ofSparkJars("org.apache.spark:a_2.12:1.0 org.apache.spark:b_2.12:2.0"))
        .containsExactly("1.0", "2.0");
  }

  @ParameterizedTest
  @CsvSource({
    "dnf install java-17-openjdk-headless, 17",
    "dnf install java-17-openjdk, 17",
    "FROM x/eclipse-temurin-jre-21, 21",
    "jre-17, 17",
    "java-17, ",
    "java-17-amazon, ",
    "java--openjdk, ",
    "jre-x, ",
    "myjava-17-openjdk, ",
    "java-17-openjdk java-11-openjdk jre-21, 11 17 21",
    "jre-17a, ",
  })
  void of_java_are_in_the_name_of_its_package(String text, String version) {
    assertThat(String.join(" ", Versions.ofJava(text))).isEqualTo(version == null ? "" : version);
  }

  @ParameterizedTest
  @CsvSource({
    "/usr/bin/python3.11 -m pip, 3.11",
    "python3.9 python3.12, 3.12 3.9",
    "python3., ",
    "python3.x, ",
    "python3.11m, ",
    "cpython3.11, ",
    "python3, ",
  })
  void of_python_are_in_the_name_of_its_program(String text, String version) {
    assertThat(String.join(" ", Versions.ofPython(text))).isEqualTo(version == null ? "" : version);
  }

  @ParameterizedTest
  @CsvSource({
    "LABEL org.opencontainers.image.version=3.5.4, 3.5.4",
    "'LABEL org.opencontainers.image.version=\"3.5.4\" a=b', 3.5.4",
    "'LABEL org.opencontainers.image.version=\"\"', ",
    "LABEL org.opencontainers.image.title=3.5.4, ",
  })
  void of_an_image_are_told_by_its_label(String text, String version) {
    assertThat(String.join(" ", Versions.ofLabel(text))).isEqualTo(version == null ? "" : version);
  }

  @Test
  void are_signed_by_the_first_key_behind_the_word_for_a_valid_signature() {
    String other = "0123456789ABCDEF0123456789ABCDEF01234567";

    assertThat(Versions.signers("grep \"VALIDSIG " + KEY + "\" && gpg --recv " + other))
        .containsExactly(KEY);
    assertThat(Versions.signers("VALIDSIG " + KEY + "\nVALIDSIG " + other))
        .containsExactly(KEY, other);
    assertThat(Versions.signers("VALIDSIG A12 " + KEY)).containsExactly(KEY);
  }

  @Test
  void are_signed_by_whole_keys_on_the_same_line() {
    assertThat(Versions.signers("gpg --recv " + KEY)).isEmpty();
    assertThat(Versions.signers("VALIDSIG\n" + KEY)).isEmpty();
    assertThat(Versions.signers("VALIDSIG " + KEY + "A")).isEmpty();
    assertThat(Versions.signers("VALIDSIG " + KEY + "g")).isEmpty();
    assertThat(Versions.signers("VALIDSIG g" + KEY)).isEmpty();
    assertThat(Versions.signers("VALIDSIG " + KEY.substring(1))).isEmpty();
  }
}
