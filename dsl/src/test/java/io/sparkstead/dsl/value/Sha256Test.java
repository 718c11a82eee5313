package io.sparkstead.dsl.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Sha256Test {

  @Test
  void every_length_up_to_five_blocks_hashes_as_java_does_it() throws Exception {
    Random random = new Random(1);
    for (int length = 0; length <= 320; length++) {
      byte[] text = new byte[length];
      random.nextBytes(text);

      assertThat(Sha256.of(text)).as("%d bytes", length).isEqualTo(java(text));
    }
  }

  @Test
  void a_text_of_a_mebibyte_and_a_byte_does_too() throws Exception {
    byte[] text = new byte[(1 << 20) + 1];
    new Random(2).nextBytes(text);

    assertThat(Sha256.of(text)).isEqualTo(java(text));
  }

  private static byte[] java(byte[] text) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(text);
  }
}
