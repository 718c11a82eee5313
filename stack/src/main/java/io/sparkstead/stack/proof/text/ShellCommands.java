package io.sparkstead.stack.proof.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The simple commands of a shell script, word by word, as far as they can be told without a shell.
 *
 * <pre>
 * if ! mc ls "store/lake" | grep -q x; then     [mc, ls, store/lake], [grep, -q, x]
 * </pre>
 */
public final class ShellCommands {

  /** What may stand in front of a command. */
  private static final Set<String> IN_FRONT =
      Set.of("if", "then", "else", "elif", "while", "until", "do", "!", "exec", "{", "time");

  private ShellCommands() {}

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
    List<List<String>> commands = new ArrayList<>();
    for (String line : script.replace("\\\n", " ").split("\n", -1)) {
      if (!line.strip().startsWith("#")) {
        for (String part : line.split("\\|\\||&&|[;|()&]", -1)) {
          List<String> words = words(part);
          if (!words.isEmpty()) {
            commands.add(words);
          }
        }
      }
    }
    return commands;
  }

  private static List<String> words(String part) {
    List<String> words = new ArrayList<>();
    for (String word : Words.of(part)) {
      boolean isAssignment = word.matches("\\w+=.*");
      if (!words.isEmpty() || !(IN_FRONT.contains(word) || isAssignment)) {
        words.add(word.replace("\"", "").replace("'", ""));
      }
    }
    words.removeIf(String::isEmpty);
    return List.copyOf(words.subList(wrapper(words), words.size()));
  }

  /** How many words are those of a program that runs another: {@code timeout -k 5 10}. */
  private static int wrapper(List<String> words) {
    String first = words.isEmpty() ? "" : words.get(0).replaceFirst(".*/", "");
    if (first.equals("tini") && words.contains("--")) {
      return words.indexOf("--") + 1;
    }
    int end = 0;
    if (first.equals("timeout")) {
      end = 1;
      while (end < words.size() && !words.get(end).matches("[\\d.]+[smhd]?")) {
        end++;
      }
      // The last number is how long.
      while (end < words.size() && words.get(end).matches("[\\d.]+[smhd]?")) {
        end++;
      }
    }
    return Math.min(end, words.size());
  }
}
