package io.sparkstead.stack.proof.network;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.ClusterName;
import io.sparkstead.stack.proof.evidence.network.Policies;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.List;

/** Whether what was for the cluster alone is opened to those alone who are meant. */
public record Opened(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule SOMEBODY_SAYS_WHO =
      Rule.warning("NET-45", "Who may come to what is opened outside the cluster, a policy says")
          .why(
              "Whoever reaches a node or the balancer opens the page, in the clear; Spark's ask for"
                  + " no login.")
          .fix(
              "Leave the Service inside and use port-forward.sh, or open it by its exposure, with"
                  + " NetworkPolicies that name people's network.");

  @Override
  public void check() {
    Policies policies = Policies.of(stack);
    for (ServiceView service : stack.services()) {
      if (isOutside(service) && !isNarrowed(service) && wasInside(service)) {
        somebodySaysWho(policies, service);
      }
    }
  }

  private static boolean isOutside(ServiceView service) {
    return service.type().equals("NodePort")
        || service.type().equals("LoadBalancer")
        || !Given.list(service.spec().getExternalIPs()).isEmpty();
  }

  private static boolean isNarrowed(ServiceView service) {
    return !Given.list(service.spec().getLoadBalancerSourceRanges()).isEmpty();
  }

  /** As the part that made it says, or by another Service in front of the same pods. */
  private boolean wasInside(ServiceView service) {
    for (String address : stack.declared().forwarded()) {
      for (ClusterName.Found inside : ClusterName.allIn(address)) {
        if (inside.name().service().equals(service.name())) {
          return true;
        }
      }
    }
    for (ServiceView other : stack.services()) {
      boolean isBeside =
          !isOutside(other) && !other.isHeadless() && other.selector().equals(service.selector());
      if (isBeside && haveAPortInCommon(service, other)) {
        return true;
      }
    }
    return false;
  }

  private static boolean haveAPortInCommon(ServiceView one, ServiceView other) {
    for (ServiceView.Port mine : one.ports()) {
      for (ServiceView.Port theirs : other.ports()) {
        if (mine.target().equals(theirs.target())) {
          return true;
        }
      }
    }
    return false;
  }

  private void somebodySaysWho(Policies policies, ServiceView service) {
    for (Workload workload : stack.selectedBy(service)) {
      List<String> open = new ArrayList<>();
      for (ServiceView.Port served : service.ports()) {
        if (policies.clients(workload.labels(), workload.portBehind(served)).isEmpty()) {
          open.add(String.valueOf(served.number()));
        }
      }
      if (!open.isEmpty()) {
        at(SOMEBODY_SAYS_WHO, service, "type: " + service.type())
            .say(
                "{it} opens port {} of {} to whoever reaches a node or its balancer, and no policy"
                    + " says who may come; leave it inside and use port-forward.sh, or open it by"
                    + " its exposure, with NetworkPolicies",
                String.join(" and ", open),
                workload);
      }
    }
  }
}
