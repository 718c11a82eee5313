package io.sparkstead.stack.proof.syntax.shell;

import io.sparkstead.stack.proof.syntax.tree.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a script calls pods, as it would come out some day.
 *
 * <pre>
 * driver=pi-$(date +%Y%m%d_%H%M)
 * spark-submit --conf spark.kubernetes.driver.pod.name="$driver" …     pi-20261201_1000
 * </pre>
 *
 * <p>A letter stands for what nobody knows before it runs.
 */
public final class PodNames {

  /** What Kubernetes takes. */
  private static final Pattern TAKEN = Pattern.compile("[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?");

  private static final Pattern SETTING =
      Pattern.compile(
          "(spark\\.kubernetes\\.(?:driver\\.pod\\.name|executor\\.podNamePrefix))=(.*)");

  /** {@code %Y}, {@code %-d}, {@code %:z}. */
  private static final Pattern LETTER = Pattern.compile("%[-_0^#:]*(.)");

  private static final String UNKNOWN = "x";

  /** What date says for letters that are no plain numbers. */
  private static final Map<Character, String> DATES =
      Map.ofEntries(
          Map.entry('F', "2026-12-01"),
          Map.entry('T', "10:00:00"),
          Map.entry('X', "10:00:00"),
          Map.entry('R', "10:00"),
          Map.entry('D', "12/01/26"),
          Map.entry('x', "12/01/26"),
          Map.entry('c', "Tue Dec  1 10:00:00 2026"),
          Map.entry('r', "10:00:00 AM"),
          Map.entry('a', "Tue"),
          Map.entry('A', "Tuesday"),
          Map.entry('b', "Dec"),
          Map.entry('h', "Dec"),
          Map.entry('B', "December"),
          Map.entry('p', "AM"),
          Map.entry('P', "am"),
          Map.entry('Z', "UTC"),
          Map.entry('z', "+0000"),
          Map.entry('n', "\n"),
          Map.entry('t', "\t"));

  /**
   * A name that Kubernetes does not take.
   *
   * @param setting by which it is given
   * @param name an example
   * @param line from 1
   */
  public record Refused(String setting, String name, int line) {}

  private final Map<String, Node> values = new HashMap<>();
  private final Set<String> changing = new HashSet<>();
  private final List<Refused> refused = new ArrayList<>();

  private PodNames(Node program) {
    assigned(program);
    values.keySet().removeAll(changing);
    look(program);
  }

  public static List<Refused> refused(Node program) {
    return new PodNames(program).refused;
  }

  private void assigned(Node node) {
    if (node.is("variable_assignment")) {
      String name = node.child("name").map(Node::text).orElse("");
      Optional<Node> value = node.child("value");
      boolean isMore = node.text().startsWith(name + "+=") || values.containsKey(name);
      if (isMore || value.isEmpty()) {
        changing.add(name);
      }
      value.ifPresent(said -> values.put(name, said));
    }
    node.children().forEach(this::assigned);
  }

  private void look(Node node) {
    if (node.field().equals("argument") && node.text().contains("spark.kubernetes.")) {
      Matcher setting = SETTING.matcher(said(node, 0));
      if (setting.matches() && !TAKEN.matcher(setting.group(2)).matches()) {
        refused.add(new Refused(setting.group(1), setting.group(2), node.line()));
      }
    }
    node.children().forEach(this::look);
  }

  private String said(Node node, int depth) {
    return switch (node.type()) {
      case "word", "number", "string_content" -> node.text();
      case "raw_string" -> node.text().substring(1, Math.max(1, node.text().length() - 1));
      case "string", "concatenation" -> {
        StringBuilder all = new StringBuilder();
        node.children().forEach(part -> all.append(said(part, depth)));
        yield all.toString();
      }
      case "simple_expansion", "expansion" -> variable(node, depth);
      case "command_substitution" -> date(node).orElse(UNKNOWN);
      default -> UNKNOWN;
    };
  }

  /** {@code $a} and {@code ${a}}; what {@code ${a%…}} makes of it nobody knows. */
  private String variable(Node expansion, int depth) {
    String name = expansion.text().replaceFirst("^\\$\\{?(\\w+)}?$", "$1");
    Node value = values.get(name);
    return value == null || depth > 4 ? UNKNOWN : said(value, depth + 1);
  }

  private Optional<String> date(Node substitution) {
    if (substitution.children().size() != 1) {
      return Optional.empty();
    }
    Node command = substitution.children().get(0);
    if (!command.child("name").map(Node::text).equals(Optional.of("date"))) {
      return Optional.empty();
    }
    for (Node argument : command.children("argument")) {
      String format = said(argument, 0);
      if (format.startsWith("+")) {
        return Optional.of(example(format.substring(1)));
      }
    }
    return command.text().contains(" -I") || command.text().contains(" --iso")
        ? Optional.of(command.text().matches(".*(?:-I|--iso-8601)") ? "2026-12-01" : "2026T10:00")
        : Optional.empty();
  }

  private static String example(String format) {
    StringBuilder example = new StringBuilder();
    Matcher letter = LETTER.matcher(format);
    while (letter.find()) {
      String said = DATES.getOrDefault(letter.group(1).charAt(0), "01");
      letter.appendReplacement(example, Matcher.quoteReplacement(said));
    }
    letter.appendTail(example);
    return example.toString();
  }
}
