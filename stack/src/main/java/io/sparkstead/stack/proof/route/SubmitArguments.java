package io.sparkstead.stack.proof.route;

import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Hinted;
import java.util.Map;
import java.util.regex.MatchResult;

/** Whether the arguments by which Python and R start Spark name what is started. */
public record SubmitArguments(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule SHELL_IS_NAMED =
      Rule.error("KEY-35", "Arguments by which Python starts Spark end in pyspark-shell")
          .why(
              "They stand for all arguments: spark-submit finds no program, and no session starts.")
          .fix("Write pyspark-shell behind the last of them, or set properties instead.");

  private static final Map<String, String> SHELLS =
      Map.of("PYSPARK_SUBMIT_ARGS", "pyspark-shell", "SPARKR_SUBMIT_ARGS", "sparkr-shell");

  /** {@code os.environ["PYSPARK_SUBMIT_ARGS"] = "…"}, or as a shell and a Dockerfile say it. */
  private static final Hinted SET =
      Hinted.onLine(
          "(?m)^[^#\\n]*\\b(PYSPARK_SUBMIT_ARGS|SPARKR_SUBMIT_ARGS)"
              + "\\\\?[\"']?\\]?\\s*(?:=|,)\\s*(?:\\\\\"|[\"'])([^\"'\\\\$\\n]+)(?:\\\\\"|[\"'])(?!\\s*\\+)",
          "_SUBMIT_ARGS");

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        for (Map.Entry<String, String> shell : SHELLS.entrySet()) {
          String said = container.variable(shell.getKey()).orElse("");
          if (isCut(shell.getValue(), said)) {
            at(SHELL_IS_NAMED, workload, shell.getKey())
                .say(
                    "container {} of {it} has {}='{}', which does not end in {}; write that behind"
                        + " it",
                    container.name(),
                    shell.getKey(),
                    said,
                    shell.getValue());
          }
        }
      }
    }
    for (Map.Entry<String, String> file : stack.files().entrySet()) {
      inText(file.getKey(), file.getValue());
    }
    for (Evidence.Embedded file : stack.embedded()) {
      inText(file.path(), file.text());
    }
  }

  private void inText(String path, String text) {
    for (MatchResult set : SET.results(text)) {
      String shell = SHELLS.getOrDefault(set.group(1), "");
      if (isCut(shell, set.group(2))) {
        inFile(SHELL_IS_NAMED, path, set.group(1))
            .say(
                "{it} sets {} to '{}', which does not end in {}; write that behind it",
                set.group(1),
                set.group(2),
                shell);
      }
    }
  }

  /** What another variable may bring is not judged, and nothing at all is the default. */
  private static boolean isCut(String shell, String said) {
    String text = said.strip();
    return !text.isEmpty() && !text.contains("$") && !text.endsWith(shell);
  }
}
