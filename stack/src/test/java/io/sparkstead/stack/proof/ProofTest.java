package io.sparkstead.stack.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.StackManifests;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.rule.RuleException;
import io.sparkstead.stack.proof.rule.RuleFamily;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.Mutants;
import io.sparkstead.stack.testing.Samples;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Families, ours and a person's own, asked together. */
class ProofTest {

  private static final Rule HAS_AN_OWNER =
      Rule.error("LAB-01", "Every workload names its owner")
          .why("Nobody knows whom to call when it fails.")
          .fix("Give its pods the label owner.");

  /** A rule as a person writes one. */
  private static final class Owners implements RuleFamily {

    @Override
    public List<Rule> rules() {
      return List.of(HAS_AN_OWNER);
    }

    @Override
    public void check(Evidence stack, Findings findings) {
      for (Workload workload : stack.workloads()) {
        if (!workload.labels().containsKey("owner")) {
          findings.at(HAS_AN_OWNER, workload, "labels:").say("{it} has no label owner; add one");
        }
      }
    }
  }

  @Test
  void rules_of_a_persons_own_are_told_like_ours() {
    List<Finding> said =
        Proof.of(Evidence.of(Samples.spark41().stack()), List.of(), List.of(new Owners()));

    assertThat(said).extracting(Finding::rule).containsOnly(HAS_AN_OWNER);
    assertThat(said)
        .extracting(Finding::message)
        .contains("StatefulSet lab has no label owner; add one");
  }

  @Test
  void rules_of_a_persons_own_are_excused_like_ours() {
    List<Finding> said =
        Proof.of(
            Evidence.of(Samples.spark41().stack()),
            List.of(new RuleException("LAB-01", "StatefulSet lab", "it is everybody's")),
            List.of(new Owners()));

    assertThat(said).extracting(Finding::subject).doesNotContain("StatefulSet lab").isNotEmpty();
  }

  @Test
  void an_exception_that_excuses_nothing_is_told() {
    List<Finding> said =
        Proof.of(
            Samples.spark41().stack(),
            List.of(new RuleException("REF-01", "Service gone", "it was there once")));

    assertThat(said)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo(Proof.EXCEPTION_IS_NEEDED);
              assertThat(finding.message())
                  .isEqualTo("the exception from REF-01 for Service gone excuses nothing; drop it");
            });
  }

  @Test
  void an_id_that_is_taken_is_refused() {
    Rule taken = Rule.note("EXC-01", "Something else").why("It hurts.").fix("Do not.");
    RuleFamily twin =
        new RuleFamily() {
          @Override
          public List<Rule> rules() {
            return List.of(taken);
          }

          @Override
          public void check(Evidence stack, Findings findings) {}
        };

    assertThatThrownBy(
            () -> Proof.of(Evidence.of(Samples.spark41().stack()), List.of(), List.of(twin)))
        .hasMessage(
            "rule EXC-01 is there already; name its family once, or give 'Something else' another"
                + " id");
  }

  @Test
  void a_finding_of_a_rule_that_no_family_declares_is_refused() {
    RuleFamily silent =
        new RuleFamily() {
          @Override
          public List<Rule> rules() {
            return List.of();
          }

          @Override
          public void check(Evidence stack, Findings findings) {
            new Owners().check(stack, findings);
          }
        };

    assertThatThrownBy(
            () -> Proof.of(Evidence.of(Samples.spark41().stack()), List.of(), List.of(silent)))
        .isInstanceOf(RefusedRule.class)
        .hasMessage("rule LAB-01 has findings, and no family's rules() has it; add it there");
  }

  @Test
  void every_rule_is_declared_once() {
    Set<String> ids = new LinkedHashSet<>();

    assertThat(Families.on(Altered.samples().evidence(), new Findings()))
        .allSatisfy(family -> assertThat(family.rules()).isNotEmpty());
    assertThat(Families.rules()).allMatch(rule -> ids.add(rule.id())).hasSizeGreaterThan(190);
  }

  @Test
  void every_finding_is_of_a_rule_that_its_family_declares() {
    Mutants.of(Samples.spark35().stack())
        .forEach(
            (what, mutant) -> {
              Evidence evidence = mutant.apply(Altered.samples()).evidence();
              int families = Families.on(evidence, new Findings()).size();
              for (int i = 0; i < families; i++) {
                Findings findings = new Findings();
                FamilyCheck family = Families.on(evidence, findings).get(i);
                family.check();
                assertThat(findings.all())
                    .as("%s by %s", what, family.getClass())
                    .extracting(Finding::rule)
                    .isSubsetOf(family.rules());
              }
            });
  }

  @Test
  void proof_alters_nothing() {
    for (Stack stack :
        List.of(
            Samples.spark35().stack(),
            Samples.spark41().onSeaweedFs(),
            Samples.spark41().observed())) {
      StackManifests manifests = StackManifests.of(stack);
      List<String> before = written(manifests);

      Proof.of(Evidence.of(manifests, List.of(), "lab"), List.of());

      assertThat(written(manifests)).isEqualTo(before);
      assertThat(objects(manifests)).isEqualTo(objects(StackManifests.of(stack)));
    }
  }

  private static List<HasMetadata> objects(StackManifests manifests) {
    List<HasMetadata> objects = new ArrayList<>();
    manifests.all().forEach(part -> part.manifests().forEach(one -> objects.add(one.object())));
    return objects;
  }

  private static List<String> written(StackManifests manifests) {
    return objects(manifests).stream().map(Yaml::document).toList();
  }
}
