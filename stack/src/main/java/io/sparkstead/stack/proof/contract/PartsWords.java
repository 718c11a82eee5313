package io.sparkstead.stack.proof.contract;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Declared.Change;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A patch, or a component of a person's, that changes what a part relies on says why. */
public record PartsWords(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule CHANGE_HAS_A_REASON =
      Rule.warning("PRT-01", "What changes what a part relies on says why")
          .why(
              "The part was tried with its own command, variables, mounts, probes, users, ports and"
                  + " files; nobody has tried others.")
          .fix(
              "Use an argument of the part if there is one, or say why it is right: because(…) of"
                  + " the patch, or a RuleException.");

  @Override
  public void check() {
    for (Change change : stack.declared().changes()) {
      List<String> changed = changed(change);
      if (!changed.isEmpty()) {
        findings
            .at(CHANGE_HAS_A_REASON, written(change.after()), "")
            .say(
                "{} changes what {it} relies on: {}; leave that, or say why it is right with {}",
                change.by(),
                String.join(", ", changed),
                change.answer());
      }
    }
  }

  /** With the folder it is written to. */
  private Manifest written(HasMetadata after) {
    for (Manifest manifest : stack.manifests()) {
      if (manifest.kind().equals(after.getKind())
          && manifest.name().equals(after.getMetadata().getName())) {
        return manifest;
      }
    }
    return new Manifest("", after);
  }

  /** What stood there, and does not any more, in words of a reader. */
  private static List<String> changed(Change change) {
    Map<String, Optional<Object>> before = ReliedOn.in(change.before());
    // What an earlier patch added is the person's own.
    before.keySet().retainAll(ReliedOn.in(change.made()).keySet());
    Map<String, Optional<Object>> after = ReliedOn.in(change.after());
    List<String> changed = new ArrayList<>();
    String gone = "";
    for (Map.Entry<String, Optional<Object>> word : before.entrySet()) {
      String what = word.getKey();
      Optional<Object> now = after.getOrDefault(what, Optional.empty());
      // Of a container that is gone, all else is too.
      boolean isToldAlready = !gone.isEmpty() && what.endsWith(gone);
      if (!now.equals(word.getValue()) && !isToldAlready) {
        changed.add(now.isEmpty() ? what + " is gone" : what);
        gone = now.isEmpty() && what.startsWith(ReliedOn.CONTAINER) ? what : gone;
      }
    }
    return changed;
  }
}
