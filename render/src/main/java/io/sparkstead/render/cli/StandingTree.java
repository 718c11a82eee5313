package io.sparkstead.render.cli;

import io.sparkstead.render.cli.outcome.ExitCode;
import io.sparkstead.render.cli.outcome.Refusal;
import io.sparkstead.render.disk.OutFolder;
import io.sparkstead.render.review.change.TreeChange;
import io.sparkstead.render.review.object.KustomizeFolder;
import io.sparkstead.render.review.object.TreeObjects;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/** What stands in the folder while a cluster is asked about what is rendered. */
final class StandingTree {

  private StandingTree() {}

  /**
   * Tells if it is not {@code rendered}: then somebody would apply what nobody asked about.
   *
   * @throws Refusal if it cannot be read
   */
  static void compare(Path root, TreeObjects rendered, PrintWriter err) throws IOException {
    try {
      Map<String, String> texts = new OutFolder(root).texts(KustomizeFolder::applied);
      if (!texts.isEmpty() && !TreeChange.between(TreeObjects.of(texts), rendered).isEmpty()) {
        err.println(
            root
                + " is not what is rendered, of which the cluster is asked; render it before you"
                + " apply it");
      }
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          ExitCode.USAGE, root + ": " + e.getMessage() + "; render it, or restore it", e);
    }
  }
}
