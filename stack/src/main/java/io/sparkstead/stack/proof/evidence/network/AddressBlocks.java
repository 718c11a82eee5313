package io.sparkstead.stack.proof.evidence.network;

import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.proof.evidence.network.PolicyView.Block;
import io.sparkstead.stack.proof.text.Words;
import java.util.List;

/** Which IPv4 addresses a network policy's block holds. */
public final class AddressBlocks {

  private AddressBlocks() {}

  /** Whether {@code block} holds {@code address}, and does not leave it out again. */
  public static boolean hold(Block block, String address) {
    return isIn(block.cidr(), address) && !isInOne(block.except(), address);
  }

  /** Whether {@code block} is the internet without what is near. */
  public static boolean isInternet(Block block) {
    return block.except().containsAll(Peer.Internet.NEAR);
  }

  /** Whether {@code block} lies in a network that no router of the internet passes on. */
  public static boolean isNear(Block block) {
    return isNear(block.cidr().split("/", -1)[0]);
  }

  /** Whether {@code address} does. */
  static boolean isNear(String address) {
    return isInOne(Peer.Internet.NEAR, address);
  }

  private static boolean isInOne(List<String> blocks, String address) {
    for (String block : blocks) {
      if (isIn(block, address)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(String block, String address) {
    int slash = block.indexOf('/');
    String first = block.substring(0, Math.max(0, slash));
    String bits = block.substring(slash + 1);
    if (!Words.isNumber(first.replace(".", "")) || !Words.isNumber(bits) || bits.length() > 2) {
      return false;
    }
    int cut = Math.max(0, 32 - Integer.parseInt(bits));
    return number(first) >> cut == number(address) >> cut;
  }

  /** All octets as one number; what is no digit counts for nothing. */
  private static long number(String address) {
    long number = 0;
    long octet = 0;
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      if (c == '.') {
        number = (number | octet) << 8;
        octet = 0;
      } else if (Ascii.isDigit(c)) {
        octet = octet * 10 + (c - '0');
      }
    }
    return number | octet;
  }
}
