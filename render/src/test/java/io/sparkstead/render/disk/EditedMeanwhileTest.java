package io.sparkstead.render.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.render.tree.ManifestTree;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody saves a file while a run is at work that replaces, makes or deletes it. */
class EditedMeanwhileTest {

  private static final ManifestTree OLD =
      Trees.of(Map.of("a.yaml", "a: 1\n", "b/c.yaml", "a: 1\n", "b/gone.yaml", "a: 1\n"));
  private static final ManifestTree NEW =
      Trees.of(Map.of("a.yaml", "a: 2\n", "b/c.yaml", "a: 2\n", "b/new.yaml", "a: 2\n"));
  private static final String MINE = "mine: true\n";

  @TempDir private Path temporary;

  private int operations;

  /** Before every operation of the run, but for the last ones, which move or delete that file. */
  @ParameterizedTest
  @ValueSource(strings = {"a.yaml", "b/c.yaml", "b/new.yaml", "b/gone.yaml"})
  void an_edit_is_there_afterwards_whenever_it_was_made(String path) throws IOException {
    int lost = 0;
    int at = 1;
    while (isEdited(path, at)) {
      lost += Files.exists(root(path, at).resolve(path)) && isMine(path, at) ? 0 : 1;
      at++;
    }
    assertThat(at).as("operations").isGreaterThan(50);
    assertThat(lost).as("edits that were lost, of %s", at).isLessThanOrEqualTo(2);
  }

  private boolean isMine(String path, int at) throws IOException {
    return Files.readString(root(path, at).resolve(path)).equals(MINE);
  }

  private Path root(String path, int at) {
    return temporary.resolve(path.replace('/', '-') + at);
  }

  /** Whether there is an {@code at}-th operation. */
  private boolean isEdited(String path, int at) throws IOException {
    Path root = root(path, at);
    Disk.render(root, OLD);
    Plan agreed = new OutFolder(root).plan(NEW);
    operations = 0;
    FaultyFileSystem disk =
        FaultyFileSystem.with(
            () -> {
              operations++;
              if (operations == at) {
                Files.createDirectories(root.resolve("b"));
                Files.writeString(root.resolve(path), MINE);
              }
            });
    try {
      new OutFolder(disk.path(root)).apply(NEW, agreed);
    } catch (FileSystemException e) {
      assertThat(e)
          .hasMessage(root.resolve(path) + ": was changed meanwhile; look at it and run again");
    }
    return operations >= at;
  }

  @Test
  void an_edit_that_is_seen_before_the_first_move_leaves_all_as_it_was() throws IOException {
    Path root = temporary.resolve("whole");
    Disk.render(root, OLD);
    Map<String, String> before = Disk.files(root);
    Plan agreed = new OutFolder(root).plan(NEW);
    FaultyFileSystem disk =
        FaultyFileSystem.with(
            () -> {
              if (Files.exists(root.resolve(OutFolder.PENDING))) {
                Files.writeString(root.resolve("b/c.yaml"), MINE);
              }
            });
    try {
      new OutFolder(disk.path(root)).apply(NEW, agreed);
    } catch (FileSystemException e) {
      before.put("b/c.yaml", MINE);
    }
    assertThat(Disk.files(root)).isEqualTo(before).containsEntry("b/c.yaml", MINE);
  }

  @Test
  void an_edit_is_given_up_as_it_was_seen_and_no_later_one() throws IOException {
    Path root = temporary.resolve("forced");
    Disk.render(root, OLD);
    Files.writeString(root.resolve("a.yaml"), "seen: true\n");
    OutFolder folder = new OutFolder(root);
    Plan agreed = folder.plan(NEW);
    Files.writeString(root.resolve("a.yaml"), MINE);
    String told = "";
    try {
      folder.apply(NEW, agreed);
    } catch (FileSystemException e) {
      told = String.valueOf(e.getReason());
    }
    assertThat(told).startsWith("was changed meanwhile");
    assertThat(root.resolve("a.yaml")).hasContent(MINE.strip());

    folder.apply(NEW, folder.plan(NEW));
    Disk.assertIs(root, Disk.written(NEW));
  }
}
