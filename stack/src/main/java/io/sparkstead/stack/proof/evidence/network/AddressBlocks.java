package io.sparkstead.stack.proof.evidence.network;

import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.proof.evidence.network.PolicyView.Block;
import java.util.List;

/** Which addresses a network policy's block holds. */
public final class AddressBlocks {

  /** What a node says to itself and to its pods: links, and Amazon's agents. */
  private static final List<String> OF_THE_NODE =
      List.of("169.254.0.0/16", "fe80::/10", "fd00:ec2::/32");

  /** What no router of the internet passes on. */
  private static final List<List<String>> NEAR =
      List.of(Peer.Internet.NEAR, Peer.Internet.NEAR_IPV6, List.of("::1/128"));

  private AddressBlocks() {}

  /** Whether {@code block} holds {@code address}, and does not leave it out again. */
  public static boolean hold(Block block, String address) {
    return Cidr.holds(block.cidr(), address) && !isInOne(block.except(), address);
  }

  /** Whether some address is in both blocks. */
  public static boolean meet(String block, String other) {
    return Cidr.holds(block, first(other)) || Cidr.holds(other, first(block));
  }

  /** Whether some address of {@code block} is in {@code other}, and is not left out again. */
  public static boolean meet(Block block, String other) {
    return hold(block, first(other)) || Cidr.holds(other, first(block));
  }

  /** Whether {@code block} is the internet without what is near. */
  public static boolean isInternet(Block block) {
    return block
        .except()
        .containsAll(Cidr.isIpv6(block.cidr()) ? Peer.Internet.NEAR_IPV6 : Peer.Internet.NEAR);
  }

  /** Whether {@code block} lies in a network that no router of the internet passes on. */
  public static boolean isNear(Block block) {
    return isNear(first(block));
  }

  /** Whether {@code address} does. */
  static boolean isNear(String address) {
    for (List<String> near : NEAR) {
      if (isInOne(near, address)) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code block} is what a node keeps for itself and its pods. */
  static boolean isOfTheNode(Block block) {
    return isInOne(OF_THE_NODE, first(block));
  }

  private static String first(Block block) {
    return first(block.cidr());
  }

  private static String first(String block) {
    return block.split("/", -1)[0];
  }

  private static boolean isInOne(List<String> blocks, String address) {
    for (String block : blocks) {
      if (Cidr.holds(block, address)) {
        return true;
      }
    }
    return false;
  }
}
