package io.sparkstead.render.graph;

/**
 * Where an arrow runs: each pair of boxes that talk in nearly every stack has a place of its own,
 * beside which there is room for words. What talks otherwise is written below the picture.
 *
 * @param level between which rows its words stand
 * @param x of its upright part; its words begin right of it
 * @param room for its words, in pixels
 */
record Lane(Group from, Group to, Level level, int x, int room) {

  /** Where words may stand. */
  enum Level {
    /** Below people and the API server. */
    ABOVE,
    /** Between drivers and executors. */
    BETWEEN,
    /** Above the store. */
    BELOW,
    /** Higher than that, for what crosses it. */
    ACROSS
  }

  boolean isOf(Arrow arrow) {
    return arrow.from() == from && arrow.to() == to;
  }
}
