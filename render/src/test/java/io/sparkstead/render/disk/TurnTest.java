package io.sparkstead.render.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkstead.render.tree.ManifestTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class TurnTest {

  private static final ManifestTree TREE = Trees.of(Map.of("kustomization.yaml", "a: 1\n"));

  @TempDir private Path temporary;

  private Root root;

  @BeforeEach
  void choose_a_folder() {
    root = new Root(temporary);
  }

  @Test
  @SuppressWarnings("try") // A turn is held, not used.
  void whoever_waits_too_long_is_told_for_what() throws IOException {
    try (Turn turn = Turn.in(root, 1_000)) {
      long start = System.nanoTime();

      assertThatThrownBy(() -> Turn.in(root, 1_000))
          .hasMessage(
              temporary.resolve(Turn.PATH)
                  + ": another run has been writing here for 1 seconds; wait for it, or end it");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(950));
    }
  }

  @Test
  @SuppressWarnings("try") // A turn is held, not used.
  void whoever_was_turned_away_gets_in_once_the_other_is_done() throws IOException {
    try (Turn turn = Turn.in(root, 100)) {
      assertThatThrownBy(() -> Turn.in(root, 100)).hasMessageContaining("another run");
    }

    Turn.in(root, 100).close();
  }

  @Test
  @SuppressWarnings("try") // A turn is held, not used.
  void a_run_that_is_stopped_while_it_waits_says_so_and_stays_stopped() throws IOException {
    try (Turn turn = Turn.in(root, 1_000)) {
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> Turn.in(root, 1_000)).isInstanceOf(IOException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  @SuppressWarnings("try") // A turn is held, not used.
  void a_run_that_changes_nothing_takes_no_turn() throws IOException {
    Disk.render(temporary, TREE);

    try (Turn turn = Turn.in(root, 1_000)) {
      assertThat(Disk.render(temporary, TREE).isUpToDate()).isTrue();
    }
  }

  @Test
  void what_stands_in_the_lock_stays() throws IOException {
    Files.createDirectories(temporary.resolve(Turn.PATH).getParent());
    Files.writeString(temporary.resolve(Turn.PATH), "x");

    Turn.in(root, 1_000).close();

    assertThat(temporary.resolve(Turn.PATH)).hasContent("x");
  }
}
