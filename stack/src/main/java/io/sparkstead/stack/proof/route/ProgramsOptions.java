package io.sparkstead.stack.proof.route;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.ScriptCommands;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether options of spark-submit stand where it reads them. */
public record ProgramsOptions(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule OPTIONS_COME_FIRST =
      Rule.error("AGR-39", "Options of spark-submit stand before the program")
          .why("What stands behind it is the program's: Spark never reads it.")
          .fix("Move the option before the program.");

  static final Rule END_IS_READ =
      Rule.error("AGR-40", "A script that asks how its driver ended ends as that did")
          .why(
              "spark-submit --status ends well whatever it tells: a failed run looks like a good one.")
          .fix("Read what it tells: grep --quiet 'phase: Succeeded' as the last command.");

  /** By which a script looks at what it is told; whether for the right word others ask. */
  private static final Pattern LOOKS =
      Pattern.compile(
          "Succeeded|Failed|exit code|exitCode|\\bgrep\\b|\\bcase\\b|\\bawk\\b|\\bsed\\b");

  private static final Set<String> OPTIONS =
      Set.of(
          "--conf",
          "--class",
          "--deploy-mode",
          "--driver-memory",
          "--driver-cores",
          "--executor-cores",
          "--executor-memory",
          "--files",
          "--jars",
          "--master",
          "--num-executors",
          "--packages",
          "--properties-file",
          "--py-files");

  @Override
  public void check() {
    for (Map.Entry<String, String> script : stack.scripts().entrySet()) {
      if (script.getValue().contains("spark-submit")) {
        for (List<String> command : ScriptCommands.of(script.getValue()).all()) {
          optionsComeFirst(script.getKey(), command);
        }
        endIsRead(script.getKey(), script.getValue());
      }
    }
  }

  private void optionsComeFirst(String path, List<String> command) {
    int submit = 0;
    while (submit < command.size() && !command.get(submit).endsWith("spark-submit")) {
      submit++;
    }
    boolean isBehind = false;
    for (int i = submit + 1; i < command.size(); i++) {
      String word = command.get(i);
      boolean isValue = command.get(i - 1).startsWith("--") && !command.get(i - 1).contains("=");
      if (isBehind && isOption(word)) {
        inFile(OPTIONS_COME_FIRST, path, word)
            .say(
                "{it} gives {} to the program, behind it, and Spark never reads it; move it before",
                word);
        return;
      }
      isBehind |= !isValue && (word.endsWith(".py") || word.endsWith(".jar"));
    }
  }

  private void endIsRead(String path, String script) {
    int asks = script.indexOf("--status ");
    boolean isSubmits = asks >= 0 && script.lastIndexOf("spark-submit", asks) >= 0;
    if (isSubmits && !LOOKS.matcher(script.substring(asks)).find()) {
      inFile(END_IS_READ, path, "--status")
          .say("{it} asks by --status how its driver ended, and does not read it; grep for it");
    }
  }

  private static boolean isOption(String word) {
    return OPTIONS.contains(word.split("=", 2)[0]);
  }
}
