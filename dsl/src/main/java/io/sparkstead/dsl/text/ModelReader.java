package io.sparkstead.dsl.text;

/** Reads the fields of fabric8's objects. */
interface ModelReader {

  /** Adds the fields of {@code bean} that are set, unless its class is not known here. */
  boolean read(Object bean, Fields fields);
}
