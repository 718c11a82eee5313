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
import java.util.Optional;

/** Whether JSON is JSON: files, notebooks, and what scripts write. */
public record JsonTexts(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule IS_JSON =
      Rule.error("TXT-13", "A text that is read as JSON is JSON")
          .why("Who reads it refuses all of it.")
          .fix("Correct the comma, bracket or quote; jq . FILE says where.");

  private static final String JSON = ".json";

  @Override
  public void check() {
    for (Text text : Texts.of(stack)) {
      switch (text.kind()) {
        case JSON, NOTEBOOK -> isJson(text, text.text(), 0, "");
        case SHELL -> written(text);
        case PYTHON -> {}
      }
    }
  }

  private void written(Text script) {
    if (!script.text().contains(JSON) || !script.text().contains("<<")) {
      return;
    }
    Optional<Node> tree = Grammar.BASH.read(script.text());
    if (tree.isPresent() && tree.get().firstBroken().isEmpty()) {
      for (WrittenFiles.File file : WrittenFiles.of(tree.get())) {
        if (file.path().endsWith(JSON)) {
          isJson(script, file.text(), file.line() - 1, " writes " + file.path() + " there, which");
        }
      }
    }
  }

  private void isJson(Text text, String json, int before, String what) {
    Optional<Problem> refusal = JsonCheck.refusal(json);
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
