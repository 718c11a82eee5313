package io.sparkstead.render.cli;

import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Environments;
import io.sparkstead.render.cli.outcome.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Names the environments there are. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    header = "Lists the environments, a line each: name, tab, what kind of place it is.")
final class ListCommand implements Callable<Integer> {

  private final PrintWriter out;

  ListCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    for (Environment environment : Environments.all()) {
      out.println(environment.name() + "\t" + environment.description());
    }
    return ExitCode.DONE.number();
  }
}
