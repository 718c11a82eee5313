package io.sparkstead.stack.proof.supply;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.secret.SlotFile;
import java.util.List;
import java.util.Map;

/** Whether what people put into the tree is there, is sealed, and is what the tree waits for. */
public record Slots(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule SLOT_IS_FILLED =
      Rule.warning("REF-28", "A file that the tree leaves to a person is there")
          .why("Kustomize builds nothing while a file that it lists is missing.")
          .fix("Make it as the README of the environment shows.");

  static final Rule SLOT_FITS =
      Rule.error("REF-29", "A sealed file becomes the Secret that it is listed for")
          .why(
              "It is unsealed for its own name and namespace alone, or lacks a key that pods wait for.")
          .fix("Make it anew from what `secrets --name` prints.");

  static final Rule SLOT_IS_SEALED =
      Rule.error("SEC-05", "A file made for a sealed secret is sealed")
          .why("Whoever clones the repository can read it, and so can whoever ever did.")
          .fix("Take it out of Git's history, make new values, and seal them.");

  @Override
  public void check() {
    for (SlotFile file : stack.slots()) {
      if (file.documents().isEmpty()) {
        at(SLOT_IS_FILLED, file, "is not there");
      } else {
        filled(file, file.documents().get());
      }
    }
  }

  private void filled(SlotFile file, List<Map<?, ?>> documents) {
    if (documents.size() != 1) {
      at(SLOT_IS_SEALED, file, "is not YAML with one document, and may hold anything");
    }
    for (Map<?, ?> document : documents) {
      for (String leak : file.slot().leaks(document)) {
        at(SLOT_IS_SEALED, file, leak);
      }
      for (String misfit : file.slot().misfits(document)) {
        at(SLOT_FITS, file, misfit);
      }
    }
  }

  private void at(Rule rule, SlotFile file, String what) {
    inFile(rule, file.path(), "").say("{it} {}; {}", what, file.slot().remedy());
  }
}
