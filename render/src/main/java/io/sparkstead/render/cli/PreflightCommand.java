package io.sparkstead.render.cli;

import io.sparkstead.render.cli.outcome.ExitCode;
import io.sparkstead.render.cli.outcome.Refusal;
import io.sparkstead.render.cli.outcome.Terminal;
import io.sparkstead.render.cluster.HttpCluster;
import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.cluster.live.SecretKeys;
import io.sparkstead.render.preflight.Preflight;
import io.sparkstead.render.preflight.asking.Line;
import io.sparkstead.render.preflight.asking.Verdict;
import io.sparkstead.render.preflight.asking.Wanted;
import io.sparkstead.render.report.Json;
import io.sparkstead.render.review.object.TreeObjects;
import io.sparkstead.stack.proof.evidence.Evidence;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks a cluster whether it has what an environment counts on, and writes nothing there. */
@Command(
    name = "preflight",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    header =
        "Asks a cluster whether it has what an environment counts on; exits with 3 if it does not.",
    description =
        "Reads, and tries by dry runs; nothing is written to the cluster. What your rights do not"
            + " let you ask is told as unchecked.")
final class PreflightCommand implements Callable<Integer> {

  /** How the lines are told. */
  enum Form {
    text,
    json
  }

  private final PrintWriter out;
  private final PrintWriter err;

  @Mixin private AskedOptions asked = new AskedOptions();

  @Mixin private FolderOption where = new FolderOption();

  @Mixin private ClusterOptions reached = new ClusterOptions();

  @Option(
      names = "--print",
      description = "print the kubectl commands that show the same, and ask nobody")
  private boolean print;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "${COMPLETION-CANDIDATES} (default: text on a terminal, else json)")
  private Optional<Form> form = Optional.empty();

  PreflightCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    BuiltEnvironment built = BuiltEnvironment.of(asked.one(), where.folder());
    Wanted wanted = wanted(built);
    StandingTree.compare(built.root(where.folder()), wanted.tree(), err);
    if (print) {
      String folder = built.root(where.folder()).toString().replace('\\', '/');
      for (String command : Preflight.commands(wanted)) {
        out.println("kubectl" + reached.forKubectl() + " " + command.replace("FOLDER", folder));
      }
      return ExitCode.DONE.number();
    }
    try (HttpCluster cluster = reached.cluster()) {
      List<Line> lines = Preflight.of(wanted, cluster, this::tell);
      print(built, cluster.name(), lines);
      return code(lines).number();
    } catch (Unanswered e) {
      throw new Refusal(ExitCode.REMOTE, String.valueOf(e.getMessage()), e);
    }
  }

  private static Wanted wanted(BuiltEnvironment built) {
    TreeObjects tree = TreeObjects.of(built.tree(built.manifests()).files());
    return new Wanted(
        tree,
        built.stack().namespace().name(),
        SecretKeys.of(built.stack()),
        built.stack().existing(),
        Evidence.of(built.stack()).release().map(release -> release.kubernetes()));
  }

  private void tell(String question) {
    if (Terminal.isThere()) {
      err.println(question);
    }
  }

  private void print(BuiltEnvironment built, String cluster, List<Line> lines) {
    if (form.orElse(Terminal.isThere() ? Form.text : Form.json) == Form.json) {
      out.print(
          Json.text(
              Map.of(
                  "environment",
                  built.environment().name().text(),
                  "cluster",
                  cluster,
                  "lines",
                  lines.stream().map(PreflightCommand::row).toList())));
      return;
    }
    out.println(built.environment().name() + ": " + cluster);
    lines.forEach(out::println);
    out.println(
        String.format(
            Locale.ROOT,
            "%d lack, %d unchecked, %d noted, %d ok.",
            count(lines, Verdict.lack),
            count(lines, Verdict.unchecked),
            count(lines, Verdict.note),
            count(lines, Verdict.ok)));
  }

  private static Map<String, String> row(Line line) {
    return Map.of(
        "verdict",
        line.verdict().name(),
        "subject",
        line.subject(),
        "text",
        line.text(),
        "remedy",
        line.remedy());
  }

  private static long count(List<Line> lines, Verdict verdict) {
    return lines.stream().filter(line -> line.verdict() == verdict).count();
  }

  private static ExitCode code(List<Line> lines) {
    if (count(lines, Verdict.lack) > 0) {
      return ExitCode.REFUSED;
    }
    return count(lines, Verdict.unchecked) > 0 ? ExitCode.REMOTE : ExitCode.DONE;
  }
}
