import io.sparkstead.render.cli.CommandLineInterface;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Writes what shells and {@code man} know of the command line, from picocli's model of it.
 *
 * <pre>
 * java -Dsparkstead.command=sparkstead -cp render.jar build/Guides.java render/target/sparkstead
 * </pre>
 *
 * <p>{@code completion/sparkstead.bash} is for bash and for zsh, {@code completion/sparkstead.fish},
 * {@code man/man1/sparkstead.1}.
 */
final class Guides {

  private static final String NAME = "sparkstead";

  private final CommandLine line = CommandLineInterface.understood();
  private final Map<String, CommandLine> verbs = new LinkedHashMap<>(line.getSubcommands());
  private final StringBuilder text = new StringBuilder();

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    write(folder.resolve("completion/" + NAME + ".bash"), bash());
    write(folder.resolve("completion/" + NAME + ".fish"), new Guides().fish());
    write(folder.resolve("man/man1/" + NAME + ".1"), new Guides().manual());
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Without the date that picocli writes into it. */
  private static String bash() {
    return AutoComplete.bash(NAME, CommandLineInterface.understood())
        .replaceAll("(?m)^# on .*\n", "")
        .replaceAll("(?m)^# Date: .*\n", "");
  }

  private String fish() {
    String any = String.join(" ", verbs.keySet());
    text.append("# Completion of ").append(NAME).append(" for fish.\n");
    text.append("complete -c sparkstead -f\n");
    verbs.forEach(
        (name, verb) ->
            text.append("complete -c sparkstead -n __fish_use_subcommand -a ")
                .append(name)
                .append(" -d ")
                .append(quoted(header(verb)))
                .append('\n'));
    options(line, "not __fish_seen_subcommand_from " + any);
    verbs.forEach((name, verb) -> options(verb, "__fish_seen_subcommand_from " + name));
    return text.toString();
  }

  private void options(CommandLine verb, String when) {
    for (OptionSpec option : options(verb)) {
      text.append("complete -c sparkstead -n ").append(quoted(when));
      for (String name : option.names()) {
        text.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^--?", ""));
      }
      text.append(argument(option)).append(" -d ").append(quoted(said(option))).append('\n');
    }
  }

  private static String argument(OptionSpec option) {
    if (option.arity().max() == 0) {
      return "";
    }
    if (option.completionCandidates() != null) {
      return " -xa " + quoted(String.join(" ", option.completionCandidates()));
    }
    return option.auxiliaryTypes()[0] == Path.class || option.type() == Path.class ? " -rF" : " -x";
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private String manual() {
    Help help = help(line);
    request(".TH", NAME.toUpperCase(Locale.ROOT), "1");
    section("NAME");
    paragraph(NAME + " - " + header(line));
    section("SYNOPSIS");
    synopsis(line);
    verbs.forEach((name, verb) -> synopsis(verb));
    section("DESCRIPTION");
    paragraph("Without a verb it renders. A verb's options stand behind it.");
    section("OPTIONS");
    all(line);
    verbs.forEach(
        (name, verb) -> {
          // As it is without a verb.
          if (!name.equals("render")) {
            section(NAME + " " + name);
            paragraph(header(verb));
            verbatim(described(verb));
            all(verb);
          }
        });
    section("EXIT STATUS");
    help.commandSpec()
        .usageMessage()
        .exitCodeList()
        .forEach((code, meaning) -> item(bold(code), meaning));
    section("ENVIRONMENT");
    item(bold("JAVA_HOME"), "the JDK, 17 or later; without it, the java on PATH");
    item(bold("JAVA_OPTS"), "options for it");
    item(bold("XDG_CACHE_HOME"), "where the launcher keeps what makes it start faster");
    section("EXAMPLES");
    verbatim(help.footer());
    section("SEE ALSO");
    paragraph("kubectl(1)");
    return text.toString();
  }

  private void synopsis(CommandLine verb) {
    verbatim(help(verb).synopsis(0));
  }

  private void all(CommandLine verb) {
    for (PositionalParamSpec each : verb.getCommandSpec().positionalParameters()) {
      item(bold(each.paramLabel()), String.join(" ", each.description()));
    }
    for (OptionSpec option : options(verb)) {
      List<String> names = new ArrayList<>();
      for (String name : option.names()) {
        names.add(bold(name));
      }
      String value = option.arity().max() == 0 ? "" : "=" + escaped(option.paramLabel());
      item(String.join(", ", names) + value, said(option));
    }
  }

  private void section(String name) {
    request(".SH", name);
  }

  private void request(String macro, String... words) {
    text.append(macro);
    for (String word : words) {
      text.append(" \"").append(escaped(word)).append('"');
    }
    text.append('\n');
  }

  private void item(String head, String body) {
    text.append(".TP\n").append(head).append('\n').append(escaped(body)).append('\n');
  }

  private void paragraph(String body) {
    begin();
    text.append(escaped(body.strip())).append('\n');
  }

  private void verbatim(String body) {
    if (!body.isBlank()) {
      begin();
      text.append(".nf\n").append(escaped(body.stripTrailing())).append("\n.fi\n");
    }
  }

  /** A paragraph; the first of a section begins by itself. */
  private void begin() {
    int line = text.lastIndexOf("\n", text.length() - 2) + 1;
    if (text.indexOf(".SH", line) != line) {
      text.append(".PP\n");
    }
  }

  private static String bold(String word) {
    return "\\fB" + escaped(word) + "\\fR";
  }

  /** For troff: no line begins with a request, and a hyphen is one that can be copied. */
  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-").replaceAll("(?m)^([.'])", "\\\\&$1");
  }

  private static List<OptionSpec> options(CommandLine verb) {
    return verb.getCommandSpec().options().stream().filter(option -> !option.hidden()).toList();
  }

  private static String header(CommandLine verb) {
    return String.join(" ", verb.getCommandSpec().usageMessage().header());
  }

  private static String described(CommandLine verb) {
    return String.join("\n", verb.getCommandSpec().usageMessage().description())
        .replace("${ROOT-COMMAND-NAME}", NAME);
  }

  private static String said(OptionSpec option) {
    return String.join(" ", option.description());
  }

  private static Help help(CommandLine verb) {
    return new Help(verb.getCommandSpec(), Help.defaultColorScheme(Ansi.OFF));
  }
}
