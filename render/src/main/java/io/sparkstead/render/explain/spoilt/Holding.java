package io.sparkstead.render.explain.spoilt;

import io.sparkstead.render.explain.compared.TextLines;
import io.sparkstead.stack.proof.BrokenFamily;
import io.sparkstead.stack.proof.Proof;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.rule.RuleFamily;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rules that hold a line: those that say something new once it is spoilt.
 *
 * @param own rules of the environment's
 */
public record Holding(Evidence good, List<RuleFamily> own) {

  private static final Comparator<Rule> BY_WEIGHT =
      Comparator.comparing(Rule::severity).thenComparing(Rule::id);

  public Holding {
    own = List.copyOf(own);
  }

  /** What was asked. */
  public record Asked(List<Rule> rules, int slips) {

    public Asked {
      rules = List.copyOf(rules);
    }
  }

  /** Of the line {@code number}, from 1, of the file at {@code path}. */
  public Asked line(String path, TextLines file, int number) {
    TextLines.Line line = file.lines().get(number - 1);
    Spoilt whole = new Spoilt(good);
    Optional<Map<String, Object>> document = whole.document(path);
    if (document.isPresent()) {
      return line.fields().isEmpty()
          ? new Asked(List.of(), 0)
          : asked(new FieldSpoils(document.get(), line).all(), path);
    }
    return whole
        .file(path)
        .map(text -> asked(Spoils.ofLine(text, number - 1), path))
        .orElseGet(() -> new Asked(List.of(), 0));
  }

  /** Of the whole file at {@code path}. */
  public Asked file(String path) {
    Spoilt whole = new Spoilt(good);
    if (whole.document(path).isEmpty() && whole.file(path).isEmpty()) {
      return new Asked(List.of(), 0);
    }
    return new Asked(List.copyOf(news(said(whole.evidence()), whole.without(path))), 1);
  }

  @SuppressWarnings("unchecked") // Whatever is no text is an object, by FieldSpoils.
  private Asked asked(List<?> slips, String path) {
    Set<Finding> before = said(new Spoilt(good).evidence());
    Set<Rule> rules = new TreeSet<>(BY_WEIGHT);
    int tried = 0;
    for (Object slip : slips) {
      try {
        Spoilt spoilt = new Spoilt(good);
        rules.addAll(
            news(
                before,
                slip instanceof String text
                    ? spoilt.with(path, text)
                    : spoilt.with(path, (Map<String, Object>) slip)));
        tried++;
      } catch (IllegalArgumentException | BrokenFamily e) {
        // No object can be like that, so nobody can get it wrong like that.
      }
    }
    return new Asked(new ArrayList<>(rules), tried);
  }

  private Set<Rule> news(Set<Finding> before, Spoilt spoilt) {
    Set<Rule> rules = new TreeSet<>(BY_WEIGHT);
    for (Finding finding : said(spoilt.evidence())) {
      if (!before.contains(finding)) {
        rules.add(finding.rule());
      }
    }
    return rules;
  }

  private Set<Finding> said(Evidence evidence) {
    return new HashSet<>(Proof.of(evidence, List.of(), own));
  }
}
