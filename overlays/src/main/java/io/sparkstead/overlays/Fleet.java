package io.sparkstead.overlays;

import java.util.List;

/**
 * Environments that are made from a list, as one for each team:
 *
 * <pre>{@code
 * final class Teams implements Fleet {
 *   public List<Environment> environments() {
 *     return Stream.of("sales", "risk").<Environment>map(Team::new).toList();
 *   }
 * }
 * }</pre>
 *
 * <p>A file that {@code --env-file} names may have one of these in place of an environment; all of
 * its environments are rendered, or none.
 */
public interface Fleet {

  /** One or more, no two of one name, made anew by each call. */
  List<Environment> environments();
}
