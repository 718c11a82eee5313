package io.sparkstead.render.java;

import io.sparkstead.dsl.value.DnsLabel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An environment's file.
 *
 * @param name of the environment
 * @param from what it was made of, in words
 * @param holds what is in it, in words
 * @param open what was not said anywhere, a comment each above the stack
 * @param bench the preset's constructor, and what it is given
 * @param jobs chains that begin with {@code bench}, by the name of their variable
 * @param objects in YAML, that come along as they are; empty if there are none
 * @param behind calls on the finished stack
 */
public record EnvironmentText(
    DnsLabel name,
    String from,
    String holds,
    List<String> open,
    Step bench,
    List<Step> arguments,
    Map<String, List<Step>> jobs,
    List<Code> parts,
    String objects,
    List<Step> behind) {

  private static final int STATEMENT = 4;

  public EnvironmentText {
    open = List.copyOf(open);
    arguments = List.copyOf(arguments);
    jobs = new LinkedHashMap<>(jobs);
    parts = List.copyOf(parts);
    behind = List.copyOf(behind);
  }

  /** The whole file. */
  public String text(String command) {
    StringBuilder out = new StringBuilder();
    comments(
        out,
        List.of("What `import " + from + "` wrote. From now on it is yours: change it, and run"),
        0);
    out.append("//   ").append(command).append(" --env-file ").append(name).append(".java\n\n");
    imports(out);
    out.append("/** ").append(sentence(holds)).append(" */\n");
    out.append("final class ").append(type()).append(" implements Environment {\n\n");
    constant(out);
    out.append("  @Override\n  public Stack stack(ImageLock lock) {\n");
    comments(out, open, STATEMENT);
    body(out);
    out.append("  }\n\n");
    out.append(
        "  /** Also the folder under out/, so it stays the same once the tree is committed. */\n");
    out.append("  @Override\n  public DnsLabel name() {\n    return DnsLabel.of(\"")
        .append(name)
        .append("\");\n  }\n\n");
    out.append("  @Override\n  public String description() {\n    return ")
        .append(Code.text(holds).flat())
        .append(";\n  }\n}\n");
    return out.toString();
  }

  private void constant(StringBuilder out) {
    if (objects.isEmpty()) {
      return;
    }
    String indent = " ".repeat(6);
    out.append("  /** What no part of the stack is, as it was read. */\n");
    out.append("  private static final String EXTRAS =\n").append(indent).append("\"\"\"\n");
    for (String line : objects.split("\n", -1)) {
      String escaped = line.replace("\\", "\\\\").replace("\"\"\"", "\\\"\"\"");
      out.append(line.isEmpty() ? "" : indent).append(escaped).append('\n');
    }
    out.setLength(out.length() - 1);
    out.append(indent).append("\"\"\";\n\n");
  }

  private static String sentence(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
  }

  private void imports(StringBuilder out) {
    Set<String> all =
        new TreeSet<>(
            List.of(
                "io.sparkstead.dsl.value.DnsLabel",
                "io.sparkstead.dsl.value.ImageLock",
                "io.sparkstead.overlays.Environment",
                "io.sparkstead.stack.Stack",
                "io.sparkstead.stack.preset.Workbench"));
    addImports(all, List.of(bench));
    addImports(all, arguments);
    addImports(all, behind);
    parts.forEach(part -> all.addAll(part.imports()));
    for (List<Step> job : jobs.values()) {
      all.add("io.sparkstead.stack.component.Submission");
      addImports(all, job);
    }
    boolean hasStatic = false;
    for (String one : all) {
      if (one.startsWith("static ")) {
        out.append("import ").append(one).append(";\n");
        hasStatic = true;
      }
    }
    out.append(hasStatic ? "\n" : "");
    for (String one : all) {
      if (!one.startsWith("static ")) {
        out.append("import ").append(one).append(";\n");
      }
    }
    out.append('\n');
  }

  private static void addImports(Set<String> all, Collection<Step> steps) {
    steps.forEach(step -> all.addAll(step.call().imports()));
  }

  private void body(StringBuilder out) {
    if (jobs.isEmpty()) {
      bench.guess().ifPresent(guess -> comments(out, List.of("GUESS: " + guess), STATEMENT));
      List<Step> all = new ArrayList<>(arguments);
      all.add(Step.said("stack"));
      all.addAll(finish(List.of()));
      chain(out, "return " + bench.call().flat(), all, STATEMENT + 4);
      return;
    }
    bench.guess().ifPresent(guess -> comments(out, List.of("GUESS: " + guess), STATEMENT));
    out.append("    Workbench bench =\n        ");
    chain(out, bench.call().flat(), arguments, STATEMENT + 8);
    for (Map.Entry<String, List<Step>> job : jobs.entrySet()) {
      out.append("    Submission ").append(job.getKey()).append(" =\n        ");
      chain(out, "bench", job.getValue(), STATEMENT + 8);
    }
    List<Step> all = new ArrayList<>(List.of(Step.said("stack")));
    all.addAll(finish(jobs.keySet()));
    String flat =
        "    return bench"
            + String.join("", all.stream().map(step -> "." + step.call().flat()).toList())
            + ";";
    if (flat.length() <= Code.WIDTH) {
      out.append(flat).append('\n');
    } else {
      chain(out, "return bench", all, STATEMENT + 4);
    }
  }

  private List<Step> finish(Collection<String> variables) {
    List<Code> with = new ArrayList<>();
    variables.forEach(each -> with.add(Code.name(each)));
    with.addAll(parts);
    List<Step> all = new ArrayList<>();
    if (!with.isEmpty()) {
      all.add(Step.said("with", with.toArray(new Code[0])));
    }
    all.addAll(behind);
    return all;
  }

  /** From {@code head}, which is written already up to its column, one call a line. */
  private static void chain(StringBuilder out, String head, List<Step> steps, int indent) {
    if (out.charAt(out.length() - 1) == '\n') {
      out.append(" ".repeat(STATEMENT));
    }
    out.append(head);
    boolean isShort = steps.size() <= 1 && steps.stream().allMatch(step -> step.guess().isEmpty());
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (!isShort) {
        out.append('\n');
        step.guess().ifPresent(guess -> comments(out, List.of("GUESS: " + guess), indent));
        out.append(" ".repeat(indent));
      }
      int behind = i == steps.size() - 1 ? 1 : 0;
      out.append('.')
          .append(step.call().laidOut(isShort ? indent - 4 : indent, indent + 1, behind));
    }
    out.append(";\n");
  }

  private static void comments(StringBuilder out, List<String> comments, int indent) {
    for (String comment : comments) {
      Comment.lines(comment, indent).forEach(line -> out.append(line).append('\n'));
    }
  }

  private String type() {
    StringBuilder type = new StringBuilder();
    for (String word : name.text().split("-+", -1)) {
      type.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return Set.of(
                    "Stack",
                    "Workbench",
                    "Environment",
                    "Submission",
                    "List",
                    "Map",
                    "Minio",
                    "String",
                    "Override")
                .contains(type.toString())
            || !Character.isJavaIdentifierStart(type.charAt(0))
        ? "Imported" + type
        : type.toString();
  }
}
