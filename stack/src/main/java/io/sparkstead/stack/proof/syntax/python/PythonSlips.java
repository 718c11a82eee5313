package io.sparkstead.stack.proof.syntax.python;

import io.sparkstead.stack.proof.syntax.tree.Node;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Python takes, and cannot be meant: a module that is called, a function that is taken for its
 * module, a whole number that is to be near a fraction.
 *
 * <pre>
 * import random; random()
 * from time import time; time.sleep(5)
 * pi = 4 * hits // darts; abs(pi - 3.14159) &gt; 0.02
 * </pre>
 */
public final class PythonSlips {

  /**
   * A slip.
   *
   * @param line from 1
   */
  public record Slip(String what, int line) {}

  /** Functions of Python's own that are called as their modules are. */
  private static final Set<String> FUNCTIONS =
      Set.of("copy", "getpass", "glob", "pprint", "random", "time");

  /** What the class of that name has not, and its module has. */
  private static final Map<String, Set<String>> OF_MODULES_ALONE =
      Map.of("datetime", Set.of("datetime", "timedelta", "timezone", "tzinfo", "MINYEAR"));

  private static final String IDENTIFIER = "identifier";

  private final Map<String, String> modules = new HashMap<>();
  private final Map<String, String> members = new HashMap<>();
  private final Set<String> assigned;
  private final Map<String, Integer> wholes = new HashMap<>();
  private final Map<String, Integer> writes = new HashMap<>();
  private final List<Slip> calls = new ArrayList<>();
  private final List<Slip> comparisons = new ArrayList<>();

  private PythonSlips(Node text) {
    assigned = new HashSet<>(new PythonNames(text).assigned());
    names(text);
    look(text);
  }

  public static PythonSlips of(Node text) {
    return new PythonSlips(text);
  }

  /** Where a module is called, or taken for what is in it. */
  public List<Slip> calls() {
    return calls;
  }

  /** Where a whole number is compared with a fraction that it never comes near. */
  public List<Slip> comparisons() {
    return comparisons;
  }

  private void names(Node node) {
    if (node.is("import_statement")) {
      for (Node name : node.children("name")) {
        String module = name.child("name").orElse(name).text();
        String first = module.split("\\.", 2)[0];
        modules.put(name.child("alias").map(Node::text).orElse(first), module);
      }
    } else if (node.is("import_from_statement")) {
      String module = node.child("module_name").map(Node::text).orElse("");
      for (Node name : node.children("name")) {
        String member = name.child("name").orElse(name).text();
        members.put(name.child("alias").map(Node::text).orElse(member), module + "." + member);
      }
    } else if (node.is("assignment") || node.is("augmented_assignment")) {
      String left = node.child("left").map(Node::text).orElse("");
      writes.merge(left, 1, Integer::sum);
      if (node.is("assignment") && node.child("right").filter(PythonSlips::isWhole).isPresent()) {
        wholes.put(left, node.line());
      }
    }
    node.children().forEach(this::names);
  }

  private void look(Node node) {
    if (node.is("call")) {
      called(node);
    } else if (node.is("attribute")) {
      taken(node);
    } else if (node.is("comparison_operator") && node.children().size() == 2) {
      compared(node.children().get(0), node.children().get(1), node);
    }
    node.children().forEach(this::look);
  }

  /** A name that is bound in other ways too may be anything. */
  private boolean isImportedAlone(
      String name, Map<String, String> here, Map<String, String> other) {
    return here.containsKey(name) && !other.containsKey(name) && !assigned.contains(name);
  }

  private void called(Node call) {
    String name = call.child("function").filter(it -> it.is(IDENTIFIER)).map(Node::text).orElse("");
    String module = modules.getOrDefault(name, "");
    if (isImportedAlone(name, modules, members)
        && PythonLibrary.modules(Set.of()).contains(module)) {
      boolean hasIt = PythonAttributes.of(module).contains(module);
      calls.add(
          new Slip(
              "calls "
                  + name
                  + ", which is a module"
                  + (hasIt ? "; say " + name + "." + module : "; name a function of it"),
              call.line()));
    }
  }

  private void taken(Node attribute) {
    String name = attribute.child("object").map(Node::text).orElse("");
    String taken = attribute.child("attribute").map(Node::text).orElse("");
    String member = members.getOrDefault(name, "");
    String module = member.split("\\.", 2)[0];
    boolean isOfTheModule =
        (FUNCTIONS.contains(module) && !taken.startsWith("__"))
            || OF_MODULES_ALONE.getOrDefault(module, Set.of()).contains(taken);
    if (isImportedAlone(name, members, modules)
        && member.equals(module + "." + module)
        && isOfTheModule) {
      calls.add(
          new Slip(
              "takes "
                  + taken
                  + " from "
                  + name
                  + ", which is "
                  + member
                  + " and not the module; say import "
                  + module,
              attribute.line()));
    }
  }

  /** {@code a // b}, {@code int(a)}, {@code round(a)}, {@code len(a)}. */
  private static boolean isWhole(Node value) {
    if (value.is("binary_operator")) {
      return operator(value).equals("//");
    }
    String function = value.child("function").map(Node::text).orElse("");
    int arguments = value.child("arguments").map(given -> given.children().size()).orElse(0);
    return value.is("call") && arguments == 1 && Set.of("int", "round", "len").contains(function);
  }

  /** What stands between the two sides. */
  private static String operator(Node binary) {
    String left = binary.child("left").map(Node::text).orElse("");
    String right = binary.child("right").map(Node::text).orElse("");
    int end = binary.text().length() - right.length();
    return end <= left.length() ? "" : binary.text().substring(left.length(), end).strip();
  }

  /** Whether {@code node} is a name that always holds a whole number. */
  private boolean isWholeName(Node node) {
    return wholes.containsKey(node.text()) && writes.getOrDefault(node.text(), 0) == 1;
  }

  private static Optional<BigDecimal> fraction(Node node) {
    if (!node.is("float") || !node.text().matches("[0-9]*\\.[0-9]+")) {
      return Optional.empty();
    }
    return Optional.of(new BigDecimal(node.text()));
  }

  private void compared(Node left, Node right, Node comparison) {
    boolean isEquality = comparison.text().contains("==") || comparison.text().contains("!=");
    for (Node[] sides : new Node[][] {{left, right}, {right, left}}) {
      Optional<BigDecimal> number = fraction(sides[1]);
      if (number.isPresent() && isEquality && isWholeName(sides[0])) {
        never(sides[0].text(), number.get(), BigDecimal.ZERO, comparison);
      }
      if (number.isPresent() && !isEquality && sides[0].is("call")) {
        distance(sides[0], number.get(), comparison);
      }
    }
  }

  /** {@code abs(a - 3.14159)}. */
  private void distance(Node call, BigDecimal most, Node comparison) {
    List<Node> given = call.child("arguments").map(Node::children).orElse(List.of());
    if (given.size() != 1
        || !given.get(0).is("binary_operator")
        || !call.text().startsWith("abs")) {
      return;
    }
    Node inner = given.get(0);
    Node left = inner.child("left").orElse(inner);
    Node right = inner.child("right").orElse(inner);
    for (Node[] sides : new Node[][] {{left, right}, {right, left}}) {
      Optional<BigDecimal> wanted = fraction(sides[1]);
      if (wanted.isPresent() && operator(inner).equals("-") && isWholeName(sides[0])) {
        never(sides[0].text(), wanted.get(), most, comparison);
      }
    }
  }

  private void never(String name, BigDecimal wanted, BigDecimal most, Node comparison) {
    BigDecimal nearest = wanted.setScale(0, RoundingMode.HALF_EVEN);
    if (nearest.subtract(wanted).abs().compareTo(most) > 0) {
      comparisons.add(
          new Slip(
              "compares "
                  + name
                  + ", a whole number since line "
                  + wholes.get(name)
                  + ", with "
                  + wanted.toPlainString()
                  + ", which it is never near; divide by /, and do not round",
              comparison.line()));
    }
  }
}
