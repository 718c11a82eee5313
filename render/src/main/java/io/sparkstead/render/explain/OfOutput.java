package io.sparkstead.render.explain;

import io.sparkstead.render.explain.spoilt.Holding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a line of a tree comes from, or a file of it.
 *
 * @param place {@code out/homelab/namespace.yaml:3}
 * @param line what stands there; empty of a whole file
 * @param component whose file it is
 * @param said lines of Java with which otherwise, it is otherwise; the narrowest first
 * @param there lines of Java without which it is not there
 * @param knobs calls that would say it, of what no line of Java says
 * @param patches what changed it after the component had made it
 * @param untried lines of Java that could not be tried, and so may have a part in it
 */
public record OfOutput(
    String place,
    Optional<String> line,
    String component,
    List<Cause> said,
    List<Cause> there,
    List<String> knobs,
    List<PatchedLine> patches,
    Holding.Asked rules,
    List<Cause> untried)
    implements Answer {

  private static final int SHOWN = 4;
  private static final int RULES_SHOWN = 8;

  public OfOutput {
    said = List.copyOf(said);
    there = List.copyOf(there);
    knobs = List.copyOf(knobs);
    patches = List.copyOf(patches);
    untried = List.copyOf(untried);
  }

  @Override
  public String text() {
    StringBuilder out = new StringBuilder(place);
    line.ifPresent(text -> out.append("  ").append(text.strip()));
    out.append('\n');
    row(out, "component", List.of(component), SHOWN);
    row(out, "said by", said.isEmpty() ? saidByNobody() : told(said), SHOWN);
    if (!there.isEmpty()) {
      row(out, "there by", told(there), SHOWN);
    }
    row(
        out,
        "patch",
        patches.isEmpty() ? List.of("none") : patches.stream().map(PatchedLine::told).toList(),
        SHOWN);
    row(out, "rules", toldRules(), RULES_SHOWN);
    if (!untried.isEmpty()) {
      row(out, "untried", List.of(toldUntried()), SHOWN);
    }
    return out.toString();
  }

  private List<String> saidByNobody() {
    String by = "nobody's Java: a default of the component";
    if (knobs.isEmpty()) {
      return List.of(by);
    }
    return List.of(by + "; change it by " + String.join(" or ", knobs));
  }

  /** {@code Cloud.java:132, 145: no other value is taken there, …}. */
  private String toldUntried() {
    return untried.get(0).file()
        + ":"
        + untried.stream().map(cause -> "" + cause.line()).collect(Collectors.joining(", "))
        + ": no other value is taken there, and its part in this is not known";
  }

  private List<String> toldRules() {
    if (rules.slips() == 0) {
      return List.of("none asked: rules judge objects, images and texts, and this is none of them");
    }
    return rules.rules().isEmpty()
        ? List.of("none of them minds " + slips())
        : rules.rules().stream().map(rule -> rule.id() + "  " + rule.title()).toList();
  }

  private String slips() {
    return rules.slips() == 1
        ? "that it is left out"
        : "any of " + rules.slips() + " slips tried here";
  }

  private static List<String> told(List<Cause> causes) {
    return causes.stream().map(Cause::told).toList();
  }

  /** A title, then one a line; of many, the first. */
  private static void row(StringBuilder out, String title, List<String> all, int shown) {
    String begin = "  %-11s".formatted(title);
    // One more is as short as to say that there is one more.
    int told = all.size() <= shown + 1 ? all.size() : shown;
    for (String one : all.subList(0, told)) {
      out.append(begin).append(one).append('\n');
      begin = " ".repeat(13);
    }
    if (told < all.size()) {
      out.append(begin).append("and ").append(all.size() - told).append(" more, by -o json\n");
    }
  }

  @Override
  public Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("place", place);
    object.put("line", line.orElse(""));
    object.put("component", component);
    object.put("saidBy", said.stream().map(Cause::object).toList());
    object.put("thereBy", there.stream().map(Cause::object).toList());
    object.put("isDefault", said.isEmpty());
    object.put("changedBy", knobs);
    object.put("patches", patches.stream().map(PatchedLine::object).toList());
    object.put("rules", rules.rules().stream().map(OfRule::object).toList());
    object.put("slipsTried", rules.slips());
    object.put("untried", untried.stream().map(Cause::object).toList());
    return object;
  }
}
