package io.sparkstead.stack.proof.supply;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which others the packages of the locks that ship cannot do without: {@code package-needs.tsv}.
 *
 * <p>{@code stack/src/python-names/needs.py} reads it from what the packages say of themselves,
 * each in the versions that are locked: of another one nothing is known.
 */
final class PackageNeeds {

  private static final class Table {
    static final Map<String, Set<String>> NEEDS = read();
  }

  private PackageNeeds() {}

  private static Map<String, Set<String>> read() {
    String file = "package-needs.tsv";
    try (InputStream in =
        Objects.requireNonNull(PackageNeeds.class.getResourceAsStream(file), file)) {
      Map<String, Set<String>> needs = new TreeMap<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        String[] cells = line.split("\t", -1);
        if (cells.length == 3) {
          needs.computeIfAbsent(cells[0] + "==" + cells[1], pin -> new TreeSet<>()).add(cells[2]);
        }
      }
      return needs;
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  /** The names of those that {@code name} of that version needs, wherever it is installed. */
  static Set<String> of(String name, String version) {
    return Table.NEEDS.getOrDefault(name + "==" + version, Set.of());
  }
}
