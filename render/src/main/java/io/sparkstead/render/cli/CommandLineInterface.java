package io.sparkstead.render.cli;

import io.sparkstead.render.cli.outcome.ExitCode;
import io.sparkstead.render.cli.outcome.Failure;
import io.sparkstead.render.cli.outcome.Invocation;
import io.sparkstead.render.cli.outcome.Output;
import io.sparkstead.render.cli.outcome.Pen;
import io.sparkstead.render.cli.outcome.Watched;
import io.sparkstead.render.python.Uv;
import io.sparkstead.render.registry.Registry;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** From arguments to an exit code. */
public final class CommandLineInterface {

  private static final String QUIET = "--quiet";
  private static final String SHORT_QUIET = "-q";

  private CommandLineInterface() {}

  /** Runs {@code args}: data to {@code out}, messages to {@code err}; nobody looks at either. */
  public static int run(Writer out, Writer err, String... args) {
    return run(out, err, Watched.PATIENCE_SECONDS, args);
  }

  /** Likewise, where these are the streams of the process, which may be a terminal's. */
  public static int runProcess(Writer out, Writer err, String... args) {
    return run(out, err, Watched.PATIENCE_SECONDS, true, args);
  }

  /**
   * Likewise.
   *
   * @param patience with a file of a person's own, in seconds
   */
  static int run(Writer out, Writer err, int patience, String... args) {
    return run(out, err, patience, false, args);
  }

  private static int run(Writer out, Writer err, int patience, boolean isProcess, String... args) {
    Output data = new Output(out);
    boolean isSeen = isProcess && hasFile(args) && !isQuiet(args) && Verbs.isTerminal();
    Pen messages = new Pen(new Output(err), isSeen);
    int code =
        hasFile(args)
            ? new Watched(() -> ended(data, messages, isProcess, args)).watch(messages, patience)
            : ended(data, messages, isProcess, args);
    data.flush();
    messages.flush();
    return data.failure().isPresent() ? Failure.tellLost(data.failure().get(), messages) : code;
  }

  private static boolean isQuiet(String... args) {
    List<String> words = Arrays.asList(args);
    return words.contains(QUIET) || words.contains(SHORT_QUIET);
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

  private static int ended(Output out, PrintWriter err, boolean isProcess, String... args) {
    try {
      return dispatch(out, err, isProcess, args);
    } catch (Throwable e) {
      // An environment that is not careful; above all, a constant of it that was refused.
      Exception reason =
          e.getCause() instanceof IllegalArgumentException refused
              ? BuiltEnvironment.refused(refused)
              : new IllegalStateException(e);
      return Failure.tell(reason, err, Arrays.asList(args).contains(Failure.DEBUG));
    }
  }

  private static int dispatch(Output out, PrintWriter err, boolean isProcess, String... args) {
    Optional<RenderRun> plain = RenderRun.plain(args);
    if (plain.isPresent()) {
      try {
        return plain.get().run(new PrintWriter(out), err).number();
      } catch (Exception e) {
        return Failure.tell(e, err, false);
      }
    }
    return Verbs.run(out, err, isProcess, args);
  }

  /** What it understands, for the pages and completions that the build makes. */
  public static CommandLine understood() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return Verbs.line(new Pen(new Output(nowhere), false), nowhere);
  }

  /** All that needs picocli, which is not so much as loaded before. */
  private static final class Verbs {

    /** Which names all the others. */
    private static final String HELP = "help";

    static int run(Output data, PrintWriter err, boolean isProcess, String... args) {
      boolean isColoured = isProcess && isTerminal();
      Pen out = new Pen(data, isColoured);
      boolean debug = Arrays.asList(args).contains(Failure.DEBUG);
      PrintWriter messages = isQuiet(args) ? new PrintWriter(Writer.nullWriter()) : err;
      CommandLine line = line(out, messages, args);
      line.setCaseInsensitiveEnumValuesAllowed(true);
      line.setOut(out.ofHelp());
      line.setColorScheme(Help.defaultColorScheme(isColoured ? Ansi.ON : Ansi.OFF));
      line.setErr(err);
      line.setParameterExceptionHandler((e, ignored) -> usage(e, err));
      line.setExecutionExceptionHandler((e, ignored, parsed) -> Failure.tell(e, err, debug));
      return line.execute(args);
    }

    /** One that shows colours, unless somebody wants none. */
    private static boolean isTerminal() {
      return Ansi.AUTO.enabled() && !"dumb".equals(System.getenv("TERM"));
    }

    /** With every verb. */
    static CommandLine line(Pen out, PrintWriter err) {
      return line(verbs(out, err), out, err);
    }

    /** With the verb that {@code args} begin with, if they do: each costs time to be read. */
    private static CommandLine line(Pen out, PrintWriter err, String... args) {
      Map<String, Supplier<Object>> verbs = verbs(out, err);
      String first = args.length == 0 ? "" : args[0];
      if (verbs.containsKey(first) && !first.equals(HELP)) {
        verbs.keySet().retainAll(Set.of(first));
      }
      return line(verbs, out, err);
    }

    private static Map<String, Supplier<Object>> verbs(Pen out, PrintWriter err) {
      Map<String, Supplier<Object>> verbs = new LinkedHashMap<>();
      verbs.put("render", () -> new RenderCommand(out, err));
      verbs.put("init", () -> new InitCommand(err));
      verbs.put("import", () -> new ImportCommand(out, err, System.in, Path.of("")));
      verbs.put("list", () -> new ListCommand(out));
      verbs.put("verify", () -> new VerifyCommand(out));
      verbs.put("diff", () -> new DiffCommand(out, err));
      verbs.put(
          "images",
          () -> new ImagesCommand(out, err, hosts -> Registry.ofAll(hosts, System.getenv())));
      verbs.put("packages", () -> new PackagesCommand(out, err, new Uv(System.getenv())));
      verbs.put("secrets", () -> new SecretsCommand(out, err));
      verbs.put("preflight", () -> new PreflightCommand(out, err));
      verbs.put("graph", () -> new GraphCommand(out));
      verbs.put("explain", () -> new ExplainCommand(out));
      verbs.put(HELP, HelpCommand::new);
      return verbs;
    }

    private static CommandLine line(Map<String, Supplier<Object>> verbs, Pen out, PrintWriter err) {
      CommandLine line = new CommandLine(new RenderCommand(out, err));
      verbs.forEach((name, verb) -> line.addSubcommand(name, verb.get()));
      addCommon(line);
      line.getSubcommands().values().forEach(Verbs::addCommon);
      line.setCommandName(Invocation.command());
      line.getCommandSpec()
          .usageMessage()
          .exitCodeListHeading("%nExit codes:%n")
          .exitCodeList(ExitCode.meanings());
      return line;
    }

    private static void addCommon(CommandLine verb) {
      verb.getCommandSpec().addMixin("common", CommandSpec.forAnnotatedObject(new CommonOptions()));
    }

    private static int usage(ParameterException e, PrintWriter err) {
      err.println("error: " + e.getMessage());
      err.println("see --help for what there is");
      return ExitCode.USAGE.number();
    }

    /** The options of every verb, which are read before parsing: they are for parsing too. */
    private static final class CommonOptions {
      @Option(names = Failure.DEBUG, description = "print stack traces")
      @SuppressWarnings("UnusedVariable")
      private boolean debug;

      @Option(
          names = {SHORT_QUIET, QUIET},
          description = "no messages but errors; what a verb is for, it prints all the same")
      @SuppressWarnings("UnusedVariable")
      private boolean quiet;
    }
  }
}
