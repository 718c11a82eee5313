package io.sparkstead.render.adopt.found;

import io.sparkstead.render.adopt.input.Given;
import io.sparkstead.render.adopt.input.Inputs;
import io.sparkstead.render.adopt.input.Leaf;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The values that are told nobody: what Secrets hold, and what is called as if it were one. */
public final class Confidential {

  private static final Pattern CALLED =
      Pattern.compile(
          "(?i).*(password|passwd|secret[._-]?key|access[._-]?key|token|credential|private[._-]?key"
              + "|_secret|api[._-]?key|root_user).*");

  private static final Pattern NO_VALUE =
      Pattern.compile("(?i)true|false|\\d{1,4}|.*(file|path|provider|name|enabled|class)");

  private static final Pattern LOOKS_SO =
      Pattern.compile(
          "(?s).*((?i:password|passwd|token|secret)[= :][ \\t]*"
              + "[\"']?[\\w+-][\\w+/=.-]{5,}(?![\\w(])"
              + "|AKIA[0-9A-Z]{16}|://[^/\\s:]+:[^/\\s@]+@).*");

  private static final int LONG_ENOUGH = 6;

  private final Set<String> values = new TreeSet<>();

  private Confidential() {}

  /** What is among {@code inputs}. */
  public static Confidential of(Inputs inputs) {
    Confidential all = new Confidential();
    for (Given one : inputs.given()) {
      for (Leaf leaf : one.leaves()) {
        if (isOne(one, leaf) && leaf.text().length() >= LONG_ENOUGH) {
          all.values.add(leaf.text());
        }
      }
    }
    return all;
  }

  /** Whether {@code leaf} of {@code given} holds one, by where it stands or what it looks like. */
  public static boolean isOne(Given given, Leaf leaf) {
    String pointer = leaf.pointer();
    if (given.kind().equals("Secret") && pointer.matches("/(data|stringData)/.*")) {
      return true;
    }
    if (leaf.value().isContainerNode()
        || leaf.text().isEmpty()
        || pointer.startsWith("/metadata/")) {
      return false;
    }
    String called = leaf.key();
    if (called.equals("value")) {
      String name = given.at(pointer.replaceFirst("/value$", "/name")).asText();
      called = name.isEmpty() ? called : name;
    } else if (called.equals("name") && given.has(pointer.replaceFirst("/name$", "/value"))) {
      return false;
    }
    boolean isCalledSo =
        CALLED.matcher(called).matches()
            && !NO_VALUE.matcher(called).matches()
            && !NO_VALUE.matcher(leaf.text()).matches();
    boolean isReference =
        pointer.matches(".*(KeyRef|secretRef|secret|volumes/\\d+)/.*")
            || leaf.text().startsWith("$");
    return !isReference && (isCalledSo || LOOKS_SO.matcher(leaf.text()).matches());
  }

  /** Whether {@code text} holds any of them. */
  public boolean isIn(String text) {
    return values.stream().anyMatch(text::contains);
  }

  /** {@code text}, or words in its place if it holds any. */
  public String shown(String text) {
    return isIn(text) ? "(not shown)" : text;
  }

  /** {@code text} with dots in the place of each. */
  public String masked(String text) {
    String masked = text;
    for (String value : values) {
      masked = masked.replace(value, "…");
    }
    return masked;
  }
}
