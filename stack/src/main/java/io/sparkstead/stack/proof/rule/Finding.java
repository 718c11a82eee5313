package io.sparkstead.stack.proof.rule;

import java.util.Comparator;

/**
 * What one rule has to say about one thing.
 *
 * @param subject what it is about: {@code Deployment minio}, or a file
 * @param path the file it stands in, relative to the environment's folder
 * @param mark a text on the line that is meant, or empty for the file as a whole
 * @param message value, rule and remedy
 */
public record Finding(Rule rule, String subject, String path, String mark, String message)
    implements Comparable<Finding> {

  private static final Comparator<Finding> BY_WEIGHT =
      Comparator.comparing((Finding finding) -> finding.rule().severity())
          .thenComparing(finding -> finding.rule().id())
          .thenComparing(Finding::path)
          .thenComparing(Finding::subject)
          .thenComparing(Finding::message);

  @Override
  public int compareTo(Finding other) {
    return BY_WEIGHT.compare(this, other);
  }
}
