package io.sparkstead.stack.storage;

import io.sparkstead.stack.conf.SparkConf;
import io.sparkstead.stack.release.AwsSdk;
import io.sparkstead.stack.release.SparkRelease;

/**
 * Hadoop's committer for stores that can rename, which lists little and loses nothing.
 *
 * <pre>
 * spark.hadoop.mapreduce.outputcommitter.factory.scheme.gs=…ManifestCommitterFactory
 * spark.sql.sources.commitProtocolClass=org.apache.spark.internal.io.cloud.PathOutputCommitProtocol
 * </pre>
 *
 * @see <a
 *     href="https://hadoop.apache.org/docs/stable/hadoop-mapreduce-client/hadoop-mapreduce-client-core/manifest_committer.html">
 *     The manifest committer</a>
 */
final class ManifestCommitter {

  private static final String CLOUD = "org.apache.spark.internal.io.cloud.";

  private ManifestCommitter() {}

  /** What has Spark write so; nothing for Spark 3.5, whose Hadoop does not have it. */
  static SparkConf conf(String scheme, String factory, SparkRelease release) {
    SparkConf conf = SparkConf.titled(ObjectStore.TITLE);
    return release.awsSdk() == AwsSdk.V1
        ? conf
        : conf.set("spark.hadoop.mapreduce.outputcommitter.factory.scheme." + scheme, factory)
            .set("spark.sql.sources.commitProtocolClass", CLOUD + "PathOutputCommitProtocol")
            .set(
                "spark.sql.parquet.output.committer.class",
                CLOUD + "BindingParquetOutputCommitter");
  }
}
