package io.sparkstead.stack.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DockerfileTextTest {

  @Test
  void what_arguments_say_is_put_in_and_continued_lines_are_joined() {
    DockerfileText dockerfile =
        read(
            "ARG SPARK=3.5.4 \nARG EMPTY=\nARG OPEN\nRUN get spark-${SPARK}.tgz \\\n  $SPARK $SPARK_HOME $OPEN\n");

    assertThat(dockerfile.expanded())
        .isEqualTo(
            "ARG SPARK=3.5.4 \nARG EMPTY=\nARG OPEN\nRUN get spark-3.5.4.tgz    3.5.4 $SPARK_HOME $OPEN\n");
    assertThat(dockerfile.arguments()).containsExactly("SPARK", "EMPTY", "OPEN");
    assertThat(dockerfile.all("RUN"))
        .containsExactly("get spark-3.5.4.tgz    3.5.4 $SPARK_HOME $OPEN");
  }

  @Test
  void an_instruction_begins_its_line_in_any_case() {
    DockerfileText dockerfile = read("# RUN a\nRUN b\n  RUN c\nrun\td\nRUNNER e\nRUN \nRUN");

    assertThat(dockerfile.all("RUN")).containsExactly("b", "d");
  }

  @Test
  void it_is_built_on_images_and_not_on_its_own_stages() {
    DockerfileText dockerfile =
        read(
            "FROM a:1 AS build\nFROM build as more\nFROM --platform=linux/amd64 b:2\nCOPY --from=build x y\n");

    assertThat(dockerfile.bases()).containsExactly("a:1", "b:2");
    assertThat(dockerfile.lastStage())
        .isEqualTo("\nFROM --platform=linux/amd64 b:2\nCOPY --from=build x y\n");
    assertThat(read("FROM a:1\nRUN b\n").lastStage()).isEqualTo("FROM a:1\nRUN b\n");
  }

  @Test
  void the_last_user_is_who_it_ends_as() {
    assertThat(read("USER 0\nRUN a\nUSER 185:0 \n").lastUser()).contains("185:0");
    assertThat(read("FROM a\n").lastUser()).isEmpty();
  }

  private static DockerfileText read(String text) {
    return new DockerfileText("images/spark/Dockerfile", text);
  }
}
