package io.sparkstead.render.cli;

import io.sparkstead.render.cli.outcome.ExitCode;
import io.sparkstead.render.cli.outcome.Invocation;
import io.sparkstead.render.cli.outcome.Refusal;
import io.sparkstead.render.cli.outcome.Refusals;
import io.sparkstead.render.cli.outcome.Watched;
import io.sparkstead.render.disk.OutFolder;
import io.sparkstead.render.disk.Plan;
import io.sparkstead.render.disk.Plan.Step;
import io.sparkstead.render.report.Report;
import io.sparkstead.render.tree.BringUp;
import io.sparkstead.render.tree.Layout;
import io.sparkstead.render.tree.ManifestStream;
import io.sparkstead.render.tree.ManifestTree;
import io.sparkstead.stack.StackManifests;
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
 * @param environments one or more
 * @param out the folder that holds the environments' folders
 */
record RenderRun(List<Asked> environments, Path out, Mode mode) {

  static final String ENV = "--env";
  static final String ENV_FILE = "--env-file";
  static final String ALL_ENVS = "--all-envs";
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
  }

  /**
   * The run that {@code args} ask for, if they are as plain as nearly all are: environments, a
   * folder, at most one mode.
   *
   * <p>Everything else, mistakes above all, is for picocli to understand and explain. It is kept
   * out of plain runs because its classes take longer to load than the whole run.
   */
  static Optional<RenderRun> plain(String... args) {
    List<Asked> environments = new ArrayList<>();
    String out = DEFAULT_OUT;
    Mode mode = Mode.WRITE;
    for (int i = 0; i < args.length; i++) {
      boolean hasValue = i + 1 < args.length && !args[i + 1].startsWith("-");
      if (args[i].equals(ENV) && hasValue) {
        environments.add(new Asked.Shipped(args[++i]));
      } else if (args[i].equals(ALL_ENVS)) {
        environments.add(new Asked.AllShipped());
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

  /**
   * One environment, up to the point where something would be written.
   *
   * @param stream its objects, if they are to be printed
   */
  private record Prepared(
      BuiltEnvironment built, ManifestTree tree, String stream, OutFolder folder, Plan plan) {
    Path root() {
      return folder.root();
    }
  }

  /** Does it. Nothing is written for any environment before all of them can be. */
  ExitCode run(PrintWriter data, PrintWriter messages) throws IOException {
    List<Prepared> all = prepare(messages);
    return switch (mode) {
      case STDOUT -> {
        String between = "";
        for (Prepared one : all) {
          data.print(between + one.stream());
          between = "---\n";
        }
        yield ExitCode.DONE;
      }
      case CHECK -> check(all, data, messages);
      case DRY_RUN -> {
        all.forEach(one -> list(one, data));
        yield ExitCode.DONE;
      }
      case WRITE, FORCE -> {
        refuseConflicts(all);
        for (Prepared one : all) {
          Plan done = one.folder().apply(one.tree(), one.plan());
          messages.println(one.root() + ": " + done.summary());
          if (all.size() == 1) {
            next(one, done, messages);
          }
        }
        yield ExitCode.DONE;
      }
    };
  }

  private List<Prepared> prepare(PrintWriter messages) throws IOException {
    List<Prepared> all = new ArrayList<>();
    StringBuilder broken = new StringBuilder();
    Refusals refusals = new Refusals();
    List<BuiltEnvironment> builds = BuiltEnvironment.all(environments, out);
    for (BuiltEnvironment built : builds) {
      Watched.step(all.size(), builds.size(), "environments rendered");
      StackManifests manifests;
      try {
        manifests = built.manifests();
      } catch (Refusal e) {
        refusals.add(built.environment().name(), e);
        continue;
      }
      ManifestTree tree = built.tree(manifests);
      String stream = mode == Mode.STDOUT ? ManifestStream.of(manifests) : "";
      Report report = built.report(out, tree, manifests);
      if (report.refuses()) {
        broken.append('\n').append(report.text().strip());
      } else if (!report.found().isEmpty()) {
        messages.println(report.summary() + "; `verify` says which");
      }
      OutFolder folder = new OutFolder(built.root(out));
      all.add(new Prepared(built, tree, stream, folder, folder.plan(tree)));
    }
    refusals.tell(builds.size());
    if (!broken.isEmpty()) {
      throw new Refusal(ExitCode.REFUSED, "the stack breaks rules; nothing was written" + broken);
    }
    return all;
  }

  private ExitCode check(List<Prepared> all, PrintWriter data, PrintWriter messages) {
    ExitCode code = ExitCode.DONE;
    for (Prepared one : all) {
      if (one.plan().isUpToDate()) {
        messages.println(one.root() + " is up to date");
      } else {
        list(one, data);
        messages.println(
            one.root()
                + " is stale; bring it up to date with: "
                + Invocation.command()
                + " "
                + one.built().environment().option());
        code = ExitCode.DIFFERENT;
      }
    }
    return code;
  }

  private static void list(Prepared one, PrintWriter data) {
    for (Map.Entry<String, Step> entry : one.plan().steps().entrySet()) {
      if (entry.getValue() != Step.KEEP) {
        data.println(entry.getValue().sign() + " " + one.root().resolve(entry.getKey()));
      }
    }
  }

  /** Nothing is written while anything is in doubt: half a tree would be worse than an old one. */
  private void refuseConflicts(List<Prepared> all) {
    StringBuilder edited = new StringBuilder();
    StringBuilder foreign = new StringBuilder();
    for (Prepared one : all) {
      if (mode != Mode.FORCE) {
        for (String path : one.plan().paths(Step.EDITED)) {
          edited.append("\n  ").append(one.root().resolve(path)).append(" was edited by hand");
        }
      }
      for (String path : one.plan().paths(Step.FOREIGN)) {
        foreign
            .append("\n  ")
            .append(one.root().resolve(path))
            .append(" is in the way and not ours");
      }
    }
    if (!edited.isEmpty() || !foreign.isEmpty()) {
      throw new Refusal(
          ExitCode.CONFLICT,
          "nothing was written:"
              + edited
              + foreign
              + (edited.isEmpty() ? "" : "\nsay the edit in Java, or give it up with --force")
              + (foreign.isEmpty() ? "" : "\nmove what is not ours away"));
    }
  }

  /** What a person does now, in order: all of it for a new tree, little for one that is in use. */
  private static void next(Prepared one, Plan done, PrintWriter messages) {
    String root = one.root().toString().replace('\\', '/');
    BringUp bringUp =
        BringUp.of(one.built().environment(), one.built().stack(), root, Invocation.command());
    if (done.isFirst()) {
      print("next, once:", bringUp.once(), messages);
      print("then, and after every change:", bringUp.apply(), messages);
      print("then ask whether it works:", bringUp.ask(), messages);
    } else if (!done.isUpToDate()) {
      String images = done.changes(Layout.IMAGES) ? bringUp.images() : "";
      String apply = bringUp.isByHand() ? bringUp.apply() : "";
      print("next:", images + apply, messages);
    }
    messages.println(root + "/README.md says more");
  }

  private static void print(String heading, String lines, PrintWriter messages) {
    if (!lines.isEmpty()) {
      messages.println(heading);
      messages.print("  " + lines.strip().replace("\n", "\n  ") + "\n");
    }
  }
}
