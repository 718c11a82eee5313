package io.sparkstead.render.cli;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.overlays.Environments;
import io.sparkstead.render.adopt.Adoption;
import io.sparkstead.render.adopt.found.Found;
import io.sparkstead.render.adopt.input.Inputs;
import io.sparkstead.render.adopt.input.UnusableInput;
import io.sparkstead.render.adopt.outcome.Comparison;
import io.sparkstead.render.adopt.outcome.Defects;
import io.sparkstead.render.adopt.outcome.Outcome;
import io.sparkstead.render.adopt.outcome.ProgramForm;
import io.sparkstead.render.adopt.outcome.TextForm;
import io.sparkstead.render.cli.outcome.ExitCode;
import io.sparkstead.render.cli.outcome.Invocation;
import io.sparkstead.render.cli.outcome.Refusal;
import io.sparkstead.render.report.Report;
import io.sparkstead.render.review.object.TreeObjects;
import io.sparkstead.render.source.EnvironmentFile;
import io.sparkstead.render.tree.ManifestTree;
import io.sparkstead.stack.StackManifests;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes an environment that does what manifests of somebody else's do. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    header = "Reads manifests, and writes an environment that does what they do.",
    description = {
      "Reads a folder of manifests, what Kustomize or Helm prints, applications of the Kubeflow",
      "operator, spark-defaults.conf, values of the Bitnami chart. Objects are known by what they",
      "do, whatever they are called. It writes NAME.java alone, renders it in memory, and tells of",
      "each value that was read what became of it; exits with 1 if anything differs. No value of a",
      "Secret is written or printed. For example:",
      "  ${ROOT-COMMAND-NAME} import k8s",
      "  kubectl kustomize k8s | ${ROOT-COMMAND-NAME} import - --name mylab",
    })
final class ImportCommand implements Callable<Integer> {

  private static final String STANDARD_INPUT = "-";

  /** How what was found is told. */
  enum Form {
    text {
      @Override
      String of(Outcome outcome) {
        return TextForm.of(outcome);
      }
    },
    json {
      @Override
      String of(Outcome outcome) {
        return ProgramForm.of(outcome);
      }
    };

    abstract String of(Outcome outcome);
  }

  private final PrintWriter out;
  private final PrintWriter err;
  private final InputStream in;
  private final Path folder;

  @Parameters(
      paramLabel = "FOLDER",
      description = "the manifests, a folder or a file; - reads standard input")
  private String from = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "what to call the environment; else as the folder, or `imported`")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--force",
      description = "also replace NAME.java if it is there; what it says is lost")
  private boolean force;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Form form = Form.text;

  /** That writes into {@code folder}. */
  ImportCommand(PrintWriter out, PrintWriter err, InputStream in, Path folder) {
    this.out = out;
    this.err = err;
    this.in = in;
    this.folder = folder;
  }

  @Override
  public Integer call() throws IOException {
    if (!EnvironmentFile.isPossible()) {
      throw new Refusal(
          ExitCode.USAGE,
          "this Java has no compiler to try what is written; run with the java of a JDK, 17 or"
              + " later");
    }
    DnsLabel label = label();
    Path file = folder.resolve(label + ".java");
    if (Files.exists(file) && !force) {
      throw taken(file);
    }
    Adoption adoption = Adoption.of(inputs(), label, from);
    write(file, adoption.text());
    Outcome outcome = outcome(file, adoption);
    out.print(form.of(outcome));
    tellNext(file);
    return code(outcome).number();
  }

  private static ExitCode code(Outcome outcome) {
    if (!outcome.refused().isEmpty()) {
      return ExitCode.REFUSED;
    }
    return outcome.isWhole() ? ExitCode.DONE : ExitCode.DIFFERENT;
  }

  private void tellNext(Path file) {
    err.println(file + ": an environment to change as you like");
    err.println("next, look for GUESS in it, then:");
    err.println("  " + Invocation.command() + " " + RenderRun.ENV_FILE + " " + file);
  }

  private Inputs inputs() throws IOException {
    try {
      return from.equals(STANDARD_INPUT) ? Inputs.of(in) : Inputs.of(Path.of(from));
    } catch (UnusableInput e) {
      throw new Refusal(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private DnsLabel label() {
    String asked = name.orElseGet(this::usualName);
    try {
      DnsLabel label = DnsLabel.of(asked);
      if (Environments.all().stream().anyMatch(shipped -> shipped.name().equals(label))) {
        throw new Refusal(
            ExitCode.USAGE,
            "'" + label + "' ships with this program; give another name with --name");
      }
      if (DnsLabel.isKeptByWindows(label.text())) {
        throw new Refusal(
            ExitCode.USAGE,
            "'" + label + "' is a name that Windows keeps for itself; give another with --name");
      }
      return label;
    } catch (IllegalArgumentException e) {
      throw new Refusal(ExitCode.USAGE, e.getMessage() + "; give a name with --name", e);
    }
  }

  private String usualName() {
    if (from.equals(STANDARD_INPUT)) {
      return "imported";
    }
    Path last = Path.of(from).toAbsolutePath().normalize().getFileName();
    String plain = String.valueOf(last).replaceFirst("\\.[a-z]+$", "").toLowerCase(Locale.ROOT);
    return plain.replaceAll("[^a-z0-9]+", "-").replaceAll("^[-0-9]+|-+$", "");
  }

  private void write(Path file, String text) throws IOException {
    try {
      if (force) {
        Files.writeString(file, text);
      } else {
        Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
      }
    } catch (FileAlreadyExistsException e) {
      throw taken(file);
    }
  }

  private static Refusal taken(Path file) {
    return new Refusal(
        ExitCode.CONFLICT,
        file + " is there already; give another --name, move it away, or replace it with --force");
  }

  private Outcome outcome(Path file, Adoption adoption) throws IOException {
    Found found = adoption.recognition().found();
    String namespace = adoption.recognition().namespace();
    List<String> refused = new ArrayList<>();
    Optional<TreeObjects> rendered = rendered(file, refused);
    Comparison comparison =
        new Comparison(
            found,
            rendered.orElseGet(() -> new TreeObjects(Map.of(), Map.of(), Set.of())),
            namespace);
    return new Outcome(
        file.toString(),
        from,
        found,
        comparison.rows(),
        Defects.of(found),
        rendered.map(ignored -> comparison.change()),
        refused);
  }

  /** The tree that the file makes, in memory; what refuses it is added to {@code refused}. */
  private static Optional<TreeObjects> rendered(Path file, List<String> refused)
      throws IOException {
    try {
      BuiltEnvironment built =
          BuiltEnvironment.unlocked(new Asked.InFile(file, Set.of(), Map.of()));
      StackManifests manifests = built.manifests();
      ManifestTree tree = built.tree(manifests);
      Report report = built.report(Path.of("out"), tree, manifests);
      if (report.refuses()) {
        refused.add(report.text().strip());
      }
      return Optional.of(TreeObjects.of(tree.files()));
    } catch (Refusal e) {
      if (e.code() != ExitCode.REFUSED) {
        throw e;
      }
      refused.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
