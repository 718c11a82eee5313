package io.sparkstead.dsl.value;

/**
 * A block of addresses: {@code 192.168.1.0/24}, {@code fd00:1::/64}, or {@code 192.168.1.10/32} and
 * {@code fd00:1::5/128} for one alone.
 *
 * <p>An address of IPv6 is written down as RFC 5952 has it, in small letters and as short as it can
 * be, whatever it came as: two that are one are equal.
 *
 * <p>Refuses addresses that the block's length would cut ({@code 192.168.1.7/24}), because whoever
 * wrote that meant either more or less, and {@code /0}: a block of everything says nothing. So it
 * does an address of IPv4 in the form of one of IPv6 ({@code ::ffff:10.0.0.1}), and zones.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4632">RFC 4632</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5952">RFC 5952</a>
 */
public record Cidr(String text) {

  /** What is no address. */
  private static final int[] NONE = {};

  // An address is its numbers: four octets, or eight groups of 16 bits.
  private static final int OCTETS = 4;
  private static final int GROUPS = 8;

  public Cidr {
    int slash = text.indexOf('/');
    int[] address = slash < 0 ? NONE : address(text.substring(0, slash));
    int length = slash < 0 ? -1 : number(text.substring(slash + 1), bits(address));
    if (address.length == 0 || length < 1) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a block of addresses: write four numbers of 0-255 and a length of 1-32,"
              + " as in 192.168.1.0/24, or of IPv6 a length of 1-128, as in fd00:1::/64");
    }
    String begin = text(cut(address, length));
    if (!begin.equals(text(address))) {
      throw new IllegalArgumentException(
          "block "
              + text
              + " begins at "
              + begin
              + "; write "
              + begin
              + "/"
              + length
              + ", or "
              + text(address)
              + "/"
              + bits(address)
              + " for the one address");
    }
    text = begin + "/" + length;
  }

  /** The one address {@code address}, of IPv4 or IPv6. */
  public static Cidr only(String address) {
    return new Cidr(address + "/" + (isIpv6(address) ? bits(new int[GROUPS]) : bits(NONE)));
  }

  /** Whether {@code text} is an address of IPv4 or IPv6, without brackets. */
  public static boolean isAddress(String text) {
    return address(text).length > 0;
  }

  /** Whether an address or a block is of IPv6: those have colons, and no other has. */
  public static boolean isIpv6(String text) {
    return text.indexOf(':') >= 0;
  }

  /** {@code address} as a URL names it: in brackets, if it is of IPv6. */
  public static String inUrl(String address) {
    return isIpv6(address) ? "[" + address + "]" : address;
  }

  /** The host of a URL without the brackets that an address of IPv6 has there. */
  public static String ofUrl(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** {@code address} as it is written down; any other text as it is. */
  public static String canonical(String address) {
    int[] numbers = address(address);
    return numbers.length == 0 ? address : text(numbers);
  }

  /**
   * Whether {@code block} holds {@code address}: {@code 0.0.0.0/0} holds all of IPv4. What is no
   * block holds nothing.
   */
  public static boolean holds(String block, String address) {
    int slash = block.indexOf('/');
    int[] first = slash < 0 ? NONE : address(block.substring(0, slash));
    int[] other = address(address);
    int length = number(block.substring(slash + 1), bits(first));
    return first.length > 0
        && first.length == other.length
        && length >= 0
        && text(cut(first, length)).equals(text(cut(other, length)));
  }

  /** How many an address has. */
  private static int bits(int[] address) {
    return address.length == GROUPS ? 128 : 32;
  }

  /** The numbers of an address, or none. */
  private static int[] address(String text) {
    return isIpv6(text) ? groups(text) : octets(text);
  }

  private static int[] octets(String text) {
    String[] words = text.split("\\.", -1);
    int[] octets = new int[OCTETS];
    for (int i = 0; i < words.length; i++) {
      int octet = words.length == OCTETS ? number(words[i], 255) : -1;
      if (octet < 0) {
        return NONE;
      }
      octets[i] = octet;
    }
    return octets;
  }

  private static int[] groups(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      int[] all = run(text);
      return all.length == GROUPS ? all : NONE;
    }
    String left = text.substring(0, gap);
    String right = text.substring(gap + 2);
    int[] before = run(left);
    int[] behind = run(right);
    boolean isOne =
        before.length + behind.length < GROUPS
            && (before.length > 0 || left.isEmpty())
            && (behind.length > 0 || right.isEmpty());
    if (!isOne) {
      return NONE;
    }
    int[] groups = new int[GROUPS];
    System.arraycopy(before, 0, groups, 0, before.length);
    System.arraycopy(behind, 0, groups, GROUPS - behind.length, behind.length);
    return groups;
  }

  /** Groups with a colon between, or none if one of them is none. */
  private static int[] run(String text) {
    String[] words = text.split(":", -1);
    int[] groups = new int[words.length];
    for (int i = 0; i < words.length; i++) {
      groups[i] = group(words[i]);
      if (groups[i] < 0) {
        return NONE;
      }
    }
    return groups;
  }

  /** The number that one to four digits of base 16 write, or -1. */
  private static int group(String text) {
    int number = text.isEmpty() || text.length() > 4 ? -1 : 0;
    for (int i = 0; i < text.length() && number >= 0; i++) {
      int digit = "0123456789abcdef".indexOf(Ascii.toLowerCase(text).charAt(i));
      number = digit < 0 ? -1 : number << 4 | digit;
    }
    return number;
  }

  /** The number from 0 to {@code most} that {@code text} writes without a 0 in front, or -1. */
  private static int number(String text, int most) {
    if (text.isEmpty() || text.length() > 3 || (text.length() > 1 && text.charAt(0) == '0')) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = 10 * number + c - '0';
    }
    return number <= most ? number : -1;
  }

  /** {@code address} with nothing behind the first {@code length} bits. */
  private static int[] cut(int[] address, int length) {
    int size = bits(address) / address.length;
    int[] cut = new int[address.length];
    for (int i = 0; i < address.length; i++) {
      int behind = Math.min(size, Math.max(0, (i + 1) * size - length));
      cut[i] = address[i] >> behind << behind;
    }
    return cut;
  }

  @Override
  public String toString() {
    return text;
  }

  private static String text(int[] address) {
    return address.length == GROUPS ? colons(address) : dotted(address);
  }

  private static String dotted(int[] octets) {
    StringBuilder text = new StringBuilder();
    for (int octet : octets) {
      text.append(text.isEmpty() ? "" : ".").append(octet);
    }
    return text.toString();
  }

  /** With two colons for the first of the longest runs of zeros, if that is longer than one. */
  private static String colons(int[] groups) {
    int start = 0;
    int end = 0;
    for (int i = 0; i < GROUPS; i++) {
      int zeros = i;
      while (zeros < GROUPS && groups[zeros] == 0) {
        zeros++;
      }
      if (zeros - i > Math.max(1, end - start)) {
        start = i;
        end = zeros;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == start && end > start) {
        text.append("::");
        i = end - 1;
      } else {
        boolean isBehindGap = i == end && end > start;
        text.append(text.isEmpty() || isBehindGap ? "" : ":")
            .append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
