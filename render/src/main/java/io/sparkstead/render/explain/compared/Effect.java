package io.sparkstead.render.explain.compared;

/** What becomes of a line. */
public enum Effect {
  /** Another tree has it too. */
  SAME,
  /** Another line stands in its place. */
  ALTERED,
  /** Nothing stands in its place. */
  GONE
}
