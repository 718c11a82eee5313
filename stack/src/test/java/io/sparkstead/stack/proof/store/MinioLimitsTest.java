package io.sparkstead.stack.proof.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MinioLimitsTest extends FamilyTest {

  private static final String ACCESS = "MINIO_API_ROOT_ACCESS";
  private static final String MOST = "MINIO_API_REQUESTS_MAX";
  private static final String CLASS = "MINIO_STORAGE_CLASS_STANDARD";

  MinioLimitsTest() {
    super(MinioLimits::new);
    on(
        MinioLimits.ROOT_MAY_COME_IN,
        "StatefulSet store lets root in nowhere, by MINIO_API_ROOT_ACCESS=off, and Job"
            + " store-bootstrap",
        good -> with(good, ACCESS, "off"));
    on(
        MinioLimits.DRIVES_ARE_ENOUGH,
        "StatefulSet store has MINIO_STORAGE_CLASS_STANDARD=EC:2 and one drive",
        good -> with(good, CLASS, "EC:2"));
    on(
        MinioLimits.DRIVES_ARE_MOUNTED,
        "StatefulSet store keeps its objects at /other{1...4}, where no disk is mounted",
        good -> at(good, "/other{1...4}"));
    on(
        MinioLimits.ALL_MAY_ASK,
        "StatefulSet store answers 2 requests at once, by MINIO_API_REQUESTS_MAX, and executors",
        good -> with(good, MOST, "2"));
  }

  private static Altered with(Altered good, String name, String value) {
    return good.container(STORE, c -> c.getEnv().add(new EnvVar(name, value, null)));
  }

  @ParameterizedTest
  @CsvSource({
    "MINIO_API_ROOT_ACCESS, on",
    "MINIO_API_REQUESTS_MAX, 0",
    "MINIO_API_REQUESTS_MAX, 1600",
    "MINIO_API_REQUESTS_MAX, auto",
    "MINIO_STORAGE_CLASS_STANDARD, EC:0",
    "MINIO_STORAGE_CLASS_RRS, EC:0",
  })
  void what_lets_it_work_passes(String name, String value) {
    assertThat(said(with(Altered.samples(), name, value))).isEmpty();
  }

  @Test
  void root_may_be_kept_out_where_nobody_comes_by_its_keys() {
    Altered altered = with(Altered.samples(), ACCESS, "off");
    String bootstrap =
        altered.evidence().workloads().stream()
            .map(workload -> workload.manifest().name())
            .filter(name -> name.startsWith("store-bootstrap"))
            .findFirst()
            .orElseThrow();

    assertThat(said(altered.delete(Job.class, bootstrap))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/data{1...4}, 0",
    "/data1 /data2 /data3 /data4, 0",
    "http://store-{0...3}.store.data.svc/disk, 0",
    "$VOLUMES, 0",
    "/data{1...3}, 1",
    "/data1 --address :9000 /data2, 1",
  })
  void drives_are_counted_as_minio_does(String drives, int said) {
    Altered altered =
        with(Altered.samples(), CLASS, "EC:2")
            .container(
                STORE,
                c -> {
                  c.setCommand(List.of("minio", "server"));
                  c.setArgs(List.of(drives.split(" ")));
                });

    assertThat(said(MinioLimits.DRIVES_ARE_ENOUGH, altered)).hasSize(said);
  }

  /** The store, whose disk is mounted at {@code /data}. */
  private static Altered at(Altered good, String drives) {
    return good.container(
        STORE,
        c -> {
          c.setCommand(List.of("minio"));
          c.setArgs(List.of("server", drives, "--console-address", ":9001"));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"/data", "/data/{1...4}", "$DRIVES", "http://store-{0...3}.store/data"})
  void drives_on_a_mounted_disk_or_elsewhere_pass(String drives) {
    assertThat(said(MinioLimits.DRIVES_ARE_MOUNTED, at(Altered.samples(), drives))).isEmpty();
  }
}
