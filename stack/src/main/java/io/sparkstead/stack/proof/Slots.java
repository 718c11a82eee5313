package io.sparkstead.stack.proof;

import io.sparkstead.stack.secret.SlotFile;
import java.util.List;
import java.util.Map;

/** What people put into the tree is there, is sealed, and is what the tree waits for. */
final class Slots implements RuleFamily {

  @Override
  public void check(Evidence stack, Findings findings) {
    for (SlotFile file : stack.slots()) {
      if (file.documents().isEmpty()) {
        findings.checking(Rule.SLOT_IS_FILLED);
        findings.about(file.path(), "", file.path() + " is not there; " + file.slot().remedy());
      } else {
        filled(findings, file, file.documents().get());
      }
    }
  }

  private static void filled(Findings findings, SlotFile file, List<Map<?, ?>> documents) {
    findings.checking(Rule.SLOT_IS_SEALED);
    if (documents.size() != 1) {
      about(findings, file, "is not YAML with one document, and may hold anything");
    }
    for (Map<?, ?> document : documents) {
      for (String leak : file.slot().leaks(document)) {
        about(findings, file, leak);
      }
    }
    findings.checking(Rule.SLOT_FITS);
    for (Map<?, ?> document : documents) {
      for (String misfit : file.slot().misfits(document)) {
        about(findings, file, misfit);
      }
    }
  }

  private static void about(Findings findings, SlotFile file, String what) {
    findings.about(file.path(), "", file.path() + " " + what + "; " + file.slot().remedy());
  }
}
