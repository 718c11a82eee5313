package io.sparkstead.stack.proof.syntax.python;

import io.sparkstead.stack.proof.syntax.tree.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The functions that a text defines, by name, and what they call. */
record PythonFunctions(Map<String, Node> bodies) {

  static PythonFunctions of(Node module) {
    PythonFunctions functions = new PythonFunctions(new HashMap<>());
    functions.look(module);
    return functions;
  }

  private void look(Node node) {
    if (node.is("function_definition")) {
      node.child("name").ifPresent(name -> bodies.put(name.text(), node));
    }
    node.children().forEach(this::look);
  }

  boolean has(String name) {
    return bodies.containsKey(name);
  }

  Node get(String name) {
    return Objects.requireNonNull(bodies.get(name), name);
  }

  /** {@code sys.exit} and {@code fail} of {@code fail(sys.exit(1))}. */
  static List<String> called(Node node) {
    List<String> called = new ArrayList<>();
    if (node.is("call")) {
      node.child("function").ifPresent(function -> called.add(function.text()));
    }
    for (Node child : node.children()) {
      called.addAll(called(child));
    }
    return called;
  }
}
