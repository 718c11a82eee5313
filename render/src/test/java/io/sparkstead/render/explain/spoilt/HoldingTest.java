package io.sparkstead.render.explain.spoilt;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Environments;
import io.sparkstead.render.explain.compared.TextLines;
import io.sparkstead.render.tree.Layout;
import io.sparkstead.stack.StackManifests;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldingTest {

  private static final Environment HOMELAB = Environments.named("homelab");
  private static final StackManifests MADE = StackManifests.of(HOMELAB.stack(ImageLock.NONE));
  private static final Holding HOLDING =
      new Holding(Evidence.of(MADE, List.of(), "homelab"), List.of());

  private static Holding.Asked line(String path, String holds) {
    String text = Layout.of(HOMELAB, MADE).files().getOrDefault(path, "");
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(holds)) {
        return HOLDING.line(path, TextLines.of(path, text), i + 1);
      }
    }
    throw new AssertionError(path + " has no " + holds);
  }

  /** An object, a text in one, a Dockerfile, a notebook. */
  @ParameterizedTest
  @CsvSource({
    "jupyter/service-jupyter-headless.yaml, clusterIP: None, REF-17",
    "jupyter/configmap-jupyter-spark-conf.yaml, spark.driver.bindAddress, AGR-05",
    "images/spark-aws/Dockerfile, FROM, IMG-01",
    "workspace/dynamic_resource_allocation_test.ipynb, cell_type, TXT-13",
  })
  void a_line_is_held_by_the_rules_that_mind_its_slips(String path, String holds, String rule) {
    assertThat(line(path, holds).rules()).extracting(Rule::id).contains(rule);
  }

  @Test
  void what_no_rule_reads_is_not_told_as_held_by_none() {
    assertThat(line("kustomization.yaml", "resources:").slips()).isZero();
    assertThat(line("workspace/spark-pi.sh", "--properties-file").slips()).isPositive();
  }

  @Test
  void a_whole_file_is_held_by_what_misses_it() {
    assertThat(HOLDING.file("jupyter/service-jupyter-headless.yaml").rules()).isNotEmpty();
    assertThat(HOLDING.file("README.md").slips()).isZero();
  }
}
