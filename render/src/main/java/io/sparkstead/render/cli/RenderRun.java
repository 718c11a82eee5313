package io.sparkstead.render.cli;

import io.sparkstead.render.disk.OutFolder;
import io.sparkstead.render.disk.Plan;
import io.sparkstead.render.disk.Plan.Step;
import io.sparkstead.render.report.Report;
import io.sparkstead.render.tree.ManifestStream;
import io.sparkstead.render.tree.ManifestTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one run of {@code render} was asked for, and the doing of it.
 *
 * @param environments by name, one or more
 * @param out the folder that holds the environments' folders
 */
record RenderRun(List<String> environments, Path out, Mode mode) {

  static final String ENV = "--env";
  static final String OUT = "--out";
  static final String DEFAULT_OUT = "out";

  /** What becomes of the tree. */
  enum Mode {
    WRITE(""),
    FORCE("--force"),
    CHECK("--check"),
    DRY_RUN("--dry-run"),
    STDOUT("--stdout");

    private final String option;

    Mode(String option) {
      this.option = option;
    }

    static Optional<Mode> of(String option) {
      for (Mode mode : values()) {
        if (mode.option.equals(option)) {
          return Optional.of(mode);
        }
      }
      return Optional.empty();
    }
  }

  RenderRun {
    environments = List.copyOf(new LinkedHashSet<>(environments));
    if (environments.isEmpty()) {
      throw new Refusal(
          ExitCode.USAGE,
          "no environment given; name one with --env, `list` shows which there are");
    }
  }

  /**
   * The run that {@code args} ask for, if they are as plain as nearly all are: environments, a
   * folder, at most one mode.
   *
   * <p>Everything else, mistakes above all, is for picocli to understand and explain. It is kept
   * out of plain runs because its classes take longer to load than the whole run.
   */
  static Optional<RenderRun> plain(String... args) {
    List<String> environments = new ArrayList<>();
    String out = DEFAULT_OUT;
    Mode mode = Mode.WRITE;
    for (int i = 0; i < args.length; i++) {
      boolean hasValue = i + 1 < args.length && !args[i + 1].startsWith("-");
      if (args[i].equals(ENV) && hasValue) {
        environments.add(args[++i]);
      } else if (args[i].equals(OUT) && hasValue) {
        out = args[++i];
      } else if (mode == Mode.WRITE && !args[i].isEmpty() && Mode.of(args[i]).isPresent()) {
        mode = Mode.of(args[i]).get();
      } else {
        return Optional.empty();
      }
    }
    return environments.isEmpty()
        ? Optional.empty()
        : Optional.of(new RenderRun(environments, Path.of(out), mode));
  }

  /** Does it, for every environment, and answers with the worst that came of one. */
  ExitCode run(PrintWriter data, PrintWriter messages) throws IOException {
    List<Place> places = new ArrayList<>();
    for (String environment : environments) {
      places.add(Place.named(environment));
    }
    ExitCode worst = ExitCode.DONE;
    for (Place place : places) {
      ExitCode code = run(place, data, messages);
      worst = code.number() > worst.number() ? code : worst;
    }
    return worst;
  }

  private ExitCode run(Place place, PrintWriter data, PrintWriter messages) throws IOException {
    ManifestTree tree = place.tree();
    prove(place, tree, messages);
    if (mode == Mode.STDOUT) {
      data.print(ManifestStream.of(place.stack()));
      return ExitCode.DONE;
    }
    Path root = place.root(out);
    OutFolder folder = new OutFolder(root);
    Plan plan = folder.plan(tree);
    return switch (mode) {
      case CHECK -> check(root, plan, data, messages);
      case DRY_RUN -> {
        list(root, plan, data);
        yield ExitCode.DONE;
      }
      case WRITE, FORCE, STDOUT -> {
        refuseConflicts(root, plan);
        folder.apply(tree, plan);
        messages.println(root + ": " + summary(plan));
        messages.println("next: kubectl apply -k " + root);
        yield ExitCode.DONE;
      }
    };
  }

  /** What would not work is neither written nor compared nor printed. */
  private void prove(Place place, ManifestTree tree, PrintWriter messages) {
    Report report = place.report(out, tree);
    if (report.refuses()) {
      throw new Refusal(
          ExitCode.REFUSED,
          "the stack breaks rules; nothing was written\n" + report.text().strip());
    }
    if (!report.findings().isEmpty()) {
      messages.println(report.summary() + "; `verify` says which");
    }
  }

  private ExitCode check(Path root, Plan plan, PrintWriter data, PrintWriter messages) {
    if (plan.isUpToDate()) {
      messages.println(root + " is up to date");
      return ExitCode.DONE;
    }
    list(root, plan, data);
    messages.println(
        root
            + " is stale; bring it up to date with: java -jar render/target/render.jar --env "
            + root.getFileName());
    return ExitCode.DIFFERENT;
  }

  private static void list(Path root, Plan plan, PrintWriter data) {
    for (Map.Entry<String, Step> entry : plan.steps().entrySet()) {
      if (entry.getValue() != Step.KEEP) {
        data.println(entry.getValue().sign() + " " + root.resolve(entry.getKey()));
      }
    }
  }

  /** Nothing is written while anything is in doubt: half a tree would be worse than an old one. */
  private void refuseConflicts(Path root, Plan plan) {
    List<String> foreign = plan.paths(Step.FOREIGN);
    List<String> edited = mode == Mode.FORCE ? List.of() : plan.paths(Step.EDITED);
    if (foreign.isEmpty() && edited.isEmpty()) {
      return;
    }
    StringBuilder message = new StringBuilder("nothing was written:");
    for (String path : edited) {
      message.append("\n  ").append(root.resolve(path)).append(" was edited by hand");
    }
    for (String path : foreign) {
      message.append("\n  ").append(root.resolve(path)).append(" is in the way and not ours");
    }
    message.append(edited.isEmpty() ? "" : "\nsay the edit in Java, or give it up with --force");
    message.append(foreign.isEmpty() ? "" : "\nmove what is not ours away");
    throw new Refusal(ExitCode.CONFLICT, message.toString());
  }

  private static String summary(Plan plan) {
    return plan.paths(Step.CREATE).size()
        + " created, "
        + (plan.paths(Step.UPDATE).size() + plan.paths(Step.EDITED).size())
        + " updated, "
        + plan.paths(Step.DELETE).size()
        + " deleted, "
        + plan.paths(Step.KEEP).size()
        + " unchanged";
  }
}
