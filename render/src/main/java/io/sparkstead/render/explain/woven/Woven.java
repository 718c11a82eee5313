package io.sparkstead.render.explain.woven;

import io.sparkstead.render.explain.woven.Weaver.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * A text with switches in it, each on the line where it was before.
 *
 * @param opened where in the new text each place begins, and where it ends
 */
record Woven(String text, List<Span> opened) {

  /** A place, in the new text. */
  record Span(Place place, int start, int end) {}

  /**
   * What goes in, and where; of several at one position, by {@code turn} and then {@code order}.
   */
  private record Insertion(
      int at, int turn, int order, String text, Place place, boolean isStart) {}

  private static final Comparator<Insertion> IN_ORDER =
      Comparator.comparing(Insertion::at)
          .thenComparing(Insertion::turn)
          .thenComparing(Insertion::order);

  /** Inner places end before those around them, and those begin before the inner ones. */
  static Woven of(String text, List<Place> places) {
    List<Insertion> insertions = new ArrayList<>();
    for (Place place : places) {
      insertions.add(
          new Insertion(place.start(), 2, -place.length(), place.opening(), place, true));
      if (!place.middle().isEmpty()) {
        insertions.add(new Insertion(place.on(), 1, 0, place.middle(), place, false));
      }
      insertions.add(new Insertion(place.end(), 0, place.length(), ")", place, false));
    }
    insertions.sort(IN_ORDER);
    StringBuilder woven = new StringBuilder();
    List<Span> spans = new ArrayList<>();
    IdentityHashMap<Place, Integer> starts = new IdentityHashMap<>();
    int done = 0;
    for (Insertion one : insertions) {
      woven.append(text, done, one.at());
      done = one.at();
      if (one.isStart()) {
        starts.put(one.place(), woven.length());
      }
      woven.append(one.text());
      Integer start = starts.get(one.place());
      if (one.turn() == 0 && start != null) {
        spans.add(new Span(one.place(), start, woven.length()));
      }
    }
    return new Woven(woven.append(text.substring(done)).toString(), spans);
  }

  /** The shortest place around {@code position}. */
  Optional<Place> innermost(long position) {
    return opened.stream()
        .filter(span -> span.start() <= position && position < span.end())
        .min(Comparator.comparing(span -> span.end() - span.start()))
        .map(Span::place);
  }
}
