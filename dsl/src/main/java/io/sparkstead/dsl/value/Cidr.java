package io.sparkstead.dsl.value;

/**
 * A block of IPv4 addresses: {@code 192.168.1.0/24}, or {@code 192.168.1.10/32} for one alone.
 *
 * <p>Refuses addresses that the block's length would cut ({@code 192.168.1.7/24}), because whoever
 * wrote that meant either more or less, and {@code /0}: a block of everything says nothing.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4632">RFC 4632</a>
 */
public record Cidr(String text) {

  public Cidr {
    int slash = text.indexOf('/');
    long address = slash < 0 ? -1 : address(text.substring(0, slash));
    int length = slash < 0 ? -1 : number(text.substring(slash + 1), 32);
    if (address < 0 || length < 1) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a block of IPv4 addresses: write four numbers of 0-255 and a length of"
              + " 1-32, as in 192.168.1.0/24");
    }
    long cut = address >> (32 - length) << (32 - length);
    if (cut != address) {
      throw new IllegalArgumentException(
          "block "
              + text
              + " begins at "
              + dotted(cut)
              + "; write "
              + dotted(cut)
              + "/"
              + length
              + ", or "
              + dotted(address)
              + "/32 for the one address");
    }
  }

  /** The one address {@code address}. */
  public static Cidr only(String address) {
    return new Cidr(address + "/32");
  }

  /** Whether {@code text} is an IPv4 address. */
  public static boolean isAddress(String text) {
    return address(text) >= 0;
  }

  /** The 32 bits of an address, or -1. */
  private static long address(String text) {
    String[] octets = text.split("\\.", -1);
    long address = octets.length == 4 ? 0 : -1;
    for (int i = 0; i < octets.length && address >= 0; i++) {
      int octet = number(octets[i], 255);
      address = octet < 0 ? -1 : address << 8 | octet;
    }
    return address;
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

  @Override
  public String toString() {
    return text;
  }

  private static String dotted(long address) {
    return (address >> 24)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }
}
