package io.sparkstead.stack.proof.syntax.shell;

import io.sparkstead.dsl.value.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Goes through the words of a script: quotes, expansions, heredocs.
 *
 * <p>It knows what of bash is beyond POSIX, and where a shell might take a text otherwise than it
 * does, it takes it.
 */
abstract class ShellWords {

  protected static final Set<String> RESERVED =
      Set.of("then", "else", "elif", "fi", "do", "done", "esac", "}");

  protected static final Set<String> END_OF_CASE = Set.of(";;", ";&", ";;&", "esac");

  /** What begins a redirection, the longest first. */
  protected static final String[] REDIRECTIONS = {
    "<<<", "&>>", "<<-", "<<", ">>", "<&", ">&", "<>", ">|", "&>", "<", ">"
  };

  private static final String END_OF_WORD = " \t\n;&|<>()";

  /** What opens a pattern of bash's: {@code @(a|b)}. */
  private static final String PATTERNS = "?*+@!";

  private record Heredoc(String mark, boolean mayBeIndented, int line) {}

  private final String text;
  private final List<Heredoc> pending = new ArrayList<>();
  private final List<Unreadable> openHeredocs = new ArrayList<>();

  /** The next character. */
  protected int at;

  ShellWords(String text) {
    this.text = text;
  }

  /** What stands between {@code $(} and its parenthesis, which is left. */
  protected abstract void substitution();

  /** Those that nothing ends, of which a shell takes the rest of the script. */
  final List<Unreadable> openHeredocs() {
    return openHeredocs;
  }

  protected final boolean isAtEnd() {
    return at >= text.length();
  }

  protected final char next() {
    return isAtEnd() ? '\0' : text.charAt(at);
  }

  protected final boolean startsWith(String what) {
    return text.startsWith(what, at);
  }

  protected final boolean isWordEnd(int index) {
    return index >= text.length() || END_OF_WORD.indexOf(text.charAt(index)) >= 0;
  }

  protected final String textBetween(int start, int end) {
    return text.substring(start, end);
  }

  protected final int line(int index) {
    int line = 1;
    for (int i = 0; i < Math.min(index, text.length()); i++) {
      line += text.charAt(i) == '\n' ? 1 : 0;
    }
    return line;
  }

  protected final Unreadable unreadable(int index, String what) {
    return new Unreadable(line(index), what);
  }

  /** Blanks, lines that go on, and a comment. */
  protected final void skipBlanks() {
    while (!isAtEnd()) {
      if (next() == ' ' || next() == '\t' || next() == '\r') {
        at++;
      } else if (startsWith("\\\n")) {
        at += 2;
      } else if (next() == '#' && (at == 0 || isWordEnd(at - 1))) {
        skipLine();
      } else {
        return;
      }
    }
  }

  private void skipLine() {
    int newline = text.indexOf('\n', at);
    at = newline < 0 ? text.length() : newline;
  }

  protected final void skipBlanksAndLines() {
    skipBlanks();
    while (next() == '\n') {
      newline();
      skipBlanks();
    }
  }

  /** Past the end of a line, and of the heredocs that it begins. */
  protected final void newline() {
    at++;
    List<Heredoc> begun = List.copyOf(pending);
    pending.clear();
    for (Heredoc heredoc : begun) {
      skipHeredoc(heredoc);
    }
  }

  private void skipHeredoc(Heredoc heredoc) {
    while (!isAtEnd()) {
      int start = at;
      skipLine();
      String line = text.substring(start, at);
      if (heredoc.mayBeIndented()) {
        line = withoutTabs(line);
      }
      at = Math.min(text.length(), at + 1);
      if (line.equals(heredoc.mark())) {
        return;
      }
      // In $(…), bash takes what begins with the mark for its end too.
      if (line.startsWith(heredoc.mark() + ")")) {
        at = text.indexOf(')', start);
        return;
      }
    }
    openHeredocs.add(
        new Unreadable(
            heredoc.line(), "no line is '" + heredoc.mark() + "' alone, to end the heredoc"));
  }

  private static String withoutTabs(String line) {
    int start = 0;
    while (start < line.length() && line.charAt(start) == '\t') {
      start++;
    }
    return line.substring(start);
  }

  /** A word behind {@code <<}. */
  protected final void heredoc(boolean mayBeIndented) {
    skipBlanks();
    int start = at;
    word();
    String mark = text.substring(start, at).replace("\"", "").replace("'", "").replace("\\", "");
    pending.add(new Heredoc(mark, mayBeIndented, line(start)));
  }

  /** Past one word. */
  protected final void word() {
    while (!isAtEnd() && (!isWordEnd(at) || isOpening())) {
      part();
    }
  }

  /** Whether a parenthesis of a pattern or of a substitution is next, which belongs to the word. */
  private boolean isOpening() {
    boolean isPattern = next() == '(' && at > 0 && PATTERNS.indexOf(text.charAt(at - 1)) >= 0;
    return isPattern || startsWith("<(") || startsWith(">(");
  }

  private void part() {
    switch (next()) {
      case '\\' -> at = Math.min(text.length(), at + 2);
      case '\'' -> singleQuoted();
      case '"' -> doubleQuoted();
      case '`' -> backquoted();
      case '$' -> dollar(false);
      case '(' -> pattern();
      case '<', '>' -> {
        at += 2;
        closeSubstitution(at - 2);
      }
      default -> at++;
    }
  }

  private void singleQuoted() {
    int end = text.indexOf('\'', at + 1);
    if (end < 0) {
      throw unreadable(at, "a quote ' is never closed");
    }
    at = end + 1;
  }

  private void ansiQuoted() {
    int start = at;
    at += 2;
    while (next() != '\'') {
      if (isAtEnd()) {
        throw unreadable(start, "a quote $' is never closed");
      }
      at += next() == '\\' ? 2 : 1;
    }
    at++;
  }

  private void doubleQuoted() {
    int start = at;
    at++;
    while (next() != '"') {
      if (isAtEnd()) {
        throw unreadable(start, "a quote \" is never closed");
      }
      quotedPart();
    }
    at++;
  }

  private void quotedPart() {
    switch (next()) {
      case '\\' -> at = Math.min(text.length(), at + 2);
      case '`' -> backquoted();
      case '$' -> dollar(true);
      default -> at++;
    }
  }

  private void backquoted() {
    int start = at;
    at++;
    while (next() != '`') {
      if (isAtEnd()) {
        throw unreadable(start, "a backquote ` is never closed");
      }
      at += next() == '\\' ? 2 : 1;
    }
    at++;
  }

  private void dollar(boolean isQuoted) {
    int start = at;
    if (startsWith("$((") && arithmetic(at + 1)) {
      return;
    }
    if (startsWith("$(")) {
      at += 2;
      closeSubstitution(start);
    } else if (startsWith("${")) {
      parameter(isQuoted);
    } else if (startsWith("$'") && !isQuoted) {
      ansiQuoted();
    } else {
      at++;
    }
  }

  private void closeSubstitution(int start) {
    substitution();
    if (next() != ')') {
      throw unreadable(start, "a parenthesis ( is never closed");
    }
    at++;
  }

  private void parameter(boolean isQuoted) {
    int start = at;
    at += 2;
    while (next() != '}') {
      if (isAtEnd()) {
        throw unreadable(start, "a ${ is never closed");
      }
      if (next() == '\'' && (!isQuoted || isPattern(start))) {
        singleQuoted();
      } else if (next() == '"') {
        doubleQuoted();
      } else {
        quotedPart();
      }
    }
    at++;
  }

  /** {@code ${x%'}'}} quotes whatever is around it; in {@code "${x:-it's}"}, it is a letter. */
  private boolean isPattern(int start) {
    int end = start + 2;
    while (end < at && (isName("_" + text.charAt(end)) || text.charAt(end) == '!')) {
      end++;
    }
    return end < at && "#%/".indexOf(text.charAt(end)) >= 0;
  }

  private void pattern() {
    int start = at;
    at++;
    while (next() != ')') {
      if (isAtEnd()) {
        throw unreadable(start, "a parenthesis ( is never closed");
      }
      part();
    }
    at++;
  }

  /** Past {@code ((…))} that begins at {@code start}; does not move where that is none. */
  protected final boolean arithmetic(int start) {
    int before = at;
    at = start + 2;
    int depth = 0;
    while (!isAtEnd()) {
      if (depth == 0 && startsWith("))")) {
        at += 2;
        return true;
      }
      if (next() == ')' && depth == 0) {
        break;
      }
      depth += next() == '(' ? 1 : next() == ')' ? -1 : 0;
      if (next() == '"' || next() == '$' || next() == '`' || next() == '\'') {
        part();
      } else {
        at++;
      }
    }
    at = before;
    return false;
  }

  protected static boolean isName(String word) {
    if (word.isEmpty() || Ascii.isDigit(word.charAt(0))) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c != '_' && !Ascii.isLetter(c) && !Ascii.isDigit(c)) {
        return false;
      }
    }
    return true;
  }
}
