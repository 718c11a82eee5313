package io.sparkstead.render.graph;

import io.sparkstead.dsl.text.Blanks;
import io.sparkstead.render.graph.Lane.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A graph as an SVG, as wide as a README, each box where it always is:
 *
 * <pre>
 * people             metrics   API server
 * +-- namespace ------------------------+
 * | History Server   drivers  executors |
 * | store                               |   where it is in the cluster
 * +-------------------------------------+
 *   store                                   where it is not
 * </pre>
 *
 * <p>So nobody has to look for a box in the picture of another environment, and no label can lie on
 * another, whatever a stack has: docs/adr/0041 says why.
 */
public final class Picture {

  private static final int WIDTH = 830;
  private static final int EDGE = 16;
  private static final int INNER = 2 * EDGE;

  /** What an arrow needs besides its words: before them, and for its head behind. */
  private static final int BEFORE = 6;

  private static final int BEHIND = 14;

  private static final int DRIVERS = 262;
  private static final int DRIVERS_END = 476;
  private static final int EXECUTORS = 596;
  private static final int EXECUTORS_END = WIDTH - INNER;
  private static final int REACHED = 664;

  /** By how much the executors' box begins lower than the drivers', for what goes over it. */
  private static final int STEP = 62;

  /** How far below the drivers' upper edge their arrow to the API server leaves. */
  private static final int ELBOW = 18;

  /** Where the drivers' arrow to what is reached leaves, and where it goes down. */
  private static final int ACROSS = 414;

  private static final int ACROSS_END = 714;

  private static final int LOOP = 740;
  private static final int WORDS = 6;

  private final Graph graph;
  private final List<Lane> lanes = new ArrayList<>();
  private final Svg svg = new Svg();

  // From top to bottom, as far as they are known.
  private final int topEnd;
  private final int frame;
  private final int row;
  private final int executors;
  private final int toDrivers;
  private final int toExecutors;
  private final int rowEnd;
  private final int across;
  private final int below;
  private final int store;
  private final int storeEnd;

  private Picture(Graph graph) {
    this.graph = graph;
    lanes();
    topEnd = EDGE + tallest(Group.PEOPLE, Group.METRICS, Group.CONTROL);
    frame = topEnd + height(Level.ABOVE);
    row = frame + EDGE;
    executors = row + STEP;
    toDrivers = executors + words(Group.EXECUTORS, Group.DRIVERS) + 2 * BEFORE;
    toExecutors = toDrivers + words(Group.DRIVERS, Group.EXECUTORS) + 2 * BEFORE;
    rowEnd = rowEnd();
    across = rowEnd + (isStoreInside() ? 0 : Svg.LINE + BEFORE);
    below = across + height(Level.ACROSS);
    store = below + height(Level.BELOW);
    storeEnd = store + tallest(Group.STORE, Group.REACHED);
  }

  /** The file. */
  public static String of(Graph graph) {
    return new Picture(graph).drawn();
  }

  private void lanes() {
    boolean isWatched = arrow(Group.METRICS, Group.DRIVERS).isPresent();
    boolean isMore = has(Group.REACHED);
    lane(Group.PEOPLE, Group.HISTORY, Level.ABOVE, 60, 240);
    lane(Group.PEOPLE, Group.DRIVERS, Level.ABOVE, 290, isWatched ? 448 : 640);
    lane(Group.METRICS, Group.DRIVERS, Level.ABOVE, 448, 640);
    lane(Group.DRIVERS, Group.CONTROL, Level.ABOVE, 640, WIDTH - EDGE + WORDS);
    lane(Group.EXECUTORS, Group.DRIVERS, Level.BETWEEN, DRIVERS_END, EXECUTORS);
    lane(Group.DRIVERS, Group.EXECUTORS, Level.BETWEEN, DRIVERS_END, EXECUTORS);
    lane(Group.EXECUTORS, Group.EXECUTORS, Level.BETWEEN, EXECUTORS + 2 * WORDS, LOOP);
    lane(Group.HISTORY, Group.STORE, Level.BELOW, 60, 240);
    lane(Group.PEOPLE, Group.STORE, Level.BELOW, 240, 400);
    lane(Group.DRIVERS, Group.STORE, Level.BELOW, 400, 620);
    lane(Group.EXECUTORS, Group.STORE, Level.BELOW, 620, isMore ? ACROSS_END : WIDTH - EDGE);
    lane(Group.EXECUTORS, Group.REACHED, Level.BELOW, ACROSS_END + EDGE, WIDTH);
    lane(Group.DRIVERS, Group.REACHED, Level.ACROSS, ACROSS, 620);
  }

  /** If there is something on it. */
  private void lane(Group from, Group to, Level level, int x, int next) {
    if (arrow(from, to).isPresent()) {
      lanes.add(new Lane(from, to, level, x, next - x - 2 * WORDS));
    }
  }

  private Optional<Arrow> arrow(Group from, Group to) {
    for (Arrow arrow : graph.arrows()) {
      if (arrow.from() == from && arrow.to() == to) {
        return Optional.of(arrow);
      }
    }
    return Optional.empty();
  }

  private Optional<Box> box(Group group) {
    for (Box box : graph.boxes()) {
      if (box.group() == group) {
        return Optional.of(box);
      }
    }
    return Optional.empty();
  }

  private boolean has(Group group) {
    return box(group).isPresent();
  }

  private boolean isStoreInside() {
    return has(Group.STORE) && !box(Group.STORE).get().isOutside();
  }

  /** Of the words at {@code level}, with what an arrow needs besides. */
  private int height(Level level) {
    int height = level == Level.ACROSS ? 0 : 2 * BEHIND;
    for (Lane lane : lanes) {
      if (lane.level() == level) {
        height = Math.max(height, words(lane).size() * Svg.LINE + 2 * BEFORE + BEHIND);
      }
    }
    return height;
  }

  private List<String> words(Lane lane) {
    List<String> reasons = graph.said(arrow(lane.from(), lane.to()).orElseThrow());
    return Svg.PLAIN.wrapped(reasons, lane.room());
  }

  /** How tall the words between two are. */
  private int words(Group from, Group to) {
    for (Lane lane : lanes) {
      if (lane.from() == from && lane.to() == to) {
        return words(lane).size() * Svg.LINE;
      }
    }
    return 0;
  }

  private int rowEnd() {
    int end = row;
    for (Group group : List.of(Group.HISTORY, Group.DRIVERS)) {
      if (has(group)) {
        end = Math.max(end, row + tallest(group));
      }
    }
    return has(Group.EXECUTORS)
        ? Math.max(end, Math.max(executors + tallest(Group.EXECUTORS), toExecutors + BEHIND))
        : end;
  }

  private int tallest(Group... groups) {
    int height = 0;
    for (Group group : groups) {
      Optional<Box> box = box(group);
      if (box.isPresent()) {
        height = Math.max(height, (facts(box.get()).size() + 1) * Svg.LINE + 20);
      }
    }
    return height;
  }

  private List<String> facts(Box box) {
    return Svg.PLAIN.wrapped(box.facts(), end(box.group()) - start(box.group()) - 2 * Svg.PADDING);
  }

  /** Where the box of {@code group} begins. */
  private int start(Group group) {
    return switch (group) {
      case METRICS -> 436;
      case CONTROL -> 624;
      case DRIVERS -> DRIVERS;
      case EXECUTORS -> EXECUTORS;
      case HISTORY -> INNER;
      case STORE -> isStoreInside() ? INNER : EDGE;
      case REACHED -> REACHED;
      default -> EDGE;
    };
  }

  private int end(Group group) {
    return switch (group) {
      case PEOPLE -> has(Group.METRICS) ? 412 : 600;
      case METRICS -> 600;
      case DRIVERS -> DRIVERS_END;
      case EXECUTORS -> EXECUTORS_END;
      case HISTORY -> 216;
      case STORE -> has(Group.REACHED) ? REACHED - 2 * EDGE : WIDTH - start(Group.STORE);
      default -> WIDTH - EDGE;
    };
  }

  private String drawn() {
    frame();
    for (Lane lane : lanes) {
      Arrow arrow = arrow(lane.from(), lane.to()).orElseThrow();
      svg.line(style(arrow), path(lane), graph.sentence(arrow));
    }
    for (Lane lane : lanes) {
      label(lane);
    }
    for (Box box : graph.boxes()) {
      draw(box);
    }
    int end = besides(Math.max(storeEnd, frameEnd()) + EDGE);
    StringBuilder description = new StringBuilder();
    for (Arrow arrow : graph.arrows()) {
      description.append(description.isEmpty() ? "" : "; ").append(graph.sentence(arrow));
    }
    return svg.file(
        WIDTH,
        end,
        "Who talks to whom in namespace " + graph.namespace(),
        description.append('.').toString());
  }

  private int frameEnd() {
    return (isStoreInside() ? storeEnd : rowEnd) + Svg.LINE + 2 * BEFORE;
  }

  /** Around what is in the namespace; what is reached outside stands in a corner of its own. */
  private void frame() {
    int right = WIDTH - EDGE;
    String title = "namespace " + graph.namespace();
    if (isStoreInside() && has(Group.REACHED)) {
      int corner = REACHED - EDGE;
      svg.area(
          "frame",
          Blanks.fill(
              "M%1$s %2$sH%3$sV%4$sH%5$sV%6$sH%1$sz",
              EDGE, frame, right, store - 2 * BEFORE, corner, frameEnd()));
    } else {
      svg.rectangle("frame", EDGE, frame, right - EDGE, frameEnd() - frame);
    }
    // Where nothing goes down.
    int x = isStoreInside() ? INNER : ACROSS + WORDS;
    svg.text(
        "quiet", x, frameEnd() - 2 * BEFORE + 2, Svg.PLAIN.cut(title, 620 - ACROSS - 2 * WORDS));
  }

  private String path(Lane lane) {
    int x = lane.x();
    if (lane.from() == Group.EXECUTORS && lane.to() == Group.EXECUTORS) {
      int top = executors - 18;
      return Blanks.fill(
          "M%1$s %2$sV%3$sH%4$sV%5$s", LOOP, executors, top, LOOP + 34, executors - 2);
    }
    if (lane.level() == Level.BETWEEN) {
      return lane.to() == Group.DRIVERS
          ? Blanks.fill("M%s %sH%s", EXECUTORS, toDrivers, DRIVERS_END + 2)
          : Blanks.fill("M%s %sH%s", DRIVERS_END, toExecutors, EXECUTORS - 2);
    }
    if (lane.to() == Group.CONTROL) {
      return Blanks.fill("M%s %sH%sV%s", DRIVERS_END, row + ELBOW, x, topEnd + 2);
    }
    if (lane.level() == Level.ACROSS) {
      int y = below - BEHIND / 2;
      return Blanks.fill("M%s %sV%sH%sV%s", x, rowEnd, y, ACROSS_END, store - 2);
    }
    if (lane.level() == Level.BELOW) {
      return Blanks.fill("M%s %sV%s", x, endOf(lane.from()), store - 2);
    }
    return Blanks.fill("M%s %sV%s", x, topEnd, row - 2);
  }

  /** The lower edge of the box of {@code group}. */
  private int endOf(Group group) {
    return switch (group) {
      case PEOPLE, METRICS, CONTROL -> topEnd;
      case HISTORY -> row + tallest(group);
      case STORE, REACHED -> storeEnd;
      default -> rowEnd;
    };
  }

  private int startOf(Group group) {
    return switch (group) {
      case PEOPLE, METRICS, CONTROL -> EDGE;
      case EXECUTORS -> executors;
      case STORE, REACHED -> store;
      default -> row;
    };
  }

  private void label(Lane lane) {
    List<String> words = words(lane);
    int x = lane.x() + WORDS;
    int y;
    if (lane.from() == lane.to()) {
      x = lane.x();
      y = executors - BEFORE - words.size() * Svg.LINE;
    } else if (lane.level() == Level.BETWEEN) {
      y = (lane.to() == Group.DRIVERS ? toDrivers : toExecutors) - words.size() * Svg.LINE - BEFORE;
    } else if (lane.level() == Level.ABOVE) {
      y = topEnd + BEFORE;
    } else {
      y = (lane.level() == Level.ACROSS ? across : below) + BEFORE;
    }
    int at = y + Svg.LINE - 4;
    if (graph.added().isEmpty() && graph.gone().isEmpty()) {
      svg.words(x, at, words);
      return;
    }
    Arrow arrow = arrow(lane.from(), lane.to()).orElseThrow();
    for (String reason : arrow.reasons()) {
      List<String> lines = Svg.PLAIN.wrapped(graph.said(arrow, reason), lane.room());
      svg.words(x, at, style(arrow, reason), lines);
      at += lines.size() * Svg.LINE;
    }
  }

  /** Text keeps its colour, which is to be read in light and dark. */
  private String style(Arrow arrow, String reason) {
    return graph.isAdded(arrow, reason)
        ? " style=\"font-weight:700\""
        : graph.isGone(arrow, reason) ? " style=\"text-decoration:line-through\"" : "";
  }

  private String style(Arrow arrow) {
    return graph.isAdded(arrow)
        ? " style=\"stroke:" + Graph.ADDED_COLOUR + ";stroke-width:3\""
        : graph.isGone(arrow)
            ? " style=\"stroke:" + Graph.GONE_COLOUR + ";stroke-dasharray:5 4\""
            : "";
  }

  private void draw(Box box) {
    Group group = box.group();
    if (!group.hasPlace()) {
      return;
    }
    int y = startOf(group);
    int end = endOf(group);
    int x = start(group);
    int width = end(group) - x;
    svg.rectangle("box " + group.id() + (box.isOutside() ? " outside" : ""), x, y, width, end - y);
    int inner = x + Svg.PADDING;
    svg.text(
        "title t-" + group.id(), inner, y + 21, Svg.BOLD.cut(box.title(), width - 2 * Svg.PADDING));
    svg.texts("", inner, y + 21 + Svg.LINE + 2, facts(box));
  }

  /** What has no lane, in words; from {@code top} on. Where that ends. */
  private int besides(int top) {
    List<String> sentences = new ArrayList<>();
    for (Box box : graph.boxes()) {
      if (!box.group().hasPlace() && !box.facts().isEmpty()) {
        sentences.add(box.title() + ": " + String.join(", ", box.facts()));
      }
    }
    for (Arrow arrow : graph.arrows()) {
      boolean isDrawn = false;
      for (Lane lane : lanes) {
        isDrawn |= lane.isOf(arrow);
      }
      if (!isDrawn) {
        sentences.add(graph.sentence(arrow));
      }
    }
    if (sentences.isEmpty()) {
      return top;
    }
    List<String> lines = Svg.PLAIN.wrapped(sentences, WIDTH - 2 * (EDGE + Svg.PADDING));
    int height = (lines.size() + 1) * Svg.LINE + 20;
    svg.rectangle("box setup", EDGE, top, WIDTH - 2 * EDGE, height);
    svg.text("title t-setup", EDGE + Svg.PADDING, top + 21, "Besides");
    svg.texts("", EDGE + Svg.PADDING, top + 21 + Svg.LINE + 2, lines);
    return top + height + EDGE;
  }
}
