package io.sparkstead.dsl.text.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.sparkstead.dsl.testing.HostileStrings;
import io.sparkstead.dsl.text.Yaml;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The parsers that are at hand in Java. */
class YamlAgainstParsersTest {

  /** Where a string can stand. */
  private enum Place {
    DOCUMENT,
    VALUE,
    KEY,
    ITEM,
    ITEM_OF_ITEM,
    IN_LIST_OF_MAPS,
    CONFIG_MAP;

    Object written(String text) {
      return switch (this) {
        case DOCUMENT -> text;
        case VALUE -> Map.of("key", text);
        case KEY -> Map.of(text, "value");
        case ITEM -> List.of(text, "next");
        case ITEM_OF_ITEM -> List.of(List.of(text, "next"), "next");
        case IN_LIST_OF_MAPS -> List.of(Map.of("outer", List.of(Map.of("inner", text))), "next");
        case CONFIG_MAP -> new ConfigMapBuilder().addToData("key", text).build();
      };
    }

    Object read(String text) {
      return this == CONFIG_MAP
          ? Map.of("apiVersion", "v1", "kind", "ConfigMap", "data", Map.of("key", text))
          : written(text);
    }

    boolean takes(String text) {
      return HostileStrings.comesThroughKustomize(text) && (this != KEY || StringTree.isKey(text));
    }

    boolean survives(String text, YamlParser parser) {
      try {
        return parser.parse(Yaml.document(written(text))).equals(read(text));
      } catch (RuntimeException e) {
        return false;
      }
    }
  }

  static Stream<Arguments> places_and_parsers() {
    return Stream.of(Place.values())
        .flatMap(
            place -> Stream.of(YamlParser.values()).map(parser -> Arguments.of(place, parser)));
  }

  @ParameterizedTest
  @MethodSource("places_and_parsers")
  void hostile_strings_come_back_as_they_were(Place place, YamlParser parser) {
    assertThat(HostileStrings.all())
        .filteredOn(place::takes)
        .filteredOn(text -> !place.survives(text, parser))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(YamlParser.class)
  void random_strings_come_back_as_they_were(YamlParser parser) {
    for (HostileStrings.Batch batch : HostileStrings.batches(20_000, 100_000).toList()) {
      Object tree = StringTree.of(batch.throughKustomize());

      StringTree.assertSame(parser.parse(Yaml.document(tree)), tree, batch.toString());
    }
  }

  @ParameterizedTest
  @EnumSource(YamlParser.class)
  void the_longest_key_can_still_be_read(YamlParser parser) {
    Map<String, String> map = Map.of("\u200b".repeat(170), "value");

    assertThat(parser.parse(Yaml.document(map))).isEqualTo(map);
  }
}
