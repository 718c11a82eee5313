package io.sparkstead.render.graph;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a picture of ours says that was drawn before, of a stack whose Java nobody has any more: its
 * titles, and a sentence for each arrow.
 *
 * @param titles of its boxes
 * @param arrows by their ends, what for
 */
public record DrawnBefore(Map<Group, String> titles, List<Arrow> arrows) {

  private static final Pattern DESCRIPTION = Pattern.compile("<desc id=\"desc\">(.*)\\.</desc>");
  private static final Pattern TITLE =
      Pattern.compile("<text class=\"title t-([a-z]+)\"[^>]*>([^<]*)</text>");

  /** Between reasons; a number behind it is one more port of the same. */
  private static final Pattern BETWEEN = Pattern.compile(", (?!\\d)");

  public DrawnBefore {
    titles = Map.copyOf(titles);
    arrows = List.copyOf(arrows);
  }

  /** What {@code svg} says; empty if it is no picture of ours. */
  public static Optional<DrawnBefore> of(String svg) {
    Matcher description = DESCRIPTION.matcher(svg);
    if (!description.find()) {
      return Optional.empty();
    }
    Map<Group, String> titles = new EnumMap<>(Group.class);
    for (Group group : Group.values()) {
      titles.put(group, group.title());
    }
    Set<Group> drawn = new HashSet<>();
    Matcher title = TITLE.matcher(svg);
    while (title.find()) {
      for (Group group : Group.values()) {
        if (group.id().equals(title.group(1)) && group.hasPlace()) {
          titles.put(group, text(title.group(2)));
          drawn.add(group);
        }
      }
    }
    List<Arrow> arrows = new ArrayList<>();
    for (String sentence : text(description.group(1)).split("; ", -1)) {
      arrow(sentence, titles).ifPresent(arrows::add);
    }
    titles.keySet().retainAll(drawn);
    return Optional.of(new DrawnBefore(titles, arrows));
  }

  /** Of parts without a place, of which nothing but their own names is known, none. */
  private static Optional<Arrow> arrow(String sentence, Map<Group, String> titles) {
    for (Group from : Group.values()) {
      for (Group to : Group.values()) {
        String start = titles.get(from) + " to " + titles.get(to) + ": ";
        if (sentence.startsWith(start)) {
          String reasons = sentence.substring(start.length());
          return Optional.of(new Arrow(from, to, List.of(BETWEEN.split(reasons, -1))));
        }
      }
    }
    return Optional.empty();
  }

  private static String text(String escaped) {
    return escaped
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
  }

  /** {@code now}, with what is new since then and what is gone. */
  public Graph until(Graph now) {
    Map<List<Group>, Set<String>> before = reasons(arrows);
    Map<List<Group>, Set<String>> after = reasons(now.arrows());
    List<Arrow> all = new ArrayList<>();
    Set<String> added = new HashSet<>();
    Set<String> gone = new HashSet<>();
    for (Group from : Group.values()) {
      for (Group to : Group.values()) {
        Set<String> old = before.getOrDefault(List.of(from, to), Set.of());
        Set<String> made = after.getOrDefault(List.of(from, to), Set.of());
        Set<String> both = new LinkedHashSet<>(made);
        both.addAll(old);
        if (!both.isEmpty()) {
          Arrow arrow = new Arrow(from, to, List.copyOf(both));
          all.add(arrow);
          // Parts are not in a picture by their group: of them nothing is said to be new.
          made.stream()
              .filter(each -> from.hasPlace() && to.hasPlace() && !old.contains(each))
              .forEach(each -> added.add(Graph.key(arrow, each)));
          old.stream()
              .filter(each -> !made.contains(each))
              .forEach(each -> gone.add(Graph.key(arrow, each)));
        }
      }
    }
    return new Graph(now.namespace(), boxes(now, all), all, added, gone);
  }

  private static Map<List<Group>, Set<String>> reasons(List<Arrow> arrows) {
    Map<List<Group>, Set<String>> reasons = new LinkedHashMap<>();
    for (Arrow arrow : arrows) {
      reasons.put(List.of(arrow.from(), arrow.to()), new LinkedHashSet<>(arrow.reasons()));
    }
    return reasons;
  }

  /** Those of {@code now}, and those that arrows of before lead to. */
  private List<Box> boxes(Graph now, List<Arrow> arrows) {
    Map<Group, Box> boxes = new EnumMap<>(Group.class);
    for (Arrow arrow : arrows) {
      for (Group end : List.of(arrow.from(), arrow.to())) {
        String title = titles.getOrDefault(end, end.title());
        boxes.put(end, new Box(end, title, List.of("gone"), true));
      }
    }
    now.boxes().forEach(box -> boxes.put(box.group(), box));
    return List.copyOf(boxes.values());
  }
}
