package io.sparkstead.render.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sparkstead.dsl.kube.Exposure.MetalLb;
import io.sparkstead.dsl.kube.Exposure.NodePort;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.overlays.Homelab;
import io.sparkstead.render.cluster.control.Answer;
import io.sparkstead.stack.preset.Workbench;
import io.sparkstead.stack.release.SparkReleases;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A tree that is applied over another: what goes in place, and what the server refuses. */
class UpgradeIT {

  private static final String SERVER_SIDE = "--server-side";

  /** The server judges all of it, and the next change finds what the first did. */
  private static final String DRY = "--dry-run=server";

  private static final Lab LAB = Lab.in("upgrade");

  private static final Map<String, UnaryOperator<Workbench>> HARMLESS =
      Map.of(
          "another build of the images", lab -> lab.rebuilt("2"),
          "a newer Spark", lab -> lab.release("4.2.0"),
          "more executors", lab -> lab.allocation(1, 1, 4),
          "larger executors", lab -> lab.executors(4, ByteSize.gibibytes(4), ByteSize.gibibytes(9)),
          "an address", lab -> lab.exposure(new MetalLb("192.168.1.7")),
          "a port of the node",
              lab -> lab.notebookExposure(new NodePort("192.168.1.2", Map.of("http", 30888))),
          "another bucket", lab -> lab.bucket("lake"),
          "a shorter history", lab -> lab.historyDays(7),
          "larger disks",
              lab -> lab.storeDisk(ByteSize.gibibytes(40)).notebookDisk(ByteSize.gibibytes(10)));

  private static final Map<String, UnaryOperator<Workbench>> IMPOSSIBLE =
      Map.of(
          "another storage class", lab -> lab.storageClass("gp3"),
          "a smaller disk", lab -> lab.storeDisk(ByteSize.gibibytes(5)));

  private static Tenant lab;

  @BeforeAll
  static void a_lab_is_up() {
    lab = Tenant.of(LAB.tree("as it was"), SERVER_SIDE);
    lab.apply(SERVER_SIDE);
    lab.waitForPods();
    lab.bindClaims();
  }

  @AfterAll
  static void clear() {
    lab.close();
  }

  @TestFactory
  Stream<DynamicTest> harmless_changes_go_in_place() {
    return each(
        HARMLESS, changed -> assertThat(applyOver(changed).succeeded().messages()).isEmpty());
  }

  @TestFactory
  Stream<DynamicTest> what_cannot_be_changed_is_refused() {
    return each(
        IMPOSSIBLE,
        changed -> {
          Answer answer = applyOver(changed);
          assertThat(answer.code()).as(answer.toString()).isNotZero();
          assertThat(answer.messages())
              .contains("PersistentVolumeClaim")
              .containsPattern("is immutable|can not be less than");
        });
  }

  private static Answer applyOver(Tree changed) {
    return lab.applyOver(changed, SERVER_SIDE, DRY);
  }

  private interface Claim {
    void hold(Tree changed);
  }

  private static Stream<DynamicTest> each(
      Map<String, UnaryOperator<Workbench>> changes, Claim claim) {
    return changes.entrySet().stream()
        .map(
            change ->
                dynamicTest(
                    change.getKey(),
                    () -> claim.hold(LAB.with(change.getValue()).tree(change.getKey()))));
  }

  /** As of an image that could not be pulled: the mended tree has to reach them. */
  @Test
  void pods_that_never_became_ready_are_replaced() {
    Lab lab = Lab.in("mended");
    try (Tenant tenant = Tenant.of(lab.tree("broken"))) {
      tenant.apply();
      tenant.waitForPods();

      tenant.applyOver(lab.with(bench -> bench.rebuilt("2")).tree("mended")).succeeded();

      tenant.waitForNewPods();
    }
  }

  @Test
  void every_release_goes_over_every_other() {
    List<Tree> releases = new ArrayList<>();
    for (String version : SparkReleases.versions()) {
      Homelab homelab = new Homelab(SparkReleases.version(version));
      releases.add(Tree.rendered("homelab-" + version, homelab));
    }
    try (Tenant tenant = Tenant.of(releases.get(0), SERVER_SIDE)) {
      for (Tree from : releases) {
        tenant.applyOver(from, SERVER_SIDE).succeeded();
        for (Tree to : releases) {
          Answer answer = tenant.applyOver(to, SERVER_SIDE, DRY);
          assertThat(answer.succeeded().messages()).as("%s over %s", to, from).isEmpty();
        }
      }
    }
  }
}
