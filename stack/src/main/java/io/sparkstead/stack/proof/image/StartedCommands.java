package io.sparkstead.stack.proof.image;

import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.image.KnownPrograms;
import io.sparkstead.stack.proof.evidence.image.Paths;
import io.sparkstead.stack.proof.evidence.image.Started;
import io.sparkstead.stack.proof.evidence.image.StartedScript;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.DockerfileText;
import io.sparkstead.stack.proof.text.ScriptCommands;
import io.sparkstead.stack.proof.text.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether commands of pods and scripts are spelled as programs are, and say what to do. */
public record StartedCommands(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule PROGRAM_IS_KNOWN =
      Rule.error("IMG-05", "A script starts programs by their names")
          .why("It ends with: command not found.")
          .fix("Write the name as the image has it.");

  static final Rule SOMETHING_IS_STARTED =
      Rule.error("IMG-06", "What starts another program is told which")
          .why("It says how it is used, and ends; the pod is started again for ever.")
          .fix("Put the program and its arguments into args.");

  static final Rule CHILDREN_ARE_REAPED =
      Rule.warning("IMG-33", "A command keeps the first process that its image starts all under")
          .why(
              "What programs leave behind when they end is never cleared away, and fills the table.")
          .fix("Put tini and its options in front of the command, or leave the command out.");

  private static final List<String> REAPERS =
      List.of("tini", "tini-static", "dumb-init", "catatonit");

  /** What says how it is used, or waits for words that nobody types, if it is given nothing. */
  private static final Set<String> NEED_WORDS =
      Set.of(
          "java",
          "jupyter",
          "mc",
          "minio",
          "spark-class",
          "spark-submit",
          "tini",
          "dumb-init",
          "weed");

  private static final List<String> OF_JUPYTER =
      List.of(
          "lab",
          "notebook",
          "server",
          "labextension",
          "kernelspec",
          "execute",
          "nbconvert",
          "kernel",
          "console",
          "run",
          "trust",
          "troubleshoot",
          "labhub");

  private static final List<String> OF_WEED =
      List.of(
          "server",
          "mini",
          "master",
          "volume",
          "filer",
          "shell",
          "version",
          "mount",
          "webdav",
          "backup",
          "upload",
          "download",
          "benchmark",
          "scaffold");

  /** What these are told first. */
  private static final Map<String, List<String>> SUBCOMMANDS =
      Map.of("jupyter", OF_JUPYTER, "minio", List.of("server"), "weed", OF_WEED);

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        Started started = Started.of(stack, container);
        somethingIsStarted(workload, container, started);
        if (!workload.isJob() && workload.mainContainers().contains(container)) {
          childrenAreReaped(workload, container, started);
        }
        if (!started.main().isEmpty() && !container.words().isEmpty()) {
          subcommandIsKnown(workload, started.main());
        }
        Optional<String> inline = started.script();
        if (inline.isPresent() && !container.command().isEmpty()) {
          programsAreKnown(new StartedScript(workload.toString(), workload.path(), inline.get()));
        }
      }
    }
    for (Map.Entry<String, String> script : stack.scripts().entrySet()) {
      programsAreKnown(new StartedScript(script.getKey(), script.getKey(), script.getValue()));
    }
  }

  private void childrenAreReaped(Workload workload, ContainerView container, Started started) {
    List<String> entrypoint =
        started.image().isEmpty() ? List.of() : started.image().get().entrypoint();
    boolean isShared = Boolean.TRUE.equals(workload.pod().getShareProcessNamespace());
    if (!container.command().isEmpty()
        && !entrypoint.isEmpty()
        && isReaper(entrypoint.get(0))
        && !isShared
        && started.words().stream().noneMatch(StartedCommands::isReaper)) {
      at(CHILDREN_ARE_REAPED, workload, container.command().get(0))
          .say(
              "container {} of {it} starts {} where its image starts all under {}; put that in front,"
                  + " or leave the command out",
              container.name(),
              container.command().get(0),
              entrypoint.get(0));
    }
  }

  private static boolean isReaper(String word) {
    return REAPERS.contains(Paths.name(word));
  }

  private void somethingIsStarted(Workload workload, ContainerView container, Started started) {
    if (isNothing(started) || isSparksAlone(started)) {
      at(SOMETHING_IS_STARTED, workload, "name: " + container.name())
          .say(
              "container {} of {it} runs '{}' and nothing behind it; put the program into args",
              container.name(),
              String.join(" ", started.words()));
    }
  }

  private static boolean isNothing(Started started) {
    List<String> words = started.words();
    List<String> main = started.main();
    boolean isWrapperAlone =
        main.isEmpty()
            && (words.size() > 1
                || (words.size() == 1 && NEED_WORDS.contains(Paths.name(words.get(0)))));
    boolean isShellsOption =
        main.size() == 2 && Started.isShell(main.get(0)) && main.get(1).equals("-c");
    // sh -c "spark-class" Name: the name is no argument of spark-class.
    List<List<String>> commands = started.commands();
    boolean isBare =
        commands.size() == 1
            && commands.get(0).size() == 1
            && NEED_WORDS.contains(Paths.name(commands.get(0).get(0)));
    return isWrapperAlone || isShellsOption || isBare;
  }

  /** Whether it is Spark's own entrypoint, which starts what it is given. */
  private static boolean isSparksAlone(Started started) {
    List<String> main = started.main();
    return main.size() == 1
        && main.get(0).endsWith("/entrypoint.sh")
        && started.image().isPresent()
        && started.image().get().hasSparksEntrypoint()
        && started.image().get().sourceOf(main.get(0)).isEmpty();
  }

  private void programsAreKnown(StartedScript script) {
    ScriptCommands shell = script.commands();
    for (List<String> command : shell.all()) {
      // What another file defines is not known.
      if (command.get(0).equals(".") || command.get(0).equals("source")) {
        return;
      }
    }
    for (List<String> command : shell.all()) {
      boolean isExec = command.size() > 1 && command.get(0).equals("exec");
      String program = command.get(isExec ? 1 : 0);
      boolean isSpark = program.startsWith("/") && Paths.name(program).startsWith("spark-");
      Optional<String> meant =
          shell.functions().contains(program) || (program.indexOf('/') >= 0 && !isSpark)
              ? Optional.empty()
              : KnownPrograms.meantBy(Paths.name(program));
      if (meant.isPresent() && !isBrought(Paths.name(program))) {
        at(PROGRAM_IS_KNOWN, script, program)
            .say("{it} starts {}, which is no program; did you mean {}?", program, meant.get());
      }
      subcommandIsKnown(script, command.subList(isExec ? 1 : 0, command.size()));
    }
  }

  private void subcommandIsKnown(Written where, List<String> command) {
    String program = Paths.name(command.get(0));
    List<String> known = SUBCOMMANDS.getOrDefault(program, List.of());
    if (command.size() > 1 && !known.isEmpty() && !known.contains(command.get(1))) {
      Optional<String> swapped = KnownPrograms.near(command.get(1), known);
      Optional<String> meant =
          swapped.isPresent() ? swapped : NearName.within(1, command.get(1), known);
      if (meant.isPresent()) {
        at(PROGRAM_IS_KNOWN, where, command.get(1))
            .say("{it} asks {} for {}; did you mean {}?", program, command.get(1), meant.get());
      }
    }
  }

  /** Whether a Dockerfile speaks of it. */
  private boolean isBrought(String program) {
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      if (Words.indexOf(dockerfile.expanded(), program, 0) >= 0) {
        return true;
      }
    }
    return false;
  }
}
