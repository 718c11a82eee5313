package io.sparkstead.stack.proof;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    assertThat(RulesPage.RULES)
        .allMatch(rule -> RulesPage.text().contains("\n### " + rule.id() + " "));
  }

  @Test
  void ids_are_numbered_within_their_family() {
    Map<String, List<String>> families =
        RulesPage.RULES.stream().map(Rule::id).collect(groupingBy(id -> id.substring(0, 3)));

    assertThat(families.values())
        .allSatisfy(
            ids -> {
              for (int i = 0; i < ids.size(); i++) {
                assertThat(ids.get(i)).endsWith("-%02d".formatted(i + 1));
              }
            });
  }

  @Test
  void every_rule_says_what_why_and_what_to_do() {
    assertThat(RulesPage.RULES)
        .allSatisfy(
            rule -> {
              assertThat(rule.title()).isNotBlank().doesNotEndWith(".").hasSizeLessThan(100);
              assertThat(rule.why()).endsWith(".");
              assertThat(rule.fix()).endsWith(".");
            });
  }
}
