package io.sparkstead.stack.proof.spark;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.spark.Shuffle;
import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Tuned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllocationTest extends FamilyTest {

  private static final String DYNAMIC = "spark.dynamicAllocation.";
  private static final String DECOMMISSION = "spark.decommission.enabled";
  private static final String BLOCKS = "spark.storage.decommission.enabled";
  private static final String SHUFFLE_BLOCKS = "spark.storage.decommission.shuffleBlocks.enabled";
  private static final String FALLBACK = "spark.storage.decommission.fallbackStorage.path";
  private static final String GRACE = "spark.kubernetes.executor.terminationGracePeriodSeconds";
  private static final String OVERHEAD_FACTOR = "spark.executor.memoryOverheadFactor";
  private static final String CLAIM =
      "spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.mount.path";

  AllocationTest() {
    super(Allocation::new);
    number();
    shuffleData();
    decommissioning();
    on(
        Allocation.ENDED_EXECUTORS_GO,
        "leaves a pod for each executor that ended; leave it out",
        good ->
            good.property(NOTEBOOK_CONF, "spark.kubernetes.executor.deleteOnTermination", "false"));
    on(
        Allocation.PYTHON_HAS_ROOM,
        "=0.04 leaves Python a tenth of the heap or less; set 0.4",
        good -> good.property(NOTEBOOK_CONF, OVERHEAD_FACTOR, "0.04"));
    on(
        Allocation.PYTHON_HAS_ROOM,
        "spark.executor.memoryOverhead=100m leaves Python less than a tenth of the heap",
        good -> good.property(NOTEBOOK_CONF, "spark.executor.memoryOverhead", "100m"));
    on(
        Allocation.PYTHON_HAS_ROOM,
        "so Python gets a tenth; set spark.executor.memoryOverheadFactor=0.4",
        good -> good.without(NOTEBOOK_CONF, OVERHEAD_FACTOR));
    on(
        Allocation.EXECUTORS_HAVE_A_CPU_LIMIT,
        "spark.kubernetes.executor.limit.cores",
        good -> good.without(NOTEBOOK_CONF, "spark.kubernetes.executor.limit.cores"));
    on(
        Allocation.EVENT_LOG_IS_ON,
        "spark.eventLog.enabled=true",
        good -> good.property(NOTEBOOK_CONF, "spark.eventLog.enabled", "false"));
    on(
        Allocation.EVENT_LOG_ROLLS,
        "spark.eventLog.rolling.enabled=true",
        good -> good.without(NOTEBOOK_CONF, "spark.eventLog.rolling.enabled"));
  }

  /** What a notebook says by itself of dynamic allocation. */
  private static Altered notebook(Altered altered, String words) {
    return altered.replace(
        NOTEBOOK,
        "SparkSession.builder.",
        "SparkSession.builder.config('" + DYNAMIC + words + ").");
  }

  @Test
  void a_fixed_number_of_executors_may_be_meant() {
    Altered altered =
        Altered.samples()
            .property(NOTEBOOK_CONF, DYNAMIC + "enabled", "false")
            .property(NOTEBOOK_CONF, "spark.executor.instances", "3");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_notebook_may_say_what_its_file_says() {
    assertThat(said(notebook(Altered.samples(), "maxExecutors', '10'"))).isEmpty();
    assertThat(said(notebook(Altered.samples(), "maxExecutors', '4'"))).isEmpty();
  }

  private void number() {
    on(
        Allocation.EXECUTOR_COUNTS_ARE_ORDERED,
        "initial=20 max=10; want 0 <= min <= initial <= max and max >= 1",
        good -> good.property(NOTEBOOK_CONF, DYNAMIC + "initialExecutors", "20"));
    on(
        Allocation.EXECUTORS_ARE_BOUNDED,
        "spark.dynamicAllocation.maxExecutors is not set",
        good -> good.without(NOTEBOOK_CONF, DYNAMIC + "maxExecutors"));
    on(
        Allocation.EXECUTORS_ARE_AS_MANY_AS_MEANT,
        DYNAMIC + "enabled=false leaves one executor, by spark.executor.instances=1",
        good ->
            good.property(NOTEBOOK_CONF, DYNAMIC + "enabled", "false")
                .property(NOTEBOOK_CONF, "spark.executor.instances", "1"));
    on(
        Allocation.EXECUTOR_COUNTS_ARE_ORDERED,
        "initial=2 max=1; want",
        good -> notebook(good, "maxExecutors', '1'"));
    on(
        Allocation.SHUFFLE_DATA_IS_KEPT,
        "neither shuffle tracking nor migration is on",
        good -> notebook(good, "shuffleTracking.enabled', 'false'"));
    on(
        Allocation.FIXED_COUNT_RAISES_NOTHING,
        "spark.executor.instances=4 starts more executors than the 2 of"
            + " spark.dynamicAllocation.initialExecutors; set it to"
            + " spark.dynamicAllocation.minExecutors",
        good -> good.property(NOTEBOOK_CONF, "spark.executor.instances", "4"));
  }

  private void shuffleData() {
    on(
        Allocation.SHUFFLE_DATA_IS_KEPT,
        "neither shuffle tracking nor migration is on; set spark.dynamicAllocation.shuffleTracking",
        good -> good.property(NOTEBOOK_CONF, DYNAMIC + "shuffleTracking.enabled", "false"));
    on(
        Allocation.SHUFFLE_IS_KEPT_ONE_WAY,
        "are both on",
        good ->
            good.property(NOTEBOOK_CONF, DECOMMISSION, "true")
                .property(NOTEBOOK_CONF, BLOCKS, "true"));
    on(
        Allocation.IDLE_EXECUTORS_ARE_RELEASED,
        "shuffleTracking.timeout is not set",
        good -> good.without(NOTEBOOK_CONF, DYNAMIC + "shuffleTracking.timeout"));
  }

  private void decommissioning() {
    on(
        Allocation.LAST_EXECUTOR_HANDS_ON_TOO,
        "set spark.storage.decommission.fallbackStorage.path to a folder",
        good -> decommissioned("3.5.4").without(NOTEBOOK_CONF, FALLBACK));
    on(
        Allocation.EXECUTORS_HAVE_TIME_TO_GO,
        "executors have 30 seconds to hand their data on before they are killed; give their pods"
            + " more by spark.kubernetes.executor.terminationGracePeriodSeconds",
        good -> inTemplate("  terminationGracePeriodSeconds: 120\n", ""));
    on(
        Allocation.CLAIMS_ARE_LOOKED_INTO,
        "ends in /spark-x/executor-x",
        good -> onClaims().property(NOTEBOOK_CONF, CLAIM, "/data"));
    on(
        Allocation.CLAIMS_ARE_LOOKED_INTO,
        "no claim is mounted",
        good -> onClaims().without(NOTEBOOK_CONF, CLAIM));
  }

  private static Altered decommissioned(String release) {
    Shuffle shuffle = new Shuffle.Decommission(gibibytes(40), "shuffle");
    return Altered.of(Tuned.by(Samples.of(release), shuffle).stack());
  }

  private static Altered onClaims() {
    Shuffle shuffle = new Shuffle.OnClaims(DnsLabel.of("fast-ssd"), gibibytes(50));
    return Altered.of(Tuned.by(Samples.spark35(), shuffle).stack());
  }

  private static Altered inTemplate(String from, String to) {
    return decommissioned("3.5.4")
        .data("lab-pod-templates", "executor.yaml", text -> text.replace(from, to));
  }

  @Test
  void executors_that_hand_on_keep_every_rule() {
    assertThat(said(decommissioned("3.5.4"))).isEmpty();
    assertThat(said(decommissioned("4.1.2"))).isEmpty();
    assertThat(said(onClaims())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1, true",
    "1, 1, 1, true",
    "10, 10, 10, true",
    "2, 1, 10, false",
    "-1, 0, 10, false",
    "0, 0, 0, false",
    "0, 11, 10, false",
    "many, 1, 10, true",
  })
  void executors_are_counted_in_order(String min, String initial, String max, boolean isOrdered) {
    Altered altered =
        Altered.samples()
            .property(NOTEBOOK_CONF, DYNAMIC + "minExecutors", min)
            .property(NOTEBOOK_CONF, DYNAMIC + "initialExecutors", initial)
            .property(NOTEBOOK_CONF, DYNAMIC + "maxExecutors", max);

    assertThat(said(Allocation.EXECUTOR_COUNTS_ARE_ORDERED, altered).isEmpty())
        .isEqualTo(isOrdered);
  }

  @Test
  void there_are_as_many_executors_at_first_as_at_least() {
    Altered altered =
        Altered.samples()
            .property(NOTEBOOK_CONF, DYNAMIC + "minExecutors", "11")
            .without(NOTEBOOK_CONF, DYNAMIC + "initialExecutors");

    assertThat(said(Allocation.EXECUTOR_COUNTS_ARE_ORDERED, altered))
        .containsExactly("min=11 initial=11 max=10; want 0 <= min <= initial <= max and max >= 1");
  }

  @Test
  void a_fixed_number_of_executors_is_nobodys_to_count() {
    Altered altered =
        Altered.samples()
            .property(NOTEBOOK_CONF, DYNAMIC + "enabled", "false")
            .property(NOTEBOOK_CONF, DYNAMIC + "initialExecutors", "20")
            .property(NOTEBOOK_CONF, DYNAMIC + "shuffleTracking.enabled", "false")
            .property(NOTEBOOK_CONF, "spark.executor.instances", "4");

    assertThat(said(altered)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "spark.executor.memoryOverhead, 2g",
    "spark.kubernetes.memoryOverheadFactor, 0.4",
  })
  void python_has_room_in_whatever_is_set_beside_the_heap(String key, String value) {
    assertThat(
            said(
                Altered.samples()
                    .without(NOTEBOOK_CONF, OVERHEAD_FACTOR)
                    .property(NOTEBOOK_CONF, key, value)))
        .isEmpty();
  }

  /** Blocks alone are not migrated, nor are they without an executor that says when it goes. */
  @ParameterizedTest
  @CsvSource({
    "true, true, true, true",
    "true, true, false, false",
    "true, false, true, false",
    "false, true, true, false",
  })
  void shuffle_data_is_handed_on_by_three_switches(
      String decommission, String blocks, String shuffleBlocks, boolean isHandedOn) {
    Altered altered =
        Altered.samples()
            .property(NOTEBOOK_CONF, DYNAMIC + "shuffleTracking.enabled", "false")
            .property(NOTEBOOK_CONF, DECOMMISSION, decommission)
            .property(NOTEBOOK_CONF, BLOCKS, blocks)
            .property(NOTEBOOK_CONF, SHUFFLE_BLOCKS, shuffleBlocks);

    assertThat(said(Allocation.SHUFFLE_DATA_IS_KEPT, altered).isEmpty()).isEqualTo(isHandedOn);
    assertThat(said(Allocation.SHUFFLE_IS_KEPT_ONE_WAY, altered)).isEmpty();
    assertThat(said(Allocation.IDLE_EXECUTORS_ARE_RELEASED, altered)).isEmpty();
  }

  @Test
  void shuffle_data_that_is_tracked_is_kept() {
    assertThat(
            said(
                Altered.samples()
                    .property(NOTEBOOK_CONF, DYNAMIC + "shuffleTracking.enabled", "true")))
        .isEmpty();
  }

  @Test
  void who_does_not_hand_on_needs_no_time_for_it() {
    Altered altered =
        inTemplate("  terminationGracePeriodSeconds: 120\n", "")
            .property(NOTEBOOK_CONF, BLOCKS, "false")
            .without(NOTEBOOK_CONF, FALLBACK);

    assertThat(said(altered))
        .filteredOn(finding -> finding.subject().contains(NOTEBOOK_CONF))
        .extracting(Finding::rule)
        .containsExactly(Allocation.SHUFFLE_DATA_IS_KEPT);
  }

  @ParameterizedTest
  @CsvSource({"1, false", "30, false", "31, true", "999999999, true", "0000000001, true"})
  void pods_have_more_time_than_every_pod(String seconds, boolean isEnough) {
    Altered altered = inTemplate("GracePeriodSeconds: 120", "GracePeriodSeconds: " + seconds);

    assertThat(said(Allocation.EXECUTORS_HAVE_TIME_TO_GO, altered).isEmpty()).isEqualTo(isEnough);
  }

  /** From 4.1 on, Spark asks the property, whatever the template says. */
  @ParameterizedTest
  @CsvSource({"30s, false", "30, false", "31s, true", "5min, true", "s, true"})
  void spark_gives_executors_time_by_a_property(String time, boolean isEnough) {
    Altered altered = decommissioned("4.1.2").property(NOTEBOOK_CONF, GRACE, time);

    assertThat(said(Allocation.EXECUTORS_HAVE_TIME_TO_GO, altered).isEmpty()).isEqualTo(isEnough);
  }

  @Test
  void spark_gives_executors_thirty_seconds_without_it() {
    Altered altered = decommissioned("4.1.2").without(NOTEBOOK_CONF, GRACE);

    assertThat(said(Allocation.EXECUTORS_HAVE_TIME_TO_GO, altered))
        .singleElement()
        .asString()
        .startsWith("executors have 30 seconds to hand");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/spark-x", "/spark-x/executor-", "/executor-x/spark-x", "/spark-/x"})
  void spark_looks_into_a_claim_by_the_end_of_its_path(String path) {
    Altered altered = onClaims().property(NOTEBOOK_CONF, CLAIM, path);

    assertThat(said(Allocation.CLAIMS_ARE_LOOKED_INTO, altered)).hasSize(1);
  }

  /** A folder of the node at such a path is no claim, and a claim's name is no path. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.kubernetes.executor.volumes.emptyDir.spark-local-dir-1.mount.path",
        "spark.kubernetes.executor.volumes.persistentVolumeClaim.a.options.claimName",
      })
  void spark_looks_into_claims_alone(String key) {
    Altered altered =
        onClaims()
            .without(NOTEBOOK_CONF, CLAIM)
            .property(NOTEBOOK_CONF, key, "/data/spark-x/executor-x");

    assertThat(said(Allocation.CLAIMS_ARE_LOOKED_INTO, altered)).hasSize(1);
  }

  @Test
  void an_event_log_is_for_a_history_server() {
    Altered altered =
        Altered.samples()
            .delete(ConfigMap.class, HISTORY_CONF)
            .property(NOTEBOOK_CONF, "spark.eventLog.enabled", "false");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void an_event_log_that_is_not_written_need_not_roll() {
    Altered altered =
        Altered.samples()
            .property(NOTEBOOK_CONF, "spark.eventLog.enabled", "false")
            .without(NOTEBOOK_CONF, "spark.eventLog.rolling.enabled");

    assertThat(said(Allocation.EVENT_LOG_ROLLS, altered)).isEmpty();
  }

  @Test
  void an_event_log_rolls_by_itself_from_4_0_on() {
    Altered altered =
        Altered.of(Samples.spark41().stack())
            .property(NOTEBOOK_CONF, "spark.eventLog.rolling.enabled", "true")
            .without(NOTEBOOK_CONF, "spark.eventLog.rolling.enabled");

    assertThat(said(altered)).isEmpty();
  }
}
