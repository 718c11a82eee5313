package io.sparkstead.render.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The verbs together, and the one place where an error becomes words and an exit code. */
public final class CommandLineInterface {

  private static final String DEBUG = "--debug";

  private CommandLineInterface() {}

  /** Runs {@code args} and returns the exit code. */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    boolean debug = Arrays.asList(args).contains(DEBUG);
    CommandLine line = new CommandLine(new RenderCommand(out, err));
    line.addSubcommand("render", new RenderCommand(out, err));
    line.addSubcommand("list", new ListCommand(out));
    line.addSubcommand("secrets", new SecretsCommand(out, err));
    line.setCommandName("java -jar render.jar");
    line.getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(ExitCode.meanings());
    line.setOut(out);
    line.setErr(err);
    line.setParameterExceptionHandler((e, ignored) -> usage(e, err));
    line.setExecutionExceptionHandler((e, ignored, parsed) -> failure(e, err, debug));
    return line.execute(args);
  }

  private static int usage(ParameterException e, PrintWriter err) {
    err.println("error: " + e.getMessage());
    err.println("see --help for what there is");
    return ExitCode.USAGE.number();
  }

  private static int failure(Exception e, PrintWriter err, boolean debug) {
    if (debug) {
      e.printStackTrace(err);
    }
    if (e instanceof Refusal refusal) {
      err.println("error: " + refusal.getMessage());
      return refusal.code().number();
    }
    if (e instanceof IOException io) {
      err.println("error: " + reason(io));
      return ExitCode.FILES.number();
    }
    err.println("error: a bug of ours: " + e);
    err.println(debug ? "please report it with the lines above" : "run again with " + DEBUG);
    return ExitCode.BUG.number();
  }

  /** File, then what is wrong with it; Java's own messages name only the file. */
  private static String reason(IOException e) {
    if (e instanceof FileSystemException file) {
      String reason = file.getReason() == null ? words(file) : file.getReason();
      return file.getFile() + " " + reason;
    }
    return String.valueOf(e.getMessage());
  }

  /** {@code AccessDeniedException} as "access denied". */
  private static String words(FileSystemException e) {
    return Arrays.stream(e.getClass().getSimpleName().split("(?=[A-Z])"))
        .filter(word -> !word.equals("Exception"))
        .map(word -> word.toLowerCase(java.util.Locale.ROOT))
        .collect(Collectors.joining(" "));
  }
}
