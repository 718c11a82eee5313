package io.sparkstead.dsl.text;

/** Reads the fields of fabric8's objects, whose names may all stand bare in YAML. */
interface ModelReader {

  /** What {@link #read} knows the class called {@code name} by; negative if it does not know it. */
  int number(String name);

  /**
   * Adds the fields of {@code bean} that are set.
   *
   * @param number of its class
   */
  void read(int number, Object bean, Fields fields);
}
