package io.sparkstead.stack.proof.network;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.network.Policies;
import io.sparkstead.stack.proof.evidence.network.PolicyView;
import io.sparkstead.stack.proof.evidence.network.PolicyView.Block;
import io.sparkstead.stack.proof.evidence.network.PolicyView.Opening;
import io.sparkstead.stack.proof.evidence.network.PolicyView.Side;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether policies open all networks of one thing alike. */
public record Subnets(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule NETWORKS_ARE_ALL_OPEN =
      Rule.warning("NET-55", "What is in several networks is opened in all of them")
          .why(
              "Whatever answers from the one left out is not reached: connections fail now and then.")
          .fix("Name the networks that the other policies name.");

  /** Addresses that pods of a policy go to at the same ports. */
  private record Way(PolicyView policy, Set<String> networks, String ports) {

    boolean lacksOneOf(Way other) {
      return ports.equals(other.ports())
          && other.networks().size() == networks.size() + 1
          && other.networks().containsAll(networks);
    }
  }

  @Override
  public void check() {
    List<Way> ways = ways();
    for (Way way : ways) {
      Set<String> others = new TreeSet<>();
      Set<String> missing = new TreeSet<>();
      for (Way other : ways) {
        if (way.lacksOneOf(other)) {
          others.add(other.policy().subject());
          missing.addAll(other.networks());
        }
      }
      missing.removeAll(way.networks());
      // One that goes further is no rule; several that name one and the same are.
      if (others.size() > 1 && missing.size() == 1 && !isOpen(way.policy(), missing)) {
        at(NETWORKS_ARE_ALL_OPEN, way.policy(), way.networks().iterator().next())
            .say(
                "{it} opens {}, and {} open {} besides at the same ports; add it",
                String.join(", ", way.networks()),
                String.join(", ", others),
                String.join(", ", missing));
      }
    }
  }

  private List<Way> ways() {
    List<Way> ways = new ArrayList<>();
    for (PolicyView policy : Policies.of(stack).all()) {
      for (Opening opening : policy.egress()) {
        Set<String> networks = networks(opening);
        if (!networks.isEmpty() && networks.size() == opening.sides().size()) {
          ways.add(new Way(policy, networks, opening.ports().toString()));
        }
      }
    }
    return ways;
  }

  private static Set<String> networks(Opening opening) {
    Set<String> networks = new TreeSet<>();
    for (Side side : opening.sides()) {
      if (side.block().isPresent()) {
        networks.add(side.block().get().cidr());
      }
    }
    return networks;
  }

  /** Whether another rule of the policy opens it. */
  private static boolean isOpen(PolicyView policy, Set<String> networks) {
    for (Block block : policy.leftFor()) {
      if (networks.contains(block.cidr())) {
        return true;
      }
    }
    return false;
  }
}
