package io.sparkstead.stack.proof.route;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Near;
import io.sparkstead.stack.proof.text.ShellCommands;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether scripts tell spark-submit what it takes, and ask it for drivers where these are. */
public record Submits(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule SUBMIT_TAKES_IT =
      Rule.error("REF-41", "spark-submit is given options that it has")
          .why("It ends at once: Unrecognized option.")
          .fix("Write the option as the finding names it.");

  static final Rule DRIVER_IS_LOOKED_FOR_HERE =
      Rule.error("REF-42", "A driver's state is asked for in the stack's namespace")
          .why("No driver is there, and what went well is told as failed.")
          .fix("Write the namespace, a colon and the driver's name behind --status or --kill.");

  private static final String CONF = "--conf";
  private static final Set<String> SWITCHES =
      Set.of(
          "--help",
          "-h",
          "--load-spark-defaults",
          "--supervise",
          "--usage-error",
          "--verbose",
          "-v",
          "--version");

  private static final Set<String> OPTIONS =
      Set.of(
          "--archives",
          "-c",
          "--class",
          CONF,
          "--deploy-mode",
          "--driver-class-path",
          "--driver-cores",
          "--driver-java-options",
          "--driver-library-path",
          "--driver-memory",
          "--exclude-packages",
          "--executor-cores",
          "--executor-memory",
          "--files",
          "--jars",
          "--keytab",
          "--kill",
          "--master",
          "--name",
          "--num-executors",
          "--packages",
          "--principal",
          "--properties-file",
          "--proxy-user",
          "--py-files",
          "--queue",
          "--remote",
          "--repositories",
          "--status",
          "--total-executor-cores");

  @Override
  public void check() {
    for (Map.Entry<String, String> script : stack.scripts().entrySet()) {
      for (List<String> command : ShellCommands.of(script.getValue(), "spark-submit")) {
        submitTakesIt(script.getKey(), command);
      }
    }
  }

  /** What stands behind the program is the program's. */
  private void submitTakesIt(String path, List<String> command) {
    for (int i = 1; i < command.size(); i++) {
      String word = command.get(i);
      String option = word.startsWith("--") ? word.replaceFirst("=.*", "") : word;
      if (!word.startsWith("-")) {
        return;
      }
      if (!SWITCHES.contains(option) && !OPTIONS.contains(option)) {
        inFile(SUBMIT_TAKES_IT, path, option)
            .say(
                "{it} gives spark-submit {}, which it does not have{}",
                option,
                Near.remedy(option, new TreeSet<>(OPTIONS)));
        return;
      }
      boolean hasValue = OPTIONS.contains(option) && word.equals(option);
      i += hasValue ? 1 : 0;
      if (hasValue && i < command.size() && List.of("--status", "--kill").contains(option)) {
        driverIsLookedForHere(path, command.get(i));
      }
    }
  }

  private void driverIsLookedForHere(String path, String driver) {
    String namespace = driver.substring(0, Math.max(0, driver.indexOf(':')));
    if (namespace.matches("[a-z0-9-]+") && !namespace.equals(stack.namespace())) {
      inFile(DRIVER_IS_LOOKED_FOR_HERE, path, driver)
          .say(
              "{it} looks for a driver in namespace {}, and drivers are in {}; write that",
              namespace,
              stack.namespace());
    }
  }
}
