package io.sparkstead.dsl.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sparkstead.dsl.testing.ExternalTool;
import io.sparkstead.dsl.testing.HostileStrings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotebookTest {

  private static final JsonMapper JSON = new JsonMapper();

  /** Prints the sources as nbformat understood them. */
  private static final String VALIDATE =
      """
      import json, nbformat, sys
      notebook = nbformat.reads(sys.stdin.buffer.read().decode("utf-8"), nbformat.NO_CONVERT)
      nbformat.validate(notebook)
      print(json.dumps([cell.source for cell in notebook.cells]))
      """;

  @Test
  void is_the_json_that_jupyter_saves() {
    assertThat(
            Notebook.builder()
                .markdown("# Calculate pi")
                .code("pi = 3.14\nprint(\"π\", pi)\n")
                .build()
                .text())
        .isEqualTo(
            """
            {
             "cells": [
              {
               "cell_type": "markdown",
               "id": "cell-1-00631db3",
               "metadata": {},
               "source": [
                "# Calculate pi"
               ]
              },
              {
               "cell_type": "code",
               "execution_count": null,
               "id": "cell-2-ebd2ac60",
               "metadata": {},
               "outputs": [],
               "source": [
                "pi = 3.14\\n",
                "print(\\"π\\", pi)"
               ]
              }
             ],
             "metadata": {
              "kernelspec": {
               "display_name": "Python 3",
               "language": "python",
               "name": "python3"
              },
              "language_info": {
               "name": "python"
              }
             },
             "nbformat": 4,
             "nbformat_minor": 5
            }
            """);
  }

  @Test
  void a_cell_keeps_its_id_until_its_text_or_its_place_changes() throws JsonProcessingException {
    List<String> ids = ids("a", "b", "a");

    assertThat(ids).isEqualTo(ids("a", "b", "a")).doesNotHaveDuplicates();
    assertThat(ids("a", "c", "a").get(0)).isEqualTo(ids.get(0));
    assertThat(ids("a", "c", "a").get(1)).isNotEqualTo(ids.get(1));
    assertThat(ids("b", "a").get(0)).isNotEqualTo(ids.get(1));
  }

  private static List<String> ids(String... sources) throws JsonProcessingException {
    List<String> ids = new ArrayList<>();
    JSON.readTree(notebook(List.of(sources)).text())
        .get("cells")
        .forEach(cell -> ids.add(cell.get("id").asText()));
    return ids;
  }

  @Test
  void hostile_sources_come_back_as_they_were() throws JsonProcessingException {
    assertSurvive(HostileStrings.all(), "the hand-picked strings");
  }

  @Test
  void random_sources_come_back_as_they_were() throws JsonProcessingException {
    for (HostileStrings.Batch batch : HostileStrings.batches(1_000, 5_000).toList()) {
      assertSurvive(batch.strings(), batch.toString());
    }
  }

  /** By nbformat and by a reader of JSON that knows nothing of notebooks. */
  private static void assertSurvive(List<String> texts, String which)
      throws JsonProcessingException {
    ExternalTool.NBFORMAT.require();
    // Jupyter, too, saves a cell without the blanks at its end.
    List<String> sources = texts.stream().map(String::stripTrailing).toList();
    String text = notebook(sources).text();

    // Warnings count: nbformat warns of what its next version refuses.
    String printed =
        ExternalTool.run(List.of("python3", "-W", "error", "-c", VALIDATE), text).output(which);

    assertThat(JSON.readValue(printed, String[].class))
        .as(which)
        .containsExactlyElementsOf(sources);
    assertThat(sources(JSON.readTree(text))).as(which).isEqualTo(sources);
  }

  private static List<String> sources(JsonNode notebook) {
    List<String> sources = new ArrayList<>();
    for (JsonNode cell : notebook.get("cells")) {
      StringBuilder source = new StringBuilder();
      cell.get("source").forEach(line -> source.append(line.asText()));
      sources.add(source.toString());
    }
    return sources;
  }

  private static Notebook notebook(List<String> sources) {
    Notebook.Builder notebook = Notebook.builder();
    for (int i = 0; i < sources.size(); i++) {
      if (i % 2 == 0) {
        notebook.code(sources.get(i));
      } else {
        notebook.markdown(sources.get(i));
      }
    }
    return notebook.build();
  }

  @Test
  void half_a_character_is_refused() {
    Notebook notebook = notebook(List.of("\ud83d"));

    assertThatThrownBy(notebook::text)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lone surrogate");
  }

  @Test
  void an_empty_first_line_is_a_line() {
    assertThat(Notebook.builder().code("\nprint(1)").build().text())
        .contains(
            """
               "source": [
                "\\n",
                "print(1)"
               ]
            """);
  }
}
