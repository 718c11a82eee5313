package io.sparkstead.stack.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pattern that is compiled for the first text it may be in: most are in none, and compiling them
 * would be most of what a plain run waits for.
 */
final class Hinted {

  private final String hint;
  private final String regex;
  private volatile @Nullable Pattern pattern;

  /**
   * @param hint a part of whatever {@code regex} matches: texts without it are passed over
   */
  Hinted(String hint, String regex) {
    this.hint = hint;
    this.regex = regex;
  }

  boolean mayBeIn(String text) {
    return text.contains(hint);
  }

  /** Of a text it may be in. */
  Matcher matcher(String text) {
    Pattern compiled = pattern;
    if (compiled == null) {
      compiled = Pattern.compile(regex);
      pattern = compiled;
    }
    return compiled.matcher(text);
  }

  /** Whether it is all of {@code text}. */
  boolean is(String text) {
    return mayBeIn(text) && matcher(text).matches();
  }

  /** What the first group finds, if it finds anything. */
  Optional<String> find(String text) {
    if (!mayBeIn(text)) {
      return Optional.empty();
    }
    Matcher matcher = matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** All that the first group finds. */
  List<String> findAll(String text) {
    if (!mayBeIn(text)) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    Matcher matcher = matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
