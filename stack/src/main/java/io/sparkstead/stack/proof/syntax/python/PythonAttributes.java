package io.sparkstead.stack.proof.syntax.python;

import io.sparkstead.stack.proof.syntax.tree.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a text takes from modules of Python's own: {@code time.sleep}, {@code from operator import
 * add}.
 *
 * <p>What those have stands in {@code python-attributes.tsv}, which {@code
 * stack/src/python-names/attributes.py} reads from Pythons 3.9 to 3.13.
 */
public final class PythonAttributes {

  /**
   * What a module lacks.
   *
   * @param line from 1
   */
  public record Lacking(String module, String name, int line) {}

  private static final class Table {
    static final Map<String, Set<String>> NAMES = read();
  }

  private final Map<String, String> modules = new HashMap<>();
  private final Set<String> others = new HashSet<>();
  private final List<Lacking> lacking = new ArrayList<>();

  private PythonAttributes() {}

  private static Map<String, Set<String>> read() {
    Map<String, Set<String>> names = new TreeMap<>();
    for (List<String> row : PythonLibrary.rows("python-attributes.tsv")) {
      names.computeIfAbsent(row.get(0), name -> new TreeSet<>()).add(row.get(1));
    }
    return names;
  }

  /** What {@code module} has; nothing of one that is not known. */
  public static Set<String> of(String module) {
    return Table.NAMES.getOrDefault(module, Set.of());
  }

  /** What the text takes of modules that is not in them. */
  public static List<Lacking> lacking(Node text) {
    PythonAttributes attributes = new PythonAttributes();
    attributes.imports(text);
    attributes.others.addAll(new PythonNames(text).assigned());
    attributes.look(text);
    return attributes.lacking;
  }

  private void imports(Node node) {
    if (node.is("import_statement")) {
      for (Node name : node.children("name")) {
        String module = name.child("name").orElse(name).text();
        modules.put(name.child("alias").map(Node::text).orElse(module), module);
        if (name.child("alias").isEmpty()) {
          String first = module.split("\\.", 2)[0];
          modules.putIfAbsent(first, first);
        }
      }
    }
    node.children().forEach(this::imports);
  }

  private void look(Node node) {
    // Who asks first, or expects that it fails, may take what is not there.
    if (node.is("try_statement") && isExpected(node)) {
      return;
    }
    if (node.is("attribute")) {
      taken(node);
    } else if (node.is("import_from_statement")) {
      String module = node.child("module_name").map(Node::text).orElse("");
      for (Node name : node.children("name")) {
        add(module, name.child("name").orElse(name).text(), name.line());
      }
    }
    if (!node.is("if_statement") || !node.text().contains("hasattr")) {
      node.children().forEach(this::look);
    }
  }

  private static boolean isExpected(Node statement) {
    return statement.text().contains("AttributeError") || statement.text().contains("ImportError");
  }

  private void taken(Node attribute) {
    String object = attribute.child("object").map(Node::text).orElse("");
    String first = object.split("\\.", 2)[0];
    String name = attribute.child("attribute").map(Node::text).orElse("");
    if (modules.containsKey(object) && !others.contains(first)) {
      add(modules.getOrDefault(object, ""), name, attribute.line());
    } else if (modules.containsKey(first) && !others.contains(first)) {
      add(object, name, attribute.line());
    }
  }

  private void add(String module, String name, int line) {
    Set<String> names = of(module);
    boolean isImported = modules.containsKey(module + "." + name);
    if (!names.isEmpty() && !names.contains(name) && !isImported) {
      lacking.add(new Lacking(module, name, line));
    }
  }
}
