package io.sparkstead.render.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkstead.render.tree.ManifestTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every operation on the disk fails once, or from then on. */
class FaultsTest {

  private static final ManifestTree OLD = Trees.of(1);
  private static final ManifestTree NEW = Trees.of(2);
  private static final String MINE = "minio/notes.txt";

  @TempDir private Path temporary;

  /** So many files that several threads bring them down to the disk. */
  private static final ManifestTree MANY = many();

  private static final int STEP = 7;

  private int wholes;

  private static ManifestTree many() {
    Map<String, String> files = new TreeMap<>();
    for (int file = 0; file < 60; file++) {
      files.put("many/file-" + file + ".yaml", "a: " + file + "\n");
    }
    return Trees.of(files);
  }

  @Test
  void whatever_fails_in_whichever_thread_each_file_is_old_or_new() throws IOException {
    int failing = STEP;
    while (failsOnce(failing, MANY)) {
      failing += STEP;
    }
    assertThat(failing).as("operations").isGreaterThan(500);
  }

  @Test
  void whatever_fails_each_file_is_old_or_new_and_the_next_run_converges() throws IOException {
    int failing = 1;
    while (failsOnce(failing, NEW)) {
      failing++;
    }
    assertThat(failing).as("operations").isGreaterThan(200);
  }

  @Test
  void a_disk_that_is_full_before_the_first_text_is_moved_leaves_all_as_it_was()
      throws IOException {
    Path root = temporary.resolve("full");
    Disk.render(root, OLD);
    Map<String, String> before = Disk.files(root);
    int tried = 0;
    for (int failing : whileStaging()) {
      assertThatThrownBy(() -> Disk.render(new FaultyFileSystem(failing).path(root), NEW))
          .as("operation %d", failing)
          .hasMessageContaining("No space left on device")
          .hasNoSuppressedExceptions();
      assertThat(Disk.files(root)).as("operation %d", failing).isEqualTo(before);
      tried++;
    }
    assertThat(tried).isGreaterThan(50);
  }

  @Test
  void what_a_killed_run_was_about_to_do_is_still_known_after_a_full_disk() throws IOException {
    Path root = temporary.resolve("killed");
    Disk.render(root, OLD);
    Files.writeString(root.resolve(OutFolder.PENDING), Ledger.of(NEW).text());
    Path written = root.resolve(OutFolder.PENDING);

    assertThatThrownBy(
            () -> Disk.render(new FaultyFileSystem(whileStaging().get(20)).path(root), NEW))
        .hasMessageContaining("No space left on device");

    assertThat(written).content().contains(Ledger.of(NEW).text());
    Disk.render(root, NEW);
    Disk.assertIs(root, Disk.written(NEW));
  }

  @Test
  void a_disk_that_fails_for_good_is_told_by_its_first_failure() throws IOException {
    Path root = temporary.resolve("broken");
    Disk.render(root, OLD);

    assertThatThrownBy(
            () -> Disk.render(FaultyFileSystem.failingFrom(whileStaging().get(20)).path(root), NEW))
        .hasMessageContaining("No space left on device")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
  }

  /** The operations between the list of what is under way and the first text that is moved. */
  private List<Integer> whileStaging() throws IOException {
    Path root = temporary.resolve("whole-" + wholes++);
    Disk.render(FaultyFileSystem.flawless().path(root), OLD);
    FaultyFileSystem whole = FaultyFileSystem.flawless();
    Disk.render(whole.path(root), NEW);
    String last = "";
    for (String each : whole.lasting()) {
      if (each.startsWith("move ")) {
        break;
      }
      last = each.substring("force ".length());
    }
    return IntStream.rangeClosed(
            whole.number("force", root.resolve(OutFolder.PENDING)) + 1,
            whole.number("force", Path.of(last)))
        .boxed()
        .toList();
  }

  /** Whether there is a {@code failing}-th operation at all. */
  private boolean failsOnce(int failing, ManifestTree wanted) throws IOException {
    Path root = temporary.resolve("failing-" + failing);
    Disk.render(FaultyFileSystem.flawless().path(root), OLD);
    Files.createDirectories(root.resolve(MINE).getParent());
    Files.writeString(root.resolve(MINE), "mine");
    FaultyFileSystem faulty = new FaultyFileSystem(failing);

    boolean hasThrown = false;
    try {
      Disk.render(faulty.path(root), wanted);
    } catch (IOException e) {
      hasThrown = true;
      assertThat(e).as("operation %d", failing).hasMessageContaining("No space left on device");
      assertThat(e.getMessage()).as("operation %d", failing).contains(root.toString());
    }

    assertThat(faulty.open()).as("left open by operation %d", failing).isZero();
    if (hasThrown) {
      Disk.assertOldOrNew(root, withMine(OLD), withMine(wanted));
    } else {
      // Not only where nothing failed: Java makes folders in two ways.
      Disk.assertIs(root, withMine(wanted));
    }
    // Whoever takes the change back and whoever repeats it get what they want.
    for (ManifestTree next : List.of(failing % 2 == 0 ? wanted : OLD, Trees.of(failing))) {
      Disk.render(FaultyFileSystem.flawless().path(root), next);
      Disk.assertIs(root, withMine(next));
    }
    return faulty.hasFailed();
  }

  private static Map<String, String> withMine(ManifestTree tree) {
    Map<String, String> files = new TreeMap<>(Disk.written(tree));
    files.put(MINE, "mine");
    return files;
  }
}
