package io.sparkstead.stack.proof.syntax.python;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What can be set of the classes of Jupyter's configuration: {@code jupyter-traits.tsv}.
 *
 * <p>{@code stack/src/python-names/traits.py} reads it from the packages of the notebook image.
 */
public final class JupyterTraits {

  private static final class Table {
    static final Map<String, Map<String, String>> TRAITS = read();
  }

  private JupyterTraits() {}

  private static Map<String, Map<String, String>> read() {
    Map<String, Map<String, String>> traits = new TreeMap<>();
    for (List<String> row : PythonLibrary.rows("jupyter-traits.tsv")) {
      traits.computeIfAbsent(row.get(0), name -> new TreeMap<>()).put(row.get(1), row.get(2));
    }
    return traits;
  }

  /** The classes whose traits are known. */
  public static Set<String> classes() {
    return Table.TRAITS.keySet();
  }

  /** Those of a class, by name; nothing of one that is not known. */
  public static Set<String> of(String className) {
    return Table.TRAITS.getOrDefault(className, Map.of()).keySet();
  }

  /**
   * What a literal of Python's type {@code given} is refused for: the type that is wanted. Nothing
   * if it fits, or the trait takes what is not known here.
   */
  public static Optional<String> wanted(String className, String trait, String given) {
    String type = Table.TRAITS.getOrDefault(className, Map.of()).getOrDefault(trait, "Any");
    boolean fits =
        switch (type) {
          case "Bool" -> given.equals("bool");
          // Python's True is an int too.
          case "Int" -> given.equals("int") || given.equals("bool");
          case "Float" -> given.equals("float") || given.equals("int") || given.equals("bool");
          case "Unicode" -> given.equals("str");
          case "Dict" -> given.equals("dict");
          case "List" -> given.equals("list") || given.equals("tuple");
          default -> true;
        };
    return fits ? Optional.empty() : Optional.of(type);
  }
}
