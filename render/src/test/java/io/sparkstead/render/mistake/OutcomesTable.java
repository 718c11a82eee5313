package io.sparkstead.render.mistake;

import static java.util.stream.Collectors.groupingBy;

import io.sparkstead.render.mistake.Mistake.Effect;
import io.sparkstead.render.mistake.Outcome.Told;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many mistakes are told, by kind and by area, for the page that says how tests are tested. */
record OutcomesTable(List<Outcome> outcomes) {

  private static final String ROW = "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d |\n";

  private static final String HEAD =
      """
      | %s | break | by an error | by a warning | silent | degrade | by an error | by a warning | silent | harmless | refused |
      |---|---|---|---|---|---|---|---|---|---|---|
      """;

  OutcomesTable {
    outcomes = List.copyOf(outcomes);
  }

  String text() {
    StringBuilder text = new StringBuilder(HEAD.formatted("kind"));
    Map<String, List<Outcome>> kinds = new LinkedHashMap<>();
    kinds.put("patches of objects, P-", those("P-"));
    kinds.put("edits of texts, T-", those("T-"));
    kinds.put("the first sample together", those("P-", "T-"));
    kinds.put("200 fresh ones, F- and G-", those("F-", "G-"));
    kinds.put("200 others, J- and K-", those("J-", "K-"));
    kinds.put("200 others, L- and M-", those("L-", "M-"));
    kinds.put("200 others, N- and Q-", those("N-", "Q-"));
    kinds.put("200 others, R- and S-", those("R-", "S-"));
    kinds.put("200 others, T2- and U2-", those("T2-", "U2-"));
    kinds.put("changes that are right, H-", those("H-"));
    kinds.forEach((kind, those) -> text.append(row(kind, those)));
    text.append('\n').append(HEAD.formatted("area of the first sample"));
    those("P-", "T-").stream()
        .collect(groupingBy(outcome -> outcome.mistake().area(), TreeMap::new, Collectors.toList()))
        .forEach((area, those) -> text.append(row(area, those)));
    return text
        + "\nRefused though harmless: %s.\n"
            .formatted(
                those(one -> one.effect() == Effect.harmless && one.told() == Told.ERROR).stream()
                    .map(one -> "`" + one.id() + "`")
                    .collect(Collectors.joining(", ")));
  }

  private List<Outcome> those(String... beginnings) {
    return those(one -> Stream.of(beginnings).anyMatch(one.id()::startsWith));
  }

  private List<Outcome> those(Predicate<Outcome> which) {
    return outcomes.stream().filter(which).toList();
  }

  private static String row(String name, List<Outcome> those) {
    return ROW.formatted(
        name,
        count(those, Effect.breaks),
        count(those, Effect.breaks, Told.ERROR),
        count(those, Effect.breaks, Told.WARNING),
        count(those, Effect.breaks, Told.NOTHING),
        count(those, Effect.degrades),
        count(those, Effect.degrades, Told.ERROR),
        count(those, Effect.degrades, Told.WARNING),
        count(those, Effect.degrades, Told.NOTHING),
        count(those, Effect.harmless),
        count(those, Effect.harmless, Told.ERROR));
  }

  private static long count(List<Outcome> those, Effect effect) {
    return those.stream().filter(outcome -> outcome.effect() == effect).count();
  }

  private static long count(List<Outcome> those, Effect effect, Told told) {
    return those.stream()
        .filter(outcome -> outcome.effect() == effect && outcome.told() == told)
        .count();
  }
}
