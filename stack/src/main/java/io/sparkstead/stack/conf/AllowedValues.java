package io.sparkstead.stack.conf;

import java.util.ArrayList;
import java.util.List;

/**
 * The values that a key may have, one of a few words: {@code FAIR} or {@code FIFO}.
 *
 * @param anyCase whether {@code fifo} is as good as {@code FIFO}
 */
public record AllowedValues(List<String> all, boolean anyCase) {

  static final String ANY_CASE = "any-case ";

  public AllowedValues {
    all = List.copyOf(all);
  }

  /** Out of {@code any-case FAIR|FIFO}. */
  static AllowedValues parse(String text) {
    boolean anyCase = text.startsWith(ANY_CASE);
    String words = anyCase ? text.substring(ANY_CASE.length()) : text;
    return new AllowedValues(List.of(words.split("\\|", -1)), anyCase);
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
    List<String> words = new ArrayList<>(all);
    words.remove("");
    return String.join(", ", words);
  }
}
