package io.sparkstead.render.cli;

import io.sparkstead.render.cli.outcome.ExitCode;
import io.sparkstead.render.report.Report;
import io.sparkstead.render.report.Reports;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
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
      String of(Reports reports) {
        return reports.text();
      }
    },
    json {
      @Override
      String of(Reports reports) {
        return reports.json();
      }
    },
    markdown {
      @Override
      String of(Reports reports) {
        return reports.markdown();
      }
    },
    sarif {
      @Override
      String of(Reports reports) {
        return reports.sarif();
      }
    };

    abstract String of(Reports reports);
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
    List<BuiltEnvironment> builds = BuiltEnvironment.all(asked.all(), where.folder());
    List<Report> each = BuiltEnvironment.each(builds, built -> built.report(where.folder()));
    Reports reports = new Reports(each);
    out.print(form.of(reports));
    return (reports.refuse() ? ExitCode.REFUSED : ExitCode.DONE).number();
  }
}
