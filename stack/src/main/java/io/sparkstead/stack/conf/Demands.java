package io.sparkstead.stack.conf;

import java.util.HashMap;
import java.util.Map;

/**
 * What Spark demands of values when it starts, where its registries say less: {@code
 * spark.memory.fraction} is any number to them, and from 0 to 1 to whoever starts a driver.
 *
 * <p>They stand in {@code spark-demands.tsv}.
 */
final class Demands {

  private static final String FILE = "spark-demands.tsv";

  private static final Map<String, String> TYPES = read();

  private Demands() {}

  /** {@code key} with what is demanded of it besides, by its own name or its family's. */
  static SparkKey on(SparkKey key, boolean mebi) {
    String type = TYPES.get(key.name());
    return type == null
        ? key
        : new SparkKey(
            key.name(),
            ValueKind.parse(type, mebi),
            key.since(),
            key.initial(),
            key.internal(),
            key.standing());
  }

  private static Map<String, String> read() {
    Map<String, String> types = new HashMap<>();
    for (String line : SparkKeys.table(FILE).split("\n", -1)) {
      if (line.startsWith("spark.")) {
        String[] cells = line.split("\t", -1);
        types.put(cells[0], cells[1]);
      }
    }
    return types;
  }
}
