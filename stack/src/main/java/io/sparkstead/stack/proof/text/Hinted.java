package io.sparkstead.stack.proof.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pattern that is looked for only where it may be, by words that whatever it finds has one of.
 *
 * <p>Most are in no text, and never compiled; looking for the others at every letter would be most
 * of what a plain run waits for.
 */
public final class Hinted {

  /** How far what is found may reach. */
  private enum Reach {
    ONE_LINE,
    ANYWHERE
  }

  private final Reach reach;
  private final String regex;
  private final List<String> hints;
  private final String needed;
  private volatile @Nullable Pattern pattern;

  private Hinted(Reach reach, String regex, List<String> hints, String needed) {
    if (hints.contains("")) {
      throw new IllegalArgumentException("a hint with nothing in it is everywhere; name a word");
    }
    this.reach = reach;
    this.regex = regex;
    this.hints = hints;
    this.needed = needed;
  }

  /**
   * What stands on one line.
   *
   * @param hints one of which is on that line
   */
  public static Hinted onLine(String regex, String... hints) {
    return new Hinted(Reach.ONE_LINE, regex, List.of(hints), "");
  }

  /**
   * What may begin on one line and end on another.
   *
   * @param hints one of which is a part of it
   */
  public static Hinted anywhere(String regex, String... hints) {
    return new Hinted(Reach.ANYWHERE, regex, List.of(hints), "");
  }

  /** Only where {@code part} is a part of it too: on the same line, if it stands on one. */
  public Hinted with(String part) {
    return new Hinted(reach, regex, hints, part);
  }

  /** Whether it is all of {@code text}. */
  public boolean is(String text) {
    return mayBeIn(text) && compiled().matcher(text).matches();
  }

  public boolean isIn(String text) {
    return !results(text, 1).isEmpty();
  }

  /** What the first group finds first, if it finds anything. */
  public Optional<String> find(String text) {
    List<MatchResult> first = results(text, 1);
    return first.isEmpty() ? Optional.empty() : Optional.of(first.get(0).group(1));
  }

  /** All that the first group finds. */
  public List<String> findAll(String text) {
    List<String> found = new ArrayList<>();
    for (MatchResult result : results(text)) {
      found.add(result.group(1));
    }
    return found;
  }

  /** All that it finds. */
  public List<MatchResult> results(String text) {
    return results(text, Integer.MAX_VALUE);
  }

  /** {@code text} with {@code replacement} for all that it finds. */
  public String replaceAll(String text, String replacement) {
    return mayBeIn(text)
        ? compiled().matcher(text).replaceAll(Matcher.quoteReplacement(replacement))
        : text;
  }

  private List<MatchResult> results(String text, int most) {
    if (!mayBeIn(text)) {
      return List.of();
    }
    // No switch: it would be a class more for every run.
    return reach == Reach.ONE_LINE ? onLines(text, most) : search(text, most);
  }

  private List<MatchResult> onLines(String text, int most) {
    String lines = Lines.with(text, hints);
    if (!needed.isEmpty()) {
      lines = Lines.with(lines, List.of(needed));
    }
    return lines.isEmpty() ? List.of() : search(lines, most);
  }

  private List<MatchResult> search(String text, int most) {
    List<MatchResult> found = new ArrayList<>();
    Matcher matcher = compiled().matcher(text);
    while (found.size() < most && matcher.find()) {
      found.add(matcher.toMatchResult());
    }
    return found;
  }

  private boolean mayBeIn(String text) {
    for (String hint : hints) {
      if (text.contains(hint)) {
        return text.contains(needed);
      }
    }
    return false;
  }

  private Pattern compiled() {
    Pattern compiled = pattern;
    if (compiled == null) {
      compiled = Pattern.compile(regex);
      pattern = compiled;
    }
    return compiled;
  }
}
