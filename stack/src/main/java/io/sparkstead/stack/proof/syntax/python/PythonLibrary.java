package io.sparkstead.stack.proof.syntax.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What Python has, and which modules packages bring: {@code python-names.tsv}.
 *
 * <p>{@code stack/src/python-names/modules.py} reads it from Pythons 3.9 to 3.13 and from the
 * packages of the images; of packages that people add, it lists what they use most.
 */
public final class PythonLibrary {

  private static final String BUILTIN = "builtin";
  private static final String MODULE = "module";

  /** Beside Spark's archive, and with Python itself. */
  private static final Set<String> EVERYWHERE =
      Set.of("pyspark", "py4j", "pip", "setuptools", "pkg_resources", "wheel", "__future__");

  private static final class Table {
    static final Map<String, Set<String>> MODULES = read();
  }

  private PythonLibrary() {}

  private static Map<String, Set<String>> read() {
    Map<String, Set<String>> modules = new TreeMap<>();
    for (List<String> row : rows("python-names.tsv")) {
      modules.computeIfAbsent(row.get(0), name -> new TreeSet<>()).add(row.get(1));
    }
    return modules;
  }

  /** The rows of a table beside this class, without empty ones. */
  static List<List<String>> rows(String file) {
    try (InputStream in =
        Objects.requireNonNull(PythonLibrary.class.getResourceAsStream(file), file)) {
      List<List<String>> rows = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        if (!line.isEmpty()) {
          rows.add(List.of(line.split("\t", -1)));
        }
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  private static Set<String> of(String kind) {
    return Table.MODULES.getOrDefault(kind, Set.of());
  }

  /** {@code print}, {@code OSError}, … */
  public static Set<String> builtins() {
    return of(BUILTIN);
  }

  /**
   * The package that would bring {@code module} to where {@code distributions} are installed;
   * nothing if it is there, or may be.
   */
  public static Optional<String> missing(String module, Set<String> distributions) {
    if (of(MODULE).contains(module) || EVERYWHERE.contains(module)) {
      return Optional.empty();
    }
    Set<String> plain = new HashSet<>();
    for (String distribution : distributions) {
      plain.add(plain(distribution));
    }
    boolean isAllKnown = true;
    for (String distribution : plain) {
      if (of(distribution).contains(module)
          || distribution.replace('-', '_').equals(plain(module).replace('-', '_'))) {
        return Optional.empty();
      }
      isAllKnown = isAllKnown && Table.MODULES.containsKey(distribution);
    }
    for (Map.Entry<String, Set<String>> known : Table.MODULES.entrySet()) {
      if (!known.getKey().equals(BUILTIN) && known.getValue().contains(module)) {
        return Optional.of(known.getKey());
      }
    }
    // A package that is not known may bring any module.
    return isAllKnown ? Optional.of(module) : Optional.empty();
  }

  /** Whether a package that is known brings {@code module}, be it installed or not. */
  public static boolean isBrought(String module) {
    for (Map.Entry<String, Set<String>> known : Table.MODULES.entrySet()) {
      if (!known.getKey().equals(BUILTIN) && known.getValue().contains(module)) {
        return true;
      }
    }
    return false;
  }

  /** What Python itself has, and what {@code distributions} bring. */
  public static Set<String> modules(Set<String> distributions) {
    Set<String> modules = new TreeSet<>(of(MODULE));
    modules.addAll(EVERYWHERE);
    for (String distribution : distributions) {
      modules.addAll(of(plain(distribution)));
    }
    return modules;
  }

  /** As package indexes compare names. */
  private static String plain(String distribution) {
    return distribution.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-');
  }
}
