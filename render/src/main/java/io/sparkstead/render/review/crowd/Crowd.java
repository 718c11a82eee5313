package io.sparkstead.render.review.crowd;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is said of many things alike, said once: twenty notebooks are no twenty lines.
 *
 * <p>Few are named each; of more, their number, the first and the last.
 */
public final class Crowd {

  /** As many as a reader takes in one by one. */
  private static final int FEW = 5;

  private Crowd() {}

  /** {@code sayings} in their order, each crowd where its first stood. */
  public static List<Saying> of(Collection<Saying> sayings) {
    if (sayings.size() <= FEW) {
      return List.copyOf(sayings);
    }
    Map<Saying, Template.Fit> fits = fits(sayings);
    Map<Template, TreeMap<String, Saying>> crowds = new LinkedHashMap<>();
    fits.forEach(
        (saying, fit) ->
            crowds.computeIfAbsent(fit.template(), key -> new TreeMap<>()).put(fit.part(), saying));
    List<Saying> said = new ArrayList<>();
    for (Saying saying : sayings) {
      Template.Fit fit = fits.get(saying);
      TreeMap<String, Saying> crowd =
          fit == null ? new TreeMap<>() : crowds.getOrDefault(fit.template(), new TreeMap<>());
      if (fit == null || (!crowd.isEmpty() && crowd.size() <= FEW)) {
        said.add(saying);
      } else if (!crowd.isEmpty()) {
        said.add(fit.template().of(List.copyOf(crowd.keySet())));
        crowds.remove(fit.template());
      }
    }
    return said;
  }

  /** {@code names} as a list in a sentence. */
  public static String inWords(Collection<String> names) {
    return String.join(", ", ofNames(names));
  }

  /** {@code names}, or texts with names in them, each crowd as one. */
  public static List<String> ofNames(Collection<String> names) {
    return of(names.stream().map(name -> new Saying(name, "")).toList()).stream()
        .map(Saying::of)
        .toList();
  }

  /**
   * For each, the template that most others have too; rather one that keeps the first word of a
   * name, and most of it.
   */
  private static Map<Saying, Template.Fit> fits(Collection<Saying> sayings) {
    Map<Saying, List<Template.Fit>> all = new LinkedHashMap<>();
    Map<Template, Integer> counts = new HashMap<>();
    for (Saying saying : sayings) {
      all.computeIfAbsent(saying, Template::of)
          .forEach(fit -> counts.merge(fit.template(), 1, Integer::sum));
    }
    Comparator<Template.Fit> better =
        Comparator.<Template.Fit, Boolean>comparing(
                fit -> fit.keepsFirst() && counts.getOrDefault(fit.template(), 0) > FEW)
            .thenComparing(fit -> counts.getOrDefault(fit.template(), 0))
            .thenComparing(fit -> -fit.part().length());
    Map<Saying, Template.Fit> best = new HashMap<>();
    all.forEach(
        (saying, fits) -> fits.stream().max(better).ifPresent(fit -> best.put(saying, fit)));
    return best;
  }
}
