package io.sparkstead.render.cli;

import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Environments;
import io.sparkstead.render.cli.outcome.ExitCode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Names the environments there are. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    header = "Lists the environments, a line each: name, tab, what kind of place it is.")
final class ListCommand implements Callable<Integer> {

  private final PrintWriter out;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private ListForm form = ListForm.text;

  ListCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    out.print(
        form.of(
            List.of("name", "description"),
            Environments.all().stream().map(ListCommand::row).toList()));
    return ExitCode.DONE.number();
  }

  private static List<String> row(Environment environment) {
    return List.of(environment.name().text(), environment.description());
  }
}
