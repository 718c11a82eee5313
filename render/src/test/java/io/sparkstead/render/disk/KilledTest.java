package io.sparkstead.render.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.testing.Rounds;
import io.sparkstead.render.tree.ManifestTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed, and processes that meet. */
class KilledTest {

  private static final String MINE = "minio/notes.txt";

  @TempDir private Path temporary;

  @Test
  void a_run_killed_at_any_moment_leaves_whole_files_and_the_next_one_converges() throws Exception {
    int rounds = Rounds.of(200, 1_000);
    Path root = temporary.resolve("homelab");
    Map<String, Set<String>> texts = texts();
    int unfinished = 0;
    Random random = new Random(1);
    for (int round = 0; round < rounds; round++) {
      Files.createDirectories(root.resolve(MINE).getParent());
      Files.writeString(root.resolve(MINE), "mine");
      Process writer = WriterProcess.start(root, round, Integer.MAX_VALUE);
      awaitStart(root);
      Thread.sleep(random.nextInt(300));
      writer.destroyForcibly().waitFor();

      Map<String, String> found = Disk.files(root);
      if (found.containsKey(OutFolder.PENDING)) {
        unfinished++;
      }
      assertThat(found).containsEntry(MINE, "mine");
      found.forEach(
          (path, text) -> {
            if (texts.containsKey(path)) {
              assertThat(texts.get(path)).as(path).contains(text);
            }
          });
      ManifestTree next = Trees.of(random.nextInt(2 * WriterProcess.TREES));
      Disk.render(root, next);
      Map<String, String> wanted = new TreeMap<>(Disk.written(next));
      wanted.put(MINE, "mine");
      Disk.assertIs(root, wanted);
    }
    assertThat(temporary.resolve("homelab.log")).isEmptyFile();
    assertThat(unfinished).as("rounds that were killed while writing").isGreaterThan(rounds / 4);
  }

  private static void awaitStart(Path root) throws Exception {
    Path started = WriterProcess.started(root);
    for (int waited = 0; !Files.deleteIfExists(started); waited++) {
      assertThat(waited).as("hundredths of a second").isLessThan(6_000);
      Thread.sleep(10);
    }
  }

  /** Every text that any of the trees has at a path. */
  private static Map<String, Set<String>> texts() {
    Map<String, Set<String>> texts = new HashMap<>();
    for (int seed = 0; seed < 2 * WriterProcess.TREES; seed++) {
      Disk.written(Trees.of(seed))
          .forEach((path, text) -> texts.computeIfAbsent(path, p -> new TreeSet<>()).add(text));
    }
    return texts;
  }

  @Test
  void eight_processes_on_one_folder_take_turns() throws Exception {
    int rounds = Rounds.of(10, 50);
    for (int round = 0; round < rounds; round++) {
      Path root = temporary.resolve("shared-" + round);
      List<Process> crowd = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        // All end with the same tree.
        crowd.add(WriterProcess.start(root, round, 3));
      }
      for (Process each : crowd) {
        assertThat(each.waitFor(2, TimeUnit.MINUTES)).as("ended").isTrue();
        assertThat(each.exitValue()).as(Files.readString(log(root))).isZero();
      }
      Disk.assertIs(root, Disk.written(Trees.of((round + 2) % WriterProcess.TREES)));
    }
  }

  private static Path log(Path root) {
    return root.resolveSibling(root.getFileName() + ".log");
  }
}
