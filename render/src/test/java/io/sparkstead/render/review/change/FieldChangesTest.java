package io.sparkstead.render.review.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldChangesTest {

  /** As {@code path: before → after}, in JSON with single quotes. */
  private static List<String> between(String before, String after) throws IOException {
    ObjectMapper json = new ObjectMapper();
    return FieldChanges.between(
            json.readTree(before.replace('\'', '"')), json.readTree(after.replace('\'', '"')))
        .stream()
        .map(
            field ->
                field.path()
                    + ": "
                    + field.before().map(Object::toString).orElse("")
                    + " → "
                    + field.after().map(Object::toString).orElse(""))
        .toList();
  }

  @Test
  void what_is_the_same_is_no_change_in_whatever_order() throws IOException {
    assertThat(between("{'a': 1, 'b': {'c': 2}}", "{'b': {'c': 2}, 'a': 1}")).isEmpty();
  }

  @Test
  void fields_are_told_by_their_paths() throws IOException {
    assertThat(between("{'a': {'b': 1, 'gone': 2}}", "{'a': {'b': 3, 'new': [4]}}"))
        .containsExactly("a.b: 1 → 3", "a.gone: 2 → ", "a.new:  → [4]");
  }

  @Test
  void a_key_with_dots_stands_in_brackets() throws IOException {
    assertThat(between("{'a': {'x.io/y': 1}}", "{'a': {'x.io/y': 2}}"))
        .containsExactly("a[x.io/y]: 1 → 2");
  }

  @Test
  void items_with_names_are_compared_by_them() throws IOException {
    assertThat(
            between(
                "{'c': [{'name': 'a', 'v': 1}]}", "{'c': [{'name': 'b'}, {'name': 'a', 'v': 2}]}"))
        .containsExactly("c[a].v: 1 → 2", "c[b]:  → {\"name\":\"b\"}");
  }

  @Test
  void another_order_of_names_is_a_change() throws IOException {
    assertThat(between("[{'name': 'a'}, {'name': 'b'}]", "[{'name': 'b'}, {'name': 'a'}]"))
        .hasSize(1);
  }

  @Test
  void one_item_more_in_front_of_those_without_names_is_one_more() throws IOException {
    assertThat(
            between(
                "[{'verbs': ['get']}, {'verbs': ['list']}]",
                "[{'verbs': ['watch']}, {'verbs': ['get']}, {'verbs': ['list', 'create']}]"))
        .containsExactly("[0]:  → {\"verbs\":[\"watch\"]}", "[2].verbs[1]:  → \"create\"");
  }

  @Test
  void a_name_that_two_items_have_tells_none_apart() throws IOException {
    assertThat(
            between(
                "[{'name': 'a', 'port': 1}, {'name': 'a', 'port': 2}]",
                "[{'name': 'a', 'port': 1}, {'name': 'a', 'port': 3}]"))
        .containsExactly(
            "[2]: {\"name\":\"a\",\"port\":2} → ", "[3]:  → {\"name\":\"a\",\"port\":3}");
  }

  @Test
  void a_list_that_becomes_a_word_is_told_as_a_whole() throws IOException {
    assertThat(between("{'a': [1]}", "{'a': 'b'}")).containsExactly("a: [1] → \"b\"");
  }
}
