package io.sparkstead.stack.proof.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The rules of one family, each by a stack that keeps it, and the same stack with one thing made
 * wrong. No other family is asked.
 *
 * <pre>{@code
 * class ConnectTest extends FamilyTest {
 *   ConnectTest() {
 *     super(Connect::new);
 *     on(Connect.ASKS_FOR_A_TOKEN, "a word of what it says", good -> good.container(…));
 *   }
 * }
 * }</pre>
 *
 * <p>A case is a change of the sample stack, and a word that the message must hold: the value that
 * is wrong, or the name of what is missing.
 */
public abstract class FamilyTest {

  /** A value that opens something; no message may repeat it. */
  public static final String PLANTED = "sparkminio";

  // What the sample stack calls its parts.
  protected static final String JUPYTER = "lab";
  protected static final String HISTORY = "history";
  protected static final String STORE = "store";
  protected static final String CONNECT = "connect";
  protected static final String NOTEBOOK_CONF = "lab-spark-conf";
  protected static final String HISTORY_CONF = "spark-conf";
  protected static final String PI_CONF = "examples/spark-pi.conf";
  protected static final String PI = "examples/spark-pi.sh";
  protected static final String NOTEBOOK = "examples/dynamic_resource_allocation_test.ipynb";
  protected static final String SPARK_IMAGE = "images/spark/Dockerfile";
  protected static final String JUPYTER_IMAGE = "images/notebook/Dockerfile";
  protected static final String ENTRYPOINT = "images/notebook/entrypoint.sh";

  private record Case(Rule rule, String word, UnaryOperator<Altered> wrong) {}

  private final BiFunction<Evidence, Findings, FamilyCheck> family;
  private final List<Rule> rules;
  private final List<Case> cases = new ArrayList<>();

  protected FamilyTest(BiFunction<Evidence, Findings, FamilyCheck> family) {
    this.family = family;
    this.rules = family.apply(Altered.samples().evidence(), new Findings()).rules();
  }

  /** {@code rule} speaks, with {@code word}, of a sample stack changed by {@code wrong}. */
  protected final void on(Rule rule, String word, UnaryOperator<Altered> wrong) {
    cases.add(new Case(rule, word, wrong));
  }

  /** What the family says of {@code altered}. */
  protected final List<Finding> said(Altered altered) {
    return altered.findings(family);
  }

  /** What {@code rule} says of {@code altered}. */
  protected final List<String> said(Rule rule, Altered altered) {
    return said(altered).stream()
        .filter(finding -> finding.rule().equals(rule))
        .map(Finding::message)
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> a_rule_is_broken_by_each_of_its_cases() {
    return cases.stream()
        .map(
            broken -> dynamicTest(broken.rule().id() + ": " + broken.word(), () -> isTold(broken)));
  }

  private void isTold(Case broken) {
    List<String> said = said(broken.rule(), broken.wrong().apply(Altered.samples()));

    assertThat(said).as("%s says nothing", broken.rule().id()).isNotEmpty();
    assertThat(said)
        .anyMatch(message -> message.contains(broken.word()))
        .noneMatch(message -> message.contains(PLANTED))
        .noneMatch(message -> message.contains("null"))
        .noneMatch(message -> message.contains("{}"));
  }

  @Test
  void every_rule_has_a_case() {
    assertThat(cases.stream().map(Case::rule).distinct()).containsAll(rules);
  }

  @Test
  void a_good_stack_keeps_every_rule() {
    assertThat(said(Altered.samples())).isEmpty();
    assertThat(said(Altered.of(Samples.spark41().observed()))).isEmpty();
    assertThat(said(Altered.of(Samples.spark41().withTables()))).isEmpty();
  }

  @Test
  void no_finding_has_a_rule_of_another_family() {
    assertThat(cases)
        .allSatisfy(
            broken ->
                assertThat(said(broken.wrong().apply(Altered.samples())))
                    .extracting(Finding::rule)
                    .isSubsetOf(rules));
  }
}
