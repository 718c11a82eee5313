package io.sparkstead.dsl.text;

import io.sparkstead.dsl.value.Ascii;

/**
 * A text with blanks, and what goes into them.
 *
 * <pre>{@code
 * Blanks.fill("kubectl apply -n %1$s -k out/%1$s/%2$s", "spark", "minio")
 * Blanks.fill("%s holds %s to %s executors, 100 %% of them here", "demo", 1, 6)
 * }</pre>
 *
 * <p>{@code %s} is the next value, {@code %2$s} the second, {@code %%} a percent sign: as {@link
 * String#formatted} has it, whose first call takes a cold JVM longer than all texts of a run. A
 * blank without a value is refused, a value without a blank too, and any other {@code %}.
 */
public final class Blanks {

  private Blanks() {}

  /** {@code text} with {@code values} as their {@code toString} tells them. */
  public static String fill(String text, Object... values) {
    StringBuilder filled = new StringBuilder(text.length() + 64);
    boolean[] used = new boolean[values.length];
    int next = 0;
    int from = 0;
    for (int sign = text.indexOf('%'); sign >= 0; sign = text.indexOf('%', from)) {
      filled.append(text.substring(from, sign));
      if (text.startsWith("%%", sign)) {
        filled.append('%');
        from = sign + 2;
        continue;
      }
      int end = Ascii.endOfDigits(text, sign + 1);
      int index;
      if (text.startsWith("%s", sign)) {
        index = next++;
        from = sign + 2;
      } else if (end > sign + 1 && text.startsWith("$s", end)) {
        index = Integer.parseInt(text.substring(sign + 1, end)) - 1;
        from = end + 2;
      } else {
        throw refused(text, sign, "is no blank; write %s, %1$s or %%");
      }
      if (index < 0 || index >= values.length) {
        throw refused(text, sign, "has no value, of " + values.length + "; give it one");
      }
      used[index] = true;
      filled.append(values[index]);
    }
    for (int i = 0; i < used.length; i++) {
      if (!used[i]) {
        throw new IllegalArgumentException(
            "value " + (i + 1) + ", " + values[i] + ", goes into no blank; drop it");
      }
    }
    return filled.append(text.substring(from)).toString();
  }

  private static IllegalArgumentException refused(String text, int sign, String why) {
    String place = text.substring(sign, Math.min(sign + 12, text.length()));
    return new IllegalArgumentException("'" + place + "' " + why);
  }
}
