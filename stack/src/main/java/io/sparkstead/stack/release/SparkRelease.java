package io.sparkstead.stack.release;

import java.util.ArrayList;
import java.util.List;

/**
 * One Spark release and what it is known to run with. {@link SparkReleases} has them all.
 *
 * @param version as in {@code spark-3.5.4-bin-hadoop3.tgz}
 * @param hadoop the Hadoop it bundles; hadoop-aws must be exactly this version
 * @param awsSdk the generation of SDK that this hadoop-aws was built with
 * @param awsSdkVersion the version of it that hadoop-aws names
 * @param scala the Scala line of its jars, {@code 2.12} or {@code 2.13}
 * @param py4j the version in the name of the zip under {@code python/lib}
 * @param java the Java its images get
 * @param python the Python its images get; driver and executors must share it
 * @param signingKey the fingerprint of the key that signed the archive
 * @param extraJars Maven coordinates that this release's S3A needs besides
 */
public record SparkRelease(
    String version,
    String hadoop,
    AwsSdk awsSdk,
    String awsSdkVersion,
    String scala,
    String py4j,
    int java,
    String python,
    String signingKey,
    List<String> extraJars) {

  public SparkRelease {
    extraJars = List.copyOf(extraJars);
  }

  /** The jars Spark's archive lacks for S3, as {@code group:artifact:version}. */
  public List<String> s3Jars() {
    List<String> jars = new ArrayList<>();
    jars.add("org.apache.hadoop:hadoop-aws:" + hadoop);
    jars.add(awsSdk.artifact() + ":" + awsSdkVersion);
    // The committers that make writing to S3 safe: without this jar Spark renames, file by file.
    jars.add("org.apache.spark:spark-hadoop-cloud_" + scala + ":" + version);
    jars.addAll(extraJars);
    return List.copyOf(jars);
  }
}
