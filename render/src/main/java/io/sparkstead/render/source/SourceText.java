package io.sparkstead.render.source;

import io.sparkstead.overlays.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Java an environment is written in.
 *
 * @param file as messages name it, e.g. {@code Homelab.java}
 * @param type the simple name of the environment's class
 */
public record SourceText(String file, String type, String text) {

  private static final Pattern CALL = Pattern.compile("\\b[a-z]\\w*\\(");

  /** Of {@code environment}: the file it came from, or what travels in the jar beside its class. */
  public static Optional<SourceText> of(Environment environment) {
    if (environment instanceof EnvironmentFile file) {
      return Optional.of(file.source());
    }
    Class<?> type = environment.getClass();
    String name = type.getSimpleName() + ".java";
    try (InputStream in = type.getResourceAsStream(name)) {
      return in == null
          ? Optional.empty()
          : Optional.of(
              new SourceText(
                  name,
                  type.getSimpleName(),
                  new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first line that holds {@code part}, from 1; 0 if none does. */
  public int lineOf(String part) {
    return firstLine(text, part);
  }

  /** The first line of {@code text} that holds {@code part}, from 1; 0 if none does. */
  public static int firstLine(String text, String part) {
    int at = text.indexOf(part);
    return at < 0 ? 0 : 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
  }

  /**
   * Where {@code new type(…)} stands of which javac says {@code line}: there, or further down in
   * the same statement, since an argument without calls of its own has the line of the call before.
   */
  int lineOfNew(String type, int line) {
    Pattern made = Pattern.compile("\\bnew (?:\\w+\\.)*" + Pattern.quote(type) + "\\((.*)");
    List<String> lines = text.lines().toList();
    for (int at = line; at <= lines.size(); at++) {
      String here = lines.get(at - 1).replaceFirst("^\\s*//.*", "");
      Matcher found = made.matcher(here);
      boolean isChained = at == line && here.strip().startsWith(".");
      if (found.find() && !(isChained && !CALL.matcher(found.group(1)).find())) {
        return at;
      }
      if (here.endsWith(";")) {
        break;
      }
    }
    return line;
  }

  /** Where the class begins: {@code Homelab.java:46}. */
  public int declaration() {
    return Math.max(1, lineOf("class " + type));
  }
}
