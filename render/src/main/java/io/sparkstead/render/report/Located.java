package io.sparkstead.render.report;

import io.sparkstead.render.source.SourceText;
import io.sparkstead.render.tree.ManifestTree;
import io.sparkstead.stack.proof.rule.Finding;
import java.util.Optional;

/**
 * A finding and where to look at it.
 *
 * @param file of the tree, or empty if it is about none
 * @param line of that file, from 1
 * @param source {@code Homelab.java:83}, or the environment's class where its source is not at hand
 * @param slip the same for all findings that one argument has brought into several files
 */
public record Located(
    Finding finding, Optional<String> file, int line, String source, String slip) {

  static Located in(ManifestTree tree, Finding finding, AtFault fault) {
    Optional<String> text = Optional.ofNullable(tree.files().get(finding.path()));
    Optional<String> argument = fault.argumentLine(finding);
    String where = argument.orElse(finding.path() + " " + finding.subject());
    return new Located(
        finding,
        text.map(found -> finding.path()),
        text.map(found -> lineOf(found, finding.mark())).orElse(1),
        argument.orElseGet(() -> fault.componentLine(finding)),
        finding.rule().id() + where + finding.message().replace(finding.subject(), "it"));
  }

  private static int lineOf(String text, String mark) {
    return mark.isEmpty() ? 1 : Math.max(1, SourceText.firstLine(text, mark));
  }
}
