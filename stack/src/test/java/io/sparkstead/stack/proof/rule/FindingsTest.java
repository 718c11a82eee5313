package io.sparkstead.stack.proof.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Evidence.Embedded;
import io.sparkstead.stack.proof.evidence.Written;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Findings have an order, are said once, and can be excused. */
class FindingsTest {

  private static final Rule ERROR = Rule.error("LAB-02", "t").why("w").fix("f");
  private static final Rule LATER = Rule.error("LAB-03", "t").why("w").fix("f");
  private static final Rule WARNING = Rule.warning("LAB-01", "t").why("w").fix("f");
  private static final Rule NOTE = Rule.note("AAA-01", "t").why("w").fix("f");

  @Test
  void come_gravest_first_then_by_id_path_subject_and_message() {
    List<Finding> ordered =
        List.of(
            new Finding(ERROR, "b", "x", "", "b"),
            new Finding(ERROR, "b", "x", "", "c"),
            new Finding(ERROR, "c", "x", "", "a"),
            new Finding(ERROR, "a", "y", "", "a"),
            new Finding(LATER, "a", "a", "", "a"),
            new Finding(WARNING, "a", "a", "", "a"),
            new Finding(NOTE, "a", "a", "", "a"));
    List<Finding> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(7));
    Findings findings = new Findings();
    for (Finding one : shuffled) {
      findings.at(one.rule(), one.subject(), one.path(), one.mark()).say(one.message());
      findings.at(one.rule(), one.subject(), one.path(), one.mark()).say(one.message());
    }

    assertThat(findings.all()).containsExactlyElementsOf(ordered);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> findings.all().clear());
  }

  @Test
  void fill_the_gaps_of_a_message_in_their_order() {
    assertThat(said("{} before {}, and {} last", "a", 2, true))
        .isEqualTo("a before 2, and true last");
    assertThat(said("${}{}", "A", "B")).isEqualTo("$AB");
    assertThat(said("nothing to fill")).isEqualTo("nothing to fill");
    assertThat(said("{ and } stay, {} too", "b")).isEqualTo("{ and } stay, b too");
  }

  @Test
  void leave_what_a_value_has_alone() {
    assertThat(said("{} and {}", "{}", "b")).isEqualTo("{} and b");
    assertThat(said("{it} and {}", "{it}")).isEqualTo("a.sh and {it}");
  }

  @Test
  void refuse_another_number_of_values_than_gaps() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> said("only {}", "a", "b"))
        .withMessage("rule LAB-02 says 'only {}' with another number of values than {}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> said("{it} has {} and {}", "a"))
        .withMessage("rule LAB-02 says '{it} has {} and {}' with another number of values than {}");
  }

  @Test
  void speak_of_what_is_written_by_its_subject() {
    Written key = new Embedded(manifest(), "a.conf", "x=y");
    Findings findings = new Findings();
    findings.at(ERROR, key, "x").say("{it} says x, {} too", key);
    findings.at(ERROR, manifest(), "x").say("{it} says {}", manifest());

    assertThat(findings.all())
        .containsExactly(
            new Finding(
                ERROR, "ConfigMap a", "lab/configmap-a.yaml", "x", "ConfigMap a says ConfigMap a"),
            new Finding(
                ERROR,
                "ConfigMap a key a.conf",
                "lab/configmap-a.yaml",
                "x",
                "ConfigMap a key a.conf says x, ConfigMap a key a.conf too"));
  }

  @Test
  void hide_who_logs_in_by_an_address() {
    assertThat(said("see {}, and http://c@d/e", "https://me:pw@host/x"))
        .isEqualTo("see https://***@host/x, and http://***@d/e");
    assertThat(said("mail me@host, see http://host/@x"))
        .isEqualTo("mail me@host, see http://host/@x");
  }

  private static String said(String message, Object... values) {
    Findings findings = new Findings();
    findings.inFile(ERROR, "a.sh", "").say(message, values);
    return findings.all().first().message();
  }

  private static Manifest manifest() {
    ConfigMap map = new ConfigMap();
    map.setMetadata(new ObjectMetaBuilder().withName("a").build());
    return new Manifest("lab", map);
  }

  @Test
  void are_excused_by_rule_and_by_how_their_subject_ends() {
    RuleException exception = new RuleException("LAB-02", "spark-pi.conf", "it is elsewhere");

    assertThat(exception.excuses(new Finding(ERROR, "examples/spark-pi.conf", "", "", "m")))
        .isTrue();
    assertThat(exception.excuses(new Finding(ERROR, "spark-pi.conf.bak", "", "", "m"))).isFalse();
    assertThat(exception.excuses(new Finding(LATER, "examples/spark-pi.conf", "", "", "m")))
        .isFalse();
    assertThat(
            new RuleException("LAB-02", "pi.conf", "r")
                .excuses(new Finding(ERROR, "spark-pi.conf", "", "", "m")))
        .isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RuleException("LAB-02", " ", "it is elsewhere"))
        .withMessage(
            "the exception from LAB-02 has no subject, and would excuse all; name what it is for");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RuleException("LAB-02", "spark-pi.conf", " "))
        .withMessage(
            "the exception from LAB-02 for spark-pi.conf has no reason; say why it is right here");
  }
}
