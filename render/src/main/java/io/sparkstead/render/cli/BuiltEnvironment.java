package io.sparkstead.render.cli;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.render.cli.outcome.ExitCode;
import io.sparkstead.render.cli.outcome.Refusal;
import io.sparkstead.render.cli.outcome.Refusals;
import io.sparkstead.render.cli.outcome.Watched;
import io.sparkstead.render.disk.NativeFolder;
import io.sparkstead.render.disk.OutFolder;
import io.sparkstead.render.report.Report;
import io.sparkstead.render.slot.SlotReader;
import io.sparkstead.render.source.EnvironmentFile;
import io.sparkstead.render.source.EnvironmentLine;
import io.sparkstead.render.source.SourceText;
import io.sparkstead.render.tree.Layout;
import io.sparkstead.render.tree.ManifestTree;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.StackManifests;
import io.sparkstead.stack.proof.Proof;
import io.sparkstead.stack.proof.RefusedRule;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.secret.SlotFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
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
    refuseKept(environments);
    if (environments.size() == 1) {
      return List.of(of(environments.get(0), out));
    }
    List<BuiltEnvironment> built = new ArrayList<>();
    Refusals refusals = new Refusals();
    for (Environment environment : environments) {
      Watched.step(built.size(), environments.size(), "environments built");
      try {
        built.add(of(environment, out));
      } catch (RuntimeException e) {
        refusals.add(environment.name(), e);
      }
    }
    refusals.tell(environments.size());
    return built;
  }

  /** What somebody makes of one. */
  interface Made<T> {
    T of(BuiltEnvironment built) throws IOException;
  }

  /**
   * What {@code made} makes of each.
   *
   * @throws Refusal with everything that is refused
   */
  static <T> List<T> each(List<BuiltEnvironment> builds, Made<T> made) throws IOException {
    List<T> each = new ArrayList<>();
    Refusals refusals = new Refusals();
    for (BuiltEnvironment built : builds) {
      Watched.step(each.size(), builds.size(), "environments");
      try {
        each.add(made.of(built));
      } catch (Refusal e) {
        refusals.add(built.environment().name(), e);
      }
    }
    refusals.tell(builds.size());
    return each;
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
              + Refusals.few(twins)
              + ", and one's folder would replace the other's; give one another name()");
    }
  }

  private static void refuseKept(List<Environment> environments) {
    for (Environment environment : environments) {
      if (DnsLabel.isKeptByWindows(environment.name().text())) {
        throw new Refusal(
            ExitCode.USAGE,
            "environment '"
                + environment.name()
                + "' would be a folder that Windows keeps for itself; give it another name()");
      }
    }
  }

  private static Environment environment(Asked asked) throws IOException {
    List<Environment> all = environments(asked);
    if (all.size() > 1) {
      throw new Refusal(
          ExitCode.USAGE,
          all.size()
              + " environments given, "
              + Refusals.few(all.stream().map(one -> one.name().text()).toList())
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
    Watched.step();
    try {
      return new BuiltEnvironment(environment, environment.stack(lock));
    } catch (IllegalArgumentException e) {
      throw refused(e, EnvironmentLine.of(e, environment).orElseGet(() -> line(e)));
    } catch (NullPointerException e) {
      throw EnvironmentLine.calledFrom(e)
          .map(call -> refused(nothing(e, call), EnvironmentLine.of(e, environment).orElseThrow()))
          .orElseThrow(() -> e);
    }
  }

  /** Files are compiled without the check for null that this program is built with. */
  private static IllegalArgumentException nothing(NullPointerException e, String call) {
    return new IllegalArgumentException(
        call + " is given null, which nothing here takes; give a value, or leave it out", e);
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
    return refused(e, line(e));
  }

  private static Refusal refused(IllegalArgumentException e, String line) {
    StringBuilder told = new StringBuilder(e.getMessage() + "\n  at " + line);
    for (Throwable other : e.getSuppressed()) {
      told.append("\n").append(other.getMessage()).append("\n  at ").append(line(other));
    }
    return new Refusal(ExitCode.REFUSED, told.toString(), e);
  }

  /** The line that gave the value: the first that is neither the value's own nor a part's. */
  private static String line(Throwable e) {
    return EnvironmentLine.of(e).orElseGet(Environment.class::getPackageName);
  }

  /**
   * What its stack consists of.
   *
   * @throws Refusal if a patch or a part of it does not fit the rest
   */
  StackManifests manifests() {
    Watched.step();
    try {
      return StackManifests.of(stack);
    } catch (IllegalArgumentException e) {
      throw refused(e, Report.line(e, environment, stack));
    } catch (NullPointerException e) {
      if (!(environment instanceof EnvironmentFile)) {
        throw e;
      }
      IllegalArgumentException nothing = nothing(e, "a part of the stack");
      throw refused(nothing, Report.line(nothing, environment, stack));
    }
  }

  /**
   * Its files, of the objects in {@code manifests}.
   *
   * @throws Refusal if a name or a text in them has no place in any file
   */
  ManifestTree tree(StackManifests manifests) {
    try {
      return Layout.of(environment, manifests);
    } catch (IllegalArgumentException e) {
      throw refused(e, Report.line(e, environment, stack));
    }
  }

  /**
   * What is wrong with it.
   *
   * @param out where its folder will be
   */
  Report report(Path out) throws IOException {
    StackManifests manifests = manifests();
    return report(out, tree(manifests), manifests);
  }

  /** What is wrong with it, as its files and objects that are made already show. */
  Report report(Path out, ManifestTree tree, StackManifests manifests) throws IOException {
    Watched.step();
    // The reader's parser is not so much as loaded for a stack without such files.
    List<SlotFile> slots =
        stack.slots().isEmpty() ? List.of() : SlotReader.read(stack, new OutFolder(root(out)));
    Evidence evidence = Evidence.of(manifests, slots, environment.name().text());
    return new Report(
        new Report.Written(environment, stack, tree, slots),
        root(out).toString().replace('\\', '/'),
        findings(evidence));
  }

  private List<Finding> findings(Evidence evidence) {
    if (evidence.isByAPerson()) {
      NativeFolder.ofThisPerson().tell();
    }
    try {
      return Proof.of(evidence, environment.exceptions(), environment.rules());
    } catch (RefusedRule e) {
      String at =
          SourceText.of(environment)
              .map(source -> source.file() + ":" + source.lineOf('"' + e.id() + '"'))
              .orElse(environment.getClass().getName());
      throw new Refusal(ExitCode.REFUSED, e.getMessage() + "\n  at " + at, e);
    }
  }

  /** The folder of this environment in {@code out}. */
  Path root(Path out) {
    return root(environment, out);
  }

  private static Path root(Environment environment, Path out) {
    return out.resolve(environment.name().text());
  }
}
