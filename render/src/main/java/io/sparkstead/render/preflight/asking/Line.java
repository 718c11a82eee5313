package io.sparkstead.render.preflight.asking;

/**
 * What is told of one thing.
 *
 * @param subject as {@code StorageClass longhorn}
 * @param remedy what to do; empty if nothing is to be done
 */
public record Line(Verdict verdict, String subject, String text, String remedy) {

  /** {@code lack StorageClass longhorn: is not there; install Longhorn}. */
  @Override
  public String toString() {
    return verdict
        + " ".repeat(11 - verdict.name().length())
        + subject
        + ": "
        + text
        + (remedy.isEmpty() ? "" : "; " + remedy);
  }
}
