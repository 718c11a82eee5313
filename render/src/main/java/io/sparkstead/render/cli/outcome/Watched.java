package io.sparkstead.render.cli.outcome;

import io.sparkstead.render.source.EnvironmentLine;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * A run with a file of a person's own, which may end the process or never return: then that is
 * told, with the line.
 *
 * <p>It is a thread, for the one that started it to watch. What nobody can watch from inside is
 * {@code Runtime.halt}: docs/reliability.md has what it would cost.
 */
public final class Watched extends Thread {

  /** For one environment, which takes a hundredth of a second; a fleet may take its time. */
  public static final int PATIENCE_SECONDS = 60;

  private static final int SECOND = 1000;

  private final IntSupplier run;
  private final AtomicInteger steps = new AtomicInteger();
  private volatile String note = "";
  private volatile int code = ExitCode.BUG.number();

  public Watched(IntSupplier run) {
    this.run = run;
    setDaemon(true);
  }

  /** Begins with another of many: {@code 12 of 40 environments}, for whoever waits. */
  public static void step(int done, int all, String what) {
    if (currentThread() instanceof Watched watched) {
      watched.note = (done + 1) + " of " + all + " " + what;
    }
  }

  /** Begins with another environment, or another part of the work on it. */
  public static void step() {
    if (currentThread() instanceof Watched watched) {
      watched.steps.incrementAndGet();
    }
  }

  @Override
  public void run() {
    code = run.getAsInt();
  }

  /**
   * Runs it.
   *
   * @param patience for each step, in seconds
   * @return its exit code
   */
  public int watch(Pen err, int patience) {
    Thread hook = new Thread(() -> tellWhoEnds(err));
    Runtime.getRuntime().addShutdownHook(hook);
    start();
    int seen = 0;
    int last = steps.get();
    while (isAlive()) {
      Optional<String> line = EnvironmentLine.ofFile(getStackTrace());
      seen = line.isPresent() && last == steps.get() ? seen + 1 : 0;
      last = steps.get();
      if (line.isPresent() && seen > patience) {
        err.println(
            "error: the environment has not returned for "
                + patience
                + " seconds; let it come to an end\n  at "
                + line.get());
        code = ExitCode.REFUSED.number();
        break;
      }
      await();
      if (isAlive()) {
        err.note(note);
      }
    }
    err.note("");
    Runtime.getRuntime().removeShutdownHook(hook);
    return code;
  }

  private void await() {
    try {
      join(SECOND);
    } catch (InterruptedException e) {
      currentThread().interrupt();
    }
  }

  /** Whoever ends the process waits in that call until this is over. */
  private static void tellWhoEnds(PrintWriter err) {
    for (StackTraceElement[] frames : getAllStackTraces().values()) {
      Optional<String> line = EnvironmentLine.ofFile(frames);
      if (line.isPresent() && isExit(frames)) {
        err.println(
            "error: the environment ends the process by System.exit; leave that out\n  at "
                + line.get());
        err.flush();
        Runtime.getRuntime().halt(ExitCode.REFUSED.number());
      }
    }
  }

  private static boolean isExit(StackTraceElement[] frames) {
    for (StackTraceElement frame : frames) {
      if (frame.getClassName().equals("java.lang.Runtime")
          && frame.getMethodName().equals("exit")) {
        return true;
      }
    }
    return false;
  }
}
