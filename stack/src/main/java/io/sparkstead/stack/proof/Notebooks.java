package io.sparkstead.stack.proof;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads notebooks as far as rules need to: the code in them. */
final class Notebooks {

  private static final Pattern LINE =
      Pattern.compile("^\\s*\"((?:[^\"\\\\]|\\\\.)*)\",?\\s*$", Pattern.MULTILINE);

  private Notebooks() {}

  /**
   * All source lines, one a line. Nbformat keeps each as a string of its own on a line of its own,
   * so no parser is needed, and none is loaded on the way of a plain run.
   */
  static String code(String notebook) {
    StringBuilder code = new StringBuilder();
    Matcher lines = LINE.matcher(notebook);
    while (lines.find()) {
      String line =
          lines
              .group(1)
              .replace("\\n", "")
              .replace("\\t", "\t")
              .replace("\\\"", "\"")
              .replace("\\\\", "\\");
      code.append(line).append('\n');
    }
    return code.toString();
  }
}
