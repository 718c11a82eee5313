package io.sparkstead.render.cluster.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.testing.ExternalTool;
import io.sparkstead.render.spark.cluster.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run could leave on this machine: mounts, routes, interfaces, namespaces.
 *
 * @param holds a line each
 */
public record Machine(List<String> holds) {

  public Machine {
    holds = List.copyOf(holds);
  }

  /** As it is before a run. */
  public static Machine now() throws IOException {
    List<String> holds = new ArrayList<>(Files.readAllLines(Path.of("/proc/self/mounts")));
    for (String what : List.of("route", "link", "netns")) {
      holds.addAll(ExternalTool.run(List.of("ip", "-brief", what), "").stdout().lines().toList());
    }
    return new Machine(holds);
  }

  /** After the run in {@code state} was killed: it is as it was, once the kernel is done. */
  public void nothingIsLeft(Path state) throws IOException {
    Patience.until(
        () -> processes(state).isEmpty(), () -> processes(state) + " are left of a killed run");
    assertThat(now().holds()).isEqualTo(holds);
  }

  /** The command lines of all processes that are at work in {@code state}, but its holder. */
  static List<String> processes(Path state) {
    return ProcessHandle.allProcesses()
        .map(Machine::commandLine)
        .filter(command -> command.contains(state.toString()))
        .filter(command -> !command.contains(ControlPlaneIT.Holder.class.getName()))
        .toList();
  }

  static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }
}
