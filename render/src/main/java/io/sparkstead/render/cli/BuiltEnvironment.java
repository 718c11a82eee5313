package io.sparkstead.render.cli;

import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.render.cli.outcome.ExitCode;
import io.sparkstead.render.cli.outcome.Failure;
import io.sparkstead.render.cli.outcome.Refusal;
import io.sparkstead.render.disk.OutFolder;
import io.sparkstead.render.report.Located;
import io.sparkstead.render.report.Report;
import io.sparkstead.render.slot.SlotReader;
import io.sparkstead.render.source.EnvironmentFile;
import io.sparkstead.render.tree.Layout;
import io.sparkstead.render.tree.ManifestTree;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.StackManifests;
import io.sparkstead.stack.proof.Evidence;
import io.sparkstead.stack.proof.Finding;
import io.sparkstead.stack.proof.Proof;
import io.sparkstead.stack.secret.SlotFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** An environment with its stack, or the reason why there is none. */
record BuiltEnvironment(Environment environment, Stack stack) {

  /**
   * The only environment asked for, with its stack, its images locked as {@code out} says.
   *
   * @throws Refusal if there is none, or if a value in its Java or a line of its lock is refused
   */
  static BuiltEnvironment of(Asked asked, Path out) throws IOException {
    return of(environment(asked), out);
  }

  /** The only environment asked for, with each image as its Java says. */
  static BuiltEnvironment unlocked(Asked asked) throws IOException {
    return of(environment(asked), ImageLock.NONE);
  }

  /**
   * All environments asked for, each once.
   *
   * @throws Refusal with everything that is refused, or if two have one name
   */
  static List<BuiltEnvironment> all(Collection<Asked> asked, Path out) throws IOException {
    List<Environment> environments = new ArrayList<>();
    for (Asked one : new LinkedHashSet<>(asked)) {
      environments.addAll(environments(one));
    }
    environments = distinct(environments);
    refuseTwins(environments);
    if (environments.size() == 1) {
      return List.of(of(environments.get(0), out));
    }
    List<BuiltEnvironment> built = new ArrayList<>();
    Map<String, List<String>> refused = new LinkedHashMap<>();
    for (Environment environment : environments) {
      try {
        built.add(of(environment, out));
      } catch (RuntimeException e) {
        String reason = Failure.reason(e).orElseThrow(() -> e);
        refused.computeIfAbsent(reason, key -> new ArrayList<>()).add(environment.name().text());
      }
    }
    if (!refused.isEmpty()) {
      throw new Refusal(ExitCode.REFUSED, told(refused, environments.size()));
    }
    return built;
  }

  /** What ships is one thing, whether it is asked for by name or with all others. */
  private static List<Environment> distinct(List<Environment> environments) {
    if (environments.size() == 1) {
      return environments;
    }
    List<Environment> distinct = new ArrayList<>();
    Set<Class<?>> shipped = new HashSet<>();
    for (Environment one : environments) {
      if (one instanceof EnvironmentFile || shipped.add(one.getClass())) {
        distinct.add(one);
      }
    }
    return distinct;
  }

  private static void refuseTwins(List<Environment> environments) {
    Set<String> names = new HashSet<>();
    Set<String> twins = new TreeSet<>();
    for (Environment environment : environments) {
      if (!names.add(environment.name().text())) {
        twins.add("'" + environment.name() + "'");
      }
    }
    if (!twins.isEmpty()) {
      throw new Refusal(
          ExitCode.USAGE,
          "two environments are named "
              + few(twins)
              + ", and one's folder would replace the other's; give one another name()");
    }
  }

  /** {@code team-1, team-2, team-3, team-4, team-5 and 995 more}. */
  static String few(Collection<String> names) {
    List<String> first = names.stream().limit(5).toList();
    int more = names.size() - first.size();
    return String.join(", ", first) + (more > 0 ? " and " + more + " more" : "");
  }

  /** Each reason once: what a loop gets wrong, it gets wrong for all. */
  private static String told(Map<String, List<String>> refused, int all) {
    StringBuilder told = new StringBuilder();
    int count = 0;
    for (Map.Entry<String, List<String>> reason : refused.entrySet()) {
      count += reason.getValue().size();
      told.append("\n").append(few(reason.getValue())).append(": ").append(reason.getKey());
    }
    return count + " of " + all + " environments are refused; nothing was written" + told;
  }

  private static Environment environment(Asked asked) throws IOException {
    List<Environment> all = environments(asked);
    if (all.size() > 1) {
      throw new Refusal(
          ExitCode.USAGE,
          all.size()
              + " environments given, "
              + few(all.stream().map(one -> one.name().text()).toList())
              + "; this verb takes one: pick one of a file's with --only");
    }
    return all.get(0);
  }

  private static List<Environment> environments(Asked asked) throws IOException {
    try {
      return asked.environments();
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  private static BuiltEnvironment of(Environment environment, Path out) throws IOException {
    return of(environment, lock(root(environment, out)));
  }

  private static BuiltEnvironment of(Environment environment, ImageLock lock) {
    try {
      return new BuiltEnvironment(environment, environment.stack(lock));
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  private static ImageLock lock(Path root) throws IOException {
    try {
      return new OutFolder(root).imageLock();
    } catch (IllegalArgumentException e) {
      throw new Refusal(ExitCode.REFUSED, root.resolve(OutFolder.LOCK) + ": " + e.getMessage(), e);
    }
  }

  /** What a part refused, with the line of the environment that asked for it. */
  static Refusal refused(IllegalArgumentException e) {
    return new Refusal(ExitCode.REFUSED, e.getMessage() + "\n  at " + line(e), e);
  }

  /** The line that gave the value: the first that is neither the value's own nor a part's. */
  private static String line(IllegalArgumentException e) {
    Optional<String> file = EnvironmentFile.line(e);
    if (file.isPresent()) {
      return file.get();
    }
    String overlays = Environment.class.getPackageName();
    for (StackTraceElement frame : e.getStackTrace()) {
      if (frame.getClassName().startsWith(overlays + ".")) {
        return frame.getFileName() + ":" + frame.getLineNumber();
      }
    }
    return overlays;
  }

  /** What an environment is to be, and what is wrong with it. */
  record Rendered(ManifestTree tree, Report report) {}

  /**
   * Its tree, and whether it would work.
   *
   * @param out where it will be
   */
  Rendered rendered(Path out) throws IOException {
    StackManifests manifests = StackManifests.of(stack);
    // In this order: the proof fills in what objects leave out.
    ManifestTree tree = Layout.of(environment, manifests);
    return new Rendered(tree, report(out, tree, manifests));
  }

  private Report report(Path out, ManifestTree tree, StackManifests manifests) throws IOException {
    // The reader's parser is not so much as loaded for a stack without such files.
    List<SlotFile> slots =
        stack.slots().isEmpty() ? List.of() : SlotReader.read(stack, new OutFolder(root(out)));
    List<Finding> findings =
        Proof.of(
            Evidence.of(manifests, slots, environment.name().text()), environment.exceptions());
    return new Report(
        environment.name().text(),
        root(out).toString().replace('\\', '/'),
        findings.isEmpty() ? List.of() : Located.all(findings, environment, tree));
  }

  /** The folder of this environment in {@code out}. */
  Path root(Path out) {
    return root(environment, out);
  }

  private static Path root(Environment environment, Path out) {
    return out.resolve(environment.name().text());
  }
}
