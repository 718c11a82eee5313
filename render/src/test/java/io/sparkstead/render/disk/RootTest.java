package io.sparkstead.render.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootTest {

  @TempDir private Path temporary;

  private Root root;

  @BeforeEach
  void choose_a_folder() {
    root = new Root(temporary.resolve("homelab"));
  }

  @Test
  void lines_are_added_to_a_file_that_is_not_there_yet() throws IOException {
    root.append("a/b/pending", "one\n");

    assertThat(temporary.resolve("homelab/a/b/pending")).hasContent("one\n");
  }

  @Test
  void lines_added_to_one_that_was_torn_off_are_lines_of_their_own() throws IOException {
    root.append("pending", "one\ntw");
    root.append("pending", "two\n");

    assertThat(Files.readString(temporary.resolve("homelab/pending"))).isEqualTo("one\ntw\ntwo\n");
  }

  @Test
  void a_file_is_there_or_not() throws IOException {
    root.append("a/pending", "");

    assertThat(root.has("a/pending")).isTrue();
    assertThat(root.has("a/other")).isFalse();
    assertThat(root.has("b/pending")).isFalse();
  }

  @Test
  void a_text_that_is_staged_is_not_there_before_it_is_committed() throws IOException {
    List<Root.Staged> staged = root.stage(Map.of("a/b.yaml", "a: 1\n"));
    assertThat(root.read("a/b.yaml")).isEmpty();

    root.commit(staged.get(0));
    assertThat(root.read("a/b.yaml")).hasValueSatisfying(text -> assertThat(text).hasSize(5));
  }

  @Test
  void a_link_that_stands_since_the_look_where_the_file_has_to_be_is_replaced_and_not_followed()
      throws IOException {
    Path outside = Files.writeString(temporary.resolve("outside"), "mine");
    List<Root.Staged> staged = root.stage(Map.of("a.yaml", "a: 1\n"));
    Files.createSymbolicLink(temporary.resolve("homelab/a.yaml"), outside);

    root.commit(staged.get(0));

    assertThat(outside).hasContent("mine");
    assertThat(temporary.resolve("homelab/a.yaml")).isRegularFile().hasContent("a: 1\n");
  }

  @Test
  void what_was_staged_is_taken_back_with_the_folders_that_held_nothing_else() throws IOException {
    root.commit(root.stage(Map.of("a/mine.yaml", "a: 1\n")).get(0));
    root.stage(Map.of("a/b/c/d.yaml", "a: 1\n"));

    root.discard("a/b/c/d.yaml");

    assertThat(Disk.files(temporary.resolve("homelab"))).containsOnlyKeys("a/mine.yaml");
    assertThat(temporary.resolve("homelab/a/b")).doesNotExist();
  }

  @Test
  void a_link_that_stands_since_the_look_where_a_folder_has_to_be_is_refused() throws IOException {
    Path outside = Files.createDirectory(temporary.resolve("outside"));
    assertThat(root.read("a/b.yaml")).isEmpty();
    Files.createDirectory(temporary.resolve("homelab"));
    Files.createSymbolicLink(temporary.resolve("homelab/a"), outside);

    assertThatThrownBy(() -> root.stage(Map.of("a/b.yaml", "a: 1\n")))
        .hasMessageContaining("is a symbolic link");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void a_link_that_stands_since_the_look_where_a_folder_was_is_refused() throws IOException {
    Path outside = Files.createDirectory(temporary.resolve("outside"));
    root.commit(root.stage(Map.of("a/b.yaml", "a: 1\n")).get(0));
    assertThat(root.read("a/b.yaml")).isPresent();
    Files.move(temporary.resolve("homelab/a"), temporary.resolve("moved"));
    Files.createSymbolicLink(temporary.resolve("homelab/a"), outside);

    assertThatThrownBy(() -> root.stage(Map.of("a/b.yaml", "a: 2\n")))
        .hasMessageContaining("is a symbolic link");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void a_run_that_is_stopped_waits_for_its_threads_and_stays_stopped() throws IOException {
    Thread.currentThread().interrupt();

    List<Root.Staged> staged = root.stage(Map.of("a.yaml", "a: 1\n"));

    assertThat(Thread.interrupted()).isTrue();
    root.commit(staged.get(0));
    assertThat(temporary.resolve("homelab/a.yaml")).hasContent("a: 1\n");
  }

  @Test
  void what_a_killed_run_staged_is_written_anew() throws IOException {
    root.stage(Map.of("a.yaml", "a: 1234567\n"));
    root.commit(root.stage(Map.of("a.yaml", "a: 2\n")).get(0));

    assertThat(temporary.resolve("homelab/a.yaml")).hasContent("a: 2\n");
  }

  /** An error in a thread is only printed: whoever waited for it has to look. */
  @Test
  void a_thread_that_breaks_off_is_no_text_on_the_disk() {
    List<String> printed = new ArrayList<>();
    Thread.UncaughtExceptionHandler usual = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> printed.add(e.getMessage()));
    try {
      Path broken = broken("a.yaml");
      Root.Staged staged = new Root.Staged(broken, broken, broken, "a: 1\n");
      assertThatThrownBy(() -> root.writeAll(List.of(staged)))
          .hasMessage("a thread that wrote a.yaml broke off");
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(usual);
    }
    assertThat(printed).containsExactly("broken");
  }

  private static Path broken(String name) {
    return (Path)
        Proxy.newProxyInstance(
            Path.class.getClassLoader(),
            new Class<?>[] {Path.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("toString")) {
                return name;
              }
              throw new IllegalStateException("broken");
            });
  }
}
