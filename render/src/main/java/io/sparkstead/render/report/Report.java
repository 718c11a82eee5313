package io.sparkstead.render.report;

import io.sparkstead.overlays.Environment;
import io.sparkstead.render.tree.Kustomization;
import io.sparkstead.render.tree.ManifestTree;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.rule.Severity;
import io.sparkstead.stack.secret.SlotFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was found in one environment.
 *
 * @param written the environment, and all it is made of
 * @param root the folder that paths begin with, e.g. {@code out/homelab}
 */
public record Report(Written written, String root, List<Finding> found) {

  /**
   * What was looked at.
   *
   * @param tree the files of {@code stack}
   * @param slots the files that people have put among them
   */
  public record Written(
      Environment environment, Stack stack, ManifestTree tree, List<SlotFile> slots) {

    public Written {
      slots = List.copyOf(slots);
    }
  }

  public Report {
    found = List.copyOf(found);
  }

  /** Whether anything forbids writing. */
  public boolean refuses() {
    for (Finding one : found) {
      if (one.rule().severity() == Severity.ERROR) {
        return true;
      }
    }
    return false;
  }

  /** Each finding with where to look, which takes a while to find out. */
  public List<Located> findings() {
    List<Located> findings = new ArrayList<>();
    if (!found.isEmpty()) {
      AtFault fault =
          new AtFault(written.environment(), written.stack(), written.tree(), written.slots());
      for (Finding one : found) {
        findings.add(Located.in(written.tree(), one, fault));
      }
    }
    return findings;
  }

  /** Those to be told: of findings that are one slip, the first, with how many more there are. */
  private Map<Located, Integer> slips() {
    Map<String, Located> first = new LinkedHashMap<>();
    Map<Located, Integer> more = new LinkedHashMap<>();
    for (Located found : findings()) {
      Located told = first.putIfAbsent(found.slip(), found);
      more.merge(told == null ? found : told, told == null ? 0 : 1, Integer::sum);
    }
    return more;
  }

  /** {@code and in 2 more files}. */
  private static String more(int count) {
    return count == 0 ? "" : " and in " + count + (count == 1 ? " more file" : " more files");
  }

  /**
   * Where what {@code e} refuses was said in the Java of {@code environment}, whose objects cannot
   * be made of {@code stack}.
   */
  public static String line(IllegalArgumentException e, Environment environment, Stack stack) {
    return AtFault.line(e, environment, stack);
  }

  private String environment() {
    return written.environment().name().text();
  }

  /** For a terminal: the gravest first, each with where to look, and a last line that counts. */
  public String text() {
    StringBuilder out = new StringBuilder();
    for (Map.Entry<Located, Integer> slip : slips().entrySet()) {
      Located found = slip.getKey();
      Rule rule = found.finding().rule();
      out.append(word(rule.severity()))
          .append(' ')
          .append(rule.id())
          .append(": ")
          .append(found.finding().message())
          .append("\n  at ")
          .append(place(found) + more(slip.getValue()))
          .append("\n  by ")
          .append(found.source())
          .append("\n  why: ")
          .append(rule.why())
          .append('\n');
    }
    return out.append(summary()).append('\n').toString();
  }

  /** {@code homelab: 2 errors, 0 warnings, 1 note}. */
  public String summary() {
    return environment()
        + ": "
        + count(Severity.ERROR)
        + ", "
        + count(Severity.WARNING)
        + ", "
        + count(Severity.NOTE);
  }

  /** For a comment on a change. */
  public String markdown() {
    StringBuilder out = new StringBuilder("### " + summary() + "\n");
    if (!found.isEmpty()) {
      out.append("\n| | rule | finding | where |\n| --- | --- | --- | --- |\n");
    }
    for (Map.Entry<Located, Integer> slip : slips().entrySet()) {
      Located found = slip.getKey();
      Rule rule = found.finding().rule();
      out.append(
          "| %s | [%s](docs/rules.md#%s) | %s | `%s`%s |\n"
              .formatted(
                  word(rule.severity()),
                  rule.id(),
                  rule.id().toLowerCase(Locale.ROOT),
                  found.finding().message().replace("|", "\\|").replace("\n", " "),
                  place(found),
                  more(slip.getValue())));
    }
    return out.toString();
  }

  /** For a program. */
  Map<String, Object> object() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Located found : findings()) {
      Finding finding = found.finding();
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("rule", finding.rule().id());
      row.put("severity", word(finding.rule().severity()));
      row.put("title", finding.rule().title());
      row.put("subject", finding.subject());
      row.put("message", finding.message());
      row.put("why", finding.rule().why());
      row.put("fix", finding.rule().fix());
      row.put("file", found.file().map(file -> root + "/" + file).orElse(""));
      row.put("line", found.line());
      row.put("source", found.source());
      rows.add(row);
    }
    return Map.of("environment", environment(), "findings", rows);
  }

  /** For a code host: a run of SARIF. */
  Map<String, Object> run() {
    List<Object> rules = new ArrayList<>();
    List<Located> findings = findings();
    findings.stream()
        .map(located -> located.finding().rule())
        .distinct()
        .forEach(
            rule ->
                rules.add(
                    Map.of(
                        "id", rule.id(),
                        "shortDescription", Map.of("text", rule.title()),
                        "fullDescription", Map.of("text", rule.why()),
                        "help", Map.of("text", rule.fix()))));
    List<Object> results = new ArrayList<>();
    for (Located found : findings) {
      results.add(
          Map.of(
              "ruleId", found.finding().rule().id(),
              "level", word(severity(found)),
              "message", Map.of("text", found.finding().message()),
              "locations", List.of(location(found))));
    }
    Map<String, Object> driver = Map.of("name", "sparkstead", "rules", rules);
    return Map.of(
        "tool", Map.of("driver", driver),
        "automationDetails", Map.of("id", "sparkstead/" + environment()),
        "results", results);
  }

  private Map<String, Object> location(Located found) {
    return Sarif.location(root + "/" + found.file().orElse(Kustomization.FILE), found.line());
  }

  private String place(Located found) {
    return found
        .file()
        .map(file -> root + "/" + file + ":" + found.line())
        .orElse(found.finding().subject());
  }

  private String count(Severity severity) {
    long count = found.stream().filter(one -> one.rule().severity() == severity).count();
    return count + " " + word(severity) + (count == 1 ? "" : "s");
  }

  private static Severity severity(Located found) {
    return found.finding().rule().severity();
  }

  private static String word(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }
}
