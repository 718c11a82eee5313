package io.sparkstead.render.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.overlays.Homelab;
import io.sparkstead.render.cluster.Tree;
import io.sparkstead.stack.release.SparkReleases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * {@code homelab} as it was before stores and notebooks were as they are, with Spark 3.5: it goes
 * the way that docs/upgrade.md says, to another line of Spark besides.
 */
@Tag("node")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodeUpgradeIT {

  private static final Path PAGE = Path.of("../docs/upgrade.md");
  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final String NEWER = "4.1.2";
  private static final String NOTES = "notes of an older day";

  private static final Site SITE = Site.HOMELAB;

  /** A store that is a Deployment, and a notebook whose successor waits for it to be Ready. */
  private static final Tree OLD =
      SITE.tree()
          .with(
              "minio/statefulset-minio.yaml",
              Pattern.compile("kind: StatefulSet"),
              "kind: Deployment")
          .with(
              "minio/statefulset-minio.yaml",
              Pattern.compile(" *serviceName: .*\n *podManagementPolicy: .*\n"),
              "  strategy:\n    type: Recreate\n")
          .with(
              "jupyter/statefulset-jupyter.yaml",
              Pattern.compile(" *podManagementPolicy: .*\n"),
              "");

  private static final Tree NEW =
      Tree.rendered("homelab-" + NEWER, new Homelab(SparkReleases.version(NEWER)));

  private static Deployed deployed;
  private static List<String> stored;

  @BeforeAll
  static void bring_up() {
    deployed = new Deployed(SITE, OLD, OneNode.of(SITE, List.of(OLD, NEW)));
    deployed.bringUp();
  }

  @AfterAll
  static void end() {
    if (deployed != null) {
      deployed.node().close();
    }
  }

  @Test
  @Order(1)
  void an_older_stack_is_used() throws IOException {
    deployed.exec(NOTES, Deployed.JUPYTER, "sh", "-c", "cat > notes.txt").succeeded();
    Path log = Files.createTempFile("spark-pi", ".log");

    assertThat(
            deployed.execLong(
                Files.createTempFile("nothing", ""), log, Deployed.JUPYTER, "./spark-pi.sh", "20"))
        .as(Files.readString(log))
        .isZero();

    stored = deployed.stored();
    assertThat(stored).isNotEmpty();
    assertThat(deployed.run("get", "deployment", "minio").succeeded().output()).contains("1/1");
  }

  @Test
  @Order(2)
  void the_page_leads_across() throws IOException {
    String steps = steps().replace("out/homelab", NEW.path());

    assertThat(deployed.shell(steps).succeeded().output())
        .contains("statefulset.apps/minio created");

    Wait.until(() -> deployed.isUp() && deployed.runs(NEWER), deployed::trouble);
    assertThat(deployed.run("get", "deployment", "minio").code()).isNotZero();
  }

  /** All commands of the page: how it looks before, the way, how it looks after. */
  private static String steps() throws IOException {
    return BLOCK
        .matcher(Files.readString(PAGE))
        .results()
        .map(block -> block.group(1))
        .collect(Collectors.joining());
  }

  @Test
  @Order(3)
  void nothing_is_lost() {
    assertThat(deployed.exec("", Deployed.JUPYTER, "cat", "notes.txt").output()).isEqualTo(NOTES);
    assertThat(deployed.stored()).containsAll(stored);
    Wait.until(
        () -> deployed.applications().contains("PythonPi"),
        () -> "the History Server lists " + deployed.applications());
  }

  @Test
  @Order(4)
  void the_newer_spark_works() {
    assertThat(deployed.smoke(NEW)).contains("smoke: PASSED\n").doesNotContain("FAILED");
  }
}
