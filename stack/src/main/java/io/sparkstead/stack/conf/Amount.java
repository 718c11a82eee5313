package io.sparkstead.stack.conf;

import io.sparkstead.dsl.value.Ascii;
import java.util.Locale;
import java.util.Optional;

/** A number and the letters after it, before anyone knows what they mean. */
record Amount(long number, String suffix) {

  /** Nothing if {@code value} is not a whole number with letters or none. */
  static Optional<Amount> read(String value, boolean signed) {
    String text = value.toLowerCase(Locale.ROOT).trim();
    int start = signed && text.startsWith("-") ? 1 : 0;
    int end = Ascii.endOfDigits(text, start);
    if (end == start) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Amount(Long.parseLong(text.substring(0, end)), text.substring(end)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
