package io.sparkstead.render;

import io.sparkstead.render.cli.CommandLineInterface;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** {@code java -jar render.jar --env homelab}. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    // In Egypt, %d would write other digits: into people's Java files too.
    Locale.setDefault(Locale.ROOT);
    Writer out = writer(FileDescriptor.out);
    Writer err = writer(FileDescriptor.err);
    // What an environment prints is no data, and what it closes is not ours.
    System.setOut(new PrintStream(new Lasting(FileDescriptor.err), true));
    System.setErr(System.out);
    System.exit(CommandLineInterface.runProcess(out, err, args));
  }

  private static Writer writer(FileDescriptor stream) {
    return new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8);
  }

  /** A stream of the process that cannot be closed. */
  private static final class Lasting extends FileOutputStream {

    Lasting(FileDescriptor stream) {
      super(stream);
    }

    @Override
    public void close() {}
  }
}
