package io.sparkstead.stack.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.approvaltests.core.VerifyResult;
import org.approvaltests.reporters.ReporterWithApprovalPower;
import org.opentest4j.AssertionFailedError;

/**
 * Says in the test's own failure what differs from the approved file and how to accept it: the same
 * on a laptop as in CI, with no diff tool launched.
 *
 * <p>With {@code -Dapprove=true} it accepts instead: what was received becomes what is approved.
 */
public final class JunitMessage implements ReporterWithApprovalPower {

  private static final int LINES_AROUND = 3;
  private static final int MOST_LINES = 80;

  private final boolean accepts;
  private final String command;

  /** For files beside a test, which the test itself replaces when asked to. */
  JunitMessage() {
    this(Boolean.getBoolean("approve"));
  }

  JunitMessage(boolean accepts) {
    this(accepts, "mvn -pl " + module() + " -am test -Dapprove=true");
  }

  private JunitMessage(boolean accepts, String command) {
    this.accepts = accepts;
    this.command = command;
  }

  /** For files that {@code command} replaces, and no test. */
  public static JunitMessage acceptedBy(String command) {
    return new JunitMessage(false, command);
  }

  @Override
  public boolean report(String received, String approved) {
    Path from = Path.of(received);
    Path to = Path.of(approved);
    if (accepts) {
      write(to, read(from));
      return true;
    }
    String expected = Files.exists(to) ? read(to) : "";
    String actual = read(from);
    throw new AssertionFailedError(message(to, expected, actual), expected, actual);
  }

  @Override
  public VerifyResult approveWhenReported() {
    return VerifyResult.from(accepts);
  }

  private String message(Path approved, String expected, String actual) {
    String what = Files.exists(approved) ? "differs from" : "has no approved file";
    return """
    %s %s
    Read the difference as a reviewer; if it is meant, accept it with
      %s

    %s
    """
        .formatted(what, here(approved), command, diff(expected, actual));
  }

  private static String diff(String expected, String actual) {
    List<String> lines = Difference.between(expected, actual, LINES_AROUND);
    if (lines.isEmpty()) {
      return "(they differ at the end of the last line)";
    }
    String shown = String.join("\n", lines.subList(0, Math.min(lines.size(), MOST_LINES)));
    return lines.size() <= MOST_LINES
        ? shown
        : shown + "\n… and " + (lines.size() - MOST_LINES) + " lines more";
  }

  /** The module whose tests run: Surefire runs them in its folder. */
  private static Path module() {
    return Path.of("").toAbsolutePath().getFileName();
  }

  private static Path here(Path file) {
    return Path.of("").toAbsolutePath().relativize(file.toAbsolutePath());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
