package io.sparkstead.stack.proof;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RulesPageTest {

  private static final Path PAGE = Path.of("../docs/rules.md");

  @Test
  void the_page_is_made_from_the_rules() throws IOException {
    if (Boolean.getBoolean("approve")) {
      Files.writeString(PAGE, RulesPage.text());
    }

    assertThat(PAGE)
        .as("accept what the rules say with: mvn -pl stack -am test -Dapprove=true")
        .hasContent(RulesPage.text());
  }

  @Test
  void every_rule_is_on_it() {
    assertThat(Rule.values())
        .allMatch(rule -> RulesPage.text().contains("\n### " + rule.id() + " "));
  }

  @Test
  void every_rule_has_an_id_of_its_own_in_the_order_of_its_family() {
    assertThat(Rule.values()).extracting(Rule::id).doesNotHaveDuplicates();
    assertThat(Rule.values())
        .allMatch(rule -> rule.id().matches("[A-Z]{3}-\\d{2}"))
        .isSortedAccordingTo(
            comparing((Rule rule) -> family(rule)).thenComparing(Rule::id));
  }

  @Test
  void every_rule_says_what_why_and_what_to_do() {
    assertThat(Rule.values())
        .allSatisfy(
            rule -> {
              assertThat(rule.title()).isNotBlank().doesNotEndWith(".").hasSizeLessThan(100);
              assertThat(rule.why()).endsWith(".");
              assertThat(rule.fix()).endsWith(".");
            });
  }

  /** Where the first rule of {@code rule}'s family stands. */
  private static int family(Rule rule) {
    String prefix = rule.id().substring(0, 3);
    return Arrays.stream(Rule.values())
        .filter(other -> other.id().startsWith(prefix))
        .findFirst()
        .orElseThrow()
        .ordinal();
  }
}
