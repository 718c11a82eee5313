package io.sparkstead.dsl.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {

  @ParameterizedTest
  @CsvSource({
    "'', e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    // As UTF-8, whatever the machine's own encoding is.
    "é, 4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
  })
  void is_the_sha_256_of_the_text(String text, String digits) {
    assertThat(Fingerprint.of(text).text()).isEqualTo(digits);
  }

  @Test
  void is_what_the_platform_reckons_for_any_length() throws NoSuchAlgorithmException {
    Random random = new Random(64);
    MessageDigest platform = MessageDigest.getInstance("SHA-256");
    for (int length = 0; length < 400; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      assertThat(Fingerprint.of(bytes).text())
          .as("%d bytes", length)
          .isEqualTo(HexFormat.of().formatHex(platform.digest(bytes)));
    }
  }

  @Test
  void a_text_of_64_small_hexadecimal_digits_may_be_one() {
    String digits = "0123456789abcdef".repeat(4);

    assertThat(Fingerprint.isOne(digits)).isTrue();
    assertThat(Fingerprint.isOne(digits.substring(1))).isFalse();
    assertThat(Fingerprint.isOne(digits + "0")).isFalse();
    assertThat(Fingerprint.isOne(digits.replace('a', 'A'))).isFalse();
    assertThat(Fingerprint.isOne(digits.replace('a', 'g'))).isFalse();
  }

  @Test
  void its_brief_form_is_its_first_eight_digits() {
    assertThat(Fingerprint.of("abc").brief()).isEqualTo("ba7816bf");
  }

  @Test
  void files_that_differ_only_in_where_a_name_ends_have_different_ones() {
    assertThat(Fingerprint.of(Map.of("a", "bc"))).isNotEqualTo(Fingerprint.of(Map.of("ab", "c")));
    assertThat(Fingerprint.of(Map.of("a", "")))
        .isNotEqualTo(Fingerprint.of(Map.of()))
        .isEqualTo(Fingerprint.of(Map.of("a", "")));
  }
}
