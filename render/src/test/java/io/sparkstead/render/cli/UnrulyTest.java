package io.sparkstead.render.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.render.MainProcess;
import io.sparkstead.render.source.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An environment that ends the process, or what the process lives on, passes no gate. */
class UnrulyTest {

  private static final String GOOD = Template.teaching().called(DnsLabel.of("mylab"));
  private static final String BODY = "  public Stack stack(ImageLock lock) {\n";
  private static final List<String> SMALL = List.of("-Xmx192m", "-XX:+UseSerialGC");

  @TempDir private Path folder;

  /** A run on an environment whose stack begins with {@code statement}. */
  private MainProcess.Outcome run(String statement, String... args)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("mylab.java"), GOOD.replace(BODY, BODY + statement + "\n"));
    return new MainProcess(SMALL, Map.of()).run(folder, args);
  }

  private static String at() {
    return "\n  at mylab.java:"
        + (1 + GOOD.substring(0, GOOD.indexOf(BODY)).lines().count() + 1)
        + "\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "System.exit(0);                                     | ends the process by System.exit; leave that out",
        "Runtime.getRuntime().exit(1);                       | ends the process by System.exit; leave that out",
        "stack(lock);                                        | fails with java.lang.StackOverflowError",
        "if (true) throw new Error(\"no lab\");               | fails with java.lang.Error: no lab",
        "if (true) throw new ThreadDeath();                  | fails with java.lang.ThreadDeath",
        "var l = new java.util.ArrayList<long[]>(); while (lock != null) l.add(new long[1 << 20]); | fails with java.lang.OutOfMemoryError: Java heap space",
      })
  void what_ends_the_run_is_told_with_its_line(String statement, String told)
      throws IOException, InterruptedException {
    for (List<String> verb :
        List.of(
            List.of("--env-file", "mylab.java", "--check"),
            List.of("verify", "--env-file=mylab.java"))) {
      MainProcess.Outcome run = run(statement, verb.toArray(String[]::new));
      assertThat(run.messages()).isEqualTo("error: the environment " + told + at());
      assertThat(run.code()).isEqualTo(3);
    }
  }

  @Test
  void another_thread_that_ends_the_process_is_told_too() throws IOException, InterruptedException {
    MainProcess.Outcome run =
        run(
            "Thread t = new Thread(() -> System.exit(0)); t.start(); while (t.isAlive()) {}",
            "verify",
            "--env-file",
            "mylab.java");
    assertThat(run.messages()).contains("ends the process by System.exit").endsWith(at());
    assertThat(run.code()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "System.out.println(\"hello\"); System.err.println(\"hello\");",
        "System.out.println(\"hello\"); System.out.close(); System.err.close();",
        "System.out.println(\"hello\"); System.setOut(null); System.setErr(null);",
      })
  void what_it_prints_is_no_data_and_what_it_closes_not_ours(String statement)
      throws IOException, InterruptedException {
    MainProcess.Outcome run = run(statement, "verify", "--env-file", "mylab.java");
    assertThat(run.data()).startsWith("warning NET-01").contains("mylab: 0 errors");
    assertThat(run.messages()).startsWith("hello\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void a_run_short_of_memory_says_so_and_is_no_difference()
      throws IOException, InterruptedException {
    for (int mebibytes = 12; mebibytes > 2; mebibytes--) {
      MainProcess.Outcome run =
          new MainProcess(List.of("-Xmx" + mebibytes + "m", "-XX:+UseSerialGC"), Map.of())
              .run(folder, "--all-envs", "--check");
      // More than enough for what there is to render, until it is too little.
      if (!run.messages().contains("is stale")) {
        assertThat(run.messages())
            .contains("MiB of memory are too few; give Java more, as by -Xmx1g");
        assertThat(run.code()).isEqualTo(70);
        return;
      }
    }
    fail("3 MiB are enough");
  }
}
