package io.sparkstead.stack.proof.testing;

import io.sparkstead.stack.Stack;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Every way to break a stack by one slip: whatever one thing says of another is deleted, renamed or
 * raised by one, each in a stack of its own.
 *
 * <p>They are found by walking the stack, so a new part is mutated without anybody thinking of it.
 * What has no reference to break is left alone: a label that nothing selects by, the outer port of
 * a Service that nobody dials.
 */
public final class Mutants {

  private final Map<String, UnaryOperator<Altered>> all = new LinkedHashMap<>();

  private Mutants() {}

  /** Each mutant of {@code stack} by what was done to it. */
  public static Map<String, UnaryOperator<Altered>> of(Stack stack) {
    Mutants mutants = new Mutants();
    Evidence good = Evidence.of(stack);
    new ObjectMutants(good, mutants).addAll();
    new PodMutants(good, mutants).addAll();
    new TextMutants(good, mutants).addAll();
    return Collections.unmodifiableMap(mutants.all);
  }

  /** Those of {@code stack} that neither an error nor a warning is said of. */
  public static List<String> survivors(Supplier<Stack> stack) {
    List<String> survivors = new ArrayList<>();
    of(stack.get())
        .forEach(
            (what, mutant) -> {
              List<Finding> findings = mutant.apply(Altered.of(stack.get())).findings();
              if (findings.stream().allMatch(f -> f.rule().severity() == Severity.NOTE)) {
                survivors.add(what);
              }
            });
    return survivors;
  }

  void add(String what, UnaryOperator<Altered> change) {
    if (all.putIfAbsent(what, change) != null) {
      throw new IllegalStateException("two mutants are: " + what);
    }
  }
}
