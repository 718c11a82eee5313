package io.sparkstead.render.cli;

import io.sparkstead.render.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what is wrong with an environment, and writes nothing. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    header = "Checks an environment by every rule of docs/rules.md; exits with 3 on errors.")
final class VerifyCommand implements Callable<Integer> {

  /** How findings are told. */
  enum Form {
    text {
      @Override
      String of(Report report) {
        return report.text();
      }
    },
    json {
      @Override
      String of(Report report) {
        return report.json();
      }
    },
    markdown {
      @Override
      String of(Report report) {
        return report.markdown();
      }
    },
    sarif {
      @Override
      String of(Report report) {
        return report.sarif();
      }
    };

    abstract String of(Report report);
  }

  private final PrintWriter out;

  @Mixin private AskedOptions asked = new AskedOptions();

  @Option(
      names = RenderRun.OUT,
      paramLabel = "DIR",
      defaultValue = RenderRun.DEFAULT_OUT,
      description = "where the environments' folders are (default: ${DEFAULT-VALUE})")
  private Path folder = Path.of(RenderRun.DEFAULT_OUT);

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Form form = Form.text;

  @Option(names = CommandLineInterface.DEBUG, description = "print stack traces")
  @SuppressWarnings("UnusedVariable") // Read before parsing, so that it helps with parsing too.
  private boolean debug;

  VerifyCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    ExitCode worst = ExitCode.DONE;
    for (Asked environment : asked.all()) {
      Place place = Place.of(environment, folder);
      Report report = place.report(folder, place.tree());
      out.print(form.of(report));
      worst = report.refuses() ? ExitCode.REFUSED : worst;
    }
    return worst.number();
  }
}
