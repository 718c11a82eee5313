package io.sparkstead.render.adopt.found;

/** What becomes of a value that was read. */
public sealed interface Fate {

  /** In words: by which argument, for which reason. */
  String words();

  /** It stands in the environment, by {@code words}. */
  record Carried(String words) implements Fate {}

  /** Something else stands there in its place, which is better. */
  record Fixed(String words) implements Fate {}

  /** It is nowhere in the environment. */
  record Left(String words) implements Fate {}
}
