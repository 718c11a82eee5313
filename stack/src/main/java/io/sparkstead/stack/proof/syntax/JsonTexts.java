package io.sparkstead.stack.proof.syntax;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.syntax.json.JsonCheck;
import io.sparkstead.stack.proof.syntax.shell.WrittenFiles;
import io.sparkstead.stack.proof.syntax.tree.Grammar;
import io.sparkstead.stack.proof.syntax.tree.Node;
import io.sparkstead.stack.proof.syntax.tree.Problem;
import java.util.List;
import java.util.Optional;

/** Whether JSON is JSON: files, notebooks, and what scripts write. */
public record JsonTexts(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule IS_JSON =
      Rule.error("TXT-13", "A text that is read as JSON is JSON")
          .why("Who reads it refuses all of it.")
          .fix("Correct the comma, bracket or quote; jq . FILE says where.");

  private static final String JSON = ".json";

  /** What programs read JSON by where each line is an object. */
  private static final List<String> BY_LINE =
      List.of(".json(", "read_json", "\"json\"", "'json'", "json.`", "jq ", "loads(line");

  @Override
  public void check() {
    List<Text> texts = Texts.of(stack);
    for (Text text : texts) {
      switch (text.kind()) {
        case JSON -> isJson(text, text.text(), 0, "", isReadByLine(text, texts));
        case NOTEBOOK -> isJson(text, text.text(), 0, "", false);
        case SHELL -> written(text);
        case PYTHON -> {}
      }
    }
  }

  /** Whether each line is an object, and a program of the stack may read it so. */
  private static boolean isReadByLine(Text json, List<Text> texts) {
    for (String line : json.text().lines().filter(line -> !line.isBlank()).toList()) {
      if (!line.startsWith("{") || JsonCheck.refusal(line, false).isPresent()) {
        return false;
      }
    }
    for (Text text : texts) {
      if (text.kind() != TextKind.JSON && BY_LINE.stream().anyMatch(text.text()::contains)) {
        return true;
      }
    }
    return false;
  }

  private void written(Text script) {
    if (!script.text().contains(JSON) || !script.text().contains("<<")) {
      return;
    }
    Optional<Node> tree = Grammar.BASH.read(script.text());
    if (tree.isPresent() && tree.get().firstBroken().isEmpty()) {
      for (WrittenFiles.File file : WrittenFiles.of(tree.get())) {
        if (file.path().endsWith(JSON)) {
          isJson(
              script,
              file.text(),
              file.line() - 1,
              " writes " + file.path() + " there, which",
              true);
        }
      }
    }
  }

  private void isJson(Text text, String json, int before, String what, boolean isReadByLine) {
    Optional<Problem> refusal = JsonCheck.refusal(json, isReadByLine);
    if (refusal.isPresent()) {
      int line = before + refusal.get().line();
      at(IS_JSON, text, text.mark(line))
          .say(
              "line {} of {it}{} is no JSON: {}; correct the comma, bracket or quote",
              line,
              what,
              refusal.get().what());
    }
  }
}
