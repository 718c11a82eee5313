package io.sparkstead.stack.storage;

import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.value.Port;
import io.sparkstead.stack.conf.SparkConf;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.flow.Reach;
import io.sparkstead.stack.release.AwsSdk;
import io.sparkstead.stack.release.MavenJar;
import io.sparkstead.stack.release.SparkRelease;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One bucket of a store, as Hadoop's client has to know it: S3A, or Google's or Azure's.
 *
 * <pre>{@code
 * minio.store()                                                    // served by pods of the stack
 * new ExternalStore(endpoint, addresses, region, addressing, bucket) // by others
 * new AwsS3("eu-central-1", "acme-spark", new Irsa(role))            // by Amazon
 * new GoogleStorage("acme-spark", new GoogleStorage.Identity(email)) // by Google
 * new AzureStorage("acme", "spark", new AzureStorage.Identity(tenant, client)) // by Microsoft
 * }</pre>
 *
 * @see <a
 *     href="https://hadoop.apache.org/docs/stable/hadoop-aws/tools/hadoop-aws/third_party_stores.html">
 *     S3A and third-party stores</a>
 */
public sealed interface ObjectStore
    permits ClusterStore, ExternalStore, AwsS3, GoogleStorage, AzureStorage {

  /** Over its properties, in a file of them. */
  String TITLE = "Object store";

  String bucketName();

  /** What addresses begin with. */
  default String scheme() {
    return "s3a";
  }

  /** Whether the client, as it is told here, comes to {@code file}: a full address. */
  default boolean reads(String file) {
    return file.startsWith(scheme() + "://");
  }

  /** The jars that an image needs for it, besides those of the release. */
  default List<MavenJar> jars(SparkRelease release) {
    return List.of();
  }

  /** A folder in the bucket, as Hadoop's client names it. */
  default String folder(String path) {
    return scheme() + "://" + bucketName() + "/" + path + "/";
  }

  /** As whom pods come to the bucket. */
  S3Access access();

  /** Who serves it. */
  Peer peer();

  /** At which port. */
  Port api();

  /** How pods come to it where a person says so; else by {@link #peer} and {@link #api}. */
  default List<Reach> reaches() {
    return List.of();
  }

  /** What the client has to be told of where the bucket is. */
  Map<String, String> location();

  /**
   * What a person does outside the cluster before pods find the bucket, in Markdown for the page
   * about an environment; empty if the stack does it all.
   *
   * @param accounts as whom pods come
   */
  default String guide(List<Labels> accounts) {
    return "";
  }

  /** The connections that {@code from} opens in order to use it. */
  default List<Flow> flows(Peer from, String purpose) {
    List<Flow> flows = new ArrayList<>();
    if (reaches().isEmpty()) {
      flows.add(new Flow(from, peer(), api(), purpose));
    }
    for (Reach reach : reaches()) {
      flows.addAll(reach.flows(from, peer().title(), purpose));
    }
    flows.addAll(access().flows(from));
    return flows;
  }

  /** Properties of Hadoop's client, as {@code core-site.xml} would name them. */
  default Map<String, String> hadoopProperties(AwsSdk sdk) {
    Map<String, String> properties = new LinkedHashMap<>(location());
    properties.put("fs.s3a.aws.credentials.provider", access().provider(sdk));
    return properties;
  }

  /** What has the client look once and quickly, and say what it saw. */
  default Map<String, String> impatience() {
    // With either left out, S3A tries for minutes and says nothing.
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("fs.s3a.attempts.maximum", "1");
    properties.put("fs.s3a.retry.limit", "1");
    return properties;
  }

  /** {@link #hadoopProperties} as Spark's: each behind {@code spark.hadoop.} */
  default SparkConf conf(AwsSdk sdk) {
    SparkConf conf = SparkConf.titled(TITLE);
    for (Map.Entry<String, String> property : hadoopProperties(sdk).entrySet()) {
      conf = conf.set("spark.hadoop." + property.getKey(), property.getValue());
    }
    return conf;
  }

  /**
   * What makes writing to S3 safe and fast: its committers, without which Spark writes beside the
   * target and renames, which S3 does by copying; and room for what waits to be uploaded, which is
   * the disk of shuffle data and not the small {@code /tmp}. A driver in a pod that is there
   * already has no such disk, and uploads little.
   *
   * @see <a
   *     href="https://spark.apache.org/docs/latest/cloud-integration.html#hadoop-s3a-committers">
   *     S3A committers</a>
   * @see <a
   *     href="https://hadoop.apache.org/docs/stable/hadoop-aws/tools/hadoop-aws/index.html#How_S3A_writes_data_to_S3">
   *     How S3A writes</a>
   */
  default SparkConf writerConf() {
    // Spark answers the first key by setting up the magic committer for every output format. The
    // variable of the second is what Spark tells each pod that it makes, and Hadoop puts it in.
    return SparkConf.titled(TITLE)
        .set("spark.hadoop.fs.s3a.bucket." + bucketName() + ".committer.magic.enabled", true)
        .and(buffer());
  }

  /** What {@link #writerConf()} says, and what only some releases have. */
  default SparkConf writerConf(SparkRelease release) {
    return writerConf();
  }

  /** Where S3A keeps what waits to be uploaded. */
  static SparkConf buffer() {
    return SparkConf.titled(TITLE)
        .set("spark.hadoop.fs.s3a.buffer.dir", "${env.SPARK_LOCAL_DIRS:-/tmp}/s3a");
  }
}
