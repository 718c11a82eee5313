package io.sparkstead.dsl.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** The tests of all writers lean on these strings: a generator gone dull would go unseen. */
class HostileStringsTest {

  @Test
  void are_many_and_whole_unicode() {
    assertThat(HostileStrings.all()).hasSizeGreaterThan(160).allMatch(Quoted::hasWholeCharacters);
  }

  @Test
  void random_ones_are_the_same_for_the_same_seed_alone() {
    assertThat(HostileStrings.random(1, 100))
        .isEqualTo(HostileStrings.random(1, 100))
        .isNotEqualTo(HostileStrings.random(2, 100));
  }

  @Test
  void random_ones_are_varied_whole_and_short() {
    assertThat(HostileStrings.random(3, 1000))
        .allMatch(Quoted::hasWholeCharacters)
        .allMatch(text -> text.length() <= 80)
        .anyMatch(text -> text.contains("\n") && text.startsWith(" "))
        .anyMatch(text -> text.codePoints().anyMatch(Character::isSupplementaryCodePoint))
        .satisfies(texts -> assertThat(new HashSet<>(texts)).hasSizeGreaterThan(900));
  }
}
