package io.sparkstead.render.cli;

import io.sparkstead.render.cli.outcome.ExitCode;
import io.sparkstead.render.cli.outcome.Refusal;
import io.sparkstead.render.git.GitRevision;
import io.sparkstead.render.graph.Dot;
import io.sparkstead.render.graph.DrawnBefore;
import io.sparkstead.render.graph.Graph;
import io.sparkstead.render.graph.Mermaid;
import io.sparkstead.render.graph.Picture;
import io.sparkstead.render.tree.Layout;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws who talks to whom. */
@Command(
    name = "graph",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    header = "Draws who talks to whom in an environment; writes no file.",
    description = {
      "Drivers alike are one box, and what they do alike is one arrow. For example:",
      "  ${ROOT-COMMAND-NAME} graph --env homelab -o svg > homelab.svg",
      "  ${ROOT-COMMAND-NAME} graph --env homelab -o dot | dot -Tpdf > homelab.pdf",
    })
final class GraphCommand implements Callable<Integer> {

  /** In what it is drawn. */
  enum Form {
    mermaid {
      @Override
      String of(Graph graph) {
        return Mermaid.of(graph);
      }
    },
    dot {
      @Override
      String of(Graph graph) {
        return Dot.of(graph);
      }
    },
    svg {
      @Override
      String of(Graph graph) {
        return Picture.of(graph);
      }
    };

    abstract String of(Graph graph);
  }

  private final PrintWriter out;

  @Mixin private AskedOptions asked = new AskedOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "mermaid",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Form form = Form.mermaid;

  @Option(
      names = "--all",
      description = "also what sets the store up, what tests the stack, and who hands out tokens")
  private boolean all;

  @Mixin private FolderOption where = new FolderOption();

  @Option(
      names = "--from",
      paramLabel = "REVISION",
      description =
          "with what is new and what is gone since the picture in this Git revision, such as main")
  private Optional<String> from = Optional.empty();

  GraphCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    BuiltEnvironment built = BuiltEnvironment.unlocked(asked.one());
    if (all && from.isPresent()) {
      throw new Refusal(
          ExitCode.USAGE, "the picture in a revision is of what is seen at first; leave out --all");
    }
    Graph graph = all ? Graph.whole(built.stack()) : Graph.atFirstSight(built.stack());
    out.print(form.of(from.isPresent() ? drawnBefore(built, from.get()).until(graph) : graph));
    return ExitCode.DONE.number();
  }

  private DrawnBefore drawnBefore(BuiltEnvironment built, String revision) {
    String picture;
    try {
      picture =
          new GitRevision(built.root(where.folder()), revision)
              .files((path, text) -> List.of())
              .getOrDefault(Layout.PICTURE, "");
    } catch (IOException e) {
      throw new Refusal(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
    return DrawnBefore.of(picture)
        .orElseThrow(
            () ->
                new Refusal(
                    ExitCode.USAGE,
                    revision
                        + " has no picture "
                        + built.root(where.folder()).resolve(Layout.PICTURE)
                        + "; name where it is with --out, or a revision that has one"));
  }
}
