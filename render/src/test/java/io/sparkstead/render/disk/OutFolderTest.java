package io.sparkstead.render.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.render.disk.Plan.Step;
import io.sparkstead.render.tree.ManifestTree;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutFolderTest {

  private static final ManifestTree TREE =
      tree(Map.of("kustomization.yaml", "a: 1\n", "minio/service.yaml", "b: 2\n"));

  @TempDir private Path temporary;

  private Path root;
  private OutFolder folder;

  @BeforeEach
  void choose_a_folder() {
    root = temporary.resolve("out/homelab");
    folder = new OutFolder(root);
  }

  @Test
  void a_tree_is_written_with_its_ledger() throws IOException {
    render(TREE);

    assertThat(root.resolve("minio/service.yaml")).hasContent("b: 2\n");
    assertThat(files())
        .containsExactlyInAnyOrder(
            "kustomization.yaml", "minio/service.yaml", Ledger.PATH, Turn.PATH);
  }

  @Test
  void a_ledger_is_what_sha256sum_reads() throws IOException {
    render(tree(Map.of("empty.yaml", "")));

    assertThat(root.resolve(Ledger.PATH))
        .hasContent(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  empty.yaml\n");
  }

  @Test
  void rendering_again_touches_nothing() throws IOException {
    render(TREE);
    FileTime long_ago = FileTime.fromMillis(0);
    for (String file : files()) {
      Files.setLastModifiedTime(root.resolve(file), long_ago);
    }

    assertThat(folder.plan(TREE).isUpToDate()).isTrue();
    render(TREE);

    for (String file : files()) {
      assertThat(Files.getLastModifiedTime(root.resolve(file))).as(file).isEqualTo(long_ago);
    }
  }

  @Test
  void a_changed_file_is_replaced_and_a_dropped_one_deleted_with_its_folder() throws IOException {
    render(TREE);

    Plan plan = render(tree(Map.of("kustomization.yaml", "a: 3\n")));

    assertThat(plan.paths(Step.UPDATE)).contains("kustomization.yaml");
    assertThat(plan.paths(Step.DELETE)).containsExactly("minio/service.yaml");
    assertThat(root.resolve("kustomization.yaml")).hasContent("a: 3\n");
    assertThat(root.resolve("minio")).doesNotExist();
  }

  @Test
  void a_folder_that_holds_a_file_of_others_stays() throws IOException {
    render(TREE);
    Path notes = Files.writeString(root.resolve("minio/notes.txt"), "mine");

    render(tree(Map.of("kustomization.yaml", "a: 1\n")));

    assertThat(notes).hasContent("mine");
    assertThat(root.resolve("minio/service.yaml")).doesNotExist();
  }

  @Test
  void a_file_edited_by_hand_is_told_apart() throws IOException {
    render(TREE);
    Files.writeString(root.resolve("minio/service.yaml"), "b: 2 # mine\n");

    assertThat(folder.plan(tree(Map.of("minio/service.yaml", "b: 4\n"))).paths(Step.EDITED))
        .containsExactly("minio/service.yaml");
    assertThat(folder.plan(TREE).paths(Step.EDITED)).containsExactly("minio/service.yaml");
  }

  @Test
  void a_dropped_file_edited_by_hand_is_not_deleted_unasked() throws IOException {
    render(TREE);
    Files.writeString(root.resolve("minio/service.yaml"), "mine\n");

    assertThat(folder.plan(tree(Map.of("kustomization.yaml", "a: 1\n"))).steps())
        .containsEntry("minio/service.yaml", Step.EDITED);
  }

  @Test
  void a_file_we_never_wrote_is_never_replaced() throws IOException {
    Files.createDirectories(root);
    Files.writeString(root.resolve("kustomization.yaml"), "mine\n");

    Plan plan = folder.plan(TREE);

    assertThat(plan.paths(Step.FOREIGN)).containsExactly("kustomization.yaml");
    assertThatIllegalArgumentException().isThrownBy(() -> folder.apply(TREE, plan));
    assertThat(root.resolve("kustomization.yaml")).hasContent("mine\n");
  }

  @Test
  void a_file_that_happens_to_be_right_becomes_ours() throws IOException {
    Files.createDirectories(root);
    Files.writeString(root.resolve("kustomization.yaml"), "a: 1\n");

    render(TREE);

    assertThat(folder.plan(TREE).isUpToDate()).isTrue();
  }

  @Test
  void a_ledger_that_names_files_elsewhere_is_not_believed() throws IOException {
    render(TREE);
    Path outside = Files.writeString(temporary.resolve("precious.txt"), "");
    String empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    Files.writeString(
        root.resolve(Ledger.PATH),
        Stream.of(
                "../../precious.txt", outside.toString(), "a/../../../precious.txt", ".git/config")
            .map(path -> empty + "  " + path + "\n")
            .reduce("", String::concat));

    render(tree(Map.of("kustomization.yaml", "a: 1\n")));

    assertThat(outside).exists();
  }

  @Test
  void a_torn_ledger_costs_no_file() throws IOException {
    render(TREE);
    Files.writeString(root.resolve(Ledger.PATH), "<<<<<<< HEAD\nnot a line of ours\n");

    assertThat(folder.plan(tree(Map.of("kustomization.yaml", "a: 9\n"))).steps())
        .containsEntry("kustomization.yaml", Step.FOREIGN)
        .doesNotContainKey("minio/service.yaml");
  }

  @Test
  void nothing_is_written_through_a_symbolic_link() throws IOException {
    Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    Files.createDirectories(root);
    Files.createSymbolicLink(root.resolve("minio"), elsewhere);

    assertThatThrownBy(() -> folder.plan(TREE))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("is a symbolic link");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void a_folder_in_place_of_a_file_is_an_error() throws IOException {
    Files.createDirectories(root.resolve("kustomization.yaml"));

    assertThatThrownBy(() -> folder.plan(TREE))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("is a folder where a file has to be");
  }

  @Test
  void scripts_can_be_run_and_nothing_else_can() throws IOException {
    render(tree(Map.of("run.sh", "#!/bin/sh\n", "data.yaml", "a: 1\n")));

    assertThat(permissions("run.sh")).isEqualTo("rwxr-xr-x");
    assertThat(permissions("data.yaml")).isEqualTo("rw-r--r--");
  }

  @Test
  void what_a_killed_run_left_behind_is_no_obstacle() throws IOException {
    Files.createDirectories(root);
    Files.writeString(root.resolve(".kustomization.yaml.sparkstead-tmp"), "half a fi");

    render(TREE);

    assertThat(files()).doesNotContain(".kustomization.yaml.sparkstead-tmp");
    assertThat(folder.plan(TREE).isUpToDate()).isTrue();
  }

  @Test
  void a_lock_is_read_as_it_was_kept_and_no_render_touches_it() throws IOException {
    assertThat(folder.imageLock()).isEqualTo(ImageLock.NONE);
    assertThat(folder.text(OutFolder.LOCK)).isEmpty();
    ImageLock lock = ImageLock.parse("quay.io/minio/minio:1 sha256:%s\n".formatted("a".repeat(64)));

    folder.lock(lock);
    render(TREE);

    assertThat(folder.imageLock()).isEqualTo(lock);
    assertThat(folder.text(OutFolder.LOCK)).contains(lock.text());
    assertThat(root.resolve(Ledger.PATH)).content().doesNotContain(OutFolder.LOCK);
  }

  @Test
  void a_plan_shows_what_a_diff_would() throws IOException {
    render(tree(Map.of("edited", "1", "gone", "1", "kept", "1", "updated", "1")));
    Files.writeString(root.resolve("edited"), "mine");
    Files.writeString(root.resolve("foreign"), "mine");

    Plan plan =
        folder.plan(
            tree(
                Map.of(
                    "created", "2", "edited", "2", "foreign", "2", "kept", "1", "updated", "2")));

    assertThat(plan.isUpToDate()).isFalse();
    assertThat(plan.steps().entrySet().stream().map(e -> e.getValue().sign() + e.getKey()))
        .containsExactly(
            "~" + Ledger.PATH, "+created", "!edited", "!foreign", "-gone", " kept", "~updated");
  }

  @Test
  void all_of_a_new_folder_is_new() throws IOException {
    assertThat(folder.plan(TREE).steps())
        .containsOnlyKeys(Ledger.PATH, "kustomization.yaml", "minio/service.yaml")
        .allSatisfy((path, step) -> assertThat(step).isEqualTo(Step.CREATE));
  }

  @Test
  void what_was_done_is_what_was_agreed() throws IOException {
    Plan agreed = folder.plan(TREE);

    assertThat(folder.apply(TREE, agreed)).isEqualTo(agreed);
  }

  @Test
  void what_is_edited_between_the_look_and_the_write_is_not_lost() throws IOException {
    render(TREE);
    ManifestTree next = tree(Map.of("kustomization.yaml", "a: 2\n"));
    Plan agreed = folder.plan(next);
    Files.writeString(root.resolve("kustomization.yaml"), "mine\n");

    assertThatThrownBy(() -> folder.apply(next, agreed))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("kustomization.yaml: was changed meanwhile");
    assertThat(root.resolve("kustomization.yaml")).hasContent("mine");
    assertThat(root.resolve("minio/service.yaml")).exists();
  }

  @Test
  void what_appears_between_the_look_and_the_write_is_not_lost() throws IOException {
    Plan agreed = folder.plan(TREE);
    Files.createDirectories(root.resolve("minio"));
    Files.writeString(root.resolve("minio/service.yaml"), "mine\n");

    assertThatThrownBy(() -> folder.apply(TREE, agreed))
        .hasMessageContaining("minio/service.yaml: was changed meanwhile");
    assertThat(root.resolve("minio/service.yaml")).hasContent("mine");
  }

  @Test
  void an_edit_that_was_seen_and_agreed_to_is_replaced() throws IOException {
    render(TREE);
    Files.writeString(root.resolve("kustomization.yaml"), "mine\n");

    Plan plan = render(TREE);

    assertThat(plan.paths(Step.EDITED)).containsExactly("kustomization.yaml");
    assertThat(root.resolve("kustomization.yaml")).hasContent("a: 1");
  }

  @Test
  void what_a_killed_run_left_beside_the_ledger_is_removed() throws IOException {
    render(TREE);
    Files.writeString(root.resolve(OutFolder.PENDING), Ledger.of(TREE).text());
    Files.writeString(root.resolve(".sparkstead/.ledger.sparkstead-tmp"), "half a led");

    render(TREE);

    assertThat(files())
        .containsExactlyInAnyOrder(
            "kustomization.yaml", "minio/service.yaml", Ledger.PATH, Turn.PATH);
  }

  private Plan render(ManifestTree tree) throws IOException {
    Plan plan = folder.plan(tree);
    folder.apply(tree, plan);
    return plan;
  }

  private String permissions(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(path)));
  }

  private java.util.List<String> files() throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> root.relativize(path).toString())
          .toList();
    }
  }

  private static ManifestTree tree(Map<String, String> files) {
    return new ManifestTree(new TreeMap<>(files));
  }
}
