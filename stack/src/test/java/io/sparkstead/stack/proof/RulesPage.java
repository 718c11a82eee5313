package io.sparkstead.stack.proof;

import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.rule.Severity;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code docs/rules.md}: every rule, with an anchor that findings lead to. */
final class RulesPage {

  private static final Map<String, String> FAMILIES = families();

  /** As their ids are numbered. */
  static final List<Rule> RULES =
      Families.rules().stream().sorted(Comparator.comparing(Rule::id)).toList();

  private RulesPage() {}

  private static Map<String, String> families() {
    Map<String, String> families = new LinkedHashMap<>();
    families.put("REF", "References: what one object names, another is");
    families.put("AGR", "Agreement: Spark's properties, images and manifests say the same");
    families.put("VER", "Versions: what is put together fits together");
    families.put("KEY", "Settings: every property is one that the release reads");
    families.put("DYN", "Dynamic allocation: executors come and go, and find room");
    families.put("GPU", "Devices: executors find their GPUs, and tasks share them");
    families.put("TXT", "Texts: a shell, Python, Jupyter and readers of JSON take them");
    families.put("SCH", "Scheduling: pods get onto nodes, and stay long enough");
    families.put("RBC", "Access: nobody may do more than he does");
    families.put("POD", "Pods: the restricted profile admits them, a node can live with them");
    families.put("NET", "Network: pods reach what they dial, and little else");
    families.put("SEC", "Secrets: no credential stands in a file");
    families.put("PIN", "Pins: what was reviewed is what runs");
    families.put("IMG", "Images: what pods start is in their image");
    families.put("UPD", "Updates: the next change goes through, and what runs by hand runs");
    families.put("OBS", "Observation: who looks at the stack sees it");
    families.put("CON", "Spark Connect: who runs code by it may");
    families.put("PRT", "Parts: what they rely on is changed for a reason");
    families.put("OBJ", "Objects: the API server takes each as it is written");
    families.put("GIT", "GitOps: who applies the stack applies this one, and keeps its data");
    families.put("STO", "Stores: a store of the cluster is filled, and opened to Spark");
    families.put("EXC", "Exceptions");
    return families;
  }

  static String text() {
    StringBuilder page =
        new StringBuilder(
            """
            <!-- Made from the code by RulesPageTest; edit the family that declares the rule. -->
            # Rules

            What a stack must hold before it is written. `render` refuses to write a tree with an
            error; `verify` tells everything. An *error* would not work, or not safely; a *warning*
            works today and will hurt; a *note* is worth knowing.

            An environment lives with a finding by saying why:

            ```java
            import io.sparkstead.stack.proof.rule.RuleException;
            import java.util.List;

              @Override
              public List<RuleException> exceptions() {
                return List.of(
                    new RuleException("AGR-14", "spark-pi.conf", "the store is outside the cluster"));
              }
            ```

            It may also have [rules of its own](add-a-rule.md).

            """);
    page.append("%d rules:\n\n".formatted(RULES.size()));
    FAMILIES.forEach(
        (prefix, title) ->
            page.append("- [%s](#%s)\n".formatted(title, prefix.toLowerCase(Locale.ROOT))));
    FAMILIES.forEach((prefix, title) -> family(page, prefix, title));
    return page.toString();
  }

  private static void family(StringBuilder page, String prefix, String title) {
    page.append("\n<a id=\"%s\"></a>\n## %s\n".formatted(prefix.toLowerCase(Locale.ROOT), title));
    for (Rule rule : RULES) {
      if (rule.id().startsWith(prefix + "-")) {
        page.append(
            """

            <a id="%s"></a>
            ### %s %s

            *%s.* %s

            %s
            """
                .formatted(
                    rule.id().toLowerCase(Locale.ROOT),
                    rule.id(),
                    rule.title().replace("*", "\\*"),
                    word(rule.severity()),
                    rule.why().replace("*", "\\*"),
                    rule.fix().replace("*", "\\*").replace("<", "&lt;")));
      }
    }
  }

  private static String word(Severity severity) {
    String name = severity.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }
}
