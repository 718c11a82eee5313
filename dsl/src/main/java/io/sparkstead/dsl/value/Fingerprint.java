package io.sparkstead.dsl.value;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The SHA-256 of a text: the same for the same text, another for any other.
 *
 * @param text 64 hexadecimal digits
 */
public record Fingerprint(String text) {

  private static final String HEX = "0123456789abcdef";
  private static final int LENGTH = 64;

  public static Fingerprint of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  public static Fingerprint of(byte[] bytes) {
    byte[] hex = new byte[LENGTH];
    int at = 0;
    for (int word : Sha256.of(bytes)) {
      for (int shift = 28; shift >= 0; shift -= 4) {
        int digit = (word >>> shift) & 0xf;
        hex[at++] = (byte) (digit < 10 ? '0' + digit : 'a' + digit - 10);
      }
    }
    return new Fingerprint(new String(hex, StandardCharsets.ISO_8859_1));
  }

  /** Of files, by name and text. */
  public static Fingerprint of(Map<String, String> files) {
    StringBuilder all = new StringBuilder();
    // Lengths in front keep {a: "bc"} and {ab: "c"} apart.
    for (Map.Entry<String, String> file : files.entrySet()) {
      all.append(file.getKey().length()).append(':').append(file.getKey());
      all.append(file.getValue().length()).append(':').append(file.getValue());
    }
    return of(all.toString());
  }

  /** The first eight digits: enough to tell one version of a thing from the next. */
  public String brief() {
    return text.substring(0, 8);
  }

  /** Whether {@code text} is 64 hexadecimal digits, with small letters. */
  public static boolean isOne(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (HEX.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return text.length() == LENGTH;
  }
}
