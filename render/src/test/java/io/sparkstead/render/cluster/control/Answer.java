package io.sparkstead.render.cluster.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a command ended and what it said.
 *
 * @param command as a person would type it
 * @param output what it printed for programs to read
 * @param messages what it printed for people
 * @param trouble for a test that fails: what the cluster knows about it
 */
public record Answer(
    String command, int code, String output, String messages, List<String> trouble) {

  /** How kubectl ends its line about an object that was so already. */
  private static final String UNCHANGED = " unchanged";

  private static final String TAKEN = " serverside-applied";

  /** kubectl always sends the selector of one, and says so. Versions tell that nothing changes. */
  private static final String BUDGET = "poddisruptionbudget.policy/";

  public Answer(String command, int code, String output, String messages) {
    this(command, code, output, messages, List.of());
  }

  public Answer {
    trouble = List.copyOf(trouble);
  }

  public Answer with(List<String> trouble) {
    return new Answer(command, code, output, messages, trouble);
  }

  /** This, if it ended well; otherwise the test fails with what it said. */
  public Answer succeeded() {
    assertThat(code).as(toString()).isZero();
    return this;
  }

  /** The lines of an apply that say of an object that something became of it. */
  public List<String> changes() {
    return output
        .lines()
        .filter(line -> !line.endsWith(UNCHANGED) && !line.endsWith(TAKEN))
        .filter(line -> !line.startsWith(BUDGET))
        .toList();
  }

  /** The objects of which an apply says anything, as {@code service/jupyter}. */
  public List<String> objects() {
    return output.lines().map(line -> line.substring(0, line.indexOf(' '))).toList();
  }

  /** What a person has to read of it. */
  @Override
  public String toString() {
    return Stream.of(
            Stream.of("$ " + command + "   # ended with " + code),
            changes().stream(),
            messages.lines(),
            trouble.stream())
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
