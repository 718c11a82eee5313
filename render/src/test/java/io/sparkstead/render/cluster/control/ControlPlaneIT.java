package io.sparkstead.render.cluster.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.render.MainProcess;
import io.sparkstead.render.spark.cluster.Patience;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a control plane begins where it cannot, and what is left of it when it ends. */
class ControlPlaneIT {

  private static final String STATE = "state";
  private static final String UP = "up";

  /** etcd, API server, controller manager, scheduler. */
  private static final int PROGRAMS = 4;

  @TempDir private Path folder;

  /** A process that has a control plane, and can be killed. It ends with this one. */
  static final class Holder {
    public static void main(String[] args) throws IOException {
      ControlPlane.start(Path.of(args[0]));
      System.out.println(UP);
      System.in.read();
    }
  }

  @Test
  void nothing_is_left_of_a_run_whose_java_was_killed() throws IOException {
    Path state = folder.resolve(STATE);
    Machine before = Machine.now();
    Process holder = hold(state);
    try {
      assertThat(Machine.processes(state)).hasSize(PROGRAMS);
    } finally {
      holder.destroyForcibly();
    }

    before.nothingIsLeft(state);
  }

  @Test
  void nothing_is_left_of_a_run_that_was_killed_itself() throws IOException {
    Path state = folder.resolve(STATE);
    Machine before = Machine.now();

    ControlPlane.start(state).kill();

    before.nothingIsLeft(state);
    // Files alone, which the next one clears away, and says so.
    ControlPlane.start(state).close();
    assertThat(complaints(state))
        .isEqualTo("control plane: an earlier run was killed; removing what it left in " + state);
    before.nothingIsLeft(state);
  }

  @Test
  void a_program_that_ends_ends_the_run_and_is_told() throws IOException, InterruptedException {
    Path state = folder.resolve(STATE);
    Process holder = hold(state);
    try {
      process("--data-dir " + state).destroyForcibly();

      Patience.until(
          () -> Machine.processes(state).isEmpty(),
          () -> Machine.processes(state) + " go on without etcd");
      assertThat(complaints(state)).startsWith("control plane: etcd ended; the last it said: ");
    } finally {
      end(holder, state);
    }
  }

  @Test
  void two_runs_do_not_share_a_folder() throws IOException, InterruptedException {
    Path state = folder.resolve(STATE);
    Process holder = hold(state);
    try {
      assertThat(refusal(state, Map.of()))
          .isEqualTo("another run is at work in " + state + "; end it, or name another folder");
    } finally {
      end(holder, state);
    }
  }

  private static void end(Process holder, Path state) throws InterruptedException {
    holder.destroyForcibly().waitFor();
    Patience.until(
        () -> Machine.processes(state).isEmpty(), () -> Machine.processes(state) + " go on");
  }

  private static Process hold(Path state) throws IOException {
    Process holder =
        new ProcessBuilder(
                MainProcess.program(Path.of(System.getProperty("java.home"))),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                state.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader reader = holder.inputReader(StandardCharsets.UTF_8);
    assertThat(reader.readLine()).isEqualTo(UP);
    return holder;
  }

  @Test
  void who_is_not_root_is_told() throws IOException, InterruptedException {
    assertThat(refusal(List.of("unshare", "--user"), folder.resolve(STATE), Map.of()))
        .isEqualTo("network namespaces need root, and this is user 65534; run it as root");
  }

  @Test
  void too_little_room_is_told() throws IOException, InterruptedException {
    Path state = folder.resolve(STATE);
    assertThat(refusal(state, Map.of("LEAST_MEMORY", "9999999")))
        .matches("\\d+ MiB of memory are free, and 9999999 are needed; end something else");
    assertThat(refusal(state, Map.of("LEAST_DISK", "999999999")))
        .matches("\\d+ MiB are free for " + state + ", and 999999999 are needed; make room");
  }

  @Test
  void a_program_that_is_missing_is_told() throws IOException, InterruptedException {
    Path state = folder.resolve(STATE);
    assertThat(refusal(state, Map.of("KUBE_BINARIES", folder.toString())))
        .isEqualTo(folder + " has no program etcd; see .ci/kube");

    Path path = Files.createDirectory(folder.resolve("path"));
    for (String program : List.of("env", "bash", "realpath")) {
      Files.copy(
          Path.of("/usr/bin", program), path.resolve(program), StandardCopyOption.COPY_ATTRIBUTES);
    }
    assertThat(refusal(state, Map.of("PATH", path.toString())))
        .isEqualTo("there is no ip; install iproute2, openssl and util-linux");
  }

  private String refusal(Path state, Map<String, String> environment)
      throws IOException, InterruptedException {
    return refusal(List.of(), state, environment);
  }

  /** The one line with which it refuses to start. */
  private String refusal(List<String> before, Path state, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(before);
    command.add(ControlPlane.SCRIPT.toString());
    Map<String, String> all = new HashMap<>(ControlPlane.environment(state));
    all.putAll(environment);
    MainProcess.Outcome outcome = MainProcess.run(folder, command, all);
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.data()).isEmpty();
    assertThat(outcome.messages())
        .startsWith("control plane: ")
        .endsWith("\n")
        .containsOnlyOnce("\n");
    return outcome.messages().strip().substring("control plane: ".length());
  }

  private static String complaints(Path state) throws IOException {
    return Files.readString(ControlPlane.complaints(state)).strip();
  }

  private static ProcessHandle process(String command) {
    return ProcessHandle.allProcesses()
        .filter(process -> Machine.commandLine(process).contains(command))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no process " + command));
  }
}
