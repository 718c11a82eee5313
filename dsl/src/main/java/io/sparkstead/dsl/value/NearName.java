package io.sparkstead.dsl.value;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known name a person most likely meant by one that is not known. */
public final class NearName {

  private NearName() {}

  /**
   * The member of {@code known} with the fewest edits from {@code typed}, if a third of its letters
   * or less differ.
   *
   * <pre>{@code
   * NearName.of("homelan", List.of("homelab", "cloud")); // homelab
   * NearName.of("zebra", List.of("homelab", "cloud"));   // nothing
   * }</pre>
   */
  public static Optional<String> of(String typed, Collection<String> known) {
    return known.stream()
        .filter(name -> edits(typed, name) <= Math.max(1, name.length() / 3))
        .min(
            Comparator.<String>comparingInt(name -> edits(typed, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Levenshtein's distance, one row of the table at a time. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
