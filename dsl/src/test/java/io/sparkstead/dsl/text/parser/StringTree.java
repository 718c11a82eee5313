package io.sparkstead.dsl.text.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.testing.HostileStrings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random strings as keys and as values of maps and lists in each other, some seven deep.
 *
 * <p>Each is a value once, and a key once where it is not longer than one may be.
 */
final class StringTree {

  /** Where one value stands, and what it is. */
  private record Leaf(List<?> path, Object value) {}

  /** What a YAML parser takes as a key, the quotes among it. */
  private static final int LONGEST_KEY = 1024;

  private StringTree() {}

  static Map<String, Object> of(HostileStrings.Batch batch) {
    Random random = new Random(batch.seed());
    return Map.of("strings", of(batch.strings(), random));
  }

  private static Object of(List<String> strings, Random random) {
    if (strings.size() == 1) {
      return leaf(strings.get(0), random);
    }
    List<Object> parts = new ArrayList<>();
    int length = 1 + strings.size() / (2 + random.nextInt(4));
    for (int start = 0; start < strings.size(); start += length) {
      int end = Math.min(start + length, strings.size());
      parts.add(of(strings.subList(start, end), random));
    }
    if (random.nextBoolean()) {
      return parts;
    }
    Map<String, Object> map = new LinkedHashMap<>();
    parts.forEach(part -> map.put("part" + map.size(), part));
    return map;
  }

  private static Object leaf(String text, Random random) {
    Object value = random.nextInt(4) == 0 ? List.of(text) : text;
    return isKey(text) ? Map.of(text, value) : value;
  }

  /** Whether parsers take it for a key, even when most of it is written as escapes. */
  static boolean isKey(String text) {
    return 2 + text.chars().map(StringTree::written).sum() <= LONGEST_KEY;
  }

  /** As many characters as stand for {@code c}, or more. */
  private static int written(int c) {
    return c < 0x80 && Character.isLetterOrDigit(c) ? 1 : "\\u0000".length();
  }

  /** Names the first place where they differ: all of both would be a thousand lines. */
  static void assertSame(Object read, Object written, String which) {
    List<Leaf> is = leaves(read);
    List<Leaf> was = leaves(written);
    for (int i = 0; i < Math.min(is.size(), was.size()); i++) {
      assertThat(is.get(i)).as(which).isEqualTo(was.get(i));
    }
    assertThat(is).as(which).hasSameSizeAs(was);
  }

  private static List<Leaf> leaves(Object tree) {
    List<Leaf> leaves = new ArrayList<>();
    collect(List.of(), tree, leaves);
    return leaves;
  }

  /** In the order of keys, which not every parser keeps. */
  private static void collect(List<?> path, Object node, List<Leaf> leaves) {
    if (node instanceof Map<?, ?> map) {
      map.entrySet().stream()
          .sorted(Comparator.comparing(entry -> String.valueOf(entry.getKey())))
          .forEach(entry -> collect(below(path, entry.getKey()), entry.getValue(), leaves));
    } else if (node instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        collect(below(path, i), list.get(i), leaves);
      }
    } else {
      leaves.add(new Leaf(path, node));
    }
  }

  private static List<Object> below(List<?> path, Object step) {
    List<Object> below = new ArrayList<>(path);
    below.add(step);
    return below;
  }
}
