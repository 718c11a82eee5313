package io.sparkstead.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * How long a Java file may be, and how many of them a folder may hold. A folder that has to hold
 * more says why in its {@code package-info.java}:
 *
 * <pre>
 * &lt;p&gt;More than 15 files: one for each kind of object, and nobody looks for them elsewhere.
 * </pre>
 */
class SizesTest {

  private static final int MOST_LINES = 400;
  private static final int MOST_FILES = 15;
  private static final String REASON = "<p>More than " + MOST_FILES + " files: ";

  /** What does not count as code. */
  private static final Pattern NO_CODE = Pattern.compile("\\s*((//|/\\*|\\*|import |package ).*)?");

  @Test
  void no_file_is_longer_than_a_person_reads_at_once() throws IOException {
    Map<Path, Long> tooLong = new TreeMap<>();
    for (Path source : sources()) {
      long lines =
          Files.readAllLines(source).stream()
              .filter(line -> !NO_CODE.matcher(line).matches())
              .count();
      if (lines > MOST_LINES) {
        tooLong.put(source, lines);
      }
    }

    assertThat(tooLong).as("files of more than %d lines of code", MOST_LINES).isEmpty();
  }

  @Test
  void no_folder_is_fuller_than_a_person_looks_through() throws IOException {
    Map<Path, Integer> files = new TreeMap<>();
    for (Path source : sources()) {
      files.merge(source.getParent(), 1, Integer::sum);
    }
    Map<Path, Integer> tooFull = new TreeMap<>();
    for (Map.Entry<Path, Integer> folder : files.entrySet()) {
      if (folder.getValue() > MOST_FILES && !givesReason(folder.getKey())) {
        tooFull.put(folder.getKey(), folder.getValue());
      }
    }

    assertThat(tooFull)
        .as(
            "folders of more than %d files without a package-info.java that says '%s'",
            MOST_FILES, REASON)
        .isEmpty();
  }

  private static boolean givesReason(Path folder) throws IOException {
    Path page = folder.resolve("package-info.java");
    return Files.exists(page) && Files.readString(page).contains(REASON);
  }

  /** Every Java file of the project, but those that a build made. */
  private static List<Path> sources() throws IOException {
    Path root = Path.of("..").toRealPath();
    List<Path> sources = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean isProject =
                folder.equals(root) || !(name.equals("target") || name.startsWith("."));
            return isProject ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              sources.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    assertThat(sources).hasSizeGreaterThan(300);
    return sources;
  }
}
