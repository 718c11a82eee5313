package io.sparkstead.overlays;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.proof.rule.RuleException;
import io.sparkstead.stack.proof.rule.RuleFamily;
import java.util.List;

/** A place a stack runs. */
public interface Environment {

  /** What {@code --env} calls it, and its folder under {@code out/}. */
  DnsLabel name();

  /** What kind of place it is, in one line. */
  String description();

  /**
   * The stack as it is built there; made anew by each call.
   *
   * @param lock the digests of its images, as far as they have been looked up
   */
  Stack stack(ImageLock lock);

  /** The option that asks for it on a command line. */
  default String option() {
    return "--env " + name();
  }

  /**
   * Rules of its own, asked after those that ship; told, excused and exported like them.
   *
   * <pre>{@code
   * public List<RuleFamily> rules() {
   *   return List.of(new Owners());
   * }
   * }</pre>
   */
  default List<RuleFamily> rules() {
    return List.of();
  }

  /** Findings it lives with, each with its reason. */
  default List<RuleException> exceptions() {
    return List.of();
  }
}
