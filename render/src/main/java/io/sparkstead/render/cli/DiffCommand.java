package io.sparkstead.render.cli;

import io.sparkstead.render.cli.outcome.ExitCode;
import io.sparkstead.render.cli.outcome.Paint;
import io.sparkstead.render.cli.outcome.Pen;
import io.sparkstead.render.cli.outcome.Refusal;
import io.sparkstead.render.cluster.HttpCluster;
import io.sparkstead.render.cluster.Unanswered;
import io.sparkstead.render.cluster.live.LiveComparison;
import io.sparkstead.render.cluster.live.LiveTree;
import io.sparkstead.render.cluster.live.SecretKeys;
import io.sparkstead.render.disk.OutFolder;
import io.sparkstead.render.git.GitRevision;
import io.sparkstead.render.report.Report;
import io.sparkstead.render.review.Review;
import io.sparkstead.render.review.Review.Side;
import io.sparkstead.render.review.change.TreeChange;
import io.sparkstead.render.review.consequence.Consequence.Kind;
import io.sparkstead.render.review.form.Form;
import io.sparkstead.render.review.object.KustomizeFolder;
import io.sparkstead.render.review.object.TreeObjects;
import io.sparkstead.render.tree.Kustomization;
import io.sparkstead.render.tree.ManifestTree;
import io.sparkstead.stack.StackManifests;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Says what a change does before it is applied, and writes nothing. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    header =
        "Says what would change, and what follows of it in the cluster; exits with 1 if anything does.",
    description =
        "Compares what is rendered with what stands in the folder; or two environments; or a Git"
            + " revision of the folder with what stands in it; or with what a cluster has.")
final class DiffCommand implements Callable<Integer> {

  private final Pen out;
  private final PrintWriter err;

  @Mixin private AskedOptions asked = new AskedOptions();

  @Mixin private FolderOption where = new FolderOption();

  @Option(
      names = "--against",
      paramLabel = "NAME",
      description =
          "from this environment, of those that `list` shows, to the one that is asked for")
  private Optional<String> against = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "REVISION",
      description = "from the folder in this Git revision, such as main, to what stands in it")
  private Optional<String> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "REVISION",
      description = "with --from: to the folder in this Git revision")
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--live",
      description =
          "from what the cluster has to what is rendered, as a dry run of its API server has it")
  private boolean live;

  @Mixin private ClusterOptions reached = new ClusterOptions();

  @Option(
      names = "--fail-on",
      paramLabel = "KIND",
      split = ",",
      completionCandidates = Stopping.class,
      converter = StoppingWord.class,
      description = "exit with 3 if one of these follows: ${COMPLETION-CANDIDATES}")
  private Set<Kind> stopping = new TreeSet<>();

  /** What rules say of new trees that they refuse. */
  private final StringBuilder refused = new StringBuilder();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Form form = Form.text;

  /** The words on which a pipeline can stop. */
  private static final class Stopping implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Kind.values()).filter(Kind::canStop).map(Kind::name).iterator();
    }
  }

  /** Reads one of them; of another word, it says which there are. */
  private static final class StoppingWord implements ITypeConverter<Kind> {
    @Override
    public Kind convert(String word) {
      for (Kind kind : Kind.values()) {
        if (kind.canStop() && kind.name().equalsIgnoreCase(word)) {
          return kind;
        }
      }
      throw new TypeConversionException(
          "'"
              + word
              + (isKind(word) ? "' would stop nothing that breaks" : "' is no such word")
              + "; it knows "
              + String.join(", ", new Stopping()));
    }

    private static boolean isKind(String word) {
      return Arrays.stream(Kind.values()).anyMatch(kind -> kind.name().equalsIgnoreCase(word));
    }
  }

  DiffCommand(Pen out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    refuseNonsense();
    List<BuiltEnvironment> builds = BuiltEnvironment.all(asked.all(), where.folder());
    List<Review> reviews = live ? live(builds) : BuiltEnvironment.each(builds, this::review);
    if (form == Form.text) {
      form.of(reviews).lines().forEach(this::print);
    } else {
      out.print(form.of(reviews));
    }
    if (!refused.isEmpty()) {
      throw new Refusal(
          ExitCode.REFUSED,
          "the stack breaks rules; a render would write nothing of this" + refused);
    }
    return code(reviews).number();
  }

  /** With the sign in its colour that a line begins with. */
  private void print(String line) {
    int start = line.length() - line.stripLeading().length();
    Optional<Paint> paint = start == line.length() ? Optional.empty() : paint(line.charAt(start));
    if (paint.isPresent()) {
      out.print(line.substring(0, start));
      out.print(paint.get(), line.substring(start, start + 1));
      out.print(line.substring(start + 1) + "\n");
    } else {
      out.print(line + "\n");
    }
  }

  private static Optional<Paint> paint(char sign) {
    return switch (sign) {
      case '+' -> Optional.of(Paint.GREEN);
      case '~' -> Optional.of(Paint.YELLOW);
      case '-' -> Optional.of(Paint.RED);
      default -> Optional.empty();
    };
  }

  private void refuseNonsense() {
    if (against.isPresent() && from.isPresent()) {
      throw new Refusal(
          ExitCode.USAGE, "--against and --from each say what to compare with; give one of them");
    }
    if (live && (against.isPresent() || from.isPresent())) {
      throw new Refusal(
          ExitCode.USAGE,
          "--live says what to compare with, as do --against and --from; give one of them");
    }
    if (!live && reached.areGiven()) {
      throw new Refusal(
          ExitCode.USAGE, "--kubeconfig and --context say which cluster; give --live too");
    }
    if (to.isPresent() && from.isEmpty()) {
      throw new Refusal(ExitCode.USAGE, "--to is the other end of --from; give both");
    }
  }

  private ExitCode code(List<Review> reviews) {
    boolean isStopped =
        reviews.stream()
            .flatMap(review -> review.consequences().stream())
            .anyMatch(one -> stopping.contains(one.kind()));
    if (isStopped) {
      return ExitCode.REFUSED;
    }
    if (reviews.stream().anyMatch(review -> !review.unchecked().isEmpty())) {
      return ExitCode.REMOTE;
    }
    return reviews.stream().allMatch(Review::isEmpty) ? ExitCode.DONE : ExitCode.DIFFERENT;
  }

  private Review review(BuiltEnvironment built) throws IOException {
    try {
      Side before = before(built);
      Side after = after(built);
      if (from.isPresent() && before.files().isEmpty() && after.files().isEmpty()) {
        throw new Refusal(
            ExitCode.USAGE,
            "neither "
                + before.name()
                + " nor "
                + after.name()
                + " has a folder "
                + folder(built)
                + "; name where it is with --out");
      }
      return Review.of(
          built.environment().name().text(),
          folder(built),
          before,
          after,
          built.stack().nodes(),
          Instant.now());
    } catch (IllegalArgumentException e) {
      throw new Refusal(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private List<Review> live(List<BuiltEnvironment> builds) throws IOException {
    try (HttpCluster cluster = reached.cluster()) {
      return BuiltEnvironment.each(builds, built -> live(built, cluster));
    } catch (Unanswered e) {
      throw new Refusal(ExitCode.REMOTE, String.valueOf(e.getMessage()), e);
    }
  }

  private Review live(BuiltEnvironment built, HttpCluster cluster) throws IOException {
    TreeObjects rendered = TreeObjects.of(judged(built, "rendered").files());
    StandingTree.compare(built.root(where.folder()), rendered, err);
    LiveTree tree = LiveComparison.of(cluster, rendered, SecretKeys.of(built.stack()));
    return Review.ofLive(
        built.environment().name().text(),
        folder(built),
        cluster.name() + " → rendered",
        TreeChange.between(tree.before(), tree.after()),
        tree.told(),
        tree.unchecked(),
        built.stack().nodes(),
        Instant.now());
  }

  private String folder(BuiltEnvironment built) {
    return built.root(where.folder()).toString().replace('\\', '/');
  }

  private Side before(BuiltEnvironment built) throws IOException {
    if (against.isPresent()) {
      BuiltEnvironment other =
          BuiltEnvironment.of(new Asked.Shipped(against.get()), where.folder());
      return rendered(other, against.get());
    }
    return from.isPresent() ? revision(built, from.get()) : standing(built);
  }

  private Side after(BuiltEnvironment built) throws IOException {
    if (to.isPresent()) {
      return revision(built, to.get());
    }
    return from.isPresent()
        ? standing(built)
        : judged(built, against.isPresent() ? built.environment().name().text() : "rendered");
  }

  private Side standing(BuiltEnvironment built) throws IOException {
    OutFolder folder = new OutFolder(built.root(where.folder()));
    Map<String, String> texts = folder.texts(KustomizeFolder::applied);
    if (texts.isEmpty() && folder.text(Kustomization.FILE).isPresent()) {
      throw new Refusal(
          ExitCode.USAGE,
          folder(built)
              + " has files and no ledger that names them; render it first, or restore .sparkstead/ledger");
    }
    return new Side(folder(built), texts);
  }

  private static Side rendered(BuiltEnvironment built, String name) {
    return new Side(name, built.tree(built.manifests()).files());
  }

  /** As a render would write it, unless it is refused: then that is told beside the difference. */
  private Side judged(BuiltEnvironment built, String name) throws IOException {
    StackManifests manifests = built.manifests();
    ManifestTree tree = built.tree(manifests);
    Report report = built.report(where.folder(), tree, manifests);
    if (report.refuses()) {
      refused.append('\n').append(report.text().strip());
    }
    return new Side(name, tree.files());
  }

  private Side revision(BuiltEnvironment built, String name) throws IOException {
    try {
      return new Side(
          name, new GitRevision(built.root(where.folder()), name).files(KustomizeFolder::applied));
    } catch (IOException e) {
      throw new Refusal(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }
}
