package io.sparkstead.render.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Homelab;
import io.sparkstead.render.Elsewhere;
import io.sparkstead.render.tree.Layout;
import io.sparkstead.render.tree.ManifestTree;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Rule;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final Rule CLAIM_EXISTS =
      Rule.error("REF-07", "A PersistentVolumeClaim that a pod mounts exists")
          .why("The pod stays Pending for ever.")
          .fix("Add the claim to the component that mounts it.");
  private static final Rule HISTORY_IS_CLEANED =
      Rule.note("UPD-13", "The History Server deletes old event logs")
          .why("They pile up for ever.")
          .fix("Turn its cleaner on.");

  private static final Finding CLAIM =
      new Finding(
          CLAIM_EXISTS,
          "StatefulSet minio",
          "minio/statefulset-minio.yaml",
          "claimName: minio-pvc",
          "StatefulSet minio names claim minio-pvc, which is not there | add it");
  private static final Finding CLEANER =
      new Finding(
          HISTORY_IS_CLEANED,
          "ConfigMap spark-conf",
          "spark-history-server/configmap-spark-conf.yaml",
          "no such text",
          "old event logs are never deleted");

  private final Report report = report(new Homelab(), CLAIM, CLEANER);
  private final Report clean = report(new Homelab());

  private static Report report(Environment environment, Finding... findings) {
    Stack stack = environment.stack(ImageLock.NONE);
    ManifestTree tree = Layout.of(environment, stack);
    return new Report(
        new Report.Written(environment, stack, tree, List.of()), "out/homelab", List.of(findings));
  }

  @Test
  void a_finding_is_told_with_both_its_lines() {
    Located located = report.findings().get(0);
    List<String> lines =
        Layout.of(new Homelab(), new Homelab().stack(ImageLock.NONE))
            .files()
            .get("minio/statefulset-minio.yaml")
            .lines()
            .toList();

    assertThat(lines.get(located.line() - 1)).contains("claimName: minio-pvc");
    assertThat(located.source()).matches("Homelab\\.java:\\d+");
    assertThat(report.text())
        .startsWith(
            """
            error REF-07: StatefulSet minio names claim minio-pvc, which is not there | add it
              at out/homelab/minio/statefulset-minio.yaml:%d
              by %s
              why: The pod stays Pending for ever.
            """
                .formatted(located.line(), located.source()))
        .endsWith("homelab: 1 error, 0 warnings, 1 note\n");
  }

  @Test
  void a_mark_that_is_not_there_leads_to_the_top_of_the_file() {
    assertThat(report.findings().get(1).line()).isEqualTo(1);
  }

  @Test
  void an_environment_without_its_source_is_named_by_its_class() {
    Environment elsewhere = new Elsewhere(new Homelab().stack(ImageLock.NONE));

    assertThat(report(elsewhere, CLAIM).findings().get(0).source())
        .isEqualTo(elsewhere.getClass().getName());
  }

  @Test
  void only_errors_refuse() {
    assertThat(report.refuses()).isTrue();
    assertThat(report(new Homelab(), CLEANER).refuses()).isFalse();
  }

  @Test
  void markdown_is_a_table_whose_cells_hold() {
    assertThat(report.markdown())
        .startsWith("### homelab: 1 error, 0 warnings, 1 note\n\n| | rule | finding | where |\n")
        .contains("| error | [REF-07](docs/rules.md#ref-07) | StatefulSet minio names claim")
        .contains("not there \\| add it |");
  }

  @Test
  void json_is_a_list_of_environments_with_findings() throws IOException {
    JsonNode list = new ObjectMapper().readTree(new Reports(List.of(report, clean)).json());
    JsonNode json = list.get(0);

    assertThat(json.get("environment").asText()).isEqualTo("homelab");
    assertThat(json.get("findings")).hasSize(2);
    assertThat(json.at("/findings/0/rule").asText()).isEqualTo("REF-07");
    assertThat(json.at("/findings/0/severity").asText()).isEqualTo("error");
    assertThat(json.at("/findings/0/file").asText())
        .isEqualTo("out/homelab/minio/statefulset-minio.yaml");
    assertThat(json.at("/findings/0/line").asInt()).isGreaterThan(1);
    assertThat(list).hasSize(2);
    assertThat(list.at("/1/findings")).isEmpty();
  }

  @Test
  void sarif_points_a_code_host_at_the_line() throws IOException {
    JsonNode sarif = new ObjectMapper().readTree(new Reports(List.of(report, clean)).sarif());
    JsonNode run = sarif.at("/runs/0");

    assertThat(sarif.get("version").asText()).isEqualTo("2.1.0");
    assertThat(run.at("/automationDetails/id").asText()).isEqualTo("sparkstead/homelab");
    assertThat(sarif.get("runs")).hasSize(2);
    assertThat(run.at("/tool/driver/rules")).hasSize(2);
    assertThat(run.at("/results/0/ruleId").asText()).isEqualTo("REF-07");
    assertThat(run.at("/results/0/level").asText()).isEqualTo("error");
    assertThat(run.at("/results/0/locations/0/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo("out/homelab/minio/statefulset-minio.yaml");
    assertThat(run.at("/results/0/locations/0/physicalLocation/region/startLine").asInt())
        .isGreaterThan(1);
  }

  @Test
  void nothing_found_is_said_in_a_line() {
    assertThat(clean.text()).isEqualTo("homelab: 0 errors, 0 warnings, 0 notes\n");
  }
}
