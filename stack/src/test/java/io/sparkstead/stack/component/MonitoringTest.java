package io.sparkstead.stack.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.sparkstead.stack.testing.Inventory;
import io.sparkstead.stack.testing.Manifests;
import io.sparkstead.stack.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MonitoringTest {

  private final Monitoring monitoring = Samples.spark41().monitoring();
  private final Inventory inventory = Inventory.of(monitoring);

  @Test
  void of_drivers() {
    Manifests.approve(monitoring);
  }

  @Test
  void grafana_finds_the_dashboard_by_its_label() {
    assertThat(inventory.one(ConfigMap.class, "monitoring-dashboard").getMetadata().getLabels())
        .containsEntry("grafana_dashboard", "1");
  }

  @Test
  void the_dashboard_is_json_whose_panels_do_not_overlap() throws JsonProcessingException {
    JsonNode panels =
        new ObjectMapper()
            .readTree(inventory.file("monitoring-dashboard", "spark.json"))
            .get("panels");

    List<String> places = new ArrayList<>();
    panels.forEach(panel -> places.add(panel.get("gridPos").toString()));
    assertThat(places).hasSizeGreaterThan(6).doesNotHaveDuplicates();
    assertThat(panels)
        .allSatisfy(
            panel -> assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}"));
  }
}
