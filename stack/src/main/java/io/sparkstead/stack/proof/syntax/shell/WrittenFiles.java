package io.sparkstead.stack.proof.syntax.shell;

import io.sparkstead.stack.proof.syntax.tree.Node;
import java.util.ArrayList;
import java.util.List;

/** The files that a script writes from heredocs. */
public final class WrittenFiles {

  /**
   * One of them.
   *
   * @param text with variables and commands as they are written
   * @param line where it begins, from 1
   */
  public record File(String path, String text, int line) {}

  private WrittenFiles() {}

  /** In the order of {@code program}. */
  public static List<File> of(Node program) {
    List<File> files = new ArrayList<>();
    look(program, files);
    return files;
  }

  private static void look(Node node, List<File> files) {
    if (node.is("redirected_statement")) {
      String path = "";
      for (Node redirect : node.children()) {
        if (redirect.is("file_redirect") && !redirect.text().contains("<")) {
          path = unquoted(redirect.child("destination").map(Node::text).orElse(""));
        }
      }
      for (Node redirect : node.children()) {
        if (redirect.is("heredoc_redirect")) {
          heredoc(path, redirect, files);
        }
      }
    }
    node.children().forEach(child -> look(child, files));
  }

  private static void heredoc(String path, Node redirect, List<File> files) {
    String mark = "";
    String target = path;
    for (Node part : redirect.children()) {
      if (part.is("heredoc_start")) {
        mark = part.text();
      } else if (part.is("file_redirect") && !part.text().contains("<")) {
        target = unquoted(part.child("destination").map(Node::text).orElse(""));
      }
    }
    for (Node part : redirect.children()) {
      if (part.is("heredoc_body")) {
        boolean isLiteral = !mark.equals(unquoted(mark)) || mark.startsWith("\\");
        String text = isLiteral ? part.text() : unescaped(part.text());
        files.add(new File(target, text, part.line()));
      }
    }
  }

  private static String unquoted(String word) {
    return word.replace("\"", "").replace("'", "");
  }

  private static String unescaped(String body) {
    return body.replace("\\\\", "\\").replace("\\`", "`").replace("\\$", "");
  }
}
