package io.sparkstead.dsl.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.DaemonEndpoint;
import io.fabric8.kubernetes.api.model.Duration;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventList;
import io.fabric8.kubernetes.api.model.EventSeries;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NodeDaemonEndpoints;
import io.fabric8.kubernetes.api.model.Table;
import io.fabric8.kubernetes.api.model.clusterapi.core.v1beta1.Machine;
import io.fabric8.kubernetes.api.model.clusterapi.core.v1beta1.MachineSpec;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Jackson is how fabric8 writes its objects: whatever it says, we say. */
class FieldsTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final YAMLMapper YAML = new YAMLMapper();

  /** What differs, and never stands in a tree of manifests. */
  private static final Set<Class<?>> NEVER_IN_A_TREE =
      Set.of(
          // A kubeconfig, whose names have hyphens.
          Config.class,
          Cluster.class,
          NamedCluster.class,
          AuthInfo.class,
          NamedAuthInfo.class,
          // The cluster's own reports; Port is the one field of Kubernetes with a capital letter.
          NodeDaemonEndpoints.class,
          DaemonEndpoint.class,
          Event.class,
          EventList.class,
          EventSeries.class,
          // The form an answer takes for kubectl get.
          Table.class,
          // Scalars that fabric8 keeps as beans, and the users of them.
          MicroTime.class,
          Duration.class,
          Machine.class,
          MachineSpec.class);

  static Stream<Class<?>> models() {
    return Models.all().filter(type -> !NEVER_IN_A_TREE.contains(type));
  }

  @ParameterizedTest
  @MethodSource("models")
  void every_field_has_the_name_and_the_value_that_jackson_gives_it(Class<?> type)
      throws JsonProcessingException {
    assertIsAsJacksonWritesIt(Models.filled(type, 2));
  }

  @ParameterizedTest
  @MethodSource("io.sparkstead.dsl.text.Models#kinds")
  void whole_objects_are_as_jackson_writes_them(Class<?> type) throws JsonProcessingException {
    // Deeper than any of them goes.
    assertIsAsJacksonWritesIt(Models.filled(type, 20));
  }

  private static void assertIsAsJacksonWritesIt(Object bean) throws JsonProcessingException {
    JsonNode expected = JSON.readTree(JSON.writeValueAsString(bean));

    assertThat(YAML.readTree(Yaml.document(bean)))
        .as(bean.getClass().getName())
        .isEqualTo(expected);
  }
}
