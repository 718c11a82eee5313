package io.sparkstead.stack.proof.text;

import io.sparkstead.dsl.value.Ascii;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Names that promise a credential, and what a text gives them.
 *
 * <pre>{@code
 * AWS_SECRET_ACCESS_KEY=…                   shell, Dockerfiles, YAML, JSON, properties
 * token = "…"                               Python, where only what is quoted is a value
 * .config("….secret.key", "…")
 * --root-password …                         ENV TOKEN …
 * <name>….secret.key</name> <value>…        Hadoop
 * }</pre>
 *
 * <p>Names are rare, so they come first: from one on, it is a few steps to either side.
 */
public final class CredentialText {

  /** How a text gives a name its value. */
  public enum Writing {
    ANY,
    PYTHON
  }

  /** A name that promises a credential, and what it gets; which may be no more than a reference. */
  public record Given(String name, String value) {}

  /** One of which is in every such name. */
  private static final List<String> HINTS =
      List.of("pass", "pwd", "secret", "token", "credential", "key");

  private static final List<String> WORDS =
      List.of("password", "passwd", "passphrase", "secret", "token", "credential");

  /** Only where no letter is in front: {@code bypass} promises nothing. */
  private static final List<String> SHORT_WORDS = List.of("pass", "pwd");

  /** Whose key is one. */
  private static final List<String> OWNERS =
      List.of("access", "secret", "api", "private", "account", "encryption");

  /** What may follow: {@code AWS_ACCESS_KEY_ID}, {@code password-hash}. */
  private static final List<String> ENDS = List.of("id", "hash");

  /** What a dot and the host follow that it opens, in properties of Azure's. */
  private static final List<String> BEFORE_A_HOST =
      List.of("azure.account.key", "oauth2.client.secret", "refresh.token", "sas.fixed.token");

  /** In names that promise where a credential is. */
  private static final List<String> POINTERS = List.of("secretkeyref.", "image.pullsecrets");

  private static final String QUOTES = "\"'";
  private static final String BLANKS = " \t";
  private static final String NO_PART_OF_A_VALUE = "\"',;)\\";

  private final String text;
  private final Writing writing;
  private final List<Given> given = new ArrayList<>();

  private CredentialText(String text, Writing writing) {
    this.text = text;
    this.writing = writing;
  }

  /** Whether {@code name} ends in a word for a credential. */
  public static boolean isOne(String name) {
    String lower = Ascii.toLowerCase(name);
    if (endsInWord(lower, lower.length())) {
      return true;
    }
    return isBeforeAHost(lower) || endsInWordAndMore(lower);
  }

  private static boolean isBeforeAHost(String lower) {
    for (int dot = lower.indexOf('.'); dot >= 0; dot = lower.indexOf('.', dot + 1)) {
      for (String part : BEFORE_A_HOST) {
        if (isBefore(lower, dot, part)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean endsInWordAndMore(String lower) {
    for (String end : ENDS) {
      int before = lower.length() - end.length();
      if (lower.endsWith(end) && endsInWord(lower, isMark(lower, before) ? before - 1 : before)) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code name} promises a credential itself, and not where one is. */
  public static boolean isSlot(String name) {
    if (!isOne(name)) {
      return false;
    }
    String lower = Ascii.toLowerCase(name);
    for (String pointer : POINTERS) {
      if (lower.contains(pointer)) {
        return false;
      }
    }
    return true;
  }

  /** All that {@code text} gives to such names. */
  public static List<Given> in(String text, Writing writing) {
    String lower = searchable(text);
    CredentialText promises = new CredentialText(text, writing);
    int[] next = new int[HINTS.size()];
    int from = 0;
    for (int at = next(lower, next, from); at < text.length(); at = next(lower, next, from)) {
      from = Words.endOfName(text, at);
      promises.name(Words.startOfName(text, at), from);
    }
    return promises.given;
  }

  /**
   * {@code text} in small letters, its ASCII part at least: bytes are copied as they are, where
   * characters would be looked at one by one.
   */
  private static String searchable(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length != text.length()) {
      return Ascii.toLowerCase(text);
    }
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] >= 'A' && bytes[i] <= 'Z') {
        bytes[i] = (byte) (bytes[i] - 'A' + 'a');
      }
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Where the first hint is behind {@code from}; {@code next} remembers where each one is. */
  private static int next(String lower, int[] next, int from) {
    int first = lower.length();
    for (int hint = 0; hint < next.length; hint++) {
      if (next[hint] <= from) {
        int at = lower.indexOf(HINTS.get(hint), from);
        next[hint] = at < 0 ? lower.length() : at;
      }
      first = Math.min(first, next[hint]);
    }
    return first;
  }

  private static boolean endsInWord(String lower, int end) {
    return isWordBefore(lower, end)
        || (end > 0 && lower.charAt(end - 1) == 's' && isWordBefore(lower, end - 1));
  }

  private static boolean isWordBefore(String lower, int end) {
    for (String word : WORDS) {
      if (isBefore(lower, end, word)) {
        return true;
      }
    }
    for (String word : SHORT_WORDS) {
      int start = end - word.length();
      if (isBefore(lower, end, word) && (start == 0 || !Ascii.isLetter(lower.charAt(start - 1)))) {
        return true;
      }
    }
    return isBefore(lower, end, "key") && isOwnerBefore(lower, end - "key".length());
  }

  private static boolean isOwnerBefore(String lower, int end) {
    for (String owner : OWNERS) {
      if (isBefore(lower, isMark(lower, end) ? end - 1 : end, owner)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBefore(String text, int end, String word) {
    return text.startsWith(word, end - word.length());
  }

  /** Whether a dot, a hyphen or an underscore stands before {@code at}. */
  private static boolean isMark(String text, int at) {
    return at > 0 && "._-".indexOf(text.charAt(at - 1)) >= 0;
  }

  /** What is said of the name from {@code start} to {@code end}, if it is one of these. */
  private void name(int start, int end) {
    String name = text.substring(start, end);
    if (!isOne(name)) {
      return;
    }
    pair(name, start, end);
    if (writing == Writing.PYTHON) {
      quoted(name, start, end);
    } else {
      assigned(name, start, end);
      option(name, start, end);
      xml(name, start, end);
    }
  }

  /** {@code NAME=value}, {@code name: value}, {@code ["name"] = value}. */
  private void assigned(String name, int start, int end) {
    int operator = operator(start, end);
    if (operator >= 0) {
      int value = blanks(text.startsWith(":=", operator) ? operator + 2 : operator + 1);
      give(name, oneOf(QUOTES, value));
    }
  }

  /** {@code NAME="value"}, {@code name=f'value'}. */
  private void quoted(String name, int start, int end) {
    int operator = operator(start, end);
    if (operator >= 0 && !text.startsWith(":=", operator)) {
      giveQuoted(name, oneOf("frFR", blanks(operator + 1)));
    }
  }

  /** Where {@code =}, {@code :} or {@code :=} follows the name, or -1. */
  private int operator(int start, int end) {
    // ${TOKEN:?is not set} assigns nothing.
    if (start > 1 && text.startsWith("${", start - 2)) {
      return -1;
    }
    int at = blanks(oneOf("]", oneOf(QUOTES, end)));
    boolean isOne = at < text.length() && "=:".indexOf(text.charAt(at)) >= 0;
    return isOne && !text.startsWith("==", at) ? at : -1;
  }

  /** {@code "name", "value"}. */
  private void pair(String name, int start, int end) {
    if (start > 0 && oneOf(QUOTES, start - 1) == start && oneOf(QUOTES, end) > end) {
      int comma = blanks(end + 1);
      if (text.startsWith(",", comma)) {
        giveQuoted(name, oneOf("fF", spaces(comma + 1)));
      }
    }
  }

  /** {@code --name value}, {@code ENV name value}. */
  private void option(String name, int start, int end) {
    int value = blanks(end);
    if (value == end) {
      return;
    }
    int dashes = name.indexOf("--");
    if (isInstruction(start)) {
      give(name, oneOf(QUOTES, value));
    } else if (dashes >= 0 && isOne(name.substring(dashes + 2))) {
      give(name.substring(dashes + 2), oneOf(QUOTES, value));
    }
  }

  /** Whether {@code ENV} or {@code ARG} is all that its line has in front of {@code start}. */
  private boolean isInstruction(int start) {
    String before = text.substring(text.lastIndexOf('\n', start) + 1, start);
    String word = before.stripTrailing();
    return word.length() < before.length()
        && (word.equalsIgnoreCase("ENV") || word.equalsIgnoreCase("ARG"));
  }

  /** {@code <name>name</name> <value>value</value>}. */
  private void xml(String name, int start, int end) {
    String close = "</name>";
    String open = "<value>";
    int at = spaces(end);
    if (isIgnoringCase(close, at)
        && isIgnoringCase("<name>", text.substring(0, start).stripTrailing().length() - 6)) {
      int value = spaces(at + close.length());
      if (isIgnoringCase(open, value)) {
        int from = spaces(value + open.length());
        add(name, from, Words.endOfValue(text, from, "<"));
      }
    }
  }

  private boolean isIgnoringCase(String word, int at) {
    return text.regionMatches(true, at, word, 0, word.length());
  }

  private void give(String name, int from) {
    add(name, from, Words.endOfValue(text, from, NO_PART_OF_A_VALUE));
  }

  private void giveQuoted(String name, int quote) {
    int from = oneOf(QUOTES, quote);
    int to = from;
    while (to < text.length() && text.charAt(to) != '\n' && QUOTES.indexOf(text.charAt(to)) < 0) {
      to++;
    }
    if (from > quote) {
      add(name, from, to);
    }
  }

  private void add(String name, int from, int to) {
    if (to > from) {
      given.add(new Given(name, text.substring(from, to)));
    }
  }

  /** Behind one of {@code marks} at {@code at}, if one is there. */
  private int oneOf(String marks, int at) {
    return at < text.length() && marks.indexOf(text.charAt(at)) >= 0 ? at + 1 : at;
  }

  private int blanks(int at) {
    int end = at;
    while (end < text.length() && BLANKS.indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    return end;
  }

  private int spaces(int at) {
    return Words.endOfSpaces(text, at);
  }
}
