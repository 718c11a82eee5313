package io.sparkstead.stack.proof.room;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heaps of executors, as Spark reads them, against a node. */
class ExecutorHeapsTest {

  private static final String NOTEBOOK_CONF = "lab-spark-conf";
  private static final String HEAP = "spark.executor.memory";

  private static List<Finding> said(Altered altered) {
    return altered.findings(ResourceFit::new);
  }

  /** A number that cannot be reckoned with is another rule's to refuse. */
  @ParameterizedTest
  @ValueSource(strings = {"99999999999999999999g", "٨g", "much"})
  void a_heap_that_is_no_amount_is_not_told_here(String heap) {
    assertThat(said(withHeap(heap))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775807m", "1000p"})
  void a_heap_that_no_node_has_finds_no_room(String heap) {
    assertThat(said(withHeap(heap))).isNotEmpty();
  }

  /** Spark cuts what is finer than a mebibyte off. */
  @Test
  void a_bare_number_is_in_mebibytes_and_b_is_in_bytes() {
    assertThat(said(withHeap("64000000"))).isNotEmpty();
    assertThat(said(withHeap("64000000b"))).isEmpty();
  }

  private static Altered withHeap(String heap) {
    return Altered.samples()
        .on(new Node(Cpu.cores(64), gibibytes(512)))
        .property(NOTEBOOK_CONF, HEAP, heap);
  }
}
