package io.sparkstead.dsl.value;

import java.util.Collection;
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
    return within(Integer.MAX_VALUE, typed, known);
  }

  /** As {@link #of}, if it is at most {@code most} edits away. */
  public static Optional<String> within(int most, String typed, Collection<String> known) {
    Optional<String> nearest = Optional.empty();
    int fewest = most;
    for (String name : known) {
      int limit = Math.min(fewest, Math.max(1, name.length() / 3));
      int edits = edits(typed, name, limit);
      boolean nearer = edits < fewest || nearest.isEmpty() || name.compareTo(nearest.get()) < 0;
      if (edits <= limit && nearer) {
        nearest = Optional.of(name);
        fewest = edits;
      }
    }
    return nearest;
  }

  /**
   * Levenshtein's distance, one row of the table at a time; any number above {@code limit} if it is
   * more than that.
   */
  private static int edits(String from, String to, int limit) {
    if (Math.abs(from.length() - to.length()) > limit) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      int best = i;
      for (int j = 1; j <= to.length(); j++) {
        int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
        best = Math.min(best, row[j]);
      }
      if (best > limit) {
        return Integer.MAX_VALUE;
      }
    }
    return row[to.length()];
  }
}
