package io.sparkstead.stack.proof.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The simple commands in whatever a pod is told, word by word: scripts, Dockerfiles and words of a
 * command one after the other, where a quote may never be closed. Of a script alone, {@link
 * ScriptCommands} tells more.
 *
 * <pre>
 * if ! mc ls "store/lake" | grep -q x; then     [mc, ls, store/lake], [grep, -q, x]
 * </pre>
 */
public final class ShellCommands {

  /** What may stand in front of a command. */
  private static final Set<String> IN_FRONT =
      Set.of("if", "then", "else", "elif", "while", "until", "do", "!", "exec", "{", "time");

  /** What parts commands, outside of quotes. */
  private static final String PARTS = "\n;|&()";

  private final String script;
  private final List<List<String>> commands = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean isQuoted;

  private ShellCommands(String script) {
    this.script = script;
  }

  /** Those of {@code script} that run {@code program}, wherever it is installed. */
  public static List<List<String>> of(String script, String program) {
    List<List<String>> found = new ArrayList<>();
    // Most scripts know nothing of it.
    if (Words.indexOf(script, program, 0) < 0) {
      return found;
    }
    for (List<String> command : of(script)) {
      String first = command.get(0);
      if (first.equals(program) || first.endsWith("/" + program)) {
        found.add(command);
      }
    }
    return found;
  }

  /** All of {@code script}: comments left out, lines that go on made one. */
  public static List<List<String>> of(String script) {
    ShellCommands reader = new ShellCommands(script.replace("\\\n", " "));
    reader.read();
    return reader.commands;
  }

  private void read() {
    for (int at = 0; at < script.length(); at++) {
      char c = script.charAt(at);
      int close = c == '"' || c == '\'' ? close(at) : -1;
      if (close >= 0) {
        word.append(script, at + 1, close);
        isQuoted = true;
        at = close;
      } else if (c == '#' && word.isEmpty() && !isQuoted) {
        at = endOfLine(at) - 1;
      } else if (PARTS.indexOf(c) >= 0) {
        endCommand();
      } else if (Character.isWhitespace(c)) {
        endWord();
      } else if (c != '"' && c != '\'') {
        word.append(c);
      }
    }
    endCommand();
  }

  /** Where the quote at {@code open} is closed; -1 if it never is, and so is none. */
  private int close(int open) {
    char quote = script.charAt(open);
    for (int at = open + 1; at < script.length(); at++) {
      if (script.charAt(at) == quote) {
        return at;
      }
      if (quote == '"' && script.charAt(at) == '\\') {
        at++;
      }
    }
    return -1;
  }

  private int endOfLine(int at) {
    int end = script.indexOf('\n', at);
    return end < 0 ? script.length() : end;
  }

  private void endWord() {
    String read = word.toString();
    boolean isInFront = IN_FRONT.contains(read) || read.matches("(?s)\\w+=.*");
    if ((!read.isEmpty() || isQuoted) && !(words.isEmpty() && isInFront)) {
      words.add(read);
    }
    word.setLength(0);
    isQuoted = false;
  }

  private void endCommand() {
    endWord();
    List<String> command = words.subList(wrapper(), words.size());
    if (!command.isEmpty()) {
      commands.add(List.copyOf(command));
    }
    words.clear();
  }

  /** How many words are those of a program that runs another: {@code timeout -k 5 10}. */
  private int wrapper() {
    String first = words.isEmpty() ? "" : words.get(0).replaceFirst(".*/", "");
    if (first.equals("tini") && words.contains("--")) {
      return words.indexOf("--") + 1;
    }
    int end = first.equals("timeout") ? 1 : 0;
    // Options first, and how long last.
    while (end > 0 && end < words.size() && !isLong(words.get(end))) {
      end++;
    }
    while (end > 0 && end < words.size() && isLong(words.get(end))) {
      end++;
    }
    return end;
  }

  private static boolean isLong(String word) {
    return word.matches("[\\d.]+[smhd]?");
  }
}
