package io.sparkstead.render;

import io.sparkstead.render.cli.CommandLineInterface;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** {@code java -jar render.jar --env homelab}. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    // In Egypt, %d would write other digits: into people's Java files too.
    Locale.setDefault(Locale.ROOT);
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = CommandLineInterface.run(out, err, args);
    out.flush();
    System.exit(code);
  }
}
