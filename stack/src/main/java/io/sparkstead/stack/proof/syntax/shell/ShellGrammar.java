package io.sparkstead.stack.proof.syntax.shell;

import io.sparkstead.dsl.value.Ascii;
import java.util.Optional;
import java.util.Set;

/**
 * Goes through the commands of a script, as {@code bash -n} does.
 *
 * <pre>
 * if x; then y      line 1: 'if' has no 'fi'
 * case $x in a) y   line 1: 'case' has no 'esac'
 * </pre>
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html">The
 *     grammar of a shell</a>
 */
final class ShellGrammar extends ShellWords {

  private static final String END_OF_SCRIPT = "";

  ShellGrammar(String text) {
    super(text);
  }

  /** Why a shell refuses the script, and where; nothing if it takes it. */
  Optional<Unreadable> problem() {
    try {
      list(Set.of());
      if (!isAtEnd()) {
        throw unreadable(at, "'" + next() + "' has nothing to close");
      }
      return Optional.empty();
    } catch (Unreadable problem) {
      return Optional.of(problem);
    }
  }

  @Override
  protected void substitution() {
    list(Set.of(")"));
  }

  /** As {@link #list}, of which a shell wants at least one. */
  private String commands(String... closers) {
    skipBlanksAndLines();
    int start = at;
    String came = list(Set.of(closers));
    if (at == start && !isAtEnd()) {
      throw unreadable(at, "no command stands before '" + came + "'");
    }
    return came;
  }

  /** Commands up to one of {@code closers}, which is left and answered; empty at the end. */
  private String list(Set<String> closers) {
    while (true) {
      skipBlanksAndLines();
      String closer = closer(closers);
      if (isAtEnd() || !closer.isEmpty()) {
        return closer;
      }
      boolean mayGoOn = andOr();
      skipBlanks();
      closer = separator(closers, mayGoOn);
      if (!closer.isEmpty()) {
        return closer;
      }
    }
  }

  /** Which of {@code closers} is next, where a command could begin. */
  private String closer(Set<String> closers) {
    String next = next() == ')' ? ")" : startsWith(";") ? caseEnd() : reserved();
    if (next.isEmpty() || closers.contains(next)) {
      return next;
    }
    if (next.equals(")") || next.startsWith(";") || RESERVED.contains(next)) {
      throw unreadable(at, "'" + next + "' has nothing before it that it belongs to");
    }
    return END_OF_SCRIPT;
  }

  private String caseEnd() {
    return startsWith(";;&") ? ";;&" : startsWith(";;") ? ";;" : startsWith(";&") ? ";&" : ";";
  }

  /** The word that is next, if nothing in it is quoted or expanded. */
  private String reserved() {
    int end = at;
    while (!isWordEnd(end)) {
      end++;
    }
    String word = textBetween(at, end);
    return RESERVED.contains(word) ? word : "";
  }

  /** Past what stands between two commands; nothing has to, behind a closing word. */
  private String separator(Set<String> closers, boolean mayGoOn) {
    if (isAtEnd() || next() == '\n') {
      return END_OF_SCRIPT;
    }
    if (next() == ')'
        || startsWith(";;")
        || startsWith(";&")
        || (mayGoOn && !reserved().isEmpty())) {
      return closer(closers);
    }
    if (next() == ';' || next() == '&') {
      at++;
      return END_OF_SCRIPT;
    }
    String word = textBetween(at, endOfWord());
    throw unreadable(at, "'" + word + "' follows what ended before it");
  }

  private int endOfWord() {
    int end = at + 1;
    while (!isWordEnd(end)) {
      end++;
    }
    return end;
  }

  /** Past commands joined by {@code &&}; whether the last ends with a closing word. */
  private boolean andOr() {
    boolean isClosed = pipeline();
    skipBlanks();
    while (startsWith("&&") || next() == '|') {
      int start = at;
      at += startsWith("&&") || startsWith("||") || startsWith("|&") ? 2 : 1;
      skipBlanksAndLines();
      if (isAtEnd() || next() == ')' || !reserved().isEmpty()) {
        throw unreadable(start, "nothing follows '" + textBetween(start, start + 1) + "'");
      }
      isClosed = pipeline();
      skipBlanks();
    }
    return isClosed;
  }

  private boolean pipeline() {
    skipWord("!");
    if (skipWord("time")) {
      skipWord("-p");
    }
    skipWord("!");
    return !isAtEnd() && next() != '\n' && next() != ';' && command();
  }

  private boolean isWord(String word) {
    return startsWith(word) && isWordEnd(at + word.length());
  }

  private boolean skipWord(String word) {
    boolean isNext = isWord(word);
    if (isNext) {
      at += word.length();
      skipBlanks();
    }
    return isNext;
  }

  private boolean command() {
    int start = at;
    if (startsWith("((") && arithmetic(at)) {
      redirections();
    } else if (next() == '(') {
      at++;
      close(start, "(", commands(")"), ")");
      redirections();
    } else if (skipWord("{")) {
      close(start, "{", commands("}"), "}");
      redirections();
    } else if (isWord("if")) {
      conditional();
    } else if (isWord("while") || isWord("until")) {
      at += "while".length();
      close(start, textBetween(start, at), commands("do"), "do");
      close(start, "do", commands("done"), "done");
      redirections();
    } else if (isWord("for") || isWord("select")) {
      loop();
    } else if (isWord("case")) {
      choice();
    } else if (isWord("[[")) {
      test();
    } else if (skipWord("function")) {
      word();
      skipBlanks();
      parentheses();
      return body(start);
    } else if (skipWord("coproc")) {
      return coprocess();
    } else {
      return simple();
    }
    return true;
  }

  /** Past {@code wanted}, which has to be what came. */
  private void close(int start, String opened, String came, String wanted) {
    if (!came.equals(wanted)) {
      throw unreadable(start, "'" + opened + "' has no '" + wanted + "'");
    }
    at += wanted.length();
  }

  private void conditional() {
    int start = at;
    at += "if".length();
    close(start, "if", commands("then"), "then");
    String came = commands("elif", "else", "fi");
    while (came.equals("elif")) {
      at += came.length();
      close(start, "elif", commands("then"), "then");
      came = commands("elif", "else", "fi");
    }
    if (came.equals("else")) {
      at += came.length();
      came = commands("fi");
    }
    close(start, "if", came, "fi");
    redirections();
  }

  private void loop() {
    int start = at;
    word();
    String keyword = textBetween(start, at);
    skipBlanks();
    if (!startsWith("((") || !arithmetic(at)) {
      word();
      skipBlanksAndLines();
      if (skipWord("in")) {
        while (!isAtEnd() && next() != ';' && next() != '\n') {
          int before = at;
          word();
          skipBlanks();
          if (at == before) {
            throw unreadable(at, "'" + next() + "' stands among the words of '" + keyword + "'");
          }
        }
      }
    }
    skipBlanks();
    if (next() == ';') {
      at++;
    }
    skipBlanksAndLines();
    String end = isWord("{") ? "}" : "done";
    String begin = isWord("{") ? "{" : "do";
    close(start, keyword, isWord(begin) ? begin : "", begin);
    close(start, keyword, commands(end), end);
    redirections();
  }

  private void choice() {
    int start = at;
    at += "case".length();
    skipBlanks();
    word();
    skipBlanksAndLines();
    close(start, "case", isWord("in") ? "in" : "", "in");
    skipBlanksAndLines();
    while (!isWord("esac")) {
      patterns(start);
      String came = list(END_OF_CASE);
      if (came.isEmpty()) {
        throw unreadable(start, "'case' has no 'esac'");
      }
      at += came.startsWith(";") ? came.length() : 0;
      skipBlanksAndLines();
    }
    at += "esac".length();
    redirections();
  }

  private void patterns(int start) {
    if (next() == '(') {
      at++;
    }
    do {
      if (next() == '|') {
        at++;
      }
      skipBlanks();
      int before = at;
      word();
      skipBlanks();
      if (isAtEnd()) {
        throw unreadable(start, "'case' has no 'esac'");
      }
      if (at == before || (next() != '|' && next() != ')')) {
        throw unreadable(
            at, "a pattern of 'case' has no ')'; the one before it may lack its ';;', or 'esac'");
      }
    } while (next() == '|');
    at++;
  }

  /** What stands between {@code [[} and {@code ]]} is taken as it is, but for quotes. */
  private void test() {
    int start = at;
    at += 2;
    while (!isWord("]]")) {
      if (isAtEnd()) {
        throw unreadable(start, "'[[' has no ']]'");
      }
      skipBlanksAndLines();
      if (isWord("]]")) {
        break;
      }
      int before = at;
      word();
      if (at == before && !isAtEnd()) {
        at++;
      }
    }
    at += 2;
    redirections();
  }

  private boolean parentheses() {
    int before = at;
    if (next() == '(') {
      at++;
      skipBlanks();
      if (next() == ')') {
        at++;
        return true;
      }
    }
    at = before;
    return false;
  }

  private boolean body(int start) {
    skipBlanksAndLines();
    if (isAtEnd()) {
      throw unreadable(start, "a function has no body");
    }
    return command();
  }

  /** {@code coproc command}, or {@code coproc NAME { … }}. */
  private boolean coprocess() {
    int before = at;
    word();
    skipBlanks();
    if (!isWord("{") && next() != '(') {
      at = before;
    }
    return command();
  }

  /** A command and its words; or a function, which may be closed. */
  private boolean simple() {
    int start = at;
    int words = 0;
    while (true) {
      skipBlanks();
      if (isAtEnd() || next() == '\n' || next() == ';' || next() == '|' || next() == ')') {
        break;
      }
      if (redirection()) {
        words++;
        continue;
      }
      if (next() == '&') {
        break;
      }
      if (next() == '(') {
        if (words == 1 && parentheses()) {
          return body(start);
        }
        throw unreadable(at, "'(' stands where no list can begin");
      }
      argument();
      words++;
    }
    if (words == 0) {
      throw unreadable(start, "'" + next() + "' has no command before it");
    }
    return false;
  }

  private void argument() {
    int start = at;
    word();
    if (next() == '(' && at > start && textBetween(at - 1, at).equals("=")) {
      array(at);
    }
  }

  private void array(int start) {
    at++;
    while (next() != ')') {
      skipBlanksAndLines();
      if (isAtEnd()) {
        throw unreadable(start, "a parenthesis ( is never closed");
      }
      int before = at;
      word();
      if (at == before && next() != ')') {
        throw unreadable(at, "'" + next() + "' stands among the values of a list");
      }
    }
    at++;
  }

  private void redirections() {
    skipBlanks();
    while (redirection()) {
      skipBlanks();
    }
  }

  /** Past {@code 2>file}, if one is next. */
  private boolean redirection() {
    int start = at;
    while (Ascii.isDigit(next())) {
      at++;
    }
    if (start == at && next() == '{') {
      int end = at + 1;
      while (!isWordEnd(end)) {
        end++;
      }
      boolean isVariable =
          textBetween(end - 1, end).equals("}") && isName(textBetween(at + 1, end - 1));
      at = isVariable ? end : at;
    }
    for (String one : REDIRECTIONS) {
      if (startsWith(one) && !isSubstitution(one)) {
        at += one.length();
        target(start, one);
        return true;
      }
    }
    at = start;
    return false;
  }

  private boolean isSubstitution(String redirection) {
    return redirection.length() == 1 && (startsWith("<(") || startsWith(">("));
  }

  private void target(int start, String redirection) {
    if (redirection.equals("<<") || redirection.equals("<<-")) {
      heredoc(redirection.equals("<<-"));
      return;
    }
    skipBlanks();
    int before = at;
    word();
    if (at == before) {
      throw unreadable(start, "'" + redirection + "' names no file");
    }
  }
}
