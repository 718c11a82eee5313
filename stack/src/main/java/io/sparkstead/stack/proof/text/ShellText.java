package io.sparkstead.stack.proof.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a shell script says, as far as it can be told without a shell. */
public final class ShellText {

  private ShellText() {}

  /** With any of these somewhere, a script may end in another way than it seems. */
  private static final List<String> ENDS = List.of("exit", "kill", "trap", "return", "exec");

  /** With any of these, a condition changes by itself. */
  private static final List<String> CHANGES =
      List.of("((", "SECONDS", "EPOCH", "RANDOM", "date", "read", "||", "shift");

  /** What ends well as soon as a server, a bucket or a name is there. */
  private static final List<String> ASKS =
      List.of(
          "java",
          "curl",
          "wget",
          "nc",
          "ncat",
          "mc",
          "aws",
          "hadoop",
          "hdfs",
          "weed",
          "nslookup",
          "getent",
          "host",
          "dig",
          "ping",
          "pg_isready",
          "mysqladmin",
          "redis-cli",
          "timeout");

  /** What changes nothing. */
  private static final List<String> IDLE = List.of("sleep", "echo", "printf", ":", "true");

  /**
   * The head of a loop in {@code script} that ends only once what it asks for is there: all it does
   * between two tries is to sleep and to say so. Nothing where that is in doubt.
   */
  public static Optional<String> endless(String script) {
    if (holdsOneOf(script, ENDS)) {
      return Optional.empty();
    }
    List<String> commands = commands(script);
    for (int i = 0; i < commands.size(); i++) {
      String head = commands.get(i);
      if ((head.startsWith("until ") || head.startsWith("while "))
          && !holdsOneOf(head, CHANGES)
          && isIdle(commands, i + 1)) {
        return Optional.of(head);
      }
    }
    return Optional.empty();
  }

  /**
   * The head of a loop in {@code script} that sleeps for as long as a question to a server is
   * answered, where it was meant to sleep until it is. Nothing where that is in doubt.
   */
  public static Optional<String> turned(String script) {
    if (!script.contains("sleep")) {
      return Optional.empty();
    }
    List<String> commands = commands(script);
    for (int i = 0; i < commands.size(); i++) {
      String head = commands.get(i);
      boolean isWhile = head.startsWith("while ") && !head.startsWith("while !");
      if ((isWhile || head.startsWith("until !")) && asks(head) && onlySleeps(commands, i + 1)) {
        return Optional.of(head);
      }
    }
    return Optional.empty();
  }

  /** Whether the last program of a loop's head is one that asks a server for something. */
  private static boolean asks(String head) {
    String last = head.substring(head.lastIndexOf('|') + 1).strip();
    String command = last.replaceFirst("^(?:while|until)\\s+", "").replaceFirst("^!\\s*", "");
    String program = command.split("\\s", 2)[0];
    return !head.contains("||")
        && !head.contains("&&")
        && ASKS.contains(program.substring(program.lastIndexOf('/') + 1));
  }

  /**
   * Whether the body that begins at {@code from} sleeps, and leaves the loop by nothing but exit.
   */
  private static boolean onlySleeps(List<String> commands, int from) {
    boolean sleeps = false;
    for (int i = from; i < commands.size(); i++) {
      String command = commands.get(i);
      if (command.equals("done") || command.startsWith("done ")) {
        return sleeps;
      }
      if (command.contains("break") || command.contains("exit 0") || command.contains("return")) {
        return false;
      }
      sleeps |= isWord("sleep", command) || isWord("do sleep", command);
    }
    return false;
  }

  /** Whether what begins at {@code from} is the whole body of a loop, and does nothing. */
  private static boolean isIdle(List<String> commands, int from) {
    if (from >= commands.size() || !isWord("do", commands.get(from))) {
      return false;
    }
    String first = commands.get(from).substring("do".length()).strip();
    if (!first.isEmpty() && !isIdle(first)) {
      return false;
    }
    for (int i = from + 1; i < commands.size(); i++) {
      String command = commands.get(i);
      if (command.equals("done") || !isIdle(command)) {
        return command.equals("done");
      }
    }
    return false;
  }

  private static boolean isIdle(String command) {
    for (String word : IDLE) {
      if (isWord(word, command)) {
        return !command.contains("&&") && !command.contains("||");
      }
    }
    return false;
  }

  /** Whether {@code command} begins with the word. */
  private static boolean isWord(String word, String command) {
    return command.equals(word) || command.startsWith(word + " ");
  }

  private static boolean holdsOneOf(String text, List<String> words) {
    for (String word : words) {
      if (text.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** Line by line and between semicolons, comments left out, lines that go on made one. */
  private static List<String> commands(String script) {
    List<String> commands = new ArrayList<>();
    for (String line : script.replace("\\\n", " ").replace(';', '\n').split("\n", -1)) {
      String command = line.strip();
      if (!command.isEmpty() && !command.startsWith("#")) {
        commands.add(command);
      }
    }
    return commands;
  }
}
