package io.sparkstead.render.cluster.node;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for what pods do, which takes longer than what programs do. */
final class Wait {

  /** Far more than anything takes on a busy machine. */
  private static final Duration LIMIT = Duration.ofMinutes(8);

  private static final Duration PAUSE = Duration.ofSeconds(2);

  private Wait() {}

  /** Returns once {@code question} is answered with yes. */
  static void until(BooleanSupplier question, Supplier<String> complaint) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!question.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(complaint.get() + "\nafter " + LIMIT.toMinutes() + " minutes");
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }
}
