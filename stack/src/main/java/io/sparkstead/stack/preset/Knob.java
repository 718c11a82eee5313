package io.sparkstead.stack.preset;

/**
 * One argument of a {@link Workbench}.
 *
 * @param name the method that takes it
 * @param usual what it is unless it is given
 */
record Knob<T>(String name, T usual) {

  /** Each is one of its own, whatever it is usually. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
