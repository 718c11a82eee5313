package io.sparkstead.render.adopt.outcome;

import io.sparkstead.render.adopt.found.Fate;
import io.sparkstead.render.adopt.found.Found;
import io.sparkstead.render.review.change.TreeChange;
import java.util.List;
import java.util.Optional;

/**
 * What came of an import.
 *
 * @param file that was written
 * @param from what it was made of
 * @param rows each value that was read
 * @param change from what was read to what is rendered; empty if nothing could be
 * @param refused why it cannot be rendered as it is, in the words of {@code render}
 */
public record Outcome(
    String file,
    String from,
    Found found,
    List<Row> rows,
    Defects defects,
    Optional<TreeChange> change,
    List<String> refused) {

  public Outcome {
    rows = List.copyOf(rows);
    refused = List.copyOf(refused);
  }

  /** How many values came to {@code fate}. */
  public long count(Class<? extends Fate> fate) {
    return rows.stream().filter(row -> fate.isInstance(row.fate())).count();
  }

  /** Whether the environment is what was read, without a difference. */
  public boolean isWhole() {
    return rows.stream().allMatch(row -> row.fate() instanceof Fate.Carried);
  }
}
