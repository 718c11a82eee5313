package io.sparkstead.stack.storage;

import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.value.Port;
import io.sparkstead.stack.conf.SparkConf;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.release.AwsSdk;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An S3 endpoint as Spark's S3A client has to know it.
 *
 * @param pods who serves it
 * @param host under which name pods reach it
 * @param api on which port
 * @param bucket the bucket that is Spark's own, and as whom Spark comes
 * @see <a
 *     href="https://hadoop.apache.org/docs/stable/hadoop-aws/tools/hadoop-aws/third_party_stores.html">
 *     S3A and third-party stores</a>
 */
public record ObjectStore(Labels pods, String host, Port api, S3Bucket bucket) {

  /** Where pods reach the API, by Service name whatever the exposure. */
  public URI endpoint() {
    return URI.create("http://" + host + ":" + api.number());
  }

  public Peer peer() {
    return new Peer.Pods(pods);
  }

  /** Properties of Hadoop's client, as {@code core-site.xml} would name them. */
  public Map<String, String> hadoopProperties(AwsSdk sdk) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("fs.s3a.endpoint", endpoint().toString());
    // Any word but the SDK's own: without one the SDK asks Amazon's servers for the region.
    properties.put("fs.s3a.endpoint.region", "external");
    // Such stores have no host per bucket: http://minio:9000/bucket, not http://bucket.minio:9000.
    properties.put("fs.s3a.path.style.access", "true");
    properties.put("fs.s3a.aws.credentials.provider", sdk.fileProvider());
    return properties;
  }

  /** The same for Spark. */
  public SparkConf conf(AwsSdk sdk) {
    SparkConf conf = SparkConf.titled("Object store");
    for (Map.Entry<String, String> property : hadoopProperties(sdk).entrySet()) {
      conf = conf.set("spark.hadoop." + property.getKey(), property.getValue());
    }
    return conf;
  }

  /**
   * The committers that make writing to S3 safe and fast: without them Spark writes beside the
   * target and renames, which S3 does by copying.
   *
   * @see <a
   *     href="https://spark.apache.org/docs/latest/cloud-integration.html#hadoop-s3a-committers">
   *     S3A committers</a>
   */
  public SparkConf committerConf() {
    // Spark answers this one key by setting up the magic committer for every output format.
    return SparkConf.titled("Object store")
        .set("spark.hadoop.fs.s3a.bucket." + bucket.name() + ".committer.magic.enabled", true);
  }
}
