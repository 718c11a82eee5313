package io.sparkstead.render.cli;

import io.sparkstead.render.disk.OutFolder;
import io.sparkstead.render.disk.Plan;
import io.sparkstead.render.disk.Plan.Step;
import io.sparkstead.render.tree.ManifestStream;
import io.sparkstead.render.tree.ManifestTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the trees of environments, or tells what that would change. */
@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    usageHelpAutoWidth = true,
    synopsisSubcommandLabel = "[VERB]",
    header =
        "Writes the Kustomize tree of an environment: Spark on Kubernetes, without an operator.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  java -jar render.jar --env homelab             write out/homelab",
      "  java -jar render.jar --env homelab --check     is out/homelab up to date?",
      "  java -jar render.jar --env homelab --stdout    one stream, for kubectl apply -f -",
      "  java -jar render.jar secrets --env homelab | kubectl apply -f -",
      "  java -jar render.jar list",
    })
final class RenderCommand implements Callable<Integer> {

  private final PrintWriter out;
  private final PrintWriter err;

  @Option(
      names = {"-e", "--env"},
      paramLabel = "NAME",
      description = "which environment; may be given several times")
  private List<String> environments = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where the environments' folders are (default: ${DEFAULT-VALUE})")
  private Path parent = Path.of("out");

  @Option(
      names = "--force",
      description = "also replace our files that were edited by hand; the edits are lost")
  private boolean force;

  @ArgGroup private Mode mode = new Mode();

  @Option(names = "--debug", description = "print stack traces")
  @SuppressWarnings("UnusedVariable") // Read before parsing, so that it helps with parsing too.
  private boolean debug;

  /** What to do instead of writing. */
  private static final class Mode {
    @Option(names = "--check", description = "write nothing; list what is stale and exit with 1")
    private boolean check;

    @Option(names = "--dry-run", description = "write nothing; list what would be written")
    private boolean dryRun;

    @Option(names = "--stdout", description = "write nothing; print all objects as one stream")
    private boolean stdout;
  }

  RenderCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    if (environments.isEmpty()) {
      throw new Refusal(
          ExitCode.USAGE,
          "no environment given; name one with --env, `list` shows which there are");
    }
    List<Place> places = new LinkedHashSet<>(environments).stream().map(Place::named).toList();
    ExitCode worst = ExitCode.DONE;
    for (Place place : places) {
      ExitCode code = render(place);
      worst = code.number() > worst.number() ? code : worst;
    }
    return worst.number();
  }

  private ExitCode render(Place place) throws IOException {
    if (mode.stdout) {
      out.print(ManifestStream.of(place.stack()));
      return ExitCode.DONE;
    }
    ManifestTree tree = place.tree();
    Path root = parent.resolve(place.environment().name().text());
    OutFolder folder = new OutFolder(root);
    Plan plan = folder.plan(tree);
    if (mode.check) {
      return check(root, plan);
    }
    if (mode.dryRun) {
      list(root, plan);
      return ExitCode.DONE;
    }
    refuseConflicts(root, plan);
    folder.apply(tree, plan);
    summarise(root, plan);
    return ExitCode.DONE;
  }

  private ExitCode check(Path root, Plan plan) {
    if (plan.isUpToDate()) {
      err.println(root + " is up to date");
      return ExitCode.DONE;
    }
    list(root, plan);
    err.println(
        root
            + " is stale; bring it up to date with: java -jar render/target/render.jar --env "
            + root.getFileName());
    return ExitCode.DIFFERENT;
  }

  private void list(Path root, Plan plan) {
    plan.steps()
        .forEach(
            (path, step) -> {
              if (step != Step.KEEP) {
                out.println(step.sign() + " " + root.resolve(path));
              }
            });
  }

  /** Nothing is written while anything is in doubt: half a tree would be worse than an old one. */
  private void refuseConflicts(Path root, Plan plan) {
    List<String> foreign = plan.paths(Step.FOREIGN);
    List<String> edited = force ? List.of() : plan.paths(Step.EDITED);
    if (foreign.isEmpty() && edited.isEmpty()) {
      return;
    }
    StringBuilder message = new StringBuilder("nothing was written:");
    edited.forEach(
        path -> message.append("\n  ").append(root.resolve(path)).append(" was edited by hand"));
    foreign.forEach(
        path ->
            message
                .append("\n  ")
                .append(root.resolve(path))
                .append(" is in the way and not ours"));
    if (!edited.isEmpty()) {
      message.append("\nsay the edit in Java, or give it up with --force");
    }
    if (!foreign.isEmpty()) {
      message.append("\nmove what is not ours away");
    }
    throw new Refusal(ExitCode.CONFLICT, message.toString());
  }

  private void summarise(Path root, Plan plan) {
    int created = plan.paths(Step.CREATE).size();
    int updated = plan.paths(Step.UPDATE).size() + plan.paths(Step.EDITED).size();
    int deleted = plan.paths(Step.DELETE).size();
    int kept = plan.paths(Step.KEEP).size();
    err.println(
        root
            + ": "
            + created
            + " created, "
            + updated
            + " updated, "
            + deleted
            + " deleted, "
            + kept
            + " unchanged");
    err.println("next: kubectl apply -k " + root);
  }
}
