package io.sparkstead.render.preflight.asking;

/** What comes of a question, the gravest first. */
public enum Verdict {
  /** It is not there, and something of the tree does not work without. */
  lack,
  /** Who asks may not know, or nobody can tell from outside. */
  unchecked,
  /** It works, with something that a person may want to know. */
  note,
  /** It is there. */
  ok
}
