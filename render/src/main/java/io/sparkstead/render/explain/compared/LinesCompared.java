package io.sparkstead.render.explain.compared;

import io.sparkstead.render.explain.compared.TextLines.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What becomes of each line of a file in another.
 *
 * <p>First lines alike in the same place are taken for each other; between those, lines alike in
 * another place, for what moves with its surroundings is not altered; between those, lines in the
 * same place, which are altered. Nothing is left for the others.
 */
final class LinesCompared {

  private final List<Line> ours;
  private final List<Line> others;
  private final Effect[] effects;

  private LinesCompared(List<Line> ours, List<Line> others) {
    this.ours = ours;
    this.others = others;
    this.effects = new Effect[ours.size()];
    Arrays.fill(effects, Effect.GONE);
  }

  static List<Effect> of(TextLines ours, TextLines others) {
    LinesCompared compared = new LinesCompared(ours.lines(), others.lines());
    compared.inPlace(0, ours.lines().size(), 0, others.lines().size());
    return List.of(compared.effects);
  }

  private void inPlace(int from, int to, int otherFrom, int otherTo) {
    between(
        new Range(from, to, otherFrom, otherTo),
        line -> line.key() + "\n" + line.text(),
        Effect.SAME,
        gap ->
            between(
                gap,
                Line::text,
                Effect.SAME,
                last -> between(last, Line::key, Effect.ALTERED, rest -> {})));
  }

  /** Lines from and to, of the one and of the other. */
  private record Range(int from, int to, int otherFrom, int otherTo) {}

  private interface Gap {
    void fill(Range range);
  }

  /** Pairs lines of {@code range} of which {@code key} gives the same, as many as there are. */
  private void between(Range range, Function<Line, String> key, Effect effect, Gap gap) {
    List<String> one = keys(ours.subList(range.from(), range.to()), key);
    List<String> two = keys(others.subList(range.otherFrom(), range.otherTo()), key);
    int at = 0;
    int otherAt = 0;
    for (int[] pair : pairs(one, two)) {
      gap.fill(
          new Range(
              range.from() + at,
              range.from() + pair[0],
              range.otherFrom() + otherAt,
              range.otherFrom() + pair[1]));
      effects[range.from() + pair[0]] = effect;
      at = pair[0] + 1;
      otherAt = pair[1] + 1;
    }
    if (at < one.size()) {
      gap.fill(
          new Range(range.from() + at, range.to(), range.otherFrom() + otherAt, range.otherTo()));
    }
  }

  private static List<String> keys(List<Line> lines, Function<Line, String> key) {
    return lines.stream().map(key).toList();
  }

  /** A longest common subsequence, after what both begin and end with. */
  private static List<int[]> pairs(List<String> one, List<String> two) {
    List<int[]> pairs = new ArrayList<>();
    int begin = 0;
    while (begin < one.size() && begin < two.size() && one.get(begin).equals(two.get(begin))) {
      pairs.add(new int[] {begin, begin});
      begin++;
    }
    int end = 0;
    while (end < one.size() - begin
        && end < two.size() - begin
        && one.get(one.size() - 1 - end).equals(two.get(two.size() - 1 - end))) {
      end++;
    }
    int rows = one.size() - end;
    int columns = two.size() - end;
    int[][] longest = new int[rows - begin + 1][columns - begin + 1];
    for (int i = rows - 1; i >= begin; i--) {
      for (int j = columns - 1; j >= begin; j--) {
        longest[i - begin][j - begin] =
            one.get(i).equals(two.get(j))
                ? longest[i - begin + 1][j - begin + 1] + 1
                : Math.max(longest[i - begin + 1][j - begin], longest[i - begin][j - begin + 1]);
      }
    }
    int i = begin;
    int j = begin;
    while (i < rows && j < columns) {
      if (one.get(i).equals(two.get(j))) {
        pairs.add(new int[] {i++, j++});
      } else if (longest[i - begin + 1][j - begin] >= longest[i - begin][j - begin + 1]) {
        i++;
      } else {
        j++;
      }
    }
    for (int last = end; last > 0; last--) {
      pairs.add(new int[] {one.size() - last, two.size() - last});
    }
    return pairs;
  }
}
