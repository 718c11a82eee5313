package io.sparkstead.render.review.form;

import io.sparkstead.render.review.Review;
import io.sparkstead.render.review.change.FileChange;
import io.sparkstead.render.review.change.ObjectChange;
import io.sparkstead.render.review.consequence.Consequence;
import io.sparkstead.render.review.crowd.Crowd;
import io.sparkstead.render.review.crowd.Saying;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    return new Folded(List.copyOf(environments), merged(consequences), ofCrowds(hunks));
  }

  /** Of what a consequence is, and where it follows. */
  private record Sort(Consequence.Kind kind, List<String> environments) {}

  private static Map<Consequence, List<String>> merged(Map<Consequence, List<String>> all) {
    Map<Sort, List<Saying>> sayings = new LinkedHashMap<>();
    all.forEach(
        (one, in) ->
            sayings
                .computeIfAbsent(new Sort(one.kind(), in), key -> new ArrayList<>())
                .add(new Saying(one.subject(), one.text())));
    Map<Consequence, List<String>> merged = new LinkedHashMap<>();
    sayings.entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().kind()))
        .forEach(
            entry ->
                bySubjects(entry.getValue())
                    .forEach(
                        (text, subjects) ->
                            merged.put(
                                new Consequence(
                                    entry.getKey().kind(), String.join(", ", subjects), text),
                                entry.getKey().environments())));
    return merged;
  }

  /** What happens alike, to whom. */
  private static Map<String, List<String>> bySubjects(List<Saying> sayings) {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    for (Saying one : Crowd.of(sayings)) {
      texts.computeIfAbsent(one.of(), key -> new ArrayList<>()).add(one.text());
    }
    Map<String, List<String>> subjects = new LinkedHashMap<>();
    texts.forEach(
        (of, some) ->
            Crowd.ofNames(some)
                .forEach(text -> subjects.computeIfAbsent(text, key -> new ArrayList<>()).add(of)));
    return subjects;
  }

  private static Map<Hunks, List<String>> ofCrowds(Map<Hunks, List<String>> all) {
    Map<List<String>, List<Saying>> sayings = new LinkedHashMap<>();
    all.forEach(
        (hunk, in) ->
            sayings
                .computeIfAbsent(in, key -> new ArrayList<>())
                .add(new Saying(hunk.heading(), String.join("\n", hunk.lines()))));
    Map<Hunks, List<String>> folded = new LinkedHashMap<>();
    sayings.forEach(
        (in, some) ->
            Crowd.of(some)
                .forEach(one -> folded.put(new Hunks(one.of(), one.text().lines().toList()), in)));
    return folded;
  }

  /** {@code [homelab, laptop]}; empty where there is one environment alone. */
  String in(List<String> some) {
    if (environments.size() == 1) {
      return "";
    }
    return some.size() == environments.size() ? " [all]" : " [" + String.join(", ", some) + "]";
  }
}
