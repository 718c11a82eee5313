package io.sparkstead.render.review;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.render.review.Review.Side;
import io.sparkstead.render.review.form.Form;
import io.sparkstead.render.tree.Layout;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.StackManifests;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.preset.Workbench;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A change of two hundred notebooks is told as shortly as that of one, and fits a comment. */
class ManyPeopleTest {

  private static final int LONGEST = 65_536;
  private static final int PEOPLE = 200;

  private static final Map<String, String> TREE = tree();

  private static Map<String, String> tree() {
    String[] names = IntStream.range(0, PEOPLE).mapToObj(i -> name(i)).toArray(String[]::new);
    Environment environment =
        new Environment() {
          @Override
          public Stack stack(ImageLock lock) {
            return new Workbench("registry.example.org/spark", lock)
                .nodes(new Node(Cpu.cores(4000), gibibytes(32_000)))
                .outside(
                    new Outside(
                        List.of(new Cidr("10.1.0.1/32")),
                        6443,
                        List.of(new Cidr("192.168.1.0/24"))))
                .people(names)
                .stack();
          }

          @Override
          public DnsLabel name() {
            return DnsLabel.of("crowd");
          }

          @Override
          public String description() {
            return "many";
          }
        };
    return Layout.of(environment, StackManifests.of(environment.stack(ImageLock.NONE))).files();
  }

  private static String name(int number) {
    String name = "p" + (char) ('a' + number / 26) + (char) ('a' + number % 26);
    return number % 2 == 0 ? name + "anders-son" : name;
  }

  /** The tree with {@code edit} of each file whose path has {@code where} in it. */
  private static Map<String, String> with(
      Map<String, String> tree, String where, UnaryOperator<String> edit) {
    Map<String, String> files = new TreeMap<>(tree);
    files.replaceAll((path, text) -> path.contains(where) ? edit.apply(text) : text);
    assertThat(files).as(where).isNotEqualTo(tree);
    return files;
  }

  private static String comment(Map<String, String> changed) {
    Review review =
        Review.of(
            "crowd",
            "out/crowd",
            new Side("a", TREE),
            new Side("b", changed),
            List.of(),
            Instant.parse("2026-12-01T12:00:00Z"));
    String comment = Form.markdown.of(List.of(review));
    assertThat(comment.length()).isLessThan(LONGEST);
    return comment.substring(0, Math.max(0, comment.indexOf("\n<details>")));
  }

  @Test
  void all_restart_by_one_line() {
    assertThat(
            comment(
                with(
                    TREE,
                    "statefulset-jupyter-",
                    text -> text.replace("enableServiceLinks: false", "enableServiceLinks: true"))))
        .contains("| **restart** | 200 StatefulSets spark/jupyter-\\* (paaanders-son … ")
        .hasSizeLessThan(500);
  }

  @Test
  void all_are_reached_by_one_line() {
    assertThat(
            comment(
                with(
                    TREE,
                    "networkpolicy-jupyter-",
                    text -> text.replace("192.168.1.0/24", "192.168.0.0/16"))))
        .contains("| **network** | 192.168.0.0/16 → 200 jupyter-\\* (paaanders-son … phr) | now")
        .hasSizeLessThan(600);
  }

  @Test
  void all_reach_all_by_few_lines() {
    String comment =
        comment(
            with(
                TREE,
                "network-policies/networkpolicy-",
                text ->
                    text.replaceAll(
                            "policyTypes:\n  - Ingress\n  - Egress\n  ingress: \\[]",
                            "policyTypes: []")
                        .replaceFirst(
                            "  ingress:\n", "  ingress:\n  - from:\n    - podSelector: {}\n")
                        .replaceFirst(
                            "  egress:\n", "  egress:\n  - to:\n    - podSelector: {}\n")));

    assertThat(comment.lines().filter(line -> line.contains("**network**"))).hasSizeBetween(1, 20);
    assertThat(comment).hasSizeLessThan(6_000);
  }

  @Test
  void what_each_has_to_run_by_hand_is_said_once_with_a_star() {
    assertThat(
            comment(
                with(
                    TREE,
                    "statefulset-jupyter-",
                    text -> text.replaceAll("serviceName: (\\S+)", "serviceName: $1-other"))))
        .contains(
            "before you apply: kubectl delete statefulset jupyter-\\* -n spark --cascade=orphan");
  }

  @Test
  void everything_at_once_fits_and_nothing_is_cut() {
    Map<String, String> changed =
        with(TREE, "statefulset-", text -> text.replace("Links: false", "Links: true"));
    changed = with(changed, "statefulset-", text -> text.replace("memory: 3Gi", "memory: 4Gi"));
    changed = with(changed, "persistentvolumeclaim-", text -> text.replace("5Gi", "4Gi"));
    changed =
        with(
            changed, "spark-conf.yaml", text -> text.replace("=1g", "=2g").replace("=2\n", "=3\n"));
    changed = with(changed, "networkpolicy-", text -> text.replace("192.168.1.0", "192.168.2.0"));
    changed = with(changed, "networkpolicy-", text -> text.replace("port: 7079", "port: 7080"));
    changed =
        with(changed, "/service-", text -> text.replace("spec:\n", "spec:\n  type: NodePort\n"));
    changed = with(changed, "role-", text -> text.replace("  - create\n", ""));
    changed.keySet().removeIf(path -> path.contains("serviceaccount"));

    String comment = comment(changed);

    assertThat(comment)
        .contains("**replace**", "**restart**", "**rbac**", "**network**", "**capacity**", "prune")
        .doesNotContain("more | `diff` shows them")
        .hasSizeLessThan(20_000);
  }

  @Test
  void of_things_that_are_not_alike_the_least_grave_are_counted() {
    Map<String, String> changed =
        with(TREE, "statefulset-jupyter-", text -> text.replace("Links: false", "Links: true"));
    for (int i = 0; i < 2_000; i++) {
      changed.put(
          "more/cronjob-" + word(i) + ".yaml",
          "apiVersion: batch/v1\nkind: Job\nmetadata: {name: " + word(i) + "}\nspec: {}\n");
    }

    assertThat(comment(changed))
        .contains("| **restart** | 200 StatefulSets spark/jupyter-\\*")
        .containsPattern("\\| next \\| \\d+ more \\| `diff` shows them on a terminal \\|");
  }

  /** A name without a part that others have. */
  private static String word(int number) {
    return "x" + Integer.toString(number, 36) + "q".repeat(50);
  }
}
