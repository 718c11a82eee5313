package io.sparkstead.stack.proof.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Severity;
import io.sparkstead.stack.proof.syntax.tree.Grammar;
import io.sparkstead.stack.proof.testing.Altered;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnjudgedTest {

  private static List<Finding> said(Evidence evidence, Predicate<Grammar> isHere) {
    Findings findings = new Findings();
    new Unjudged(evidence, findings, isHere).check();
    return List.copyOf(findings.all());
  }

  @Test
  void a_machine_that_cannot_load_a_grammar_says_so_once() {
    assertThat(said(Altered.samples().evidence(), grammar -> grammar == Grammar.BASH))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule().severity()).isEqualTo(Severity.NOTE);
              assertThat(finding.message())
                  .contains("is not judged: the grammars do not load on this machine");
            });
  }

  @Test
  void a_machine_that_can_says_nothing() {
    assertThat(said(Altered.samples().evidence(), Grammar::isHere)).isEmpty();
  }

  @Test
  void a_stack_without_texts_loads_no_grammar() {
    Evidence none = new Evidence("a", List.of(), Map.of("a/b.json", "{}"), Map.of(), Map.of());

    assertThat(
            said(
                none,
                grammar -> {
                  throw new AssertionError();
                }))
        .isEmpty();
  }

  /** In a JVM of its own, for a library is loaded once. */
  @Test
  void where_nothing_can_be_unpacked_texts_are_passed_over(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path noFolder = Files.writeString(folder.resolve("file"), "");
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dtree-sitter-lib=" + noFolder,
                "-cp",
                System.getProperty("java.class.path"),
                WithoutGrammars.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(java.waitFor()).as(said).isZero();
    assertThat(said).contains("TXT-14").contains("TXT-01").doesNotContain("TXT-04");
  }

  /** A stack with a broken script and a broken program, judged by all families. */
  static final class WithoutGrammars {
    public static void main(String[] args) {
      Altered.samples()
          .data("check-script", "smoke.sh", text -> text + "if\n")
          .data("check-script", "smoke.py", text -> text + "if\n")
          .findings()
          .forEach(finding -> System.out.println(finding.rule().id() + " " + finding.message()));
    }
  }
}
