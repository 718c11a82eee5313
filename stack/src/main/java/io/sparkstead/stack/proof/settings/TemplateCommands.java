package io.sparkstead.stack.proof.settings;

import io.fabric8.kubernetes.api.model.Container;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.spark.TemplatePod;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether what a pod template starts takes the arguments that Spark gives it. */
public record TemplateCommands(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule SPARK_IS_STARTED =
      Rule.error("POD-52", "A command in a pod template starts what Spark's arguments are for")
          .why(
              "It replaces the image's entrypoint, and Spark only says driver or executor: the pod"
                  + " ends at once, or does nothing.")
          .fix("Drop command, or end it in /opt/entrypoint.sh.");

  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash");

  /** What never starts what its arguments name. */
  private static final Set<String> IDLE =
      Set.of("cat", "echo", "false", "java", "ls", "python", "python3", "sleep", "tail", "true");

  /** What a line says that hands its arguments on. */
  private static final List<String> HANDING_ON = List.of("$@", "$*", "$1", "entrypoint", "spark");

  @Override
  public void check() {
    for (TemplatePod template : TemplatePod.allOf(stack)) {
      for (String role : List.of("driver", "executor")) {
        for (Conf conf : template.confs(stack, role)) {
          sparks(template, conf, role).ifPresent(own -> sparkIsStarted(template, own, role));
        }
      }
    }
  }

  /** The container that Spark makes its own: the one that is named, or the first. */
  private static Optional<Container> sparks(TemplatePod template, Conf conf, String role) {
    List<Container> containers = Given.list(template.spec().getContainers());
    Optional<String> named = conf.get("spark.kubernetes." + role + ".podTemplateContainerName");
    return containers.stream()
        .filter(one -> named.isEmpty() || named.get().equals(one.getName()))
        .findFirst();
  }

  private void sparkIsStarted(TemplatePod template, Container container, String role) {
    List<String> command = Given.list(container.getCommand());
    if (!command.isEmpty() && leadsNowhere(command)) {
      at(SPARK_IS_STARTED, template.template(), "command:")
          .say(
              "container {} of {it} has the command '{}', which is given the word {} by Spark and"
                  + " starts no {}; drop command, or end it in /opt/entrypoint.sh",
              Given.text(container.getName()),
              String.join(" ", command),
              role,
              role);
    }
  }

  /** A program that nobody knows may well start Spark. */
  private static boolean leadsNowhere(List<String> command) {
    String program = command.get(0).substring(command.get(0).lastIndexOf('/') + 1);
    if (!SHELLS.contains(program)) {
      return IDLE.contains(program) && HANDING_ON.stream().noneMatch(command.toString()::contains);
    }
    List<String> behind = command.subList(1, command.size());
    boolean isLine = behind.stream().anyMatch(word -> word.matches("-[a-z]*c"));
    boolean isScript = behind.stream().anyMatch(word -> !word.matches("[-+].*|pipefail|errexit"));
    return isLine ? HANDING_ON.stream().noneMatch(command.toString()::contains) : !isScript;
  }
}
