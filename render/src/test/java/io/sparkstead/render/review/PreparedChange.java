package io.sparkstead.render.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One edit of a rendered tree, as {@code changes.txt} beside this class has it.
 *
 * <pre>
 * ## the notebook has more memory
 * homelab jupyter/statefulset-jupyter.yaml
 * -            memory: 2Gi
 * +            memory: 3Gi
 * </pre>
 *
 * <p>Lines with a minus stand in the file, one after the other, and become those with a plus.
 * {@code remove} before a path takes the file away; {@code add} makes one of its lines with a plus.
 */
record PreparedChange(String name, String environment, List<Edit> edits) {

  /** Of one file. */
  record Edit(String path, String before, String after) {}

  PreparedChange {
    edits = List.copyOf(edits);
  }

  static List<PreparedChange> all() {
    List<PreparedChange> all = new ArrayList<>();
    for (String block : text().split("(?m)^## ", -1)) {
      if (!block.isBlank()) {
        all.add(parse(block));
      }
    }
    return all;
  }

  private static String text() {
    try (InputStream in = PreparedChange.class.getResourceAsStream("changes.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PreparedChange parse(String block) {
    List<String> lines = block.lines().toList();
    String environment = "";
    List<Edit> edits = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      int last = edits.size() - 1;
      if (line.startsWith("-")) {
        Edit edit = edits.get(last);
        edits.set(
            last, new Edit(edit.path(), edit.before() + line.substring(1) + "\n", edit.after()));
      } else if (line.startsWith("+")) {
        Edit edit = edits.get(last);
        edits.set(
            last, new Edit(edit.path(), edit.before(), edit.after() + line.substring(1) + "\n"));
      } else if (!line.isBlank()) {
        String[] words = line.split(" ", 2);
        environment = words[0];
        edits.add(new Edit(words[1], "", ""));
      }
    }
    return new PreparedChange(lines.get(0), environment, edits);
  }

  /** The files of {@code tree} with it made. */
  Map<String, String> in(Map<String, String> tree) {
    Map<String, String> files = new TreeMap<>(tree);
    for (Edit edit : edits) {
      if (edit.path().startsWith("remove ")) {
        String pattern = edit.path().substring("remove ".length()).replace("*", "[^/]*");
        assertThat(files.keySet().removeIf(path -> path.matches(pattern))).as(name).isTrue();
      } else if (edit.path().startsWith("add ")) {
        files.put(edit.path().substring("add ".length()), edit.after());
      } else {
        assertThat(files).as(name).containsKey(edit.path());
        assertThat(files.get(edit.path()))
            .as(name + ": " + edit.path())
            .containsOnlyOnce(edit.before());
        files.put(edit.path(), files.get(edit.path()).replace(edit.before(), edit.after()));
      }
    }
    return files;
  }
}
