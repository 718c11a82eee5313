package io.sparkstead.dsl.value;

import java.util.Arrays;

/**
 * SHA-256, as FIPS 180-4 says it.
 *
 * <p>Java has it too, and faster. But its first use looks through all security providers and links
 * what reads integers out of bytes, which takes a run longer than to hash all it writes with this.
 * Nothing here is secret: it tells texts apart.
 *
 * @see <a href="https://nvlpubs.nist.gov/nistpubs/FIPS/NIST.FIPS.180-4.pdf">FIPS 180-4</a>
 */
final class Sha256 {

  private static final int BLOCK = 64;

  /** Of the first 8 primes' square roots, and the first 64 primes' cube roots, 32 bits behind 0. */
  private static final int[] START = new int[8];

  private static final int[] ROUNDS = new int[64];

  static {
    int found = 0;
    for (int number = 2; found < ROUNDS.length; number++) {
      if (isPrime(number)) {
        ROUNDS[found] = bitsBehindPoint(StrictMath.cbrt(number));
        if (found < START.length) {
          START[found] = bitsBehindPoint(StrictMath.sqrt(number));
        }
        found++;
      }
    }
  }

  private final int[] words = new int[64];
  private final int[] hash = START.clone();

  private Sha256() {}

  private static boolean isPrime(int number) {
    for (int divisor = 2; divisor * divisor <= number; divisor++) {
      if (number % divisor == 0) {
        return false;
      }
    }
    return true;
  }

  private static int bitsBehindPoint(double root) {
    return (int) (long) ((root - StrictMath.floor(root)) * 0x1p32);
  }

  /** The 32 bytes that stand for {@code text}. */
  static byte[] of(byte[] text) {
    Sha256 sha = new Sha256();
    byte[] padded = padded(text);
    for (int start = 0; start < padded.length; start += BLOCK) {
      sha.mix(padded, start);
    }
    byte[] bytes = new byte[32];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (sha.hash[i / 4] >>> (24 - 8 * (i % 4)));
    }
    return bytes;
  }

  /** A bit behind {@code text}, its length in bits at the end of the last block, 0 between. */
  private static byte[] padded(byte[] text) {
    byte[] padded = Arrays.copyOf(text, (text.length + 8) / BLOCK * BLOCK + BLOCK);
    padded[text.length] = (byte) 0x80;
    long bits = text.length * 8L;
    for (int i = 0; i < 8; i++) {
      padded[padded.length - 1 - i] = (byte) (bits >>> (8 * i));
    }
    return padded;
  }

  private void mix(byte[] block, int start) {
    spread(block, start);
    int a = hash[0];
    int b = hash[1];
    int c = hash[2];
    int d = hash[3];
    int e = hash[4];
    int f = hash[5];
    int g = hash[6];
    int h = hash[7];
    for (int i = 0; i < words.length; i++) {
      int more = h + turned(e, 6, 11, 25) + ((e & f) ^ (~e & g)) + ROUNDS[i] + words[i];
      int most = more + turned(a, 2, 13, 22) + ((a & b) ^ (a & c) ^ (b & c));
      h = g;
      g = f;
      f = e;
      e = d + more;
      d = c;
      c = b;
      b = a;
      a = most;
    }
    hash[0] += a;
    hash[1] += b;
    hash[2] += c;
    hash[3] += d;
    hash[4] += e;
    hash[5] += f;
    hash[6] += g;
    hash[7] += h;
  }

  private void spread(byte[] block, int start) {
    for (int i = 0; i < 16; i++) {
      int at = start + 4 * i;
      words[i] =
          block[at] << 24
              | (block[at + 1] & 0xff) << 16
              | (block[at + 2] & 0xff) << 8
              | (block[at + 3] & 0xff);
    }
    for (int i = 16; i < words.length; i++) {
      int early = words[i - 15];
      int late = words[i - 2];
      words[i] =
          words[i - 16]
              + (Integer.rotateRight(early, 7) ^ Integer.rotateRight(early, 18) ^ (early >>> 3))
              + words[i - 7]
              + (Integer.rotateRight(late, 17) ^ Integer.rotateRight(late, 19) ^ (late >>> 10));
    }
  }

  private static int turned(int word, int one, int two, int three) {
    return Integer.rotateRight(word, one)
        ^ Integer.rotateRight(word, two)
        ^ Integer.rotateRight(word, three);
  }
}
