package io.sparkstead.render.cli.outcome;

import java.io.PrintWriter;
import java.io.Writer;

/**
 * Writes on an {@link Output}, in colours where somebody sees them. Only its own codes pass; those
 * in what it writes are shown.
 */
public final class Pen extends PrintWriter {

  /** To the beginning of the line, which is empty from then on. */
  private static final String CLEARED = "\r\u001b[K";

  private final Output to;
  private final boolean isColoured;
  private boolean isNoted;

  public Pen(Output to, boolean isColoured) {
    super(to, true);
    this.to = to;
    this.isColoured = isColoured;
  }

  /** Prints {@code text} in {@code paint}. */
  public void print(Paint paint, String text) {
    if (isColoured) {
      to.writeOwn(paint.on());
    }
    print(text);
    if (isColoured) {
      to.writeOwn(Paint.OFF);
    }
  }

  /** Shows {@code text} until something else is written, where somebody sees it; no text, none. */
  public void note(String text) {
    if (isColoured) {
      synchronized (lock) {
        clear();
        to.write(text, 0, text.length());
        isNoted = !text.isEmpty();
        to.flush();
      }
    }
  }

  private void clear() {
    if (isNoted) {
      to.writeOwn(CLEARED);
      isNoted = false;
    }
  }

  @Override
  public void write(String text, int start, int length) {
    synchronized (lock) {
      clear();
      super.write(text, start, length);
    }
  }

  /** For help, which is this program's own from end to end and has its colours in it. */
  public PrintWriter ofHelp() {
    return new PrintWriter(
        new Writer() {
          @Override
          public void write(char[] text, int start, int length) {
            to.writeOwn(new String(text, start, length));
          }

          @Override
          public void flush() {
            to.flush();
          }

          @Override
          public void close() {}
        });
  }
}
