package io.sparkstead.stack.proof.syntax.shell;

import io.sparkstead.stack.proof.syntax.tree.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables of a script: those that it sets or asks for with care, and those that it reads
 * whatever becomes of them.
 *
 * <pre>
 * set -u
 * read -r a; echo "$a ${b:-1} $c"     sets a and b, reads a and c
 * </pre>
 */
public final class ShellVariables {

  /** What sets the variables whose names follow it. */
  private static final Set<String> SETTING =
      Set.of(
          "read",
          "mapfile",
          "readarray",
          "getopts",
          "printf",
          "let",
          "unset",
          "wait",
          "local",
          "export",
          "declare",
          "typeset",
          "readonly");

  /** With these, variables come from where nobody looks. */
  private static final Set<String> HIDING = Set.of("eval", "source", ".", "shopt");

  /** {@code exec {fd}> file} sets fd, and is no word of its own to the grammar. */
  private static final Pattern DESCRIPTOR = Pattern.compile("\\{(\\w+)}[<>]");

  /** What may follow a name in braces, and asks for it with care. */
  private static final String CARE = "-=?+";

  /**
   * A variable where it is read.
   *
   * @param line from 1
   */
  public record Read(String name, int line) {}

  private final Set<String> set = new HashSet<>();
  private final Set<String> exported = new HashSet<>();
  private final List<Read> reads = new ArrayList<>();
  private boolean isUnsetRefused;
  private boolean isHidden;

  public ShellVariables(Node program) {
    String first = program.text().lines().findFirst().orElse("");
    isUnsetRefused = first.matches("#!.*sh.* -[a-z]*u[a-z]*\\b.*");
    Matcher descriptor = DESCRIPTOR.matcher(program.text());
    while (descriptor.find()) {
      set.add(descriptor.group(1));
    }
    look(program);
  }

  public Set<String> set() {
    return set;
  }

  /** Those of {@link #set} that programs see which it starts. */
  public Set<String> exported() {
    return exported;
  }

  public List<Read> reads() {
    return reads;
  }

  /**
   * Whether {@code set -u} is said, and holds to the end.
   *
   * @param isStartedSo whether the shell that runs the script is told so already
   */
  public boolean isUnsetRefused(boolean isStartedSo) {
    return (isUnsetRefused || isStartedSo) && !isHidden;
  }

  private void look(Node node) {
    switch (node.type()) {
      case "variable_assignment" -> assigned(node);
      case "declaration_command" -> declared(node);
      case "command" -> command(node);
      case "for_statement" -> {
        node.child("variable").ifPresent(variable -> set.add(variable.text()));
        node.children().forEach(this::look);
      }
      case "simple_expansion" -> simple(node);
      case "expansion" -> expansion(node);
      case "test_command" -> test(node);
      case "arithmetic_expansion" -> arithmetic(node);
      default -> node.children().forEach(this::look);
    }
  }

  private void assigned(Node assignment) {
    for (Node child : assignment.children()) {
      if (child.field().equals("name")) {
        String name = child.is("subscript") ? child.children().get(0).text() : child.text();
        set.add(name);
      } else {
        look(child);
      }
    }
  }

  private void declared(Node declaration) {
    Set<String> before = new HashSet<>(set);
    for (Node child : declaration.children()) {
      if (child.is("variable_name")) {
        set.add(child.text());
        before.remove(child.text());
      } else {
        look(child);
      }
    }
    if (declaration.text().startsWith("export") || declaration.text().startsWith("declare -x")) {
      for (String name : set) {
        if (!before.contains(name)) {
          exported.add(name);
        }
      }
    }
  }

  private void command(Node command) {
    String name = command.child("name").map(Node::text).orElse("");
    isHidden = isHidden || HIDING.contains(name);
    if (name.equals("set")) {
      options(command);
    }
    for (Node child : command.children()) {
      if (child.is("variable_assignment")) {
        child.child("name").ifPresent(variable -> exported.add(variable.text()));
      }
      if (SETTING.contains(name) && child.field().equals("argument")) {
        names(child.text());
      }
      look(child);
    }
  }

  /** {@code -eu}, {@code -o nounset}; what takes it back makes everything uncertain. */
  private void options(Node command) {
    String options = " " + command.text() + " ";
    isHidden = isHidden || options.matches("(?s).* \\+([a-z]*u|o nounset).*");
    boolean isSaid = options.matches("(?s).* -([a-zA-Z]*u[a-zA-Z]*|[a-zA-Z]*o nounset)\\b.*");
    isUnsetRefused = isUnsetRefused || isSaid || options.matches("(?s).* -o nounset.*");
  }

  private void names(String argument) {
    for (String word : argument.split("\\W+", -1)) {
      if (ShellWords.isName(word)) {
        set.add(word);
      }
    }
  }

  private void simple(Node expansion) {
    for (Node child : expansion.children()) {
      if (child.is("variable_name")) {
        read(child.text(), expansion.line());
      }
    }
  }

  private void read(String name, int line) {
    if (ShellWords.isName(name)) {
      reads.add(new Read(name, line));
    }
  }

  /** {@code ${a}} and {@code ${a%x}} read; {@code ${a:-x}} asks with care. */
  private void expansion(Node expansion) {
    String inner = expansion.text().substring(Math.min(2, expansion.text().length()));
    int start = inner.startsWith("#") || inner.startsWith("!") ? 1 : 0;
    int end = start;
    while (end < inner.length() && ShellWords.isName("_" + inner.charAt(end))) {
      end++;
    }
    String name = inner.substring(start, end);
    String rest = inner.substring(end);
    String bare = rest.startsWith(":") ? rest.substring(1) : rest;
    if (!bare.isEmpty() && CARE.indexOf(bare.charAt(0)) >= 0) {
      set.add(name);
    } else if (!rest.startsWith("[") && !rest.startsWith("*") && !rest.startsWith("@")) {
      read(name, expansion.line());
    }
    for (Node child : expansion.children()) {
      if (!child.is("variable_name")) {
        look(child);
      }
    }
  }

  /** {@code [ -v a ]} and {@code [[ -v a ]]} ask with care. */
  private void test(Node test) {
    if (test.text().contains(" -v ")) {
      names(test.text());
    }
    test.children().forEach(this::look);
  }

  /** {@code $((a + 1))} reads; {@code ((a = 1))} sets as well as it reads. */
  private void arithmetic(Node arithmetic) {
    boolean isRead = arithmetic.text().startsWith("$((") && !arithmetic.text().contains("=");
    if (isRead) {
      operands(arithmetic);
    } else {
      names(arithmetic.text());
    }
    arithmetic.children().forEach(this::look);
  }

  private void operands(Node node) {
    for (Node child : node.children()) {
      if (child.is("variable_name")) {
        read(child.text(), child.line());
      } else if (!child.is("simple_expansion") && !child.is("expansion")) {
        operands(child);
      }
    }
  }
}
