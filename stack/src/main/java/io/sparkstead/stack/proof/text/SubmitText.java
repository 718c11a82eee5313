package io.sparkstead.stack.proof.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One command of a script that submits, as far as it can be told without a shell.
 *
 * <pre>
 * spark-submit --conf spark.ui.port=1 local:///opt/a.py 8
 * </pre>
 *
 * @param options by name, without what --conf says
 * @param conf what each --conf says
 * @param program what is run, or empty where it is not seen
 */
public record SubmitText(Map<String, String> options, Map<String, String> conf, String program) {

  private static final String SUBMIT = "spark-submit";
  private static final String MODE = "spark.submit.deployMode";

  /** Those that have nothing behind them. */
  private static final List<String> FLAGS =
      List.of(
          "--supervise",
          "--verbose",
          "-v",
          "--version",
          "--help",
          "-h",
          "--load-spark-defaults",
          "--usage-error");

  /** All in {@code script}, those that ask for a status among them. */
  public static List<SubmitText> allIn(String script) {
    List<SubmitText> all = new ArrayList<>();
    for (String line : script.replace("\\\n", " ").split("\n", -1)) {
      int at = line.strip().startsWith("#") ? -1 : line.indexOf(SUBMIT);
      if (at >= 0) {
        List<String> words = wordsOf(line.substring(at + SUBMIT.length()));
        all.add(of(words));
      }
    }
    return all;
  }

  private static SubmitText of(List<String> words) {
    Map<String, String> options = new LinkedHashMap<>();
    Map<String, String> conf = new LinkedHashMap<>();
    int at = 0;
    while (at < words.size() && words.get(at).startsWith("-")) {
      String word = words.get(at);
      int equals = word.indexOf('=');
      String name = equals > 0 ? word.substring(0, equals) : word;
      boolean isFlag = FLAGS.contains(name);
      boolean hasNext = !isFlag && equals < 0 && at + 1 < words.size();
      String value = equals > 0 ? word.substring(equals + 1) : hasNext ? words.get(at + 1) : "";
      int sign = value.indexOf('=');
      if ((name.equals("--conf") || name.equals("-c")) && sign > 0) {
        conf.put(value.substring(0, sign), value.substring(sign + 1));
      } else {
        options.put(name, value);
      }
      at += hasNext ? 2 : 1;
    }
    return new SubmitText(options, conf, at < words.size() ? words.get(at) : "");
  }

  /** Words up to where the command ends; quotes are taken away, variables stay. */
  private static List<String> wordsOf(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    int depth = 0;
    boolean isWord = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += text.startsWith("$(", i) ? 1 : depth > 0 && c == ')' ? -1 : 0;
      if (depth == 0 && quote == 0 && "|;&<>)".indexOf(c) >= 0 && !text.startsWith("$(", i - 1)) {
        boolean isStart = c != ')' || word.indexOf("$(") < 0;
        if (isStart) {
          break;
        }
      }
      if (quote != 0 ? c == quote && depth == 0 : c == '"' || c == '\'') {
        quote = quote != 0 ? 0 : c;
        isWord = true;
      } else if (quote == 0 && depth == 0 && Character.isWhitespace(c)) {
        if (isWord) {
          words.add(word.toString());
        }
        word.setLength(0);
        isWord = false;
      } else {
        word.append(c);
        isWord = true;
      }
    }
    if (isWord) {
      words.add(word.toString());
    }
    return words;
  }

  /** Whether it starts a program, and asks nothing of one that runs. */
  public boolean isStart() {
    return !program.isEmpty() && asked().isEmpty() && !options.containsKey("--kill");
  }

  /** Whose status it asks for. */
  public Optional<String> asked() {
    return Optional.ofNullable(options.get("--status"));
  }

  /** {@code client} or {@code cluster}, if the command says which. */
  public Optional<String> mode() {
    return Optional.ofNullable(options.getOrDefault("--deploy-mode", conf.get(MODE)));
  }
}
