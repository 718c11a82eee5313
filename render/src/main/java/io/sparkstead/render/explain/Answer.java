package io.sparkstead.render.explain;

import java.util.Map;

/** What is told of what was asked, in the forms that {@code explain -o} knows. */
public interface Answer {

  /** For a terminal: the shortest that is whole, or says what it leaves out. */
  String text();

  /** For a program: all of it. */
  Map<String, Object> object();
}
