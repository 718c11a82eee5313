package io.sparkstead.stack.patch;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A change of one object of a stack, for what no argument of its component offers.
 *
 * <pre>{@code
 * new MergePatch("Deployment", "jupyter", Map.of("spec", Map.of("minReadySeconds", 30)))
 * new JsonPatch("Service", "jupyter", new Replace("/spec/ports/0/port", 80))
 * }</pre>
 *
 * <p>What it takes from a component, or says otherwise, of how programs start, what they read and
 * where they answer, is a finding unless the patch says why: {@link #because}.
 *
 * <p>It is made in memory before the rules look, so that they judge what is written, and the file
 * shows the object as it is applied. A patch that matches not exactly one object, fails, changes
 * nothing, or makes another object of it is refused.
 */
public sealed interface Patch permits MergePatch, JsonPatch, ReasonedPatch {

  /** Of the one object it changes, as {@code Deployment}. */
  String kind();

  /** Of the one object it changes. */
  String name();

  /**
   * The object with the change.
   *
   * @param object as maps and lists
   * @throws IllegalArgumentException if it cannot be made there
   */
  Map<String, Object> applyTo(Map<String, Object> object);

  /** What it changes, for the reader of the tree: {@code spec.minReadySeconds}. */
  List<String> changes();

  /** Why it changes what its component relies on, if it says so. */
  default Optional<String> reason() {
    return Optional.empty();
  }

  /**
   * This patch, with why it changes what its component relies on. The README of the tree has it,
   * and the finding is answered; what a rule knows to be wrong is refused all the same.
   *
   * <pre>{@code
   * new JsonPatch("Deployment", "minio", new Replace(probe + "/path", "/minio/health/cluster"))
   *     .because("the pool is ready when all of its disks are")
   * }</pre>
   *
   * @throws IllegalArgumentException if {@code reason} is blank
   */
  default Patch because(String reason) {
    return new ReasonedPatch(this, reason);
  }
}
