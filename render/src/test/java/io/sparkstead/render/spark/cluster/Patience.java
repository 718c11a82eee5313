package io.sparkstead.render.spark.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for what another process does. */
public final class Patience {

  /** Far more than anything takes on a busy machine. */
  static final Duration LIMIT = Duration.ofMinutes(2);

  private Patience() {}

  /** Returns once {@code question} is answered with yes. */
  public static void until(BooleanSupplier question, Supplier<String> complaint) {
    forAnswer(
        () -> question.getAsBoolean() ? Optional.of(true) : Optional.<Boolean>empty(), complaint);
  }

  /** The answer to {@code question}, once there is one. */
  public static <T> T forAnswer(Supplier<Optional<T>> question, Supplier<String> complaint) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < end) {
      Optional<T> answer = question.get();
      if (answer.isPresent()) {
        return answer.get();
      }
      pause();
    }
    throw new AssertionError(complaint.get() + " within " + LIMIT.toSeconds() + " s");
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }
}
