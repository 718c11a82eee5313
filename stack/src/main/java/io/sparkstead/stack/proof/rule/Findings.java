package io.sparkstead.stack.proof.rule;

import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.text.Hinted;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What rules found, ordered and each said once.
 *
 * <pre>{@code
 * findings.at(HAS_AN_OWNER, workload, "labels:").say("{it} has no label owner; give it one");
 * }</pre>
 */
public final class Findings {

  /** Who logs in, and by what, in front of an address' host. */
  private static final Hinted USER_INFO = Hinted.onLine("(?<=://)[^/@\\s]+(?=@)", "@");

  private final SortedSet<Finding> all = new TreeSet<>();

  /** The gravest first. */
  public SortedSet<Finding> all() {
    return Collections.unmodifiableSortedSet(all);
  }

  /**
   * At an object, a pod or a set of properties.
   *
   * @param mark a text on the line that is meant, or empty for the file as a whole
   */
  public Place at(Rule rule, Written what, String mark) {
    return at(rule, what.subject(), what.path(), mark);
  }

  /** At an object; see {@link #at(Rule, Written, String)}. */
  public Place at(Rule rule, Manifest manifest, String mark) {
    return at(rule, manifest.toString(), manifest.path(), mark);
  }

  /** At a file, which is its own subject; see {@link #at(Rule, Written, String)}. */
  public Place inFile(Rule rule, String path, String mark) {
    return at(rule, path, path, mark);
  }

  /**
   * At what stands in the file {@code path}, relative to the environment's folder, or in none if
   * that is empty; see {@link #at(Rule, Written, String)}.
   */
  public Place at(Rule rule, String subject, String path, String mark) {
    return new Place(this, rule, subject, path, mark);
  }

  /** Where {@code rule} does not hold. */
  public record Place(Findings findings, Rule rule, String subject, String path, String mark) {

    private static final String IT = "{it}";
    private static final String GAP = "{}";

    /**
     * Adds the finding.
     *
     * @param message value, rule and remedy: {@code {it}} stands for the subject, and {@code {}}
     *     for the next of {@code values}
     * @throws IllegalArgumentException if there are more values than gaps, or fewer
     */
    public void say(String message, Object... values) {
      String said = USER_INFO.replaceAll(filled(message, values), "***");
      findings.all.add(new Finding(rule, subject, path, mark, said));
    }

    private String filled(String message, Object... values) {
      StringBuilder filled = new StringBuilder();
      int from = 0;
      int used = 0;
      for (int at = message.indexOf('{'); at >= 0; at = message.indexOf('{', at + 1)) {
        if (message.startsWith(IT, at)) {
          filled.append(message, from, at).append(subject);
          from = at + IT.length();
        } else if (message.startsWith(GAP, at) && used < values.length) {
          filled.append(message, from, at).append(shown(values[used++]));
          from = at + GAP.length();
        }
      }
      if (used < values.length || message.indexOf(GAP, from) >= 0) {
        throw new IllegalArgumentException(
            "rule " + rule.id() + " says '" + message + "' with another number of values than {}");
      }
      return filled.append(message, from, message.length()).toString();
    }

    private static String shown(Object value) {
      return value instanceof Written written ? written.subject() : value.toString();
    }
  }
}
