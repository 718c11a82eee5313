package io.sparkstead.render.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.render.tree.ManifestTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another run does all its work between two looks of ours, which has no lock yet. */
class OvertakenTest {

  private static final ManifestTree OLD =
      Trees.of(Map.of("a.yaml", "a: 1\n", "b/c.yaml", "a: 1\n"));
  private static final ManifestTree THEIRS =
      Trees.of(Map.of("a.yaml", "a: 2\n", "d.yaml", "a: 2\n"));
  private static final ManifestTree OURS =
      Trees.of(Map.of("a.yaml", "a: 3\n", "b/c.yaml", "a: 3\n", "d.yaml", "a: 3\n"));

  @TempDir private Path temporary;

  private int operations;

  @Test
  void what_another_run_makes_meanwhile_is_nobodys() throws IOException {
    int begins = 1;
    while (isOvertaken(Optional.empty(), begins, begins)) {
      begins++;
    }
    assertThat(begins).as("operations").isGreaterThan(5);
  }

  @Test
  void what_another_run_replaces_meanwhile_is_nobodys_edit() throws IOException {
    int begins = 1;
    while (isOvertaken(Optional.of(OLD), begins, begins)) {
      int ends = begins + 1;
      while (isOvertaken(Optional.of(OLD), begins, ends)) {
        ends++;
      }
      begins++;
    }
    assertThat(begins).as("operations").isGreaterThan(10);
  }

  /** Whether there is an operation before which it could end. */
  private boolean isOvertaken(Optional<ManifestTree> before, int begins, int ends)
      throws IOException {
    Path root = Files.createDirectory(temporary.resolve("overtaken-" + begins + "-" + ends));
    if (before.isPresent()) {
      Disk.render(root, before.get());
    }
    operations = 0;
    FaultyFileSystem disk =
        FaultyFileSystem.with(
            () -> {
              operations++;
              if (operations == begins) {
                beginTheirs(root);
              }
              if (operations == ends) {
                Disk.render(root, THEIRS);
              }
            });

    Plan plan = new OutFolder(disk.path(root)).plan(OURS);

    assertThat(plan.hasConflicts())
        .as("between operations %d and %d: %s", begins, ends, plan.steps())
        .isFalse();
    new OutFolder(root).apply(OURS, new OutFolder(root).plan(OURS));
    Disk.assertIs(root, Disk.written(OURS));
    return operations >= ends;
  }

  /** As far as their run comes before it writes its ledger. */
  private static void beginTheirs(Path root) throws IOException {
    Root files = new Root(root);
    files.append(OutFolder.PENDING, Ledger.of(THEIRS).text());
    for (Root.Staged staged : files.stage(THEIRS.files())) {
      files.commit(staged);
    }
  }
}
