package io.sparkstead.render.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.value.ImageLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In which order things are brought down to the disk; no plug is pulled. */
class PowerCutTest {

  @TempDir private Path temporary;

  private final FaultyFileSystem disk = FaultyFileSystem.flawless();

  @Test
  void what_is_under_way_lasts_before_the_first_file_changes() throws IOException {
    List<String> lasting = replaced(2);

    assertThat(lasting).startsWith("force .sparkstead/pending", "force .sparkstead");
    assertThat(lasting).endsWith("delete .sparkstead/pending");
  }

  @Test
  void every_text_lasts_before_the_first_is_moved() throws IOException {
    // One thread brings two down, and several bring 40.
    for (int files : List.of(2, 40)) {
      List<String> lasting = replaced(files);

      int first = lasting.indexOf("move a/file-0.yaml");
      assertThat(first).isPositive();
      assertThat(lasting.subList(0, first)).contains("force .sparkstead/.ledger.sparkstead-tmp");
      for (int file = 0; file < files; file++) {
        assertThat(lasting.subList(0, first))
            .contains("force a/.file-%d.yaml.sparkstead-tmp".formatted(file));
      }
    }
  }

  @Test
  void new_names_last_before_the_ledger_knows_them() throws IOException {
    assertThat(replaced(2))
        .containsSubsequence(
            "move a/file-1.yaml",
            "force a",
            "move .sparkstead/ledger",
            "force .sparkstead",
            "delete .sparkstead/pending");
  }

  @Test
  void a_deletion_lasts_before_the_ledger_forgets_the_file() throws IOException {
    render(Map.of("a/kept.yaml", "a: 1\n", "b/kept.yaml", "a: 1\n", "b/gone.yaml", "a: 1\n"));
    int before = disk.lasting().size();
    render(Map.of("a/kept.yaml", "a: 1\n", "b/kept.yaml", "a: 1\n"));

    assertThat(since(before))
        .containsSubsequence("delete b/gone.yaml", "force b", "move .sparkstead/ledger");
  }

  @Test
  void a_lock_lasts() throws IOException {
    new OutFolder(disk.path(root())).lock(ImageLock.NONE);

    assertThat(since(0))
        .containsExactly("force .images.lock.sparkstead-tmp", "move images.lock", "force .");
  }

  /** What lasts of a render that replaces as many files in one folder. */
  private List<String> replaced(int files) throws IOException {
    render(tree(files, "a: 1\n"));
    int before = disk.lasting().size();
    render(tree(files, "a: 2\n"));
    return since(before);
  }

  private static Map<String, String> tree(int files, String text) {
    Map<String, String> tree = new TreeMap<>();
    for (int file = 0; file < files; file++) {
      tree.put("a/file-" + file + ".yaml", text);
    }
    return tree;
  }

  private void render(Map<String, String> files) throws IOException {
    Disk.render(disk.path(root()), Trees.of(files));
  }

  private Path root() {
    return temporary.resolve("homelab");
  }

  private List<String> since(int before) {
    List<String> lasting = new ArrayList<>();
    List<String> all = disk.lasting();
    for (String each : all.subList(before, all.size())) {
      String path = each.substring(each.indexOf(' ') + 1);
      String relative = root().relativize(Path.of(path)).toString();
      lasting.add(each.substring(0, each.indexOf(' ') + 1) + (relative.isEmpty() ? "." : relative));
    }
    return lasting;
  }
}
