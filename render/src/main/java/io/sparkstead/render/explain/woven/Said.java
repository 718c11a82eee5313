package io.sparkstead.render.explain.woven;

/**
 * One thing that an environment's Java says, and that could be otherwise.
 *
 * @param number by which the woven Java asks for it
 * @param line where it stands, from 1
 * @param lastLine where it ends
 * @param source what that line holds, without the blanks around it
 */
public record Said(int number, Kind kind, int line, int lastLine, String source) {

  /** What can be otherwise about it. */
  public enum Kind {
    /** A number, a truth value, a choice of an enum: another one in its place. */
    VALUE,
    /** A text of one line, of which the end may say one thing and the beginning another. */
    TEXT,
    /** A release of Spark, of which each other one may do otherwise. */
    RELEASE,
    /** One line of a text of several. */
    TEXT_LINE,
    /** A call that changes what it is called on: left out. */
    CALL
  }
}
