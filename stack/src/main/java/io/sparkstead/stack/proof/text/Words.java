package io.sparkstead.stack.proof.text;

import io.sparkstead.dsl.value.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands behind a word in a text: the value of an option, the version of a jar.
 *
 * <pre>
 * allAfter("minio server --address :9000", "--address")     :9000
 * versions("hadoop-aws-3.3.4.jar", "hadoop-aws")            3.3.4
 * </pre>
 *
 * <p>By plain steps, since every stack has these words in it, and an expression for each of them
 * would be compiled by every run.
 */
public final class Words {

  private Words() {}

  /** The words of {@code text}. */
  public static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    for (int at = start(text, 0); at < text.length(); at = start(text, end(text, at))) {
      words.add(text.substring(at, end(text, at)));
    }
    return words;
  }

  /** The word that begins at {@code start}. */
  public static String at(String text, int start) {
    return text.substring(start, end(text, start));
  }

  /** What a shell takes for one command, from {@code start} on. */
  public static String command(String text, int start) {
    int end = start;
    while (end < text.length() && "&|;\n".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(start, end);
  }

  /**
   * Each command of {@code text} that {@code program} is the beginning of, and what it is given.
   */
  public static List<String> commands(String text, String program) {
    List<String> commands = new ArrayList<>();
    for (int at = indexOf(text, program, 0); at >= 0; at = indexOf(text, program, at + 1)) {
      commands.add(command(text, at));
    }
    return commands;
  }

  /** The word behind each {@code option}, with blanks or an equals sign between. */
  public static List<String> allAfter(String text, String option) {
    List<String> words = new ArrayList<>();
    for (int at = text.indexOf(option); at >= 0; at = text.indexOf(option, at + 1)) {
      int from = at + option.length();
      int start = from;
      while (text.startsWith("=", start) || isBlank(text, start)) {
        start++;
      }
      if (start > from && start < text.length() && !isInWord(text, at - 1)) {
        words.add(text.substring(start, end(text, start)));
      }
    }
    return words;
  }

  /** The first of {@link #allAfter} that begins with digits: those. */
  public static Optional<String> numberAfter(String text, String option) {
    for (String word : allAfter(text, option)) {
      Optional<String> number = number(word);
      if (number.isPresent()) {
        return number;
      }
    }
    return Optional.empty();
  }

  /** The digits that {@code text} begins with, if it does. */
  public static Optional<String> number(String text) {
    int end = Ascii.endOfDigits(text, 0);
    return end == 0 ? Optional.empty() : Optional.of(text.substring(0, end));
  }

  /** The versions behind each {@code name}, joined by a hyphen or a colon: two numbers at least. */
  public static List<String> versions(String text, String name) {
    List<String> versions = new ArrayList<>();
    for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      int start = at + name.length() + 1;
      int end = endOfVersion(text, start);
      if (end > start
          && "-:".indexOf(text.charAt(start - 1)) >= 0
          && text.substring(start, end).indexOf('.') > 0) {
        versions.add(text.substring(start, end));
      }
    }
    return versions;
  }

  /** Where digits with dots between them end. */
  public static int endOfVersion(String text, int start) {
    int end = Ascii.endOfDigits(text, Math.min(start, text.length()));
    while (end > start && end < text.length() && text.charAt(end) == '.') {
      int next = Ascii.endOfDigits(text, end + 1);
      if (next == end + 1) {
        return end;
      }
      end = next;
    }
    return end;
  }

  /** Where white space ends, be it of any script. */
  static int endOfSpaces(String text, int start) {
    int end = start;
    while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Where what is neither white space nor one of {@code marks} ends. */
  static int endOfValue(String text, int start, String marks) {
    int end = start;
    while (end < text.length()
        && !Character.isWhitespace(text.charAt(end))
        && marks.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** Where letters, digits, dots, hyphens and underscores begin that go on at {@code at}. */
  public static int startOfName(String text, int at) {
    int start = at;
    while (start > 0 && Ascii.isInName(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  /** Where letters, digits, dots, hyphens and underscores end. */
  public static int endOfName(String text, int start) {
    int end = start;
    while (end < text.length() && Ascii.isInName(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Where letters, digits and underscores end. */
  public static int endOfWord(String text, int start) {
    int end = start;
    while (isInWord(text, end)) {
      end++;
    }
    return end;
  }

  /** Whether a letter, a digit or an underscore is at {@code at}. */
  public static boolean isInWord(String text, int at) {
    return at >= 0
        && at < text.length()
        && (Ascii.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_');
  }

  /** Whether a blank or the end of a line is at {@code at}. */
  public static boolean isBlank(String text, int at) {
    return at < text.length() && isBreak(text.charAt(at));
  }

  /** Where {@code word} is next from {@code from} on, and is no part of a longer one; or -1. */
  public static int indexOf(String text, String word, int from) {
    for (int at = text.indexOf(word, from); at >= 0; at = text.indexOf(word, at + 1)) {
      if (!isInWord(text, at - 1) && !isInWord(text, at + word.length())) {
        return at;
      }
    }
    return -1;
  }

  /** Whether each character of {@code text} is one of {@code marks}. */
  public static boolean isOf(String marks, String text) {
    for (int at = 0; at < text.length(); at++) {
      if (marks.indexOf(text.charAt(at)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether {@code text} begins and ends with the same quote. */
  public static boolean isQuoted(String text) {
    return text.length() > 1
        && (text.startsWith("\"") || text.startsWith("'"))
        && text.endsWith(text.substring(0, 1));
  }

  /** What stands between the quotes, if {@code text} is in quotes. */
  public static String unquoted(String text) {
    return isQuoted(text) ? text.substring(1, text.length() - 1) : text;
  }

  /** Whether {@code text} is digits and nothing else. */
  public static boolean isNumber(String text) {
    return !text.isEmpty() && Ascii.endOfDigits(text, 0) == text.length();
  }

  /** Whether {@code text} is one to five digits, as a port is. */
  public static boolean isPort(String text) {
    return isNumber(text) && text.length() <= 5;
  }

  private static int start(String text, int at) {
    int start = at;
    while (isBlank(text, start)) {
      start++;
    }
    return start;
  }

  private static int end(String text, int at) {
    int end = at;
    while (end < text.length() && !isBreak(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isBreak(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
  }
}
