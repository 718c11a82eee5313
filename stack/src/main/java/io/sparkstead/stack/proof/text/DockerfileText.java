package io.sparkstead.stack.proof.text;

import io.sparkstead.dsl.value.Ascii;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A Dockerfile, read once as far as rules need to.
 *
 * <pre>
 * ARG SPARK=3.5.4           in expanded(): ARG SPARK=3.5.4
 * RUN curl \                               RUN curl    https://…/spark-3.5.4.tgz
 *   https://…/spark-${SPARK}.tgz
 * </pre>
 *
 * @see <a href="https://docs.docker.com/reference/dockerfile/">Dockerfile reference</a>
 */
public final class DockerfileText {

  private final String path;
  private final String text;
  private final String expanded;
  private final List<Instruction> instructions;
  private final List<String> bases;
  private final int lastStage;

  /** What is given to these may stand on the lines below: {@code RUN <<EOF}. */
  private static final List<String> WITH_HEREDOCS = List.of("RUN", "COPY", "ADD");

  private static final String HEREDOC = "<<";

  /**
   * {@code RUN} and what it runs, which is one line, and no heredoc.
   *
   * @param at where it begins
   */
  public record Instruction(int at, String keyword, String rest) {

    public boolean is(String other) {
      return keyword.equalsIgnoreCase(other);
    }
  }

  public DockerfileText(String path, String text) {
    this.path = path;
    this.text = text;
    this.expanded = expanded(text);
    this.instructions = List.copyOf(instructions(expanded));
    this.bases = bases(all("FROM"));
    int start = 0;
    for (Instruction instruction : instructions) {
      start = instruction.is("FROM") ? instruction.at() : start;
    }
    this.lastStage = start;
  }

  public String path() {
    return path;
  }

  /** As it is written. */
  public String text() {
    return text;
  }

  /** With what its ARG lines say put in, and continued lines joined. */
  public String expanded() {
    return expanded;
  }

  /** Line by line; what a heredoc holds is none. */
  public List<Instruction> instructions() {
    return instructions;
  }

  /** What {@code instruction} is given, with the heredocs that belong to it. */
  public String whole(Instruction instruction) {
    int end = expanded.length();
    for (Instruction next : instructions) {
      end = next.at() > instruction.at() ? Math.min(end, next.at()) : end;
    }
    return instruction.rest().contains(HEREDOC)
        ? expanded.substring(instruction.at() + instruction.keyword().length(), end).strip()
        : instruction.rest();
  }

  /** What stands behind {@code keyword} on each line that begins with it. */
  public List<String> all(String keyword) {
    List<String> all = new ArrayList<>();
    for (Instruction instruction : instructions) {
      if (instruction.is(keyword)) {
        all.add(instruction.rest());
      }
    }
    return all;
  }

  /** What may be given to its build, by name. */
  public List<String> arguments() {
    List<String> names = new ArrayList<>();
    for (String argument : all("ARG")) {
      int end = Words.endOfWord(argument, 0);
      if (end > 0) {
        names.add(argument.substring(0, end));
      }
    }
    return names;
  }

  /** The user it ends as. */
  public Optional<String> lastUser() {
    List<String> users = all("USER");
    return users.isEmpty()
        ? Optional.empty()
        : Optional.of(Words.of(users.get(users.size() - 1)).get(0));
  }

  /** The images it is built on, without those that are its own stages. */
  public List<String> bases() {
    return bases;
  }

  private static List<String> bases(List<String> lines) {
    List<String> bases = new ArrayList<>();
    List<String> stages = new ArrayList<>();
    for (String from : lines) {
      List<String> words = Words.of(from);
      int image = 0;
      while (image < words.size() - 1 && words.get(image).startsWith("--")) {
        image++;
      }
      if (!stages.contains(words.get(image))) {
        bases.add(words.get(image));
      }
      if (words.size() > image + 2 && words.get(image + 1).equalsIgnoreCase("AS")) {
        stages.add(words.get(image + 2));
      }
    }
    return List.copyOf(bases);
  }

  /** The stage that becomes the image: what an earlier one is built with does not run. */
  public String lastStage() {
    return expanded.substring(lastStage);
  }

  /** What stands behind {@code keyword} in {@link #lastStage}. */
  public List<String> allOfLastStage(String keyword) {
    List<String> all = new ArrayList<>();
    for (Instruction instruction : instructions) {
      if (instruction.at() >= lastStage && instruction.is(keyword)) {
        all.add(instruction.rest());
      }
    }
    return all;
  }

  private static String expanded(String text) {
    String joined = withoutInnerComments(text).replace("\\\n", " ");
    // Of two with one name, the later one is what most of the text sees.
    Map<String, String> values = new LinkedHashMap<>();
    for (Instruction argument : instructions(joined)) {
      String rest = argument.rest();
      int equals = Words.endOfWord(rest, 0);
      int end = Words.endOfValue(rest, equals, "");
      if (argument.is("ARG") && equals > 0 && end > equals + 1 && rest.charAt(equals) == '=') {
        values.put(rest.substring(0, equals), withValues(rest.substring(equals + 1, end), values));
      }
    }
    return withValues(joined, values);
  }

  /** Without comments and blanks between the lines of one instruction, which its builder drops. */
  private static String withoutInnerComments(String text) {
    if (!text.contains("\\\n")) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    boolean goesOn = false;
    for (String line : text.split("\n", -1)) {
      boolean isComment = line.stripLeading().startsWith("#");
      if (!goesOn || (!isComment && !line.isBlank())) {
        // A comment does not go on below, whatever it ends in.
        boolean isCut = isComment && line.endsWith("\\");
        kept.append(isCut ? line.substring(0, line.length() - 1) : line).append('\n');
        goesOn = line.endsWith("\\") && !isComment;
      }
    }
    return kept.substring(0, Math.max(0, kept.length() - 1));
  }

  private static String withValues(String text, Map<String, String> values) {
    String result = text;
    for (Map.Entry<String, String> one : values.entrySet()) {
      String name = one.getKey();
      String value = one.getValue();
      result = replaceName(result.replace("${" + name + "}", value), "$" + name, value);
    }
    return result;
  }

  /** {@code value} for each {@code variable}, but not for one whose name goes on. */
  private static String replaceName(String text, String variable, String value) {
    StringBuilder replaced = new StringBuilder();
    int from = 0;
    for (int at = text.indexOf(variable); at >= 0; at = text.indexOf(variable, from)) {
      int end = at + variable.length();
      boolean goesOn = Words.endOfWord(text, end) > end;
      replaced.append(text.substring(from, at)).append(goesOn ? variable : value);
      from = end;
    }
    return from == 0 ? text : replaced.append(text.substring(from)).toString();
  }

  private static List<Instruction> instructions(String text) {
    List<Instruction> instructions = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = endOfLine(text, start);
      int keyword = start;
      while (keyword < end && Ascii.isLetter(text.charAt(keyword))) {
        keyword++;
      }
      String rest = text.substring(keyword, end);
      if (keyword > start && !rest.isBlank() && Character.isWhitespace(rest.charAt(0))) {
        Instruction one = new Instruction(start, text.substring(start, keyword), rest.strip());
        instructions.add(one);
        end = endOfHeredocs(text, end, one);
      }
      start = end + 1;
    }
    return instructions;
  }

  private static int endOfLine(String text, int start) {
    int newline = text.indexOf('\n', start);
    return newline < 0 ? text.length() : newline;
  }

  /** Where the last heredoc of {@code instruction} ends, whose line ends at {@code endOfLine}. */
  private static int endOfHeredocs(String text, int endOfLine, Instruction instruction) {
    int end = endOfLine;
    if (instruction.rest().contains(HEREDOC)
        && WITH_HEREDOCS.contains(instruction.keyword().toUpperCase(Locale.ROOT))) {
      for (String word : Words.of(instruction.rest())) {
        // 3<<EOF is one too, <<<text is none.
        int start = Ascii.endOfDigits(word, 0);
        if (word.startsWith(HEREDOC, start) && word.lastIndexOf('<') == start + 1) {
          end = endOfHeredoc(text, end, word.substring(start + HEREDOC.length()));
        }
      }
    }
    return end;
  }

  /**
   * Where the line ends that closes a heredoc; where it began, if none does.
   *
   * @param mark {@code EOF}, {@code "EOF"}, or {@code -EOF} where tabs may stand in front of it
   */
  private static int endOfHeredoc(String text, int endOfLine, String mark) {
    boolean mayBeIndented = mark.startsWith("-");
    String word = (mayBeIndented ? mark.substring(1) : mark).replace("\"", "").replace("'", "");
    int end = endOfLine;
    while (end < text.length() && !word.isEmpty()) {
      int start = end + 1;
      end = endOfLine(text, start);
      String line = text.substring(start, end);
      if (word.equals(mayBeIndented ? line.stripLeading() : line)) {
        return end;
      }
    }
    return endOfLine;
  }
}
