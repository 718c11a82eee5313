package io.sparkstead.stack.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.schedule.Taint.Effect;
import io.sparkstead.stack.testing.Texts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodePoolTest {

  private static final Taint DEDICATED = new Taint("dedicated", "spark", Effect.NO_SCHEDULE);
  private static final NodePool BIG = NodePool.labelled("size", "big");

  private static String pod(NodePool pool) {
    PodSpec pod = new PodSpec();
    pool.place(pod);
    return Yaml.document(pod);
  }

  @Test
  void a_pod_goes_to_nodes_with_all_labels_and_tolerates_their_taints() {
    Texts.approve(
        "yaml",
        pod(
            BIG.and("example.org/zone", "a")
                .tainted(DEDICATED)
                .tainted(new Taint("example.org/old", "", Effect.NO_EXECUTE))));
  }

  @Test
  void spot_nodes_of_the_clouds() {
    Texts.approve(
        "yaml",
        String.join(
            "---\n",
            pod(NodePool.karpenterSpot()),
            pod(NodePool.karpenterOnDemand()),
            pod(NodePool.gkeSpot()),
            pod(NodePool.aksSpot())));
  }

  @Test
  void a_node_takes_who_asks_for_its_labels_and_tolerates_its_taints() {
    assertThat(BIG.takes(NodePool.ANY)).isTrue();
    assertThat(BIG.takes(BIG)).isTrue();
    assertThat(NodePool.ANY.takes(BIG)).isFalse();
    assertThat(BIG.tainted(DEDICATED).takes(BIG)).isFalse();
    assertThat(BIG.tainted(DEDICATED).takes(BIG.tainted(DEDICATED))).isTrue();
    assertThat(BIG.takes(BIG.tainted(DEDICATED))).isTrue();
    Taint rather = new Taint("dedicated", "spark", Effect.PREFER_NO_SCHEDULE);
    assertThat(BIG.tainted(rather).takes(BIG)).isTrue();
  }

  @Test
  void each_node_has_linux_unless_somebody_says_otherwise() {
    NodePool linux = new NodePool(Map.of("kubernetes.io/os", "linux"), List.of());
    NodePool windows = new NodePool(Map.of("kubernetes.io/os", "windows"), List.of());

    assertThat(BIG.takes(linux)).isTrue();
    assertThat(BIG.takes(windows)).isFalse();
    assertThat(windows.takes(linux)).isFalse();
  }

  @Test
  void a_node_is_named_with_its_labels_and_taints() {
    assertThat(new Node(Cpu.cores(8), ByteSize.gibibytes(16))).hasToString("8 cores and 16Gi");
    assertThat(new Node(Cpu.cores(8), ByteSize.gibibytes(16), BIG.tainted(DEDICATED)))
        .hasToString("8 cores and 16Gi (size=big, dedicated=spark:NoSchedule)");
  }

  @ParameterizedTest
  @CsvSource({"'',a", "a b,c", "Not_A.Domain_/a,b", "a,-b", "a/b/c,d", "a,b c"})
  void refuses_what_no_node_carries(String key, String value) {
    String message =
        "'"
            + key
            + "="
            + value
            + "' is no label of a node: a key is up to 63 of A-Z a-z 0-9 - _ . behind a domain and a"
            + " slash, or without; a value is the like, or nothing";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NodePool(Map.of(key, value), List.of()))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Taint(key, value, Effect.NO_SCHEDULE))
        .withMessage(message);
  }
}
