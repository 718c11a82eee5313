package io.sparkstead.stack.proof.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandHeapsTest extends FamilyTest {

  CommandHeapsTest() {
    super(CommandHeaps::new);
    on(
        CommandHeaps.HEAP_FITS,
        "container event-log-ready of StatefulSet lab runs Java with a heap of 256m in 64Mi of"
            + " memory",
        good -> waiting(good, "64Mi"));
    on(
        CommandHeaps.HEAP_LEAVES_ROOM,
        "with a heap of 256m in 320Mi of memory",
        good -> waiting(good, "320Mi"));
    on(
        CommandHeaps.JAVA_STARTS,
        "container history of Deployment history says SPARK_DAEMON_MEMORY=1024, which is 1024 bytes,"
            + " and Java does not start with that; say the unit, such as 1024m",
        good -> with(good, "SPARK_DAEMON_MEMORY", "1024"));
    on(
        CommandHeaps.JAVA_STARTS,
        "says -Xmx512k, which is 524288 bytes, and Java does not start with that; say more",
        good -> with(good, "JDK_JAVA_OPTIONS", "-Xmx512k"));
    on(
        CommandHeaps.JAVA_STARTS,
        "says -Xss1, which is 1 bytes",
        good -> with(good, "SPARK_DAEMON_JAVA_OPTS", "-Dx=y -Xss1 -Xmx512m"));
  }

  private static Altered with(Altered good, String name, String value) {
    return good.container(
        HISTORY,
        server -> {
          server.getEnv().removeIf(one -> one.getName().equals(name));
          server.getEnv().add(new EnvVar(name, value, null));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "SPARK_DAEMON_MEMORY, 512m",
    "SPARK_DAEMON_MEMORY, 536870912",
    "SPARK_DAEMON_MEMORY, $(HEAP)",
    "JAVA_TOOL_OPTIONS, -Xmx64m -Xss512k -XX:MaxMetaspaceSize=256m",
    "JAVA_TOOL_OPTIONS, -Xss0",
    "SPARK_WORKER_MEMORY, 1024",
  })
  void an_amount_that_java_starts_with_passes(String name, String value) {
    assertThat(said(with(Altered.samples(), name, value))).isEmpty();
  }

  private static Altered waiting(Altered good, String memory) {
    return good.pod(
        JUPYTER,
        pod ->
            pod.getInitContainers()
                .get(0)
                .getResources()
                .getLimits()
                .put("memory", new Quantity(memory)));
  }

  @Test
  void half_of_the_memory_is_enough() {
    assertThat(said(waiting(Altered.samples(), "384Mi"))).isEmpty();
  }
}
