package io.sparkstead.stack.conf;

import java.util.List;
import java.util.Optional;

/**
 * What reads Spark properties that Spark does not.
 *
 * @param prefix how the names of its properties begin
 * @param jar how the name of its jar begins
 */
public record Plugin(String prefix, String jar) {

  private static final List<Plugin> ALL =
      List.of(
          new Plugin("spark.cassandra.", "spark-cassandra-connector"),
          new Plugin("spark.celeborn.", "celeborn-client-spark"),
          new Plugin("spark.comet.", "comet-spark"),
          new Plugin("spark.databricks.delta.", "delta-spark"),
          new Plugin("spark.delta.", "delta-spark"),
          new Plugin("spark.es.", "elasticsearch-spark"),
          new Plugin("spark.gluten.", "gluten"),
          new Plugin("spark.hoodie.", "hudi-spark"),
          new Plugin("spark.mongodb.", "mongo-spark-connector"),
          new Plugin("spark.openlineage.", "openlineage-spark"),
          new Plugin("spark.rapids.", "rapids-4-spark"),
          new Plugin("spark.sedona.", "sedona-spark"));

  /** The one that reads {@code key}, if one is known to. */
  public static Optional<Plugin> of(String key) {
    for (Plugin plugin : ALL) {
      if (key.startsWith(plugin.prefix())) {
        return Optional.of(plugin);
      }
    }
    return Optional.empty();
  }
}
