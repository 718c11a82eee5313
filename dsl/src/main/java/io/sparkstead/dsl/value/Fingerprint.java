package io.sparkstead.dsl.value;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/**
 * The SHA-256 of a text: the same for the same text, another for any other.
 *
 * @param text 64 hexadecimal digits
 */
public record Fingerprint(String text) {

  private static final String HEX = "0123456789abcdef";

  /** One for all texts: finding it takes longer than most texts do. */
  private static final MessageDigest SHA_256 = sha256();

  public static Fingerprint of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  public static Fingerprint of(byte[] bytes) {
    StringBuilder hex = new StringBuilder(64);
    for (byte b : digest(bytes)) {
      hex.append(HEX.charAt((b >> 4) & 0xf)).append(HEX.charAt(b & 0xf));
    }
    return new Fingerprint(hex.toString());
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

  private static byte[] digest(byte[] bytes) {
    synchronized (SHA_256) {
      return SHA_256.digest(bytes);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256, this one has not", e);
    }
  }
}
