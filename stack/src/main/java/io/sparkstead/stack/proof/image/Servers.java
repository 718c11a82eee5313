package io.sparkstead.stack.proof.image;

import io.fabric8.kubernetes.api.model.Probe;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.ContainerView.Port;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.image.BuiltImage;
import io.sparkstead.stack.proof.evidence.image.Paths;
import io.sparkstead.stack.proof.evidence.image.Started;
import io.sparkstead.stack.proof.evidence.image.StartedScript;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether what is asked over the network is a server, and listens to others than itself. */
public record Servers(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule SERVER_IS_STARTED =
      Rule.error("IMG-16", "A container that is asked over the network starts a server")
          .why("Probes and Services find nobody at its port; the probe ends it, for ever.")
          .fix("Drop the command, so that the image's own entrypoint starts the server.");

  static final Rule JUPYTER_LISTENS_TO_OTHERS =
      Rule.error("IMG-17", "Jupyter is told to listen to more than its own pod")
          .why("It listens at localhost alone: neither probes nor people get through.")
          .fix("Start it by the image's entrypoint, with --config, or with --ip=0.0.0.0.");

  /** What listens to nobody. */
  private static final Set<String> DEAF =
      Set.of(
          ":",
          "cat",
          "date",
          "echo",
          "env",
          "exit",
          "false",
          "hostname",
          "id",
          "ls",
          "pause",
          "printenv",
          "printf",
          "pwd",
          "seq",
          "set",
          "sleep",
          "tail",
          "test",
          "trap",
          "true",
          "uname",
          "wait",
          "whoami",
          "yes");

  private static final List<String> JUPYTER =
      List.of("jupyter-lab", "jupyter-notebook", "jupyter-server");

  private static final Set<String> OF_JUPYTER = Set.of("lab", "notebook", "server");

  /** Options by which it is told where to listen, or where that is written. */
  private static final List<String> TELLING =
      List.of("--ip", "--config", "--ServerApp.ip", "--NotebookApp.ip", "--ServerApp.config", "$");

  private static final List<String> CONFIGURED =
      List.of("JUPYTER_CONFIG_DIR", "JUPYTER_CONFIG_PATH", "JUPYTER_PREFER_ENV_PATH");

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.mainContainers()) {
        if (isAsked(workload, container)) {
          serverIsStarted(workload, container);
          jupyterListensToOthers(workload, container);
        }
      }
    }
  }

  /** Whether a probe or a Service comes to it over the network. */
  private boolean isAsked(Workload workload, ContainerView container) {
    for (Probe probe : container.probes()) {
      if (probe.getHttpGet() != null || probe.getTcpSocket() != null || probe.getGrpc() != null) {
        return true;
      }
    }
    for (ServiceView service : stack.services()) {
      if (service.selects(workload)) {
        for (ServiceView.Port served : service.ports()) {
          int number = workload.portBehind(served);
          for (Port port : container.ports()) {
            if (port.number() == number) {
              return !workload.isJob();
            }
          }
        }
      }
    }
    return false;
  }

  private void serverIsStarted(Workload workload, ContainerView container) {
    Started started = Started.of(stack, container);
    List<List<String>> commands = started.commands();
    List<String> main = started.main();
    boolean isDeaf = !commands.isEmpty();
    for (List<String> command : commands) {
      isDeaf &= DEAF.contains(Paths.name(command.get(0)));
    }
    boolean isShellAlone = main.size() == 1 && Started.isInterpreter(main.get(0));
    if (isDeaf || isShellAlone) {
      at(SERVER_IS_STARTED, workload, main.get(0))
          .say(
              "container {} of {it} is asked over the network and runs '{}', which listens to"
                  + " nobody; drop the command, or start the server by it",
              container.name(),
              container.commandLine().isEmpty() ? String.join(" ", main) : container.commandLine());
    }
  }

  private void jupyterListensToOthers(Workload workload, ContainerView container) {
    Started started = Started.of(stack, container);
    if (started.image().isEmpty() || isConfigured(container, started.image().get())) {
      return;
    }
    List<List<String>> commands = new ArrayList<>(started.commands());
    for (StartedScript script : StartedScript.of(stack, workload, container)) {
      commands.addAll(script.commands().all());
    }
    for (List<String> command : commands) {
      if (isJupyter(command) && !isTold(command)) {
        at(JUPYTER_LISTENS_TO_OTHERS, workload, "name: " + container.name())
            .say(
                "container {} of {it} runs '{}', which listens to its own pod alone; start it by"
                    + " the image's entrypoint, or with --ip=0.0.0.0",
                container.name(),
                String.join(" ", command));
        return;
      }
    }
  }

  private static boolean isJupyter(List<String> command) {
    int at = command.get(0).equals("exec") && command.size() > 1 ? 1 : 0;
    String program = Paths.name(command.get(at));
    boolean isOne = command.size() > at + 1 && OF_JUPYTER.contains(command.get(at + 1));
    return JUPYTER.contains(program) || (program.equals("jupyter") && isOne);
  }

  private static boolean isTold(List<String> command) {
    for (String word : command) {
      for (String start : TELLING) {
        if (word.startsWith(start)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether Jupyter may find a configuration without being told of it. */
  private static boolean isConfigured(ContainerView container, BuiltImage image) {
    for (String name : CONFIGURED) {
      if (container.variable(name).isPresent() || image.variable(name).isPresent()) {
        return true;
      }
    }
    for (Mount mount : container.mounts()) {
      if (mount.path().contains("etc/jupyter") || mount.path().contains(".jupyter")) {
        return true;
      }
    }
    for (String place : image.places()) {
      if (place.contains("etc/jupyter") || place.contains(".jupyter")) {
        return true;
      }
    }
    String text = image.dockerfile().expanded();
    return image.isOnUnknown() || text.contains("jupyter_") || text.contains("etc/jupyter");
  }
}
