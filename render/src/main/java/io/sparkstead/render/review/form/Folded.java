package io.sparkstead.render.review.form;

import io.sparkstead.render.review.Review;
import io.sparkstead.render.review.change.FileChange;
import io.sparkstead.render.review.change.ObjectChange;
import io.sparkstead.render.review.consequence.Consequence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reviews of several environments as one: what is the same in some of them is said once.
 *
 * @param consequences each with the environments in which it follows, the gravest first; what
 *     happens to several objects alike is one
 * @param hunks likewise
 */
record Folded(
    List<String> environments,
    Map<Consequence, List<String>> consequences,
    Map<Hunks, List<String>> hunks) {

  static Folded of(List<Review> reviews) {
    List<String> environments = new ArrayList<>();
    Map<Consequence, List<String>> consequences = new LinkedHashMap<>();
    Map<Hunks, List<String>> hunks = new LinkedHashMap<>();
    for (Review review : reviews) {
      String name = review.environment();
      environments.add(name);
      for (Consequence each : review.consequences()) {
        consequences.computeIfAbsent(each, key -> new ArrayList<>()).add(name);
      }
      for (ObjectChange each : review.change().objects()) {
        hunks.computeIfAbsent(Hunks.of(each), key -> new ArrayList<>()).add(name);
      }
      for (FileChange each : review.change().files()) {
        hunks.computeIfAbsent(Hunks.of(each), key -> new ArrayList<>()).add(name);
      }
    }
    return new Folded(List.copyOf(environments), merged(consequences), hunks);
  }

  /** What happens alike, where it happens alike. */
  private record Alike(Consequence.Kind kind, String text, List<String> environments) {}

  private static Map<Consequence, List<String>> merged(Map<Consequence, List<String>> all) {
    Map<Alike, Set<String>> subjects = new LinkedHashMap<>();
    all.forEach(
        (one, in) ->
            subjects
                .computeIfAbsent(
                    new Alike(one.kind(), one.text(), in), key -> new LinkedHashSet<>())
                .add(one.subject()));
    Map<Consequence, List<String>> merged = new LinkedHashMap<>();
    subjects.entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().kind()))
        .forEach(
            entry ->
                merged.put(
                    new Consequence(
                        entry.getKey().kind(),
                        String.join(", ", entry.getValue()),
                        entry.getKey().text()),
                    entry.getKey().environments()));
    return merged;
  }

  /** {@code [homelab, laptop]}; empty where there is one environment alone. */
  String in(List<String> some) {
    if (environments.size() == 1) {
      return "";
    }
    return some.size() == environments.size() ? " [all]" : " [" + String.join(", ", some) + "]";
  }
}
