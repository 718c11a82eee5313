package io.sparkstead.render.cli.outcome;

import io.sparkstead.render.source.EnvironmentLine;
import io.sparkstead.render.source.UnusableFile;
import io.sparkstead.stack.proof.BrokenFamily;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The one place where an error becomes words and an exit code. */
public final class Failure {

  /** The option that shows where an error comes from. */
  public static final String DEBUG = "--debug";

  private Failure() {}

  /**
   * Tells {@code e} to a person.
   *
   * @param debug with its stack trace
   * @return the exit code
   */
  public static int tell(Exception e, PrintWriter err, boolean debug) {
    if (debug) {
      e.printStackTrace(err);
    }
    if (e instanceof Refusal refusal) {
      err.println("error: " + refusal.getMessage());
      return refusal.code().number();
    }
    Optional<String> reason = reason(e);
    if (reason.isPresent()) {
      err.println("error: " + reason.get());
      return ExitCode.REFUSED.number();
    }
    if (e instanceof IOException io) {
      err.println("error: " + reason(io));
      return ExitCode.FILES.number();
    }
    if (root(e) instanceof OutOfMemoryError) {
      err.println(
          "error: "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MiB of memory are too few; give Java more, as by -Xmx1g");
      return ExitCode.BUG.number();
    }
    boolean isRule = e instanceof BrokenFamily;
    err.println("error: a bug of ours: " + (isRule ? e.getMessage() : e));
    if (isRule) {
      err.println("nothing was written: what a rule cannot judge may be wrong");
    }
    err.println(debug ? "please report it with the lines above" : "see where with " + DEBUG);
    return ExitCode.BUG.number();
  }

  /**
   * Tells that not all data was written, for {@code e}.
   *
   * @return the exit code
   */
  public static int tellLost(IOException e, PrintWriter err) {
    // Whoever reads has seen enough, as head has. In languages that name it otherwise it is told.
    if (!String.valueOf(e.getMessage()).contains("Broken pipe")) {
      err.println("error: standard output: " + e.getMessage() + "; not all of it was written");
    }
    return ExitCode.FILES.number();
  }

  /** What is wrong with an environment, if that is what {@code e} tells. */
  public static Optional<String> reason(Exception e) {
    if (e instanceof UnusableFile
        || (e instanceof Refusal refusal && refusal.code() == ExitCode.REFUSED)) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    return EnvironmentLine.ofFile(e)
        .map(line -> failing(e) + " fails with " + root(e) + "\n  at " + line);
  }

  private static String failing(Exception e) {
    return e instanceof BrokenFamily broken ? "rule family " + broken.family() : "the environment";
  }

  private static Throwable root(Throwable e) {
    return e.getCause() == null ? e : root(e.getCause());
  }

  /** File, then what is wrong with it; Java's own messages name only the file. */
  private static String reason(IOException e) {
    if (e instanceof FileSystemException file) {
      String reason = file.getReason();
      return file.getFile() + ": " + (reason == null ? words(file) : reason);
    }
    return String.valueOf(e.getMessage());
  }

  /** {@code AccessDeniedException} as "access denied". */
  private static String words(FileSystemException e) {
    return Arrays.stream(e.getClass().getSimpleName().split("(?=[A-Z])", -1))
        .filter(word -> !word.equals("Exception"))
        .map(word -> word.toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" "));
  }
}
