package io.sparkstead.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How the comments of main code read. */
class JavadocTest {

  private static final Pattern LEANS = Pattern.compile("/\\*\\*[\\s*]*The same\\b.*");

  @Test
  void no_javadoc_leans_on_the_one_above_it() throws IOException {
    List<String> leaning = new ArrayList<>();
    List<Path> sources = sources();
    for (Path source : sources) {
      Matcher javadoc = LEANS.matcher(Files.readString(source));
      while (javadoc.find()) {
        leaning.add(source + ": " + javadoc.group());
      }
    }

    assertThat(sources).hasSizeGreaterThan(200);
    // Where it pops up in an editor, it stands alone.
    assertThat(leaning).isEmpty();
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String room : List.of("dsl", "stack", "overlays", "render")) {
      try (Stream<Path> all = Files.walk(Path.of("..", room, "src", "main", "java"))) {
        all.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    return sources;
  }
}
