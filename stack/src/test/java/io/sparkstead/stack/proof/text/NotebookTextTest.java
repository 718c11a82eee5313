package io.sparkstead.stack.proof.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The code of a notebook, without its prose and its output. */
class NotebookTextTest {

  @Test
  void is_what_code_cells_say_each_from_a_new_line_on() {
    String notebook =
        """
        {"cells": [
          {"cell_type": "markdown", "source": ["# title\\n", "prose"]},
          {"cell_type": "code", "outputs": [{"text": ["printed"]}], "source": ["a = 1\\n", "b = 2"]},
          {"cell_type" : "code", "source": "c = 3\\n"},
          {"cell_type": "raw", "source": ["raw"]},
          {"cell_type": "code", "source": ["d = 4"]}
        ], "metadata": {"name": "x"}}
        """;

    assertThat(NotebookText.code(notebook)).isEqualTo("a = 1\nb = 2\nc = 3\nd = 4");
  }

  @Test
  void has_its_escapes_undone() {
    String code = "\"cell_type\": \"code\", \"source\": \"%s\"";

    assertThat(NotebookText.code(code.formatted("x = \\\"a\\\\\\tb\\r\\n\\\"")))
        .isEqualTo("x = \"a\\\tb\r\n\"");
    assertThat(NotebookText.code(code.formatted("a\\\\"))).isEqualTo("a\\");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\"", "{}", "\"source\": \"x\"", "\"cell_type\": \"code\", \"source\""})
  void is_nothing_where_there_is_no_code(String notebook) {
    assertThat(NotebookText.code(notebook)).isEmpty();
  }

  @Test
  void is_as_much_as_there_is_where_the_file_is_cut() {
    assertThat(NotebookText.code("\"cell_type\": \"code\", \"source\": \"spark\\"))
        .isEqualTo("spark\\");
  }
}
