package io.sparkstead.render.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.testing.Rounds;
import io.sparkstead.render.disk.Plan.Step;
import io.sparkstead.render.tree.ManifestTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Renders and people's edits in any order, beside a model that knows whose each byte is. */
class HistoriesTest {

  private static final int STEPS = 8;

  @TempDir private Path temporary;

  @Test
  void no_byte_of_a_person_is_ever_lost() throws IOException {
    int histories = Rounds.of(1_000, 20_000);
    int refused = 0;
    for (int seed = 0; seed < histories; seed++) {
      refused += new History(temporary.resolve("history-" + seed), new Random(seed)).run();
    }
    assertThat(refused).as("renders that met a conflict").isGreaterThan(histories / 10);
  }

  private static final class History {

    private final Path root;
    private final Random random;

    /** What people wrote, and we have to keep. */
    private final Map<String, String> theirs = new TreeMap<>();

    /** What we wrote, as far as nobody touched it since. */
    private final Map<String, String> ours = new TreeMap<>();

    History(Path root, Random random) {
      this.root = root;
      this.random = random;
    }

    int run() throws IOException {
      int refused = 0;
      for (int step = 0; step < STEPS; step++) {
        switch (random.nextInt(4)) {
          case 0 -> write(Trees.randomPath(random));
          case 1 -> delete(Trees.randomPath(random));
          default -> refused += render(Trees.of(random.nextInt(5))) ? 0 : 1;
        }
        Map<String, String> found = Disk.files(root);
        assertThat(found).containsAllEntriesOf(theirs).containsAllEntriesOf(ours);
        found.keySet().removeAll(theirs.keySet());
        found.keySet().removeAll(ours.keySet());
        assertThat(found.keySet()).isSubsetOf(Ledger.PATH, Turn.PATH);
      }
      return refused;
    }

    private void write(String path) throws IOException {
      String text = "mine: " + random.nextInt() + "\n";
      Files.createDirectories(root.resolve(path).getParent());
      Files.writeString(root.resolve(path), text);
      ours.remove(path);
      theirs.put(path, text);
    }

    private void delete(String path) throws IOException {
      Files.deleteIfExists(root.resolve(path));
      ours.remove(path);
      theirs.remove(path);
    }

    /** Whether nothing of a person's stood in the way. */
    private boolean render(ManifestTree tree) throws IOException {
      OutFolder folder = new OutFolder(FaultyFileSystem.flawless().path(root));
      Plan plan = folder.plan(tree);
      if (!plan.paths(Step.EDITED).isEmpty() || !plan.paths(Step.FOREIGN).isEmpty()) {
        return false;
      }
      folder.apply(tree, plan);
      // What people wrote and what belongs there can be the same.
      theirs.keySet().removeAll(tree.files().keySet());
      ours.clear();
      ours.putAll(tree.files());
      return true;
    }
  }
}
