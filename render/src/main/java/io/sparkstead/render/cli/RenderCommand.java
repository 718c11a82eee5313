package io.sparkstead.render.cli;

import io.sparkstead.render.cli.RenderRun.Mode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@link RenderRun}, for those who ask for help or make a mistake. */
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
      "  ${ROOT-COMMAND-NAME} --env homelab             write out/homelab",
      "  ${ROOT-COMMAND-NAME} --env homelab --check     is out/homelab up to date?",
      "  ${ROOT-COMMAND-NAME} --env homelab --stdout    one stream for kubectl",
      "  ${ROOT-COMMAND-NAME} secrets --env homelab | kubectl create -f -",
      "  ${ROOT-COMMAND-NAME} list",
      "  ${ROOT-COMMAND-NAME} init mylab                an environment of your own: mylab.java",
      "  ${ROOT-COMMAND-NAME} --env-file mylab.java     write out/mylab",
    })
final class RenderCommand implements Callable<Integer> {

  private final PrintWriter out;
  private final PrintWriter err;

  @Mixin private AskedOptions asked = new AskedOptions();

  @Mixin private FolderOption where = new FolderOption();

  @ArgGroup private Modes modes = new Modes();

  /** At most one, else the tree is written. */
  private static final class Modes {
    @Option(names = "--check", description = "write nothing; list what is stale and exit with 1")
    private boolean check;

    @Option(names = "--dry-run", description = "write nothing; list what would be written")
    private boolean dryRun;

    @Option(names = "--stdout", description = "write nothing; print all objects as one stream")
    private boolean stdout;

    @Option(
        names = "--force",
        description = "also replace our files that were edited by hand; the edits are lost")
    private boolean force;

    private Mode chosen() {
      return check
          ? Mode.CHECK
          : dryRun ? Mode.DRY_RUN : stdout ? Mode.STDOUT : force ? Mode.FORCE : Mode.WRITE;
    }
  }

  RenderCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    return asked().run(out, err).number();
  }

  RenderRun asked() {
    return new RenderRun(asked.all(), where.folder(), modes.chosen());
  }
}
