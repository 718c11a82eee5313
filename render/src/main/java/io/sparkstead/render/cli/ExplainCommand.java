package io.sparkstead.render.cli;

import io.sparkstead.dsl.value.NearName;
import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Environments;
import io.sparkstead.render.cli.outcome.ExitCode;
import io.sparkstead.render.cli.outcome.Refusal;
import io.sparkstead.render.disk.OutFolder;
import io.sparkstead.render.explain.Answer;
import io.sparkstead.render.explain.Explanation;
import io.sparkstead.render.explain.OfRule;
import io.sparkstead.render.explain.Subject;
import io.sparkstead.render.report.Json;
import io.sparkstead.render.source.EnvironmentFile;
import io.sparkstead.render.source.SourceText;
import io.sparkstead.render.tree.ManifestTree;
import io.sparkstead.stack.StackManifests;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a line of a tree comes from, what a line of Java makes, and what a rule asks for. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    header = "Says what a line comes from, what a line of Java makes, or what a rule asks for.",
    description = {
      "Each thing that the environment's Java says is tried otherwise, which takes some seconds."
          + " For example:",
      "  ${ROOT-COMMAND-NAME} explain out/homelab/jupyter/statefulset-jupyter.yaml:41",
      "  ${ROOT-COMMAND-NAME} explain Homelab.java:69",
      "  ${ROOT-COMMAND-NAME} explain REF-01",
    })
final class ExplainCommand implements Callable<Integer> {

  /** How it is told. */
  enum Form {
    text {
      @Override
      String of(Answer answer) {
        return answer.text();
      }
    },
    json {
      @Override
      String of(Answer answer) {
        return Json.text(answer.object());
      }
    };

    abstract String of(Answer answer);
  }

  private final PrintWriter out;

  @Mixin private AskedOptions asked = new AskedOptions();

  @Mixin private FolderOption where = new FolderOption();

  @Parameters(
      paramLabel = "WHAT",
      arity = "1",
      description =
          "a file of a tree, FILE or FILE:LINE; a line of an environment's Java,"
              + " NAME.java:LINE; or the id of a rule")
  private String what = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Form form = Form.text;

  ExplainCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    out.print(form.of(answer()));
    return ExitCode.DONE.number();
  }

  private Answer answer() throws IOException {
    ExplainedPlace place = ExplainedPlace.of(what);
    if (OfRule.isId(what) && !Files.exists(place.path())) {
      return rule();
    }
    if (!EnvironmentFile.isPossible()) {
      throw usage(
          "this Java ("
              + System.getProperty("java.home")
              + ") has no compiler, by which each thing is tried; run with the java of a JDK, 17 or"
              + " later");
    }
    return place.isJava() ? java(place) : output(place);
  }

  private Answer rule() throws IOException {
    try {
      return OfRule.of(
          what,
          asked.isGiven()
              ? BuiltEnvironment.unlocked(asked.one()).environment().rules()
              : List.of());
    } catch (IllegalArgumentException e) {
      throw new Refusal(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private Answer java(ExplainedPlace place) throws IOException {
    Subject subject = subject(environmentOf(place), where.folder());
    int lines = (int) subject.source().text().lines().count();
    if (!place.file().equals(subject.source().file())) {
      throw usage(
          what
              + " is not the Java of environment '"
              + subject.environment().name()
              + "', which is "
              + subject.source().file()
              + "; ask for a line of that");
    }
    if (Files.isRegularFile(place.path())
        && !Files.readString(place.path())
            .lines()
            .toList()
            .equals(subject.source().text().lines().toList())) {
      throw usage(
          place.path()
              + " is not what this program was built of; build it first, or give the file with"
              + " --env-file");
    }
    if (place.line().isEmpty()) {
      throw usage(what + " has " + lines + " lines; say which, as " + place.file() + ":1");
    }
    refuseBeyond(place, place.line().get(), lines);
    return Explanation.of(subject).java(place.line().get());
  }

  /** The one that is given, or else the one whose Java it is. */
  private Asked environmentOf(ExplainedPlace place) throws IOException {
    if (asked.isGiven()) {
      return asked.one();
    }
    String file = place.file();
    for (Environment shipped : Environments.all()) {
      if (shipped.getClass().getSimpleName().concat(".java").equals(file)) {
        return new Asked.Shipped(shipped.name().text());
      }
    }
    if (!Files.isRegularFile(place.path())) {
      throw usage(
          "no file '"
              + place.path()
              + "', and no environment that ships is written in it; name one that is there, or one"
              + " of "
              + String.join(
                  ", ",
                  Environments.all().stream()
                      .map(each -> each.getClass().getSimpleName() + ".java")
                      .toList()));
    }
    return asked.inFile(place.path());
  }

  private Answer output(ExplainedPlace place) throws IOException {
    ExplainedPlace.InTree tree = place.inTree(where.folder());
    Subject subject = subject(asked.isGiven() ? asked.one() : shipped(tree), tree.out());
    String path = tree.path(subject.environment().name().text());
    String text = subject.tree().files().get(path);
    if (text == null) {
      throw usage(notInTree(subject, path));
    }
    refuseOther(subject, tree, path, text);
    int lines = (int) text.lines().count();
    if (place.line().isEmpty()) {
      return Explanation.of(subject).file(path);
    }
    refuseBeyond(place, place.line().get(), lines);
    return Explanation.of(subject).line(path, place.line().get());
  }

  private Asked shipped(ExplainedPlace.InTree tree) {
    String name = tree.environment();
    String place = what.replace('\\', '/');
    List<String> names = Environments.all().stream().map(each -> each.name().text()).toList();
    if (names.contains(name)) {
      return new Asked.Shipped(name);
    }
    throw usage(
        what
            + (place.contains("/") ? "" : " is no rule, as REF-01 is one, and")
            + " is in no tree of an environment that ships"
            + NearName.of(name, names).map(near -> "; did you mean " + near + "?").orElse("")
            + "; name the environment by --env, or its Java by --env-file");
  }

  private String notInTree(Subject subject, String path) {
    return "'"
        + path
        + "' is not one of the "
        + subject.tree().files().size()
        + " files that "
        + subject.source().file()
        + " makes"
        + NearName.of(path, subject.tree().files().keySet())
            .map(near -> "; did you mean " + near + "?")
            .orElse("; name one that is below " + subject.root());
  }

  /** An old tree has other lines than the ones that would be explained. */
  private void refuseOther(Subject subject, ExplainedPlace.InTree tree, String path, String text)
      throws IOException {
    OutFolder folder = new OutFolder(tree.out().resolve(subject.environment().name().text()));
    Optional<String> found = folder.text(path);
    if (found.isPresent() && !found.get().equals(text)) {
      List<String> here = found.get().lines().toList();
      List<String> made = text.lines().toList();
      int line = 0;
      while (line < here.size() && line < made.size() && here.get(line).equals(made.get(line))) {
        line++;
      }
      throw usage(
          subject.root()
              + "/"
              + path
              + " is not what "
              + subject.source().file()
              + " makes today: line "
              + (line + 1)
              + " is another; render it first, `diff` shows what differs");
    }
  }

  private void refuseBeyond(ExplainedPlace place, int line, int lines) {
    if (line < 1 || line > lines) {
      throw usage(what + ": " + place.file() + " has lines 1 to " + lines + "; ask for one");
    }
  }

  private Subject subject(Asked asked, Path folder) throws IOException {
    BuiltEnvironment built = BuiltEnvironment.of(asked, folder);
    Environment environment = built.environment();
    StackManifests manifests = built.manifests();
    ManifestTree tree = built.tree(manifests);
    SourceText source =
        SourceText.of(environment)
            .orElseThrow(
                () -> usage("the Java of " + environment.name() + " is not with this program"));
    Path root = built.root(folder);
    return new Subject(
        environment,
        manifests,
        tree,
        source,
        asked instanceof Asked.InFile in ? in.file() : Path.of(source.file()),
        new OutFolder(root).imageLock(),
        root.toString().replace('\\', '/'));
  }

  private static Refusal usage(String message) {
    return new Refusal(ExitCode.USAGE, message);
  }
}
