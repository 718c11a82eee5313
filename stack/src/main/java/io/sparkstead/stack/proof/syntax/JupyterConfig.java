package io.sparkstead.stack.proof.syntax;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.syntax.tree.Grammar;
import io.sparkstead.stack.proof.syntax.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text that Jupyter reads as its configuration.
 *
 * <pre>
 * c.ServerApp.port = 8888
 * </pre>
 */
record JupyterConfig(List<Setting> settings, List<Opened> opened) {

  /**
   * A trait that is set.
   *
   * @param value what stands behind the sign
   * @param line from 1
   */
  record Setting(String className, String trait, Node value, int line) {

    /** What it says, if it is a plain string. */
    Optional<String> string() {
      return plainString(value);
    }
  }

  /** A file that is read while the configuration is. */
  record Opened(String path, int line) {}

  /** Whether {@code text} is one, by its name or by whom it is given to. */
  static boolean is(Evidence stack, Text text) {
    if (text.kind() != TextKind.PYTHON) {
      return false;
    }
    String name = text.name();
    if (name.matches("(jupyter|ipython)_?\\w*config\\.py")
        || text.text().contains("get_config()")) {
      return true;
    }
    for (String file : name.isEmpty() ? List.<String>of() : stack.files().values()) {
      if (file.contains("--config=") && file.contains("/" + name)) {
        return true;
      }
    }
    return false;
  }

  /** A configuration, and where it stands. */
  record Found(Text text, JupyterConfig config) {}

  /** Those that Python can read, each parsed once for all families. */
  @SuppressWarnings("unchecked") // Nobody else keeps any.
  static List<Found> allOf(Evidence stack) {
    Optional<List<?>> kept = stack.kept(Found.class);
    return kept.isPresent() ? (List<Found>) kept.get() : stack.keep(Found.class, find(stack));
  }

  private static List<Found> find(Evidence stack) {
    List<Found> all = new ArrayList<>();
    for (Text text : Texts.of(stack, TextKind.PYTHON)) {
      Optional<Node> tree = is(stack, text) ? Grammar.PYTHON.read(text.text()) : Optional.empty();
      if (tree.isPresent() && tree.get().firstBroken().isEmpty()) {
        all.add(new Found(text, of(tree.get())));
      }
    }
    return List.copyOf(all);
  }

  static JupyterConfig of(Node module) {
    JupyterConfig config = new JupyterConfig(new ArrayList<>(), new ArrayList<>());
    config.look(module);
    return config;
  }

  private void look(Node node) {
    if (node.is("assignment")) {
      setting(node);
    } else if (node.is("call")) {
      opening(node);
    }
    node.children().forEach(this::look);
  }

  private void setting(Node assignment) {
    Optional<Node> left = assignment.child("left");
    Optional<Node> right = assignment.child("right");
    if (left.isPresent() && right.isPresent() && left.get().is("attribute")) {
      String[] steps = left.get().text().split("\\.", -1);
      if (steps.length == 3 && steps[0].equals("c")) {
        settings.add(new Setting(steps[1], steps[2], right.get(), assignment.line()));
      }
    }
  }

  /** {@code open("…")}, {@code Path("…").read_text()}. */
  private void opening(Node call) {
    String function = call.child("function").map(Node::text).orElse("");
    boolean isRead = function.endsWith(").read_text") || function.endsWith(").read_bytes");
    if (isRead) {
      call.child("function").flatMap(read -> read.child("object")).ifPresent(this::argument);
    } else if (function.equals("open") && !call.text().contains(",")) {
      argument(call);
    }
  }

  private void argument(Node call) {
    Optional<Node> arguments = call.child("arguments");
    if (arguments.isPresent() && arguments.get().children().size() == 1) {
      Node only = arguments.get().children().get(0);
      plainString(only).ifPresent(path -> opened.add(new Opened(path, only.line())));
    }
  }

  private static Optional<String> plainString(Node node) {
    if (!node.is("string") || !node.text().matches("(?s)[\"'][^\"'\\\\]*[\"']")) {
      return Optional.empty();
    }
    return Optional.of(node.text().substring(1, node.text().length() - 1));
  }
}
