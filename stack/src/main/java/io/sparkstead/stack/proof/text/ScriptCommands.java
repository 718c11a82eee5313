package io.sparkstead.stack.proof.text;

import io.sparkstead.dsl.value.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The simple commands of a shell's text, each as its words without quotes.
 *
 * <pre>
 * if [ -e x ]; then exec weed server -dir="$DIR"; fi    [ -e x ]   exec weed server -dir=$DIR
 * </pre>
 *
 * <p>It is for one script or one line of a build; for all that a pod is told together, see {@link
 * ShellCommands}. Comments and what a heredoc holds are no commands; what stands in {@code $( )}
 * is.
 */
public final class ScriptCommands {

  /** What stands before a command. */
  private static final Set<String> BEFORE =
      Set.of("if", "then", "else", "elif", "while", "until", "do", "!", "{", "time");

  /** What is a head of its own, or an end. */
  private static final Set<String> NONE =
      Set.of("for", "case", "select", "fi", "done", "esac", "}", "in");

  private static final Set<String> REDIRECTING = Set.of(">", "<");

  private final String text;
  private final List<List<String>> commands = new ArrayList<>();
  private final Set<String> functions = new TreeSet<>();
  private final List<Redirect> redirects = new ArrayList<>();
  private Optional<Direction> direction = Optional.empty();
  private final List<String> heredocs = new ArrayList<>();
  private List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean isInWord;
  private int open;

  /** How many of the last commands a bar stands behind, which may be choices of a case. */
  private int piped;

  private int at;

  /** Where what is redirected goes. */
  public enum Direction {
    FROM_FILE,
    TO_FILE
  }

  /** A file that a shell opens itself, be it for a command or for a loop. */
  public record Redirect(Direction direction, String path) {}

  private ScriptCommands(String text) {
    this.text = text;
    read();
  }

  public static ScriptCommands of(String text) {
    return new ScriptCommands(text);
  }

  /** In their order, without keywords and assignments in front; none is empty. */
  public List<List<String>> all() {
    return List.copyOf(commands);
  }

  /** The names of the functions that it defines. */
  public Set<String> functions() {
    return functions;
  }

  /** What is opened by {@code <}, {@code >} and their like, in its order. */
  public List<Redirect> redirects() {
    return List.copyOf(redirects);
  }

  private void read() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'') {
        singleQuoted();
      } else if (c == '"') {
        doubleQuoted();
      } else if (c == '\\') {
        escaped();
      } else if (c == '$') {
        dollar();
      } else if (c == '#' && !isInWord) {
        at = endOfLine(at);
      } else if (c == '<' || c == '>') {
        redirect();
      } else if (Character.isWhitespace(c) || "&|;()`".indexOf(c) >= 0) {
        mark(c);
      } else {
        add(c);
      }
    }
    endCommand();
  }

  private void add(char c) {
    word.append(c);
    isInWord = true;
    at++;
  }

  private void singleQuoted() {
    int end = text.indexOf('\'', at + 1);
    end = end < 0 ? text.length() : end;
    word.append(text, at + 1, end);
    isInWord = true;
    at = Math.min(text.length(), end + 1);
  }

  private void doubleQuoted() {
    isInWord = true;
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length()) {
        word.append(text.charAt(at + 1));
        at += 2;
      } else if (c == '$') {
        dollar();
      } else {
        word.append(c);
        at++;
      }
    }
    at++;
  }

  private void escaped() {
    if (!text.startsWith("\\\n", at) && at + 1 < text.length()) {
      word.append(text.charAt(at + 1));
      isInWord = true;
    }
    at += 2;
  }

  /** {@code $NAME} and {@code ${…}} stay; of {@code $(…)} the commands are read. */
  private void dollar() {
    int end = at + 1;
    boolean isCommand = text.startsWith("$(", at) && !text.startsWith("$((", at);
    if (text.startsWith("$(", at)) {
      end = closing(at + 1, '(', ')');
    } else if (text.startsWith("${", at)) {
      end = closing(at + 1, '{', '}');
    }
    if (isCommand) {
      ScriptCommands inner = of(text.substring(at + 2, Math.max(at + 2, end - 1)));
      commands.addAll(inner.commands);
      redirects.addAll(inner.redirects);
    }
    word.append(isCommand ? "$()" : text.substring(at, end));
    isInWord = true;
    at = end;
  }

  /** Behind what closes that which is opened at {@code start}. */
  private int closing(int start, char open, char close) {
    int depth = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'' && open == '(') {
        int quote = text.indexOf('\'', i + 1);
        i = quote < 0 ? i : quote;
      } else if (c == open) {
        depth++;
      } else if (c == close && --depth == 0) {
        return i + 1;
      }
    }
    return text.length();
  }

  private void redirect() {
    boolean isHeredoc = text.startsWith("<<", at) && !text.startsWith("<<<", at);
    if (isInWord && Words.isNumber(word.toString())) {
      word.setLength(0);
      isInWord = false;
    }
    endWord();
    char kind = text.charAt(at);
    boolean isText = text.startsWith("<<<", at);
    while (at < text.length() && "<>&|".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (isHeredoc) {
      heredocs.add(heredocMark());
    } else {
      words.add(String.valueOf(kind));
      Direction to = kind == '<' ? Direction.FROM_FILE : Direction.TO_FILE;
      direction = isText ? Optional.empty() : Optional.of(to);
    }
  }

  private String heredocMark() {
    if (text.startsWith("-", at)) {
      at++;
    }
    while (at < text.length() && " \t".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    int end = Words.endOfValue(text, at, ";|&)");
    String mark = text.substring(at, end).replace("\"", "").replace("'", "").replace("\\", "");
    at = end;
    return mark;
  }

  private void mark(char c) {
    if (c == '\n') {
      endCommand();
      piped = 0;
      at++;
      heredocs();
    } else if (Character.isWhitespace(c)) {
      endWord();
      at++;
    } else if (text.startsWith("&>", at)) {
      at++;
    } else if (c == '(' && isInWord && words.isEmpty()) {
      functions.add(word.toString());
      word.setLength(0);
      isInWord = false;
      at = Math.max(at + 1, text.indexOf(')', at) + 1);
    } else if (c == ')' && open == 0) {
      // It closes what a case looks for: *.sh | *.py) chmod u+x "$file" ;;
      commands.subList(commands.size() - piped, commands.size()).clear();
      piped = 0;
      words.clear();
      word.setLength(0);
      isInWord = false;
      at++;
    } else {
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
      int before = commands.size();
      boolean isBar = c == '|' && !text.startsWith("||", at);
      endCommand();
      piped = isBar ? piped + commands.size() - before : 0;
      at++;
    }
  }

  private void heredocs() {
    for (String mark : heredocs) {
      boolean isOpen = !mark.isEmpty();
      while (isOpen && at < text.length()) {
        int end = endOfLine(at);
        isOpen = !text.substring(at, end).strip().equals(mark);
        at = Math.min(text.length(), end + 1);
      }
    }
    heredocs.clear();
  }

  private int endOfLine(int start) {
    int end = text.indexOf('\n', start);
    return end < 0 ? text.length() : end;
  }

  private void endWord() {
    if (isInWord) {
      words.add(word.toString());
      if (direction.isPresent()) {
        redirects.add(new Redirect(direction.get(), word.toString()));
        direction = Optional.empty();
      }
    }
    word.setLength(0);
    isInWord = false;
  }

  private void endCommand() {
    endWord();
    direction = Optional.empty();
    int start = 0;
    if (words.size() > 1 && words.get(0).equals("function")) {
      functions.add(words.get(1));
      start = 2;
    }
    while (start < words.size()
        && (BEFORE.contains(words.get(start)) || isAssignment(words.get(start)))) {
      start++;
    }
    if (start < words.size()
        && !NONE.contains(words.get(start))
        && !REDIRECTING.contains(words.get(start))) {
      commands.add(List.copyOf(words.subList(start, words.size())));
    }
    words = new ArrayList<>();
  }

  private static boolean isAssignment(String word) {
    int end = Words.endOfWord(word, 0);
    return end > 0
        && !Ascii.isDigit(word.charAt(0))
        && (word.startsWith("=", end) || word.startsWith("+=", end));
  }
}
