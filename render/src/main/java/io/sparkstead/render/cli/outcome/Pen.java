package io.sparkstead.render.cli.outcome;

import java.io.PrintWriter;
import java.io.Writer;

/**
 * Writes on an {@link Output}, in colours where somebody sees them. Only its own codes pass; those
 * in what it writes are shown.
 */
public final class Pen extends PrintWriter {

  private final Output to;
  private final boolean isColoured;

  public Pen(Output to, boolean isColoured) {
    super(to);
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
