package io.sparkstead.stack.conf;

import java.util.List;

/**
 * The words that a value must be one of.
 *
 * @param anyCase whether {@code fifo} is as good as {@code FIFO}
 */
public record Words(List<String> all, boolean anyCase) {

  private static final String ANY_CASE = "any-case ";

  public Words {
    all = List.copyOf(all);
  }

  /** Out of {@code any-case FAIR|FIFO}. */
  static Words parse(String text) {
    boolean anyCase = text.startsWith(ANY_CASE);
    String words = anyCase ? text.substring(ANY_CASE.length()) : text;
    return new Words(List.of(words.split("\\|", -1)), anyCase);
  }

  boolean has(String word) {
    for (String one : all) {
      if (same(one, word)) {
        return true;
      }
    }
    return false;
  }

  boolean same(String one, String other) {
    return anyCase ? one.equalsIgnoreCase(other) : one.equals(other);
  }

  /** As a person reads them. */
  String text() {
    return String.join(", ", all);
  }
}
