package io.sparkstead.render.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.render.tree.ManifestTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is on the disk, for tests. */
final class Disk {

  private Disk() {}

  /** Every regular file below {@code root}, by relative path. */
  static Map<String, String> files(Path root) throws IOException {
    Map<String, String> files = new TreeMap<>();
    if (Files.isDirectory(root)) {
      try (Stream<Path> paths = Files.walk(root)) {
        for (Path path :
            paths.filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)).toList()) {
          files.put(root.relativize(path).toString(), Files.readString(path));
        }
      }
    }
    return files;
  }

  /** What a tree is on the disk: its files, the ledger and an empty lock. */
  static Map<String, String> written(ManifestTree tree) {
    Map<String, String> files = new TreeMap<>(tree.files());
    files.put(Ledger.PATH, Ledger.of(tree).text());
    files.put(Turn.PATH, "");
    return files;
  }

  static Plan render(Path root, ManifestTree tree) throws IOException {
    OutFolder folder = new OutFolder(root);
    return folder.apply(tree, folder.plan(tree));
  }

  /** Each file is as it was or as it will be, in full, and none is there beside. */
  static void assertOldOrNew(Path root, Map<String, String> before, Map<String, String> after)
      throws IOException {
    Map<String, String> now = files(root);
    before.forEach(
        (path, text) -> {
          if (!now.containsKey(path)) {
            assertThat(after)
                .as("%s was only deleted if it had to be", path)
                .doesNotContainKey(path);
          }
        });
    now.forEach(
        (path, text) -> {
          boolean isPassing = path.endsWith(".sparkstead-tmp") || path.equals(OutFolder.PENDING);
          if (!isPassing) {
            assertThat(text).as(path).isIn(before.get(path), after.get(path));
          }
        });
  }

  static void assertIs(Path root, Map<String, String> wanted) throws IOException {
    Map<String, String> found = files(root);
    assertThat(found.keySet()).isEqualTo(wanted.keySet());
    wanted.forEach((path, text) -> assertThat(found.get(path)).as(path).isEqualTo(text));
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path folder : paths.filter(Files::isDirectory).toList()) {
        assertThat(folder).isNotEmptyDirectory();
      }
    }
  }
}
