package io.sparkstead.render.mistake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Single mistakes that were written from outside to get past the rules, each made in an environment
 * that ships or in what {@code init} writes. Which of them are told is approved, one by one: a rule
 * that sees more is a diff of that list, and so is one that sees less.
 */
class MistakesTest {

  private static final boolean APPROVE = Boolean.getBoolean("approve");
  private static final String HOW =
      "accept what is told with: mvn -pl render -am test -Dtest=MistakesTest -Dapprove=true";

  private static final Path APPROVED =
      Path.of("src/test/resources/io/sparkstead/render/mistake/outcomes.txt");

  private static final Path PAGE = Path.of("../docs/reliability.md");
  private static final String FROM = "<!-- Made by MistakesTest from here -->\n";
  private static final String TO = "<!-- to here -->";

  private static List<Outcome> outcomes = List.of();

  @BeforeAll
  static void make_each_mistake(@TempDir Path folder) {
    Map<String, Good> environments = new TreeMap<>();
    outcomes =
        Mistake.all().stream()
            .map(
                mistake ->
                    Outcome.of(
                        mistake,
                        environments.computeIfAbsent(
                            mistake.environment(), name -> Good.named(name, folder))))
            .toList();
  }

  @Test
  void what_is_told_of_each_is_approved() throws IOException {
    String text = outcomes.stream().map(one -> one.line() + "\n").collect(Collectors.joining());
    if (APPROVE) {
      Files.writeString(APPROVED, text);
    }

    assertThat(APPROVED).as(HOW).hasContent(text);
  }

  @Test
  void the_page_says_how_many_are_told() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(FROM) + FROM.length();
    int to = page.indexOf(TO, from);
    String text =
        page.substring(0, from)
            + "\n"
            + new OutcomesTable(outcomes).text()
            + "\n"
            + page.substring(to);
    if (APPROVE) {
      Files.writeString(PAGE, text);
    }

    assertThat(PAGE).as(HOW).hasContent(text);
  }

  @Test
  void every_mistake_has_a_name_of_its_own() {
    assertThat(outcomes).hasSizeGreaterThanOrEqualTo(1746);
    assertThat(outcomes.stream().map(Outcome::id)).doesNotHaveDuplicates();
  }
}
