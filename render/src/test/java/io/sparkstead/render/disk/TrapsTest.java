package io.sparkstead.render.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkstead.render.disk.Plan.Step;
import io.sparkstead.render.tree.ManifestTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder in which something is not what it should be. Whatever it is, nothing outside the folder
 * changes, and nothing in it that is not ours.
 */
class TrapsTest {

  private static final ManifestTree TREE =
      Trees.of(Map.of("kustomization.yaml", "a: 1\n", "minio/service.yaml", "b: 2\n"));
  private static final ManifestTree LESS = Trees.of(Map.of("kustomization.yaml", "a: 2\n"));

  @TempDir private Path temporary;

  private Path outside;
  private int traps;

  /** Sets a trap in a folder that was rendered once. */
  @FunctionalInterface
  private interface Trap {
    void set(Path root) throws Exception;
  }

  @BeforeEach
  void put_something_outside() throws IOException {
    outside = Files.createDirectory(temporary.resolve("outside"));
    Files.writeString(outside.resolve("precious.yaml"), "precious\n");
    Files.createDirectory(outside.resolve("folder"));
    Files.writeString(outside.resolve("folder/service.yaml"), "b: 2\n");
  }

  @TestFactory
  List<DynamicTest> are_refused_by_the_name_of_the_file() {
    List<DynamicTest> tests = new ArrayList<>();
    String link = "is a symbolic link";
    tests.add(
        refused("a link for a file", link, r -> link(r, "kustomization.yaml", "precious.yaml")));
    tests.add(refused("a link for a folder", link, r -> link(r, "minio", "folder")));
    tests.add(refused("a link for our folder", link, r -> link(r, ".sparkstead", "folder")));
    tests.add(refused("a link for the ledger", link, r -> link(r, Ledger.PATH, "precious.yaml")));
    tests.add(refused("a link for the lock", link, r -> link(r, Turn.PATH, "precious.yaml")));
    tests.add(
        refused(
            "a link for what is pending", link, r -> link(r, OutFolder.PENDING, "precious.yaml")));
    tests.add(
        refused("a link that leads nowhere", link, r -> link(r, "kustomization.yaml", "nowhere")));
    tests.add(
        refused(
            "a link in a circle",
            link,
            r -> {
              Files.delete(r.resolve("kustomization.yaml"));
              Files.createSymbolicLink(
                  r.resolve("kustomization.yaml"), Path.of("kustomization.yaml"));
            }));
    tests.add(
        refused(
            "a link within the folder",
            link,
            r -> {
              Files.delete(r.resolve("kustomization.yaml"));
              Files.createSymbolicLink(
                  r.resolve("kustomization.yaml"), Path.of("minio/service.yaml"));
            }));
    tests.add(
        refused(
            "a link for the whole folder",
            link,
            r -> {
              Path moved = Files.move(r, r.resolveSibling(r.getFileName() + "-moved"));
              Files.createSymbolicLink(r, moved);
            }));
    tests.add(
        refused(
            "a folder for a file",
            "is a folder where a file has to be",
            r -> folder(r, "kustomization.yaml")));
    tests.add(
        refused(
            "a folder for the ledger",
            "is a folder where a file has to be",
            r -> folder(r, Ledger.PATH)));
    tests.add(
        refused(
            "a folder for the lock",
            "is a folder where a file has to be",
            r -> folder(r, Turn.PATH)));
    tests.add(
        refused(
            "a file for a folder",
            "is a file where a folder has to be",
            r -> {
              Files.delete(r.resolve("minio/service.yaml"));
              Files.delete(r.resolve("minio"));
              Files.writeString(r.resolve("minio"), "mine");
            }));
    tests.add(
        refused(
            "a pipe",
            "is no regular file",
            r -> {
              Files.delete(r.resolve("kustomization.yaml"));
              make("mkfifo", r.resolve("kustomization.yaml").toString());
            }));
    tests.add(
        refused(
            "a pipe for the ledger",
            "is no regular file",
            r -> {
              Files.delete(r.resolve(Ledger.PATH));
              make("mkfifo", r.resolve(Ledger.PATH).toString());
            }));
    tests.add(
        refused(
            "a huge file",
            "is over 256 MiB",
            r -> make("truncate", "--size=1T", r.resolve("kustomization.yaml").toString())));
    tests.add(
        refused(
            "a huge ledger",
            "is over 256 MiB",
            r -> make("truncate", "--size=1T", r.resolve(Ledger.PATH).toString())));
    return tests;
  }

  @TestFactory
  List<DynamicTest> cost_no_file_of_others() {
    String precious = "90ab4f0be7cfa1ad1dd2d3ae0fcf7bd8d2d0f5a8e6b5a4b7c4a5d0a2b1e3c4d5";
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(harmless("an empty ledger", r -> ledger(r, "")));
    tests.add(
        harmless(
            "a ledger of binary bytes",
            r -> Files.write(r.resolve(Ledger.PATH), new byte[] {0, -1, 10, 13, -128})));
    tests.add(
        harmless(
            "a ledger torn off",
            r -> ledger(r, Files.readString(r.resolve(Ledger.PATH)).substring(0, 70))));
    tests.add(
        harmless(
            "a ledger said twice",
            r -> ledger(r, Files.readString(r.resolve(Ledger.PATH)).repeat(2))));
    tests.add(
        harmless(
            "a ledger with a merge conflict",
            r ->
                ledger(
                    r,
                    "<<<<<<< HEAD\n"
                        + Files.readString(r.resolve(Ledger.PATH))
                        + "=======\n>>>>>>> b\n")));
    tests.add(harmless("a ledger of 100,000 lines", r -> ledger(r, lines(precious, 100_000))));
    tests.add(
        harmless("a ledger that climbs out", r -> ledger(r, of("../../outside/precious.yaml"))));
    tests.add(
        harmless(
            "a ledger that starts at the root",
            r -> ledger(r, of(outside.resolve("precious.yaml").toString()))));
    tests.add(
        harmless(
            "a ledger that climbs out late",
            r -> ledger(r, of("minio/../../../outside/precious.yaml"))));
    tests.add(harmless("a ledger of Git's own files", r -> ledger(r, of(".git/config"))));
    tests.add(
        harmless(
            "a pending list that climbs out",
            r ->
                Files.writeString(
                    r.resolve(OutFolder.PENDING), of("../../outside/precious.yaml"))));
    tests.add(
        harmless(
            "a pending list of binary bytes",
            r -> Files.write(r.resolve(OutFolder.PENDING), new byte[] {0, -1, 10})));
    tests.add(
        harmless(
            "a lock that somebody wrote into", r -> Files.writeString(r.resolve(Turn.PATH), "x")));
    tests.add(
        harmless(
            "a file that is one with another outside",
            r -> {
              Files.delete(r.resolve("kustomization.yaml"));
              Files.writeString(outside.resolve("twin.yaml"), "a: 1\n");
              Files.createLink(r.resolve("kustomization.yaml"), outside.resolve("twin.yaml"));
            }));
    tests.add(
        harmless(
            "a link that no file of ours is near",
            r -> Files.createSymbolicLink(r.resolve("link"), outside)));
    return tests;
  }

  private DynamicTest refused(String name, String reason, Trap trap) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          Path root = trapped(trap);
          Map<String, String> before = Disk.files(outside);

          assertThatThrownBy(() -> Disk.render(root, LESS)).hasMessageContaining(reason);

          assertThat(Disk.files(outside)).isEqualTo(before);
        });
  }

  private DynamicTest harmless(String name, Trap trap) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          Path root = trapped(trap);
          Files.writeString(root.resolve("mine.yaml"), "mine");
          Map<String, String> before = Disk.files(outside);
          OutFolder folder = new OutFolder(root);

          Plan plan = folder.plan(LESS);
          if (plan.paths(Step.FOREIGN).isEmpty()) {
            folder.apply(LESS, plan);
          }

          assertThat(Disk.files(outside)).isEqualTo(before);
          assertThat(root.resolve("mine.yaml")).hasContent("mine");
        });
  }

  private Path trapped(Trap trap) throws Exception {
    Path root = temporary.resolve("trap-" + traps++);
    Disk.render(root, TREE);
    trap.set(root);
    return root;
  }

  private void link(Path root, String path, String target) throws IOException {
    Path file = root.resolve(path);
    if (Files.exists(file)) {
      Files.move(file, root.resolveSibling(root.getFileName() + "-was"));
    }
    Files.createSymbolicLink(file, outside.resolve(target));
  }

  private static void folder(Path root, String path) throws IOException {
    Files.deleteIfExists(root.resolve(path));
    Files.createDirectory(root.resolve(path));
  }

  private static void ledger(Path root, String text) throws IOException {
    Files.writeString(root.resolve(Ledger.PATH), text);
  }

  /** A line that says we wrote {@code path}, and as it is. */
  private static String of(String path) {
    return Ledger.of(Trees.of(Map.of("x", "precious\n"))).text().replace("  x", "  " + path);
  }

  private static String lines(String fingerprint, int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(fingerprint).append("  file-").append(i).append(".yaml\n");
    }
    return lines.toString();
  }

  private static void make(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
