package io.sparkstead.stack.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.component.Minio;
import io.sparkstead.stack.component.Submission.Program;
import io.sparkstead.stack.flow.Dns;
import io.sparkstead.stack.flow.Reach;
import io.sparkstead.stack.own.ExistingObject;
import io.sparkstead.stack.patch.MergePatch;
import io.sparkstead.stack.preset.Workbench;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.settings.PropertyFiles;
import io.sparkstead.stack.proof.settings.Templates;
import io.sparkstead.stack.release.MavenJar;
import io.sparkstead.stack.spark.Size;
import io.sparkstead.stack.testing.Samples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is asked of parts that ship, and what besides where a person has written something. */
class ByPartsTest {

  private static final Workbench BENCH =
      new Workbench("registry.example.org/team", ImageLock.NONE).minio(Minio.Images.COMMUNITY_FORK);

  @TestFactory
  Stream<DynamicTest> what_is_said_by_arguments_is_of_parts() {
    Map<String, Stack> stacks = new LinkedHashMap<>();
    stacks.put("the usual", BENCH.stack());
    stacks.put("another release", BENCH.release("4.1.2").stack());
    stacks.put("a size", BENCH.size(Size.batch()).stack());
    stacks.put("people", BENCH.people("ann", "bob").stack());
    stacks.put("names", BENCH.dns(Dns.nodeLocal()).stack());
    stacks.put("a store outside", Samples.spark41().storedIn(Samples.AWS).stack());
    stacks.put("what watches", Samples.spark41().observed());
    return each(stacks, false);
  }

  @TestFactory
  Stream<DynamicTest> what_a_person_says_is_theirs() {
    Map<String, Stack> stacks = new LinkedHashMap<>();
    stacks.put("a property", BENCH.conf("spark.sql.shuffle.partitions", 64).stack());
    stacks.put("a plugin", BENCH.plugin("spark.acme.").stack());
    stacks.put("a label", BENCH.label("team", "data").stack());
    stacks.put("an annotation", BENCH.annotation("example.org/owner", "data").stack());
    stacks.put("a variable", BENCH.env("TZ", "Europe/Berlin").stack());
    stacks.put("a mount", BENCH.mount("/data", ExistingObject.claim("datasets")).stack());
    stacks.put(
        "a flow", BENCH.reaching("kafka", Reach.inCluster("kafka", 9092).byExecutors()).stack());
    stacks.put("a pull secret", BENCH.pullSecrets("registry-login").stack());
    stacks.put("a jar", BENCH.jars(MavenJar.of("org.postgresql:postgresql:42.7.11")).stack());
    stacks.put("Delta", BENCH.delta().stack());
    stacks.put(
        "a package", BENCH.packages("duckdb==1.4.2 --hash=sha256:" + "0".repeat(64)).stack());
    stacks.put(
        "a job",
        BENCH
            .stack()
            .with(
                BENCH.submission(
                    "nightly", new Program.Python("local:///opt/spark/a.py", List.of()))));
    stacks.put(
        "a patch",
        BENCH
            .stack()
            .patchedBy(MergePatch.ofYaml("StatefulSet", "jupyter", "metadata: {labels: {a: b}}")));
    stacks.put("a part", BENCH.stack().with(new Own()));
    return each(stacks, true);
  }

  private static Stream<DynamicTest> each(Map<String, Stack> stacks, boolean isByAPerson) {
    return stacks.entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(),
                    () ->
                        assertThat(Evidence.of(each.getValue()).isByAPerson())
                            .isEqualTo(isByAPerson)));
  }

  @Test
  void files_that_no_stack_made_are_a_persons() {
    Evidence evidence = new Evidence("data", List.of(), Map.of(), Map.of(), Map.of());

    assertThat(evidence.isByAPerson()).isTrue();
  }

  @Test
  void what_people_write_is_judged_by_more_rules() {
    Evidence ofParts = Evidence.of(BENCH.stack());
    Evidence ofAPerson = Evidence.of(BENCH.conf("spark.sql.shuffle.partitions", 64).stack());

    assertThat(Families.on(ofParts, new Findings()))
        .noneMatch(PropertyFiles.class::isInstance)
        .noneMatch(Templates.class::isInstance);
    assertThat(Families.on(ofAPerson, new Findings()))
        .anyMatch(PropertyFiles.class::isInstance)
        .anyMatch(Templates.class::isInstance)
        .hasSizeGreaterThan(Families.on(ofParts, new Findings()).size());
  }

  @Test
  void texts_of_parts_that_no_patch_changes_are_tried() {
    Evidence property = Evidence.of(BENCH.conf("spark.sql.shuffle.partitions", 64).stack());
    Evidence patch =
        Evidence.of(
            BENCH
                .stack()
                .patchedBy(
                    MergePatch.ofYaml("StatefulSet", "jupyter", "metadata: {labels: {a: b}}")));

    assertThat(property.isTried("jupyter/statefulset-jupyter.yaml")).isTrue();
    assertThat(property.isTried("jupyter/configmap-jupyter-conf.yaml")).isTrue();
    assertThat(property.isTried("images/spark-jupyter/entrypoint.sh")).isTrue();
    assertThat(property.isTried("workspace/spark-pi.sh")).isTrue();
    assertThat(patch.isTried("jupyter/configmap-jupyter-conf.yaml")).isFalse();
    assertThat(patch.isTried("images/spark-jupyter/entrypoint.sh")).isFalse();
    assertThat(patch.isTried("smoke/configmap-smoke-script.yaml")).isTrue();
  }

  @Test
  void a_part_and_a_program_of_a_persons_own_are_not_tried() {
    Evidence evidence =
        Evidence.of(
            BENCH
                .stack()
                .with(
                    BENCH.submission(
                        "nightly", new Program.Python("local:///opt/spark/a.py", List.of()))));

    assertThat(evidence.isTried("nightly/configmap-nightly-script.yaml")).isFalse();
    assertThat(evidence.isTried("smoke/configmap-smoke-script.yaml")).isTrue();
  }

  /** A part of a person's own. */
  private record Own() implements Component {

    @Override
    public Labels labels() {
      return BENCH.stack().namespace().labels(DnsLabel.of("own"), "own");
    }

    @Override
    public List<HasMetadata> resources() {
      return List.of();
    }
  }
}
