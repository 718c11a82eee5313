package io.sparkstead.dsl.value;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of IPv4 addresses: {@code 192.168.1.0/24}, or {@code 192.168.1.10/32} for one alone.
 *
 * <p>Refuses addresses that the block's length would cut ({@code 192.168.1.7/24}), because whoever
 * wrote that meant either more or less, and {@code /0}: a block of everything says nothing.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4632">RFC 4632</a>
 */
public record Cidr(String text) {

  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern ADDRESS =
      Pattern.compile(OCTET + "\\." + OCTET + "\\." + OCTET + "\\." + OCTET);
  private static final Pattern BLOCK = Pattern.compile("(" + ADDRESS + ")/([1-9]|[12]\\d|3[0-2])");

  public Cidr {
    Matcher block = BLOCK.matcher(text);
    if (!block.matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a block of IPv4 addresses: write four numbers of 0-255 and a length of"
              + " 1-32, as in 192.168.1.0/24");
    }
    long address = 0;
    for (int octet = 2; octet <= 5; octet++) {
      address = address << 8 | Integer.parseInt(block.group(octet));
    }
    int length = Integer.parseInt(block.group(6));
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
              + block.group(1)
              + "/32 for the one address");
    }
  }

  /** The one address {@code address}. */
  public static Cidr only(String address) {
    return new Cidr(address + "/32");
  }

  /** Whether {@code text} is an IPv4 address. */
  public static boolean isAddress(String text) {
    return ADDRESS.matcher(text).matches();
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
