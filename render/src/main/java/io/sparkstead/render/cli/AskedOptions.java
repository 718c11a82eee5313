package io.sparkstead.render.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options by which every verb is told its environment. */
final class AskedOptions {

  @Option(
      names = {"-e", RenderRun.ENV},
      paramLabel = "NAME",
      description = "which environment, one that `list` shows")
  private List<String> names = new ArrayList<>();

  @Option(
      names = RenderRun.ENV_FILE,
      paramLabel = "FILE",
      description = "a Java file that defines one; `init` writes an example")
  private List<Path> files = new ArrayList<>();

  /** All of them, one at least. */
  List<Asked> all() {
    List<Asked> all = new ArrayList<>();
    names.forEach(name -> all.add(new Asked.Shipped(name)));
    files.forEach(file -> all.add(new Asked.InFile(file)));
    if (all.isEmpty()) {
      throw new Refusal(
          ExitCode.USAGE,
          "no environment given; name one with --env, `list` shows which there are, or a file with"
              + " --env-file");
    }
    return all;
  }

  /** The only one. */
  Asked one() {
    List<Asked> all = all();
    if (all.size() > 1) {
      throw new Refusal(
          ExitCode.USAGE, all.size() + " environments given; this verb takes one, run it for each");
    }
    return all.get(0);
  }
}
