package io.sparkstead.stack.proof.syntax.python;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.NotebookText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether Python programs hand on functions that are to be called later, and not what they return.
 */
public record CalledBack(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule FUNCTION_IS_HANDED_ON =
      Rule.error("TXT-45", "A function that is to be called later is handed on, and not called")
          .why("It runs there and then, and later nothing does.")
          .fix("Drop the parentheses behind its name.");

  static final Rule SESSION_IS_STOPPED =
      Rule.warning("TXT-46", "A notebook that ships stops the session that it starts")
          .why("Its executors are held, and its run stays incomplete, until the kernel ends.")
          .fix("End it with spark.stop().");

  private static final String STARTED = ".getOrCreate()";

  /** By where the function stands; the name is the second group. */
  private static final Pattern CALLED =
      Pattern.compile(
          "\\b(threading\\.Timer\\([^,()]+,\\s*|Timer\\(\\d[^,()]*,\\s*|(?:threading\\.)?Thread\\((?:[^()]*,\\s*)?target\\s*=\\s*"
              + "|atexit\\.register\\(|signal\\.signal\\([^,()]+,\\s*|(?:\\.|\\b)submit\\()"
              + "([A-Za-z_]\\w*)\\(\\s*\\)");

  @Override
  public void check() {
    Map<String, String> programs = new LinkedHashMap<>(stack.filesEndingWith(".py"));
    stack
        .filesEndingWith(".ipynb")
        .forEach((path, text) -> programs.put(path, NotebookText.code(text)));
    for (Evidence.Embedded file : stack.embedded()) {
      if (file.key().endsWith(".py")) {
        programs.merge(file.path(), file.text(), (first, second) -> first + "\n" + second);
      }
    }
    programs.forEach(this::functionIsHandedOn);
    programs.forEach(this::sessionIsStopped);
  }

  private void functionIsHandedOn(String path, String program) {
    Matcher called = CALLED.matcher(program);
    while (called.find()) {
      String name = called.group(2);
      // A function of the program's own that returns another is right there.
      if (program.contains("def " + name + "(") && !returnsAFunction(program, name)) {
        inFile(FUNCTION_IS_HANDED_ON, path, name + "()")
            .say(
                "{it} calls {}() where it is to be handed on, so it runs at once; drop the"
                    + " parentheses",
                name);
        return;
      }
    }
  }

  private void sessionIsStopped(String path, String program) {
    boolean isNotebook = path.endsWith(".ipynb");
    if (isNotebook && program.contains(STARTED) && !program.contains(".stop()")) {
      inFile(SESSION_IS_STOPPED, path, STARTED)
          .say("{it} starts a session and never stops it; end it with spark.stop()");
    }
  }

  private static boolean returnsAFunction(String program, String name) {
    return Pattern.compile(
            "def " + name + "\\(.*?\\n(?:[ \\t]+.*\\n|\\n)*?[ \\t]+return\\b[ \\t]*\\S")
        .matcher(program)
        .find();
  }
}
