package io.sparkstead.stack.proof.evidence.network;

import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.dsl.value.Cidr;
import java.util.List;

/**
 * A host for which no public authority may sign: a name that is nobody's on the internet, or an
 * address of a private network.
 *
 * @see <a href="https://cabforum.org/working-groups/server/guidance/internal-names/">Internal
 *     names</a>
 */
public final class PrivateHost {

  private static final List<String> ENDS =
      List.of(
          ".corp",
          ".home",
          ".home.arpa",
          ".internal",
          ".intranet",
          ".lan",
          ".local",
          ".localdomain",
          ".private",
          ".svc",
          ".test");

  private PrivateHost() {}

  /**
   * Whether {@code host} is one: {@code ceph.corp.internal}, {@code 10.0.0.5}, {@code [fd00::5]}.
   */
  public static boolean isOne(String host) {
    String lower = Ascii.toLowerCase(host);
    for (String end : ENDS) {
      if (lower.endsWith(end)) {
        return true;
      }
    }
    String address = Cidr.ofUrl(lower);
    return Cidr.isAddress(address) && AddressBlocks.isNear(address);
  }
}
