package io.sparkstead.stack.proof.network;

import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.network.AlikePods;
import io.sparkstead.stack.proof.evidence.network.Policies;
import io.sparkstead.stack.proof.evidence.network.PolicyView.Block;
import io.sparkstead.stack.proof.evidence.network.PolicyView.Side;
import io.sparkstead.stack.proof.evidence.spark.PodsOfConf;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether pods that take a role of Amazon's reach who gives it, and not the store alone.
 *
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-ranges.html">Amazon's
 *     addresses</a>
 */
public record RoleAddresses(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule STS_IS_OPEN =
      Rule.error("NET-52", "Pods that take a role reach STS, and not S3 alone")
          .why("STS has other addresses than S3: no keys come, and S3 answers nothing without.")
          .fix("Open the addresses of STS too, by its VPC endpoint or Reach.internet(443).");

  private static final int HTTPS = 443;

  /** By which a role is asked of STS. */
  private static final List<String> ASK = List.of("WebIdentityToken", "AssumedRole");

  /** Where nobody but S3 answers, in whatever region. */
  private static final List<String> OF_S3 =
      List.of("3.5.0.0/16", "16.182.0.0/16", "52.216.0.0/14", "54.231.0.0/16");

  @Override
  public void check() {
    Policies policies = Policies.of(stack);
    for (Conf conf : policies.all().isEmpty() ? List.<Conf>of() : stack.confs()) {
      if (asksSts(conf)) {
        for (AlikePods pods : PodsOfConf.of(stack, conf).all()) {
          stsIsOpen(policies, conf, pods);
        }
      }
    }
  }

  private static boolean asksSts(Conf conf) {
    String provider = conf.get(S3.PROVIDER).orElse("");
    for (String asks : ASK) {
      if (provider.contains(asks)) {
        return true;
      }
    }
    return false;
  }

  private void stsIsOpen(Policies policies, Conf conf, AlikePods pods) {
    Optional<List<Side>> destinations = policies.destinations(pods.labels(), "TCP", HTTPS);
    List<String> open = new ArrayList<>();
    for (Side side : destinations.orElse(List.of())) {
      if (side.block().isEmpty() || !isOfS3(side.block().get())) {
        return;
      }
      open.add(side.block().get().cidr());
    }
    if (!open.isEmpty()) {
      at(STS_IS_OPEN, pods, open.get(0))
          .say(
              "{it} takes its role from STS, as {} has it, and may connect to {} alone, which are"
                  + " S3's; open STS too",
              conf,
              open);
    }
  }

  private static boolean isOfS3(Block block) {
    int slash = block.cidr().indexOf('/');
    String first = block.cidr().substring(0, Math.max(slash, 0));
    for (String store : OF_S3) {
      boolean isWithin =
          Integer.parseInt(store.substring(store.indexOf('/') + 1)) <= length(block.cidr(), slash);
      if (isWithin && Cidr.isAddress(first) && Cidr.holds(store, first)) {
        return true;
      }
    }
    return false;
  }

  private static int length(String cidr, int slash) {
    String length = cidr.substring(slash + 1);
    return length.matches("\\d{1,3}") ? Integer.parseInt(length) : 0;
  }
}
