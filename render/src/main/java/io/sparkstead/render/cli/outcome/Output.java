package io.sparkstead.render.cli.outcome;

import java.io.IOException;
import java.io.Writer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream that people and programs read, in the form in which it is safe to look at: what would do
 * something in a terminal, is written as {@code \u001b}. JSON and quoted YAML, in which that means
 * the same, hold none of it bare.
 *
 * <p>Once a write fails, nothing follows, and {@link #failure} says why: a {@code PrintWriter}
 * around this one would keep it to itself.
 */
public final class Output extends Writer {

  private final Writer to;
  private @Nullable IOException failure;

  public Output(Writer to) {
    this.to = to;
  }

  /** Why not all of it was written. */
  public Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void write(String text, int start, int length) {
    String part = text.substring(start, start + length);
    send(shown(part));
  }

  @Override
  public void write(char[] text, int start, int length) {
    send(shown(new String(text, start, length)));
  }

  @Override
  public void write(int character) {
    send(shown(String.valueOf((char) character)));
  }

  /** {@code text} as it is: of this program alone, and nothing that a file or a name says. */
  void writeOwn(String text) {
    send(text);
  }

  private void send(String text) {
    if (failure == null) {
      try {
        to.write(text);
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  /** Down to the system. */
  @Override
  public void flush() {
    if (failure == null) {
      try {
        to.flush();
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  @Override
  public void close() {
    flush();
  }

  private static String shown(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isHarmful(text.charAt(i))) {
        return escaped(text);
      }
    }
    return text;
  }

  private static String escaped(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isLineEnd = c == '\r' && text.startsWith("\n", i + 1);
      if (isHarmful(c) && !isLineEnd) {
        shown.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          shown.append(Character.forDigit(c >> shift & 0xF, 16));
        }
      } else {
        shown.append(c);
      }
    }
    return shown.toString();
  }

  /** Controls, of ASCII and beyond, but for tab and new line. */
  private static boolean isHarmful(char c) {
    return (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0);
  }
}
