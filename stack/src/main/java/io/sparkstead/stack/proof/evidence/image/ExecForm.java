package io.sparkstead.stack.proof.evidence.image;

import java.util.ArrayList;
import java.util.List;

/** The words of {@code ["/usr/bin/tini", "--"]}, or of what is given to a shell. */
final class ExecForm {

  private ExecForm() {}

  static boolean is(String text) {
    return text.startsWith("[") && text.endsWith("]");
  }

  /** As words, or as a shell's {@code -c}. */
  static List<String> of(String text) {
    return is(text) ? strings(text) : List.of("/bin/sh", "-c", text);
  }

  static List<String> strings(String list) {
    List<String> found = new ArrayList<>();
    StringBuilder one = new StringBuilder();
    boolean isIn = false;
    for (int i = 1; i < list.length() - 1; i++) {
      char c = list.charAt(i);
      if (c == '"') {
        if (isIn) {
          found.add(one.toString());
          one.setLength(0);
        }
        isIn = !isIn;
      } else if (isIn && c == '\\') {
        i++;
        one.append(list.charAt(i));
      } else if (isIn) {
        one.append(c);
      }
    }
    return found;
  }
}
