package io.sparkstead.render.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.render.MainProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a terminal shows, which a pseudoterminal of Python's stands in for. */
class ColoursTest {

  private static final String JAVA = MainProcess.program(Path.of(System.getProperty("java.home")));
  private static final List<String> ON_A_TERMINAL =
      List.of("python3", "-c", "import pty, sys; pty.spawn(sys.argv[1:])", JAVA);
  private static final Map<String, String> XTERM = Map.of("TERM", "xterm");

  private static final String EDITED = "homelab/limits/resourcequota-limits.yaml";

  @TempDir private Path folder;

  @BeforeEach
  void renderAndEdit() throws IOException, InterruptedException {
    run(List.of(JAVA), XTERM, "--env", "homelab");
    Path quota = folder.resolve("out").resolve(EDITED);
    Files.writeString(
        quota,
        Files.readString(quota)
            .replace("pods: \"13\"", "pods: \"20\"\n    count/jobs.batch: \"\\e[31mred\""));
  }

  private String run(List<String> java, Map<String, String> environment, String... args)
      throws IOException, InterruptedException {
    return new MainProcess(java, List.of(), environment).run(folder, args).data().replace("\r", "");
  }

  private String diff(List<String> java, Map<String, String> environment, String... more)
      throws IOException, InterruptedException {
    return run(
        java,
        environment,
        more.length == 0
            ? new String[] {"diff", "--env", "homelab"}
            : new String[] {"diff", "--env", "homelab", "-o", more[0]});
  }

  @Test
  void signs_have_their_colours_on_a_terminal() throws IOException, InterruptedException {
    assertThat(diff(ON_A_TERMINAL, XTERM))
        .contains("\u001b[33m~\u001b[0m v1 ResourceQuota spark/limits\n")
        .contains("    \u001b[33m~\u001b[0m spec.hard.pods: 20 → 13\n")
        .contains("    \u001b[31m-\u001b[0m spec.hard[count/jobs.batch]: \\u001b[31mred\n");
  }

  @Test
  void there_are_none_for_whoever_wants_none() throws IOException, InterruptedException {
    assertThat(diff(ON_A_TERMINAL, Map.of("TERM", "xterm", "NO_COLOR", "1")))
        .contains("~ v1 ResourceQuota spark/limits\n")
        .doesNotContain("\u001b");
    assertThat(diff(ON_A_TERMINAL, Map.of("TERM", "dumb"))).doesNotContain("\u001b");
  }

  @Test
  void there_are_none_in_a_pipe_and_none_for_programs() throws IOException, InterruptedException {
    assertThat(diff(List.of(JAVA), XTERM)).contains("~ v1 Resource").doesNotContain("\u001b");
    assertThat(diff(ON_A_TERMINAL, XTERM, "markdown"))
        .contains("v1 ResourceQuota")
        .doesNotContain("\u001b");
  }

  @Test
  void help_has_its_own_colours_and_no_codes_to_read() throws IOException, InterruptedException {
    assertThat(run(ON_A_TERMINAL, XTERM, "diff", "--help"))
        .contains("\u001b[33m--fail-on\u001b[")
        .doesNotContain("\\u001b");
    assertThat(run(List.of(JAVA), XTERM, "diff", "--help")).doesNotContain("\u001b", "\\u001b");
  }

  private static final String MANY =
      """
      import io.sparkstead.dsl.value.*;
      import io.sparkstead.overlays.*;
      import io.sparkstead.stack.*;
      import io.sparkstead.stack.preset.Workbench;
      import java.util.List;
      import java.util.stream.IntStream;

      final class Many implements Fleet {
        @Override public List<Environment> environments() {
          return IntStream.range(0, 12).<Environment>mapToObj(Team::new).toList();
        }

        record Team(int number) implements Environment {
          @Override public Stack stack(ImageLock lock) {
            return new Workbench("registry.example.org/spark", lock)
                .nodes(new Node(Cpu.cores(8), ByteSize.gibibytes(16)))
                .stack();
          }
          @Override public DnsLabel name() { return DnsLabel.of("team-" + number); }
          @Override public String description() { return "a team"; }
        }
      }
      """;

  @Test
  void whoever_waits_for_many_environments_sees_how_far_it_is()
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("many.java"), MANY);
    String[] check = {"verify", "--env-file", "many.java"};

    String seen = new MainProcess(ON_A_TERMINAL, List.of(), XTERM).run(folder, check).data();

    assertThat(seen)
        .containsPattern("\\d+ of 12 environments[^\\n]*\r\u001b\\[K")
        .doesNotContain("\\u001b");
    MainProcess.Outcome piped = new MainProcess(List.of(JAVA), List.of(), XTERM).run(folder, check);
    assertThat(piped.data() + piped.messages()).doesNotContain("\u001b", " of 12 ");
  }
}
