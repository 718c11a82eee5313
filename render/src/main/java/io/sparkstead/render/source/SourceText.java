package io.sparkstead.render.source;

import io.sparkstead.overlays.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The Java an environment is written in.
 *
 * @param file as messages name it, e.g. {@code Homelab.java}
 * @param type the simple name of the environment's class
 */
public record SourceText(String file, String type, String text) {

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

  /** Where the class begins: {@code Homelab.java:46}. */
  public int declaration() {
    return Math.max(1, lineOf("class " + type));
  }
}
