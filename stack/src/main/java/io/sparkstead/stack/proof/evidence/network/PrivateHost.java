package io.sparkstead.stack.proof.evidence.network;

import io.sparkstead.dsl.value.Ascii;
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

  /** Whether {@code host} is one: {@code ceph.corp.internal}, {@code 10.0.0.5}. */
  public static boolean isOne(String host) {
    String lower = Ascii.toLowerCase(host);
    for (String end : ENDS) {
      if (lower.endsWith(end)) {
        return true;
      }
    }
    return isAddress(lower)
        && (lower.startsWith("10.")
            || lower.startsWith("192.168.")
            || (lower.startsWith("172.") && isBetween(lower.substring(4), 16, 31)));
  }

  private static boolean isAddress(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '.' && !Ascii.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether what stands before the next dot is a number of {@code first} to {@code last}. */
  private static boolean isBetween(String text, int first, int last) {
    int number = Integer.parseInt(text.substring(0, text.indexOf('.')));
    return number >= first && number <= last;
  }
}
