package io.sparkstead.stack.proof.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void an_argument_may_refer_to_those_above_it_and_the_last_of_a_name_counts() {
    assertThat(
            read("ARG HOST=docker.io\nARG BASE=$HOST/a/b\nFROM ${BASE}\nARG HOST=c\nRUN $HOST\n")
                .expanded())
        .isEqualTo("ARG HOST=docker.io\nARG BASE=c/a/b\nFROM docker.io/a/b\nARG HOST=c\nRUN c\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ARG \"X=1\"", "ARG ${X}", "ARG =x", "arg = 5"})
  void an_argument_without_a_name_is_none(String line) {
    DockerfileText dockerfile = read("FROM a:1\n" + line + "\nRUN $ a\n");

    assertThat(dockerfile.arguments()).isEmpty();
    assertThat(dockerfile.all("RUN")).containsExactly("$ a");
  }

  @Test
  void what_stands_in_a_heredoc_is_no_instruction() {
    DockerfileText dockerfile =
        read(
            """
            COPY <<EOF /etc/nginx.conf
            user nginx;
            EOF
            RUN <<-'A' cat 3<<"B"
            user a
            \tA
            user b
            B
            run cat <<< text
            RUN echo $((1 << 2)) <<OPEN
            USER 185
            """);

    assertThat(dockerfile.all("USER")).containsExactly("185");
    assertThat(dockerfile.all("RUN")).hasSize(3);
    assertThat(dockerfile.expanded()).contains("user nginx;");
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
        .isEqualTo("FROM --platform=linux/amd64 b:2\nCOPY --from=build x y\n");
    assertThat(read("FROM a:1\nfrom b:2\n").lastStage()).isEqualTo("from b:2\n");
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

  @Test
  void comments_and_blanks_within_an_instruction_are_left_out() {
    DockerfileText dockerfile =
        new DockerfileText(
            "Dockerfile", "# one \\\nFROM a\nRUN b \\\n  # why\n\n  && c\n# two\nUSER d\n");

    assertThat(dockerfile.all("RUN")).containsExactly("b    && c");
    assertThat(dockerfile.all("FROM")).containsExactly("a");
    assertThat(dockerfile.lastUser()).contains("d");
  }
}
