package io.sparkstead.render.report;

import io.sparkstead.overlays.Environment;
import io.sparkstead.render.tree.ManifestTree;
import io.sparkstead.stack.proof.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A finding and where to look at it.
 *
 * @param file of the tree, or empty if it is about none
 * @param line of that file, from 1
 * @param source {@code Homelab.java:83}, or the environment's class where its source is not at hand
 */
public record Located(Finding finding, Optional<String> file, int line, String source) {

  /** {@code findings} of {@code environment}, whose files are {@code tree}. */
  public static List<Located> all(
      List<Finding> findings, Environment environment, ManifestTree tree) {
    Optional<String> source = source(environment);
    List<Located> located = new ArrayList<>();
    for (Finding finding : findings) {
      Optional<String> text = Optional.ofNullable(tree.files().get(finding.path()));
      located.add(
          new Located(
              finding,
              text.map(found -> finding.path()),
              text.map(found -> lineOf(found, finding.mark())).orElse(1),
              sourceLine(environment, source, finding)));
    }
    return located;
  }

  /** The line of the environment's Java that names the component or image of the finding. */
  private static String sourceLine(
      Environment environment, Optional<String> source, Finding finding) {
    String type = environment.getClass().getSimpleName();
    if (source.isEmpty()) {
      return environment.getClass().getName();
    }
    int line = 0;
    for (String step : finding.path().split("/", -1)) {
      int found = find(source.get(), "DnsLabel.of(\"" + step + "\")");
      line = found > 0 ? found : line;
    }
    int declared = find(source.get(), "class " + type);
    return type + ".java:" + (line > 0 ? line : Math.max(1, declared));
  }

  private static int lineOf(String text, String mark) {
    return mark.isEmpty() ? 1 : Math.max(1, find(text, mark));
  }

  /** The first line of {@code text} that holds {@code part}, from 1; 0 if none does. */
  private static int find(String text, String part) {
    int at = text.indexOf(part);
    return at < 0 ? 0 : 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
  }

  /** The environment's own source, which travels in the jar. */
  private static Optional<String> source(Environment environment) {
    Class<?> type = environment.getClass();
    try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".java")) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
