package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.sparkstead.stack.flow.Peer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which IPv4 addresses a network policy's block holds. */
final class AddressBlocks {

  private static final Pattern BLOCK = Pattern.compile("([\\d.]+)/(\\d{1,2})");

  private AddressBlocks() {}

  /** Whether {@code block} holds {@code address}, and does not leave it out again. */
  static boolean hold(IPBlock block, String address) {
    return isIn(block.getCidr(), address)
        && except(block).stream().noneMatch(left -> isIn(left, address));
  }

  /** Whether {@code block} is the internet without what is near. */
  static boolean isInternet(IPBlock block) {
    return except(block).containsAll(Peer.Internet.NEAR);
  }

  /** Whether {@code block} lies in a network that no router of the internet passes on. */
  static boolean isNear(IPBlock block) {
    String first = block.getCidr().replaceFirst("/.*", "");
    return Peer.Internet.NEAR.stream().anyMatch(near -> isIn(near, first));
  }

  private static List<String> except(IPBlock block) {
    return block.getExcept() == null ? List.of() : block.getExcept();
  }

  private static boolean isIn(String block, String address) {
    Matcher parts = BLOCK.matcher(block);
    if (!parts.matches()) {
      return false;
    }
    int cut = Math.max(0, 32 - Integer.parseInt(parts.group(2)));
    return number(parts.group(1)) >> cut == number(address) >> cut;
  }

  private static long number(String address) {
    long number = 0;
    for (String octet : address.split("\\.", -1)) {
      number = number << 8 | Long.parseLong("0" + octet.replaceAll("\\D", ""));
    }
    return number;
  }
}
