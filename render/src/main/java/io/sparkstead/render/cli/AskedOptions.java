package io.sparkstead.render.cli;

import io.sparkstead.overlays.Environments;
import io.sparkstead.render.cli.outcome.ExitCode;
import io.sparkstead.render.cli.outcome.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options by which every verb is told its environment. */
final class AskedOptions {

  @Option(
      names = {"-e", RenderRun.ENV},
      paramLabel = "NAME",
      completionCandidates = Shipped.class,
      description = "which environment, one that `list` shows")
  private List<String> names = new ArrayList<>();

  @Option(
      names = RenderRun.ENV_FILE,
      paramLabel = "FILE",
      description = "a Java file that defines one, or a fleet of them; `init` writes an example")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--only",
      paramLabel = "NAME",
      description = "of a file's fleet, this environment; may be given several times")
  private Set<String> only = new LinkedHashSet<>();

  @Option(names = RenderRun.ALL_ENVS, description = "every environment that `list` shows")
  private boolean everything;

  /** The names that a shell completes. */
  private static final class Shipped implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Environments.all().stream().map(each -> each.name().text()).iterator();
    }
  }

  /** All of them, one at least. */
  List<Asked> all() {
    return all(Map.of());
  }

  private List<Asked> all(Map<String, String> standIns) {
    List<Asked> all = new ArrayList<>();
    names.forEach(name -> all.add(new Asked.Shipped(name)));
    files.forEach(file -> all.add(new Asked.InFile(file, only, standIns)));
    if (everything) {
      all.add(new Asked.AllShipped());
    }
    if (!only.isEmpty() && files.isEmpty()) {
      throw new Refusal(
          ExitCode.USAGE, "--only picks from a fleet; give its file too, with --env-file");
    }
    if (all.isEmpty()) {
      throw new Refusal(
          ExitCode.USAGE,
          "no environment given; name one with --env, `list` shows which there are, or a file with"
              + " --env-file");
    }
    return all;
  }

  /** Whether any is asked for. */
  boolean isGiven() {
    return everything || !names.isEmpty() || !files.isEmpty();
  }

  /** What the Java file at {@code path} defines, as if it were given. */
  Asked inFile(Path path) {
    return new Asked.InFile(path, only, Map.of());
  }

  /** The only one. */
  Asked one() {
    return one(Map.of());
  }

  /** The only one, with texts in place of files beside it that are not there yet. */
  Asked one(Map<String, String> standIns) {
    List<Asked> all = all(standIns);
    if (all.size() > 1) {
      throw new Refusal(
          ExitCode.USAGE, all.size() + " environments given; this verb takes one, run it for each");
    }
    return all.get(0);
  }
}
