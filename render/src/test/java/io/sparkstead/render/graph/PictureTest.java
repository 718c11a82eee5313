package io.sparkstead.render.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Environments;
import io.sparkstead.render.mistake.UnusualStacks;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.flow.Reach;
import io.sparkstead.stack.testing.Samples;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What a person sees: every label in its place, in any stack. */
class PictureTest {

  private static final Pattern STEP = Pattern.compile("([MVH])(\\d+)(?: (\\d+))?");

  @TestFactory
  Stream<DynamicTest> no_label_lies_on_another_or_on_a_box_or_a_line() {
    return stacks().entrySet().stream()
        .flatMap(
            each ->
                Stream.of(
                    DynamicTest.dynamicTest(
                        each.getKey(), () -> assertRoomy(Graph.atFirstSight(each.getValue()))),
                    DynamicTest.dynamicTest(
                        each.getKey() + ", all", () -> assertRoomy(Graph.whole(each.getValue())))));
  }

  @Test
  void nothing_comes_from_elsewhere_and_nothing_runs() {
    String svg = Picture.of(Graph.whole(Samples.spark41().stack()));

    assertThat(svg.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http:", "https:", "<script", "href", "@import", "<image", "<foreignObject")
        .contains("prefers-color-scheme: dark", "<title id=", "<desc id=", "role=\"img\"");
  }

  @Test
  void no_text_is_smaller_than_a_readme_needs() {
    String svg = Picture.of(Graph.atFirstSight(Samples.spark41().stack()));
    Matcher sizes = Pattern.compile("(\\d+)px").matcher(svg);

    assertThat(svg).contains("viewBox=\"0 0 830 ");
    assertThat(sizes.results().map(size -> Integer.valueOf(size.group(1))))
        .isNotEmpty()
        .allSatisfy(size -> assertThat(size).isGreaterThanOrEqualTo(12));
  }

  @Test
  void names_are_no_markup() throws Exception {
    Stack stack = UnusualStacks.bench().applicationName("<b>&\"'\u0007 \ud83d\ude00]]>").stack();
    String svg = Picture.of(Graph.atFirstSight(stack));

    assertThat(svg).contains("&lt;b&gt;&amp;&quot;'  \ud83d\ude00]]&gt;:").doesNotContain("<b>");
    assertThat(parsed(svg).getDocumentElement().getTagName()).isEqualTo("svg");
  }

  @Test
  void a_word_that_is_too_long_is_cut_between_characters() {
    Letters letters = new Letters(12, false);

    assertThat(letters.wrapped("one two three", 60)).containsExactly("one two", "three");
    assertThat(letters.cut("a".repeat(40), 100)).isEqualTo("a".repeat(11) + "…");
    assertThat(letters.cut("a\ud83d\ude00\ud83d\ude00b", 35)).isEqualTo("a…");
    assertThat(new Letters(12, true).width("wide")).isGreaterThan(letters.width("wide"));
  }

  @Test
  void each_box_is_in_the_same_place_in_every_environment() throws Exception {
    List<String> places = new ArrayList<>();
    for (Environment environment : Environments.all()) {
      Document picture = parsed(Picture.of(Graph.atFirstSight(environment.stack(ImageLock.NONE))));
      for (Element box : elements(picture, "rect")) {
        if (box.getAttribute("class").startsWith("box drivers")) {
          places.add(box.getAttribute("x"));
        }
      }
    }

    assertThat(places).hasSize(3).containsOnly("262");
  }

  private static Map<String, Stack> stacks() {
    Map<String, Stack> stacks = new TreeMap<>();
    for (Environment environment : Environments.all()) {
      stacks.put(environment.name().text(), environment.stack(ImageLock.NONE));
    }
    UnusualStacks.all()
        .forEach(
            (what, stack) -> {
              try {
                stacks.put(what, stack.get());
              } catch (IllegalArgumentException refused) {
                // Listed by the test that they are there for.
                assertThat(refused).hasMessageMatching("(?s).+");
              }
            });
    Samples samples = Samples.spark41();
    stacks.put("Spark Connect, watched", samples.observed());
    stacks.put("tables", samples.withTables());
    stacks.put("a store next door", samples.storedIn(Samples.NEXT_DOOR).stack());
    stacks.put("a store in another namespace", samples.storedIn(Samples.IN_CLUSTER).stack());
    stacks.put("a role by an agent", samples.storedIn(Samples.AWS_BY_AGENT).stack());
    stacks.put("a part of one's own", samples.stack().with(new GraphTest.Dashboards()));
    stacks.put("a store alone", new Stack(Samples.DATA, List.of(samples.minio())));
    stacks.put("nothing", new Stack(Samples.DATA, List.of()));
    stacks.put("a job alone", new Stack(Samples.DATA, List.of(samples.submission())));
    stacks.put("much that is reached", reaching());
    return stacks;
  }

  private static Stack reaching() {
    return UnusualStacks.bench()
        .reaching("kafka-of-the-house", Reach.inCluster("kafka", 9092, 9093, 9094))
        .reaching("metastore-" + "x".repeat(53), Reach.inCluster("hive", 9083))
        .reaching("pypi", Reach.internet(443).byDrivers())
        .observedBy(Samples.PROMETHEUS)
        .storedIn(Samples.NEXT_DOOR)
        .stack();
  }

  /** Where something is. */
  private record Area(String what, double left, double top, double right, double bottom) {

    boolean meets(Area other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }

    boolean holds(Area other) {
      return left <= other.left
          && other.right <= right
          && top <= other.top
          && other.bottom <= bottom;
    }
  }

  private static void assertRoomy(Graph graph) throws Exception {
    Document picture = parsed(Picture.of(graph));
    Element root = picture.getDocumentElement();
    Area page = new Area("page", 0, 0, number(root, "width"), number(root, "height"));
    List<Area> boxes = new ArrayList<>();
    for (Element rect : elements(picture, "rect")) {
      if (rect.getAttribute("class").startsWith("box")) {
        double x = number(rect, "x");
        double y = number(rect, "y");
        boxes.add(
            new Area(
                rect.getAttribute("class"),
                x,
                y,
                x + number(rect, "width"),
                y + number(rect, "height")));
      }
    }
    List<Area> texts = elements(picture, "text").stream().map(PictureTest::area).toList();
    List<Area> lines = new ArrayList<>();
    for (Element path : elements(picture, "path")) {
      if (path.getAttribute("class").equals("line")) {
        lines.addAll(segments(path.getAttribute("d")));
      }
    }
    assertThat(lines.isEmpty()).isEqualTo(graph.arrows().isEmpty());
    lines.addAll(frame(picture));
    for (int i = 0; i < texts.size(); i++) {
      Area text = texts.get(i);
      assertThat(page.holds(text)).as("%s on the page", text).isTrue();
      assertThat(texts.subList(i + 1, texts.size())).as("on %s", text).noneMatch(text::meets);
      assertThat(lines).as("through %s", text).noneMatch(text::meets);
      assertThat(boxes)
          .as("on the edge of %s", text)
          .allMatch(box -> box.holds(text) || !box.meets(text));
    }
    for (int i = 0; i < boxes.size(); i++) {
      Area box = boxes.get(i);
      assertThat(page.holds(box)).as("%s on the page", box).isTrue();
      assertThat(boxes.subList(i + 1, boxes.size())).as("on %s", box).noneMatch(box::meets);
      assertThat(lines).as("through %s", box).noneMatch(box::meets);
    }
  }

  /** As wide as it may be: a reckoning that is not the picture's own. */
  private static Area area(Element text) {
    boolean isBold = text.getAttribute("class").startsWith("title");
    double size = isBold ? 13 : 12;
    double ems =
        text.getTextContent()
            .chars()
            .mapToDouble(
                c ->
                    "ijlt.,:;'|!()[]/ -".indexOf(c) >= 0
                        ? 0.4
                        : "mwMW@%…".indexOf(c) >= 0 || c > '~'
                            ? 1
                            : c < 'a' && c > '@' ? 0.78 : 0.6)
            .sum();
    double x = number(text, "x");
    double y = number(text, "y");
    return new Area(text.getTextContent(), x, y - 10, x + ems * size * (isBold ? 1.1 : 1), y + 3);
  }

  /** The edges of what is around the namespace. */
  private static List<Area> frame(Document picture) {
    for (Element rect : elements(picture, "rect")) {
      if (rect.getAttribute("class").equals("frame")) {
        int x = (int) number(rect, "x");
        int y = (int) number(rect, "y");
        int right = x + (int) number(rect, "width");
        int bottom = y + (int) number(rect, "height");
        return segments("M%d %dH%dV%dH%dV%d".formatted(x, y, right, bottom, x, y));
      }
    }
    return elements(picture, "path").stream()
        .filter(path -> path.getAttribute("class").equals("frame"))
        .flatMap(path -> segments(path.getAttribute("d")).stream())
        .toList();
  }

  /** {@code M10 20V40H50}: lines without a width, which may end at a box. */
  private static List<Area> segments(String path) {
    List<Area> segments = new ArrayList<>();
    Matcher steps = STEP.matcher(path);
    double x = 0;
    double y = 0;
    while (steps.find()) {
      double to = Double.parseDouble(steps.group(2));
      double nextX = steps.group(1).equals("V") ? x : to;
      double nextY =
          steps.group(3) != null
              ? Double.parseDouble(steps.group(3))
              : steps.group(1).equals("V") ? to : y;
      if (!steps.group(1).equals("M")) {
        segments.add(
            new Area(
                path,
                Math.min(x, nextX),
                Math.min(y, nextY),
                Math.max(x, nextX),
                Math.max(y, nextY)));
      }
      x = nextX;
      y = nextY;
    }
    return segments;
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  private static List<Element> elements(Document document, String name) {
    NodeList all = document.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < all.getLength(); i++) {
      elements.add((Element) all.item(i));
    }
    return elements;
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }
}
