package io.sparkstead.render.explain;

import io.sparkstead.overlays.Environment;
import io.sparkstead.render.source.EnvironmentFile;
import io.sparkstead.render.source.JavaCompilation;
import io.sparkstead.stack.release.SparkReleases;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An environment's Java as a person would edit it: its text is changed in one place and compiled
 * from nothing. Knows nothing of how {@code explain} goes about it.
 */
final class Edits {

  private static final Pattern LITERAL =
      Pattern.compile("\"[^\"]*\"|(?<![\\w.\"])\\d+(?![\\w.\"])");
  private static final Pattern CALL = Pattern.compile("\\.\\w+\\(.*\\)");

  /** One edit that compiled and rendered. */
  record Edit(int line, boolean isCall, Map<String, String> files) {}

  private Edits() {}

  static List<Edit> of(Subject subject) throws IOException {
    List<String> lines = subject.source().text().lines().toList();
    List<Edit> edits = new ArrayList<>();
    boolean isComment = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      isComment |= line.strip().startsWith("/*");
      if (!isComment && !line.startsWith("import") && !line.strip().startsWith("//")) {
        Matcher literal = LITERAL.matcher(line);
        while (literal.find()) {
          int taken = 0;
          List<String> others = others(literal.group());
          for (int other = 0; other < others.size() && taken < enough(literal.group()); other++) {
            String edited =
                line.substring(0, literal.start())
                    + others.get(other)
                    + line.substring(literal.end());
            Optional<Map<String, String>> files = render(subject, lines, i, edited);
            int at = i + 1;
            files.ifPresent(made -> edits.add(new Edit(at, false, made)));
            taken += files.isPresent() ? 1 : 0;
          }
        }
        if (CALL.matcher(line.strip()).matches()) {
          Optional<Map<String, String>> files = render(subject, lines, i, "");
          int at = i + 1;
          files.ifPresent(made -> edits.add(new Edit(at, true, made)));
        }
      }
      isComment &= !line.contains("*/");
    }
    return edits;
  }

  /** A text may say two things, and a release many. */
  private static int enough(String literal) {
    if (!literal.startsWith("\"")) {
      return 1;
    }
    return SparkReleases.versions().contains(literal.replace("\"", "")) ? Integer.MAX_VALUE : 2;
  }

  /** Further away than what {@code explain} tries. */
  private static List<String> others(String literal) {
    if (!literal.startsWith("\"")) {
      long number = Long.parseLong(literal);
      return List.of("" + (number + 3), "" + Math.max(0, number - 1));
    }
    String text = literal.substring(1, literal.length() - 1);
    if (SparkReleases.versions().contains(text)) {
      return SparkReleases.versions().stream().map(other -> '"' + other + '"').toList();
    }
    return List.of(
        '"' + text + "q\"",
        '"' + text.replaceFirst("^\\w", "k") + '"',
        '"' + text.replaceFirst("[0-4](?=\\D*$)", "5") + '"');
  }

  private static Optional<Map<String, String>> render(
      Subject subject, List<String> lines, int at, String edited) throws IOException {
    if (lines.get(at).equals(edited)) {
      return Optional.empty();
    }
    List<String> all = new ArrayList<>(lines);
    all.set(at, edited);
    JavaCompilation.Compiled compiled =
        JavaCompilation.read(
            subject.file().toUri(), String.join("\n", all), (type, in, trees) -> {});
    try {
      List<Environment> made = EnvironmentFile.again(subject.file(), compiled.classes());
      return Optional.of(subject.files(made));
    } catch (RuntimeException | LinkageError e) {
      return Optional.empty();
    }
  }
}
