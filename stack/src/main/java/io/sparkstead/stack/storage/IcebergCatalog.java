package io.sparkstead.stack.storage;

import io.sparkstead.dsl.value.Port;
import io.sparkstead.stack.conf.SparkConf;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.flow.Peer;
import java.net.URI;
import java.util.List;

/**
 * A catalogue of Iceberg tables that the store itself serves, as SQL names it: {@code select * from
 * lake.sales.orders}.
 *
 * <pre>
 * spark.sql.catalog.lake=org.apache.iceberg.spark.SparkCatalog
 * spark.sql.catalog.lake.type=rest
 * spark.sql.catalog.lake.uri=http://seaweedfs.spark.svc:8181
 * spark.sql.catalog.lake.warehouse=s3://tables
 * spark.sql.catalog.lake.rest.auth.type=sigv4
 * </pre>
 *
 * <p>Requests are signed with the keys of the store's login, and so are those for files: Iceberg
 * asks Amazon's SDK, which finds the mounted file by {@code AWS_SHARED_CREDENTIALS_FILE}. No
 * property names a key.
 *
 * @param name letters, digits and _, as SQL takes it without quotes; not {@code spark_catalog},
 *     which is Spark's own
 * @param api where the catalogue listens, on the store's host
 * @param tables the bucket that holds the tables, and nothing else
 * @see <a href="https://iceberg.apache.org/docs/latest/spark-configuration/">Catalogues in
 *     Spark</a>
 */
public record IcebergCatalog(String name, Port api, ClusterStore tables) {

  /** What teaches SQL its commands, for {@code spark.sql.extensions}. */
  public static final String EXTENSION =
      "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions";

  /** What S3 Tables' requests are signed for. */
  private static final String SERVICE = "s3tables";

  public IcebergCatalog {
    if (!name.matches("[a-z][a-z0-9_]*") || name.equals("spark_catalog")) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is no name for a catalogue; use a-z, 0-9 and _, a letter first, and not"
              + " spark_catalog, which is Spark's own");
    }
  }

  /** Where pods reach it, by Service name whatever the exposure. */
  public URI uri() {
    return URI.create("http://" + tables.host() + ":" + api.number());
  }

  /** What an application needs in order to name its tables, besides {@link #EXTENSION}. */
  public SparkConf conf() {
    return catalog().and(signed()).and(files());
  }

  private SparkConf catalog() {
    return titled()
        .set("spark.sql.catalog." + name, "org.apache.iceberg.spark.SparkCatalog")
        .set(key("type"), "rest")
        .set(key("uri"), uri())
        .set(key("warehouse"), "s3://" + tables.bucketName());
  }

  private SparkConf signed() {
    return titled()
        .set(key("rest.auth.type"), "sigv4")
        // Else Iceberg asks for a token besides, over the same connection and without need.
        .set(key("rest.auth.sigv4.delegate-auth-type"), "none")
        .set(key("rest.signing-name"), SERVICE)
        .set(key("rest.signing-region"), tables.region());
  }

  /** Iceberg's own client: S3A would have to be taught s3:// first. */
  private SparkConf files() {
    return titled()
        .set(key("io-impl"), "org.apache.iceberg.aws.s3.S3FileIO")
        .set(key("client.region"), tables.region())
        .set(key("s3.endpoint"), tables.endpoint())
        .set(key("s3.path-style-access"), true);
  }

  private static SparkConf titled() {
    return SparkConf.titled("Iceberg");
  }

  private String key(String property) {
    return "spark.sql.catalog." + name + "." + property;
  }

  /** The connections that {@code from} opens in order to use it. */
  public List<Flow> flows(Peer from) {
    return List.of(
        new Flow(from, tables.peer(), api, "finds and commits tables"),
        new Flow(from, tables.peer(), tables.api(), "reads and writes tables"));
  }
}
