package io.sparkstead.render.cli;

import io.sparkstead.render.cli.outcome.ExitCode;
import io.sparkstead.render.cli.outcome.Failure;
import io.sparkstead.render.cli.outcome.Invocation;
import io.sparkstead.render.cli.outcome.Output;
import io.sparkstead.render.cli.outcome.Watched;
import io.sparkstead.render.python.Uv;
import io.sparkstead.render.registry.Registry;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** From arguments to an exit code. */
public final class CommandLineInterface {

  private CommandLineInterface() {}

  /** Runs {@code args}: data to {@code out}, messages to {@code err}. */
  public static int run(Writer out, Writer err, String... args) {
    return run(out, err, Watched.PATIENCE_SECONDS, args);
  }

  /**
   * Likewise.
   *
   * @param patience with a file of a person's own, in seconds
   */
  static int run(Writer out, Writer err, int patience, String... args) {
    Output data = new Output(out);
    PrintWriter messages = new PrintWriter(new Output(err), true);
    int code =
        hasFile(args)
            ? new Watched(() -> ended(new PrintWriter(data), messages, args))
                .watch(messages, patience)
            : ended(new PrintWriter(data), messages, args);
    data.flush();
    messages.flush();
    return data.failure().isPresent() ? Failure.tellLost(data.failure().get(), messages) : code;
  }

  private static boolean hasFile(String... args) {
    for (String arg : args) {
      // What `explain` is asked about may be such a file too.
      if (arg.startsWith(RenderRun.ENV_FILE) || arg.contains(".java")) {
        return true;
      }
    }
    return false;
  }

  private static int ended(PrintWriter out, PrintWriter err, String... args) {
    try {
      return dispatch(out, err, args);
    } catch (Throwable e) {
      // An environment that is not careful; above all, a constant of it that was refused.
      Exception reason =
          e.getCause() instanceof IllegalArgumentException refused
              ? BuiltEnvironment.refused(refused)
              : new IllegalStateException(e);
      return Failure.tell(reason, err, Arrays.asList(args).contains(Failure.DEBUG));
    }
  }

  private static int dispatch(PrintWriter out, PrintWriter err, String... args) {
    Optional<RenderRun> plain = RenderRun.plain(args);
    if (plain.isPresent()) {
      try {
        return plain.get().run(out, err).number();
      } catch (Exception e) {
        return Failure.tell(e, err, false);
      }
    }
    return Verbs.run(out, err, args);
  }

  /** What it understands, for the pages and completions that the build makes. */
  public static CommandLine understood() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return Verbs.line(nowhere, nowhere);
  }

  /** All that needs picocli, which is not so much as loaded before. */
  private static final class Verbs {

    static int run(PrintWriter out, PrintWriter err, String... args) {
      boolean debug = Arrays.asList(args).contains(Failure.DEBUG);
      CommandLine line = line(out, err);
      line.setCaseInsensitiveEnumValuesAllowed(true);
      line.setOut(out);
      line.setErr(err);
      line.setParameterExceptionHandler((e, ignored) -> usage(e, err));
      line.setExecutionExceptionHandler((e, ignored, parsed) -> Failure.tell(e, err, debug));
      return line.execute(args);
    }

    static CommandLine line(PrintWriter out, PrintWriter err) {
      CommandLine line = new CommandLine(new RenderCommand(out, err));
      line.addSubcommand("render", new RenderCommand(out, err));
      line.addSubcommand("init", new InitCommand(err));
      line.addSubcommand("list", new ListCommand(out));
      line.addSubcommand("verify", new VerifyCommand(out));
      line.addSubcommand("diff", new DiffCommand(out, err));
      line.addSubcommand(
          "images", new ImagesCommand(out, err, hosts -> Registry.ofAll(hosts, System.getenv())));
      line.addSubcommand("packages", new PackagesCommand(out, err, new Uv(System.getenv())));
      line.addSubcommand("secrets", new SecretsCommand(out, err));
      line.addSubcommand("preflight", new PreflightCommand(out, err));
      line.addSubcommand("graph", new GraphCommand(out));
      line.addSubcommand("explain", new ExplainCommand(out));
      line.getCommandSpec()
          .addMixin(Failure.DEBUG, CommandSpec.forAnnotatedObject(new DebugOption()));
      for (CommandLine verb : line.getSubcommands().values()) {
        verb.getCommandSpec()
            .addMixin(Failure.DEBUG, CommandSpec.forAnnotatedObject(new DebugOption()));
      }
      line.setCommandName(Invocation.command());
      line.getCommandSpec()
          .usageMessage()
          .exitCodeListHeading("%nExit codes:%n")
          .exitCodeList(ExitCode.meanings());
      return line;
    }

    private static int usage(ParameterException e, PrintWriter err) {
      err.println("error: " + e.getMessage());
      err.println("see --help for what there is");
      return ExitCode.USAGE.number();
    }

    /** The option of every verb that shows where a bug is. */
    private static final class DebugOption {
      @Option(names = Failure.DEBUG, description = "print stack traces")
      @SuppressWarnings("UnusedVariable") // Read before parsing, so that it helps with parsing too.
      private boolean debug;
    }
  }
}
