package io.sparkstead.render.disk;

import io.sparkstead.render.tree.ManifestTree;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Trees for tests: said in full, or made up from a seed. */
final class Trees {

  private static final String[] FOLDERS = {"", "minio/", "jupyter/", "images/spark/", "a/b/c/"};
  private static final int NAMES = 4;

  private Trees() {}

  static ManifestTree of(Map<String, String> files) {
    return new ManifestTree(new TreeMap<>(files));
  }

  /** Up to twenty files in five folders; another seed has others, and other texts in the same. */
  static ManifestTree of(long seed) {
    Random random = new Random(seed);
    Map<String, String> files = new TreeMap<>();
    for (String folder : FOLDERS) {
      for (int name = 0; name < NAMES; name++) {
        if (random.nextInt(3) > 0) {
          files.put(path(folder, name), text(random));
        }
      }
    }
    files.put("always.yaml", text(random));
    return of(files);
  }

  static String randomPath(Random random) {
    return path(FOLDERS[random.nextInt(FOLDERS.length)], random.nextInt(NAMES));
  }

  private static String path(String folder, int name) {
    return folder + "file-" + name + ".yaml";
  }

  /** Few different ones, so that a file is often what it was. */
  private static String text(Random random) {
    return "a: %d\n".formatted(random.nextInt(3)).repeat(1 + random.nextInt(500));
  }
}
