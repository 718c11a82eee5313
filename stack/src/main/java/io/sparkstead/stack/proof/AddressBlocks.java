package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.stack.flow.Peer;
import java.util.List;

/** Which IPv4 addresses a network policy's block holds. */
final class AddressBlocks {

  private AddressBlocks() {}

  /** Whether {@code block} holds {@code address}, and does not leave it out again. */
  static boolean hold(IPBlock block, String address) {
    if (!isIn(block.getCidr(), address)) {
      return false;
    }
    for (String left : except(block)) {
      if (isIn(left, address)) {
        return false;
      }
    }
    return true;
  }

  /** Whether {@code block} is the internet without what is near. */
  static boolean isInternet(IPBlock block) {
    return except(block).containsAll(Peer.Internet.NEAR);
  }

  /** Whether {@code block} lies in a network that no router of the internet passes on. */
  static boolean isNear(IPBlock block) {
    String first = block.getCidr().split("/", -1)[0];
    for (String near : Peer.Internet.NEAR) {
      if (isIn(near, first)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> except(IPBlock block) {
    return block.getExcept() == null ? List.of() : block.getExcept();
  }

  private static boolean isIn(String block, String address) {
    int slash = block.indexOf('/');
    if (slash < 0 || !isBits(block.substring(slash + 1))) {
      return false;
    }
    String first = block.substring(0, slash);
    if (!Dockerfiles.isNumber(first.replace(".", ""))) {
      return false;
    }
    int cut = Math.max(0, 32 - Integer.parseInt(block.substring(slash + 1)));
    return number(first) >> cut == number(address) >> cut;
  }

  private static boolean isBits(String text) {
    return text.length() <= 2 && Dockerfiles.isNumber(text);
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
