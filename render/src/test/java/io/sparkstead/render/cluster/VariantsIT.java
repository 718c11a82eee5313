package io.sparkstead.render.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.render.cluster.control.ControlPlane;
import io.sparkstead.render.cluster.control.Kubectl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every approved form of every component, taken by itself. */
class VariantsIT {

  private static final Path APPROVED =
      Path.of("../stack/src/test/java/io/sparkstead/stack/component/approved");

  /** Which the samples are made for. */
  private static final String NAMESPACE = "data";

  private static final Kubectl KUBECTL = ControlPlane.shared().kubectl();

  @BeforeAll
  static void the_namespace_is_there() {
    KUBECTL.run("create", "namespace", NAMESPACE).succeeded();
  }

  @AfterAll
  static void clear() {
    KUBECTL.run("delete", "namespace", NAMESPACE, "--wait=false").succeeded();
  }

  static Stream<Path> approved() throws IOException {
    try (Stream<Path> files = Files.list(APPROVED)) {
      return files
          .map(Path::getFileName)
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("approved")
  void a_variant_is_taken_and_stays_as_it_is(Path variant) {
    String file = APPROVED.resolve(variant).toString();
    assertThat(KUBECTL.run("apply", "-f", file).succeeded().messages()).isEmpty();
    try {
      assertThat(KUBECTL.run("apply", "-f", file).succeeded().changes()).isEmpty();
      KUBECTL.run("apply", "--server-side", "-f", file).succeeded();
    } finally {
      KUBECTL.run("delete", "-f", file).succeeded();
    }
  }
}
