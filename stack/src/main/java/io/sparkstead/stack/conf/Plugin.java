package io.sparkstead.stack.conf;

import java.util.List;
import java.util.Optional;

/**
 * What reads Spark properties that Spark does not, or has the classes that properties name.
 *
 * @param prefix how the names of its properties begin; empty if it has none of its own
 * @param jar how the name of its jar begins
 * @param classes how the names of its classes begin
 */
public record Plugin(String prefix, String jar, String classes) {

  private static final String DELTA = "delta-spark";
  private static final String CELEBORN = "celeborn-client-spark";
  private static final String COMET = "comet-spark";

  private static final List<Plugin> ALL =
      List.of(
          new Plugin("spark.cassandra.", "spark-cassandra-connector", "com.datastax.spark."),
          new Plugin("spark.celeborn.", CELEBORN, "org.apache.spark.shuffle.celeborn."),
          new Plugin("", CELEBORN, "org.apache.celeborn."),
          new Plugin("spark.comet.", COMET, "org.apache.comet."),
          new Plugin("", COMET, "org.apache.spark.CometPlugin"),
          new Plugin("", COMET, "org.apache.spark.sql.comet."),
          new Plugin("spark.databricks.delta.", DELTA, "io.delta."),
          new Plugin("spark.delta.", DELTA, "org.apache.spark.sql.delta."),
          new Plugin("spark.es.", "elasticsearch-spark", "org.elasticsearch."),
          new Plugin("spark.gluten.", "gluten", "org.apache.gluten."),
          new Plugin("", "gluten", "io.glutenproject."),
          new Plugin("spark.hoodie.", "hudi-spark", "org.apache.hudi."),
          new Plugin("", "hudi-spark", "org.apache.spark.sql.hudi."),
          new Plugin("", "iceberg-spark-runtime", "org.apache.iceberg."),
          new Plugin("spark.mongodb.", "mongo-spark-connector", "com.mongodb.spark."),
          new Plugin("", "nessie-spark-extensions", "org.projectnessie."),
          new Plugin("spark.openlineage.", "openlineage-spark", "io.openlineage."),
          new Plugin("", "paimon-spark", "org.apache.paimon."),
          new Plugin("spark.rapids.", "rapids-4-spark", "com.nvidia.spark."),
          new Plugin("spark.sedona.", "sedona-spark", "org.apache.sedona."),
          new Plugin("", "spark-avro", "org.apache.spark.sql.avro."),
          new Plugin("", "spark-sql-kafka", "org.apache.spark.sql.kafka"),
          new Plugin("", "unitycatalog-spark", "io.unitycatalog."));

  /** The one that reads {@code key}, if one is known to. */
  public static Optional<Plugin> of(String key) {
    for (Plugin plugin : ALL) {
      if (!plugin.prefix().isEmpty() && key.startsWith(plugin.prefix())) {
        return Optional.of(plugin);
      }
    }
    return Optional.empty();
  }

  /** The one whose jar has the class {@code name}, if one is known to. */
  public static Optional<Plugin> ofClass(String name) {
    for (Plugin plugin : ALL) {
      if (name.startsWith(plugin.classes())) {
        return Optional.of(plugin);
      }
    }
    return Optional.empty();
  }
}
