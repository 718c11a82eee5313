package io.sparkstead.dsl.value;

import java.util.Arrays;

/**
 * SHA-256, since the platform's costs a short run more than all the texts it is asked about:
 * docs/adr/0023.
 *
 * <p>To tell one text from another, and for no secret: it takes no care of how long it takes.
 *
 * @see <a href="https://csrc.nist.gov/pubs/fips/180-4/upd1/final">FIPS 180-4</a>, whose names these
 *     are
 */
final class Sha256 {

  private static final int BLOCK = 64;

  /** The length of a text, in bits, ends its last block. */
  private static final int LENGTH = 8;

  private static final int[] K = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
  };

  private final int[] h = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };
  private final int[] w = new int[BLOCK];

  private Sha256() {}

  /** The eight words of the digest of {@code message}. */
  static int[] of(byte[] message) {
    Sha256 sha = new Sha256();
    int whole = message.length / BLOCK * BLOCK;
    for (int at = 0; at < whole; at += BLOCK) {
      sha.block(message, at);
    }
    byte[] rest = Arrays.copyOfRange(message, whole, whole + padded(message.length - whole));
    rest[message.length - whole] = (byte) 0x80;
    long bits = message.length * 8L;
    for (int i = 0; i < LENGTH; i++) {
      rest[rest.length - 1 - i] = (byte) (bits >>> (8 * i));
    }
    for (int at = 0; at < rest.length; at += BLOCK) {
      sha.block(rest, at);
    }
    return sha.h;
  }

  private static int padded(int length) {
    return length + 1 + LENGTH <= BLOCK ? BLOCK : 2 * BLOCK;
  }

  private void block(byte[] message, int start) {
    schedule(message, start);
    int a = h[0];
    int b = h[1];
    int c = h[2];
    int d = h[3];
    int e = h[4];
    int f = h[5];
    int g = h[6];
    int last = h[7];
    for (int t = 0; t < BLOCK; t++) {
      int sum1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      int sum0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      int t1 = last + sum1 + ((e & f) ^ (~e & g)) + K[t] + w[t];
      int t2 = sum0 + ((a & b) ^ (a & c) ^ (b & c));
      last = g;
      g = f;
      f = e;
      e = d + t1;
      d = c;
      c = b;
      b = a;
      a = t1 + t2;
    }
    h[0] += a;
    h[1] += b;
    h[2] += c;
    h[3] += d;
    h[4] += e;
    h[5] += f;
    h[6] += g;
    h[7] += last;
  }

  private void schedule(byte[] message, int start) {
    int[] words = w;
    int at = start;
    for (int t = 0; t < 16; t++) {
      words[t] =
          (message[at] << 24)
              | ((message[at + 1] & 0xff) << 16)
              | ((message[at + 2] & 0xff) << 8)
              | (message[at + 3] & 0xff);
      at += 4;
    }
    for (int t = 16; t < BLOCK; t++) {
      int x = words[t - 15];
      int y = words[t - 2];
      int sigma0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      int sigma1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      words[t] = words[t - 16] + sigma0 + words[t - 7] + sigma1;
    }
  }
}
