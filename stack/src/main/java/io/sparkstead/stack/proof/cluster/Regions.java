package io.sparkstead.stack.proof.cluster;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.spark.NodePools;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.schedule.NodePool;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Whether zones that pods ask for are in the region that a stack is in. */
public record Regions(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule ZONE_IS_OF_THE_REGION =
      Rule.warning("SCH-31", "A zone that pods ask for is in the region of the stack")
          .why("A cluster has nodes of one region: such pods stay Pending for ever.")
          .fix("Say a zone of the region that store and accounts are in.");

  private static final String ZONE = "topology.kubernetes.io/zone";
  private static final String REGION = "spark.hadoop.fs.s3a.endpoint.region";

  /** {@code eu-central-1}, as Amazon calls regions; its zones have one letter more. */
  private static final Pattern AMAZONS = Pattern.compile("[a-z]{2}(?:-[a-z]+)+-\\d");

  @Override
  public void check() {
    Set<String> regions = regions();
    if (regions.size() != 1) {
      return;
    }
    for (Workload workload : stack.workloads()) {
      zone(workload, NodePools.of(workload.pod()), regions);
    }
    for (Conf conf : stack.confs()) {
      if (conf.isApplication()) {
        zone(conf, NodePools.of(stack, conf, "executor"), regions);
        zone(conf, NodePools.of(stack, conf, "driver"), regions);
      }
    }
  }

  /** Those that properties and variables speak of. */
  private Set<String> regions() {
    Set<String> regions = new TreeSet<>();
    for (Conf conf : stack.confs()) {
      regions.add(conf.get(REGION).orElse(""));
    }
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        regions.add(container.variable("AWS_REGION").orElse(""));
      }
    }
    regions.removeIf(region -> !AMAZONS.matcher(region).matches());
    return regions;
  }

  private void zone(Written what, NodePool pool, Set<String> regions) {
    String zone = pool.labels().getOrDefault(ZONE, "");
    String region = zone.isEmpty() ? "" : zone.substring(0, zone.length() - 1);
    if (AMAZONS.matcher(region).matches() && !regions.contains(region)) {
      at(ZONE_IS_OF_THE_REGION, what, zone)
          .say(
              "{it} is for nodes in zone {}, and all else here is in {}; say a zone of that",
              zone,
              String.join(" and ", regions));
    }
  }
}
