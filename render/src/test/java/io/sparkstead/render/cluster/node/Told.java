package io.sparkstead.render.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a program says that was run in the notebook's pod, by the Python that notebooks have.
 *
 * <pre>
 * TOLD executors eu; retries: 3
 * </pre>
 */
record Told(String said) {

  /** Runs a program of {@code src/cluster/node} to its end, which has to be a good one. */
  static Told by(Deployed deployed, Path program, String... arguments) throws IOException {
    Path log = Files.createTempFile("told", ".log");
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "exec \"$PYSPARK_PYTHON\" - \"$@\"", "told"));
    command.addAll(List.of(arguments));
    int code = deployed.execLong(program, log, Deployed.JUPYTER, command.toArray(String[]::new));
    String said = Files.readString(log);
    assertThat(code).as(said).isZero();
    return new Told(said);
  }

  String of(String what) {
    Matcher matcher = Pattern.compile("^TOLD " + what + " (.*)$", Pattern.MULTILINE).matcher(said);
    assertThat(matcher.find()).as(said).isTrue();
    return matcher.group(1);
  }
}
