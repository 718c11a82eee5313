package io.sparkstead.dsl.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** The tests of all writers lean on these strings: a generator gone dull would go unseen. */
class HostileStringsTest {

  @Test
  void are_many_and_whole_unicode() {
    assertThat(HostileStrings.all())
        .hasSizeGreaterThan(160)
        .allMatch(UTF_8.newEncoder()::canEncode);
  }

  @Test
  void random_ones_are_the_same_for_the_same_seed_alone() {
    assertThat(HostileStrings.random(1, 100))
        .isEqualTo(HostileStrings.random(1, 100))
        .isNotEqualTo(HostileStrings.random(2, 100));
  }

  @Test
  void random_ones_are_varied_and_whole() {
    assertThat(HostileStrings.random(3, 1000))
        .allMatch(UTF_8.newEncoder()::canEncode)
        .anyMatch(text -> text.contains("\n") && text.startsWith(" "))
        .anyMatch(text -> text.contains("\n") && text.endsWith(" "))
        .anyMatch(text -> text.contains("\n---"))
        .anyMatch(text -> text.matches("[-+]?[0-9]+"))
        .anyMatch(text -> text.length() > 400)
        .anyMatch(text -> text.codePoints().anyMatch(Character::isSupplementaryCodePoint))
        .satisfies(texts -> assertThat(new HashSet<>(texts)).hasSizeGreaterThan(900));
  }

  @Test
  void a_batch_can_be_had_again_by_its_seed() {
    HostileStrings.Batch last = HostileStrings.batches(3000, 3000).toList().get(2);

    assertThat(last.strings()).isEqualTo(HostileStrings.random(last.seed(), 1000));
    assertThat(last).hasToString("strings of seed " + last.seed());
  }
}
