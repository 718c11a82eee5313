package io.sparkstead.stack.proof.kubernetes.refusal;

/**
 * A value that is refused, and what to do about it.
 *
 * @param field the last of its path
 */
public record Refused(String field, String value, String remedy) {

  /** A text of the line that says so: what is no word is written in another way there. */
  public String mark() {
    return value.isEmpty() || value.contains(" ") ? field + ":" : field + ": " + value;
  }
}
