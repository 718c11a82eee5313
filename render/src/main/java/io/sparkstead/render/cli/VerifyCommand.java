package io.sparkstead.render.cli;

import io.sparkstead.render.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
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

  @Mixin private FolderOption where = new FolderOption();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Form form = Form.text;

  VerifyCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    ExitCode worst = ExitCode.DONE;
    for (Place place : Place.all(asked.all(), where.folder())) {
      Report report = place.rendered(where.folder()).report();
      out.print(form.of(report));
      worst = report.refuses() ? ExitCode.REFUSED : worst;
    }
    return worst.number();
  }
}
