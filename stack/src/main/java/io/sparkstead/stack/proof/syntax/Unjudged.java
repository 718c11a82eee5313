package io.sparkstead.stack.proof.syntax;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.syntax.tree.Grammar;
import java.util.function.Predicate;

/**
 * Whether this machine can judge texts at all.
 *
 * @param isHere whether it can load a grammar
 */
public record Unjudged(Evidence stack, Findings findings, Predicate<Grammar> isHere)
    implements FamilyCheck {

  static final Rule TEXTS_ARE_JUDGED =
      Rule.note("TXT-14", "This machine can read Python and the variables of scripts")
          .why("The grammars are native libraries, and not for every machine.")
          .fix("Run verify where glibc, macOS or Windows is, and a folder to unpack to.");

  public Unjudged(Evidence stack, Findings findings) {
    this(stack, findings, Grammar::isHere);
  }

  @Override
  public void check() {
    for (Text text : Texts.of(stack)) {
      if (text.kind() != TextKind.JSON) {
        if (!isHere.test(Grammar.BASH) || !isHere.test(Grammar.PYTHON)) {
          at(TEXTS_ARE_JUDGED, text, "")
              .say(
                  "{it}, and whatever else is for Python or a shell, is not judged: the grammars do"
                      + " not load on this machine; verify it on another, or in CI");
        }
        return;
      }
    }
  }
}
