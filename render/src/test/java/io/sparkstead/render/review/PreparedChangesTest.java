package io.sparkstead.render.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Environments;
import io.sparkstead.render.CommittedLocks;
import io.sparkstead.render.review.Review.Side;
import io.sparkstead.render.review.consequence.Consequence;
import io.sparkstead.render.review.consequence.Consequence.Kind;
import io.sparkstead.render.review.form.Form;
import io.sparkstead.render.tree.Layout;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.StackManifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is said of changes that people make, in the words that a reviewer reads. */
class PreparedChangesTest {

  private static final Path FOLDER = Path.of("src/test/resources/io/sparkstead/render/review");
  private static final boolean APPROVE = Boolean.getBoolean("approve");

  private static final Map<String, Stack> STACKS = new TreeMap<>();
  private static final Map<String, Map<String, String>> TREES = new TreeMap<>();

  @Test
  void each_is_told_as_approved_on_a_terminal() throws IOException {
    assertApproved("changes.approved.txt", Form.text);
  }

  @Test
  void each_is_told_as_approved_in_a_pull_request() throws IOException {
    assertApproved("changes.approved.md", Form.markdown);
  }

  @Test
  void there_are_two_at_least_of_every_kind_of_consequence() {
    Map<Kind, Integer> changes = new EnumMap<>(Kind.class);
    for (PreparedChange change : PreparedChange.all()) {
      review(change).consequences().stream()
          .map(Consequence::kind)
          .distinct()
          .forEach(kind -> changes.merge(kind, 1, Integer::sum));
    }

    assertThat(PreparedChange.all()).hasSizeGreaterThanOrEqualTo(40);
    assertThat(changes)
        .containsOnlyKeys(
            Arrays.stream(Kind.values()).filter(kind -> !kind.isOfACluster()).toArray(Kind[]::new));
    assertThat(changes.values()).allMatch(count -> count >= 2);
  }

  private static void assertApproved(String name, Form form) throws IOException {
    StringBuilder all = new StringBuilder();
    for (PreparedChange change : PreparedChange.all()) {
      all.append("## ").append(change.name()).append("\n\n");
      all.append(form.of(List.of(review(change)))).append('\n');
    }
    if (APPROVE) {
      Files.writeString(FOLDER.resolve(name), all);
    }

    assertThat(FOLDER.resolve(name))
        .as("accept it with: mvn -pl render -am test -Dtest=PreparedChangesTest -Dapprove=true")
        .hasContent(all.toString());
  }

  static Review review(PreparedChange change) {
    Map<String, String> tree = tree(change.environment());
    return Review.of(
        change.environment(),
        "out/" + change.environment(),
        new Side("main", tree),
        new Side("changed", change.in(tree)),
        stack(change.environment()).nodes(),
        Instant.parse("2026-12-01T12:00:00Z"));
  }

  static Stack stack(String name) {
    return STACKS.computeIfAbsent(name, key -> CommittedLocks.stack(Environments.named(key)));
  }

  static Map<String, String> tree(String name) {
    return TREES.computeIfAbsent(
        name,
        key -> {
          Environment environment = Environments.named(key);
          return Layout.of(environment, StackManifests.of(stack(key))).files();
        });
  }
}
