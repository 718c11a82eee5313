package io.sparkstead.stack.proof.network;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.AddressBlocks;
import io.sparkstead.stack.proof.evidence.network.Policies;
import io.sparkstead.stack.proof.evidence.network.PolicyView.Block;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a load balancer lets those in whom policies let in. */
public record SourceRanges(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule SOMEBODY_COMES_IN =
      Rule.error("NET-47", "A load balancer's ranges are not its own address")
          .why("Nodes drop the connections of everybody else, without a word.")
          .fix("Name the blocks that policies let in, or drop loadBalancerSourceRanges.");

  static final Rule NOBODY_IS_LEFT_OUT =
      Rule.warning("NET-51", "A load balancer lets in all whom policies let in")
          .why("Of those that people's addresses were said to be, most are dropped.")
          .fix("Name the same blocks in both places.");

  private static final String RANGES = "loadBalancerSourceRanges:";

  /** By which balancers are told what address to give. */
  private static final List<String> ADDRESSES =
      List.of(
          "metallb.io/loadBalancerIPs",
          "metallb.universe.tf/loadBalancerIPs",
          "kube-vip.io/loadbalancerIPs");

  @Override
  public void check() {
    Policies policies = Policies.of(stack);
    for (ServiceView service : stack.services()) {
      List<String> ranges = Given.list(service.spec().getLoadBalancerSourceRanges());
      if (service.type().equals("LoadBalancer") && !ranges.isEmpty()) {
        ranges(policies, service, ranges);
      }
    }
  }

  private void ranges(Policies policies, ServiceView service, List<String> ranges) {
    List<String> others = new ArrayList<>(ranges);
    others.removeIf(range -> isOwn(service, range));
    if (others.isEmpty()) {
      at(SOMEBODY_COMES_IN, service, RANGES)
          .say(
              "{it} lets in {} alone, its own address, from which nobody comes; name those of people",
              ranges);
      return;
    }
    for (Workload workload : stack.selectedBy(service)) {
      for (ServiceView.Port served : service.ports()) {
        Optional<List<Block>> clients =
            policies.clients(workload.labels(), workload.portBehind(served));
        if (clients.isPresent()
            && !clients.get().isEmpty()
            && isTold(service, others, clients.get())) {
          return;
        }
      }
    }
  }

  private static boolean isOwn(ServiceView service, String range) {
    Map<String, String> annotations = Given.texts(service.manifest().annotations());
    List<String> own = new ArrayList<>();
    own.add(Given.text(service.spec().getLoadBalancerIP()));
    for (String annotation : ADDRESSES) {
      own.addAll(List.of(annotations.getOrDefault(annotation, "").split("\\s*,\\s*", -1)));
    }
    own.removeIf(String::isBlank);
    return isSingle(range) && own.contains(range.substring(0, range.indexOf('/')));
  }

  private static boolean isSingle(String range) {
    return range.endsWith(range.contains(":") ? "/128" : "/32");
  }

  /** Whether those are left out for single machines who are let in as a block, which is told. */
  private boolean isTold(ServiceView service, List<String> ranges, List<Block> clients) {
    boolean areSingle = true;
    boolean isMet = false;
    for (String range : ranges) {
      areSingle &= isSingle(range);
      for (Block block : clients) {
        areSingle &= !isSingle(block.cidr());
        isMet |= AddressBlocks.meet(block, range);
      }
    }
    // Of ranges that hold none of them NET-20 speaks.
    if (areSingle && isMet) {
      at(NOBODY_IS_LEFT_OUT, service, RANGES)
          .say(
              "{it} lets in {} alone, and policies let in {}; name the same in both",
              ranges,
              clients.stream().map(Block::cidr).distinct().toList());
    }
    return areSingle && isMet;
  }
}
