package io.sparkstead.stack.testing;

import org.approvaltests.Approvals;
import org.approvaltests.core.Options;

/** Approves a file by its text: {@code approved/<class>.<method>.approved.<extension>}. */
public final class Texts {

  private Texts() {}

  /**
   * Fails unless {@code text} is as approved; {@code extension} is without a dot, and for whoever
   * opens the file in an editor.
   */
  public static void approve(String extension, String text) {
    Approvals.verify(
        text,
        new Options(new JunitMessage())
            .forFile()
            .withNamer(new ReceivedUnderTarget(Approvals.createApprovalNamer()))
            .forFile()
            .withExtension("." + extension));
  }

  /** Approves what changes from one file to another, where both in full would hide it. */
  public static void approveDifference(String before, String after) {
    StringBuilder changes = new StringBuilder();
    for (String line : Difference.between(before, after, 2)) {
      if (!line.startsWith("---") && !line.startsWith("+++")) {
        // Line numbers would change with every line above.
        changes.append(line.startsWith("@@") ? "@@" : line.stripTrailing()).append('\n');
      }
    }
    approve("diff", changes.toString());
  }
}
