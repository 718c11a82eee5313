package io.sparkstead.render.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option by which a verb is told where the environments' folders are. */
final class FolderOption {

  @Option(
      names = RenderRun.OUT,
      paramLabel = "DIR",
      defaultValue = RenderRun.DEFAULT_OUT,
      description = "where the environments' folders are (default: ${DEFAULT-VALUE})")
  private Path folder = Path.of(RenderRun.DEFAULT_OUT);

  Path folder() {
    return folder;
  }
}
