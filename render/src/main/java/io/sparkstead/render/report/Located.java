package io.sparkstead.render.report;

import io.sparkstead.overlays.Environment;
import io.sparkstead.render.source.SourceText;
import io.sparkstead.render.tree.ManifestTree;
import io.sparkstead.stack.proof.Finding;
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
    Optional<SourceText> source = SourceText.of(environment);
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
      Environment environment, Optional<SourceText> source, Finding finding) {
    if (source.isEmpty()) {
      return environment.getClass().getName();
    }
    int line = source.get().declaration();
    for (String step : finding.path().split("/", -1)) {
      int found = source.get().lineOf("DnsLabel.of(\"" + step + "\")");
      line = found > 0 ? found : line;
    }
    return source.get().file() + ":" + line;
  }

  private static int lineOf(String text, String mark) {
    return mark.isEmpty() ? 1 : Math.max(1, SourceText.firstLine(text, mark));
  }
}
