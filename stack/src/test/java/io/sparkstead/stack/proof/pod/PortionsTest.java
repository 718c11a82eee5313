package io.sparkstead.stack.proof.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PortionsTest extends FamilyTest {

  PortionsTest() {
    super(Portions::new);
    on(
        Portions.STORE_ASKS_FOR_ITS_MEMORY,
        "of StatefulSet store asks for 64Mi of memory and may take 2Gi",
        good -> asking(good, STORE, "64Mi"));
    on(
        Portions.MEMORY_HOLDS_A_PROGRAM,
        "container minio of StatefulSet store has 512 bytes of memory at most; say it with a unit",
        good -> limit(good, STORE, "memory", "512"));
    on(
        Portions.PROCESSOR_STARTS_A_PROGRAM,
        "container minio of StatefulSet store has 1m of a processor at most",
        good -> limit(good, STORE, "cpu", "1m"));
    on(
        Portions.PROCESSOR_STARTS_A_PROGRAM,
        "container history of Deployment history has 10m of a processor at most; say 100m or more",
        good -> limit(good, HISTORY, "cpu", "10m"));
    on(
        Portions.SERVER_HAS_ITS_SHARE,
        "container jupyter of StatefulSet lab has 100m of a processor at most",
        good -> limit(good, JUPYTER, "cpu", "100m"));
    on(
        Portions.FOLDER_HOLDS_A_FILE,
        "emptyDir tmp of Deployment history has room for 1Mi at /tmp; say 1Gi",
        good -> tmp(good, HISTORY, "1Mi"));
    on(
        Portions.FOLDER_HOLDS_A_FILE,
        "emptyDir tmp of StatefulSet store has room for 1 at /tmp",
        good -> tmp(good, STORE, "1"));
    on(
        Portions.FOLDER_HOLDS_A_FILE,
        "an emptyDir of ConfigMap lab-pod-templates key executor.yaml has room for 1; say 1Gi",
        good ->
            good.data(
                "lab-pod-templates",
                "executor.yaml",
                text -> text.replaceFirst("sizeLimit: .*", "sizeLimit: 1")));
    on(
        Portions.FOLDER_IS_IN_MEMORY,
        "emptyDir tmp of Deployment history may take 4Gi of memory, and container",
        good -> inMemory(tmp(good, HISTORY, "4Gi")));
  }

  private static Altered limit(Altered good, String workload, String name, String amount) {
    return good.container(
        workload, c -> c.getResources().getLimits().put(name, new Quantity(amount)));
  }

  private static Altered tmp(Altered good, String workload, String size) {
    return volume(good, workload, v -> v.getEmptyDir().setSizeLimit(new Quantity(size)));
  }

  private static Altered inMemory(Altered good) {
    return volume(good, HISTORY, v -> v.getEmptyDir().setMedium("Memory"));
  }

  private static Altered volume(Altered good, String workload, Consumer<Volume> change) {
    return good.pod(
        workload,
        pod -> pod.getVolumes().stream().filter(v -> v.getName().equals("tmp")).forEach(change));
  }

  private void isGood(Altered altered) {
    assertThat(said(altered)).isEmpty();
  }

  @Test
  void little_is_enough_for_what_is_small() {
    isGood(limit(Altered.samples(), STORE, "memory", "4Mi"));
    isGood(limit(Altered.samples(), STORE, "cpu", "10m"));
    isGood(tmp(Altered.samples(), STORE, "64Ki"));
  }

  @Test
  void a_folder_in_memory_may_be_a_part_of_it() {
    isGood(inMemory(tmp(Altered.samples(), HISTORY, "64Mi")));
  }

  @Test
  void a_store_of_another_language_and_what_stands_beside_a_server_may_have_little() {
    Altered altered =
        limit(Altered.samples(), STORE, "cpu", "100m")
            .pod(
                JUPYTER,
                pod -> {
                  Container beside =
                      new ContainerBuilder(pod.getContainers().get(0))
                          .withName("beside")
                          .withPorts()
                          .build();
                  beside.getResources().setLimits(Map.of("cpu", new Quantity("100m")));
                  pod.getContainers().add(beside);
                });

    assertThat(said(altered)).isEmpty();
  }

  private static Altered asking(Altered good, String name, String memory) {
    return good.container(
        name,
        c -> {
          c.getResources().getRequests().put("memory", new Quantity(memory));
          c.getResources().getLimits().put("memory", new Quantity("2Gi"));
        });
  }

  @Test
  void a_store_that_asks_for_half_and_a_server_that_asks_for_little_are_free() {
    assertThat(said(asking(Altered.samples(), STORE, "1Gi"))).isEmpty();
    assertThat(said(asking(Altered.samples(), HISTORY, "64Mi"))).isEmpty();
  }
}
