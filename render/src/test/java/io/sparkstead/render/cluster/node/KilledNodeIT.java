package io.sparkstead.render.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkstead.render.cluster.control.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is left of a node that somebody killed, with pods on it. */
@Tag("node")
class KilledNodeIT {

  private static final Path GROUPS = Path.of("/sys/fs/cgroup");

  @Test
  void nothing_is_left_and_the_next_one_starts() throws IOException {
    Machine before = Machine.now();
    OneNode killed = OneNode.of(Site.LAPTOP, List.of());
    killed.kubectl().create(pod(), "--namespace=default");
    Wait.until(
        () ->
            killed
                .kubectl()
                .read("get", "pod", "one")
                .at("/status/phase")
                .asText()
                .equals("Running"),
        () -> "the pod does not run");
    assertThat(contained()).isNotEmpty();

    killed.kill();

    before.nothingIsLeft(killed.state());
    assertThat(contained()).isEmpty();
    OneNode next = OneNode.of(Site.LAPTOP, List.of());
    next.close();
    before.nothingIsLeft(next.state());
    assertThat(groups()).isEmpty();
  }

  private static ObjectNode pod() {
    ObjectNode pod = JsonNodeFactory.instance.objectNode();
    pod.put("apiVersion", "v1").put("kind", "Pod");
    pod.putObject("metadata").put("name", "one");
    ObjectNode container = pod.putObject("spec").putArray("containers").addObject();
    container.put("name", "sleep").put("image", "localhost/pause:1");
    return pod;
  }

  /** The processes in the control groups of nodes. */
  private static List<String> contained() throws IOException {
    List<String> contained = new ArrayList<>();
    for (Path group : groups()) {
      contained.addAll(Files.readAllLines(group.resolve("cgroup.procs")));
    }
    return contained;
  }

  private static List<Path> groups() throws IOException {
    try (Stream<Path> all = Files.walk(GROUPS)) {
      return all.filter(Files::isDirectory)
          .filter(folder -> GROUPS.relativize(folder).toString().contains("sparkstead"))
          .toList();
    }
  }
}
