package io.sparkstead.render.mistake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.Stack;
import io.sparkstead.stack.proof.Proof;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What is unusual and right passes. What is refused all the same is listed with the reason, and the
 * list shrinks: whatever passes and stands there fails the build, and so does whatever is refused
 * and does not.
 */
class UnusualStacksTest {

  private static final Path REFUSED =
      Path.of("src/test/resources/io/sparkstead/render/mistake/refused-though-right.md");

  @Test
  void a_stack_that_is_right_passes_or_is_listed_with_the_reason() throws IOException {
    Map<String, String> refused = new TreeMap<>();
    UnusualStacks.all()
        .forEach(
            (what, stack) -> {
              String why = refusal(stack);
              if (!why.isEmpty()) {
                refused.put(what, why);
              }
            });
    String text =
        refused.entrySet().stream()
            .map(one -> "| %s | %s |\n".formatted(one.getKey(), one.getValue()))
            .collect(
                Collectors.joining(
                    "", "| what is right | and refused, because |\n|---|---|\n", ""));
    if (Boolean.getBoolean("approve")) {
      Files.writeString(REFUSED, text);
    }

    assertThat(UnusualStacks.all()).hasSizeGreaterThan(30);
    assertThat(REFUSED).hasContent(text);
  }

  /** By a value, told by the first line of its message, or by rules; empty if it passes. */
  private static String refusal(Supplier<Stack> stack) {
    List<Finding> findings;
    try {
      findings = Proof.of(stack.get(), List.of());
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
    return findings.stream()
        .filter(finding -> finding.rule().severity() == Severity.ERROR)
        .map(finding -> finding.rule().id() + " " + finding.message())
        .distinct()
        .collect(Collectors.joining("; "));
  }
}
