package io.sparkstead.stack.proof.evidence.spark;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.ClusterName;
import io.sparkstead.stack.proof.text.Words;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * How programs come to an object store by S3A, as properties say it.
 *
 * @see <a href="https://hadoop.apache.org/docs/stable/hadoop-aws/tools/hadoop-aws/index.html">
 *     hadoop-aws</a>
 */
public final class S3 {

  public static final String SCHEME = "s3a://";
  public static final String ENDPOINT = "spark.hadoop.fs.s3a.endpoint";
  public static final String REGION = ENDPOINT + ".region";
  public static final String PROVIDER = "spark.hadoop.fs.s3a.aws.credentials.provider";
  public static final String TLS = "spark.hadoop.fs.s3a.connection.ssl.enabled";
  public static final String PATH_STYLE = "spark.hadoop.fs.s3a.path.style.access";

  // By MinIO's client, or by SeaweedFS's shell.
  private static final List<String> MAKES_A_BUCKET = List.of(" mb ", "s3.bucket.create ");

  private static final String AMAZON = "https://s3.amazonaws.com";

  private S3() {}

  /** Whether the programs of {@code conf} come to a store by S3A. */
  public static boolean isUsedBy(Conf conf) {
    return conf.get(ENDPOINT).isPresent() || conf.get(PROVIDER).isPresent() || isNeededBy(conf);
  }

  /** Whether {@code conf} speaks of S3, and nothing else can be read beside it. */
  public static boolean isNeededBy(Conf conf) {
    if (!conf.isWhole()) {
      return false;
    }
    for (String value : conf.properties().values()) {
      if (value.startsWith(SCHEME)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a bucket of {@code conf} has a name that no certificate for {@code *.host} fits. */
  public static boolean hasBucketWithDots(Conf conf) {
    for (String value : conf.properties().values()) {
      if (value.startsWith(SCHEME) && host(value).indexOf('.') >= 0) {
        return true;
      }
    }
    return false;
  }

  /** What {@code url} is called in the cluster, unless it leads out. */
  public static Optional<ClusterName> inside(Evidence stack, String url) {
    URI uri = uri(url);
    return ClusterName.of(host(url), port(uri), stack);
  }

  /** The port of the store of {@code conf}, if it is outside the cluster. */
  public static Optional<Integer> outsidePort(Evidence stack, Conf conf) {
    String endpoint = conf.get(ENDPOINT).orElse(AMAZON);
    return isUsedBy(conf) && inside(stack, endpoint).isEmpty()
        ? Optional.of(port(uri(endpoint)))
        : Optional.empty();
  }

  /** The host that {@code url} names, or empty. */
  public static String host(String url) {
    String host = uri(url).getHost();
    return host == null ? "" : host;
  }

  /** Whether a Job or the store itself makes {@code bucket}, where the store is ours to fill. */
  public static boolean isMade(Evidence stack, Conf conf, String bucket) {
    Optional<ClusterName> store = inside(stack, conf.get(ENDPOINT).orElse(""));
    if (store.isEmpty() || stack.service(store.get().service()).isEmpty()) {
      return true;
    }
    for (Workload workload : stack.workloads()) {
      for (String maker : MAKES_A_BUCKET) {
        if (makes(stack.allTold(workload), maker, bucket)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether {@code bucket} is named behind {@code maker}, on the same line. */
  private static boolean makes(String told, String maker, String bucket) {
    for (int at = told.indexOf(maker); at >= 0; at = told.indexOf(maker, at + 1)) {
      int newline = told.indexOf('\n', at);
      if (names(told.substring(at, newline < 0 ? told.length() : newline), bucket)) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code lines} speak of {@code bucket}, and not of one that is called more. */
  private static boolean names(String lines, String bucket) {
    int at = bucket.isEmpty() ? -1 : lines.indexOf(bucket);
    while (at >= 0) {
      int end = at + bucket.length();
      if (Words.startOfName(lines, at) == at && Words.endOfName(lines, end) == end) {
        return true;
      }
      at = lines.indexOf(bucket, at + 1);
    }
    return false;
  }

  private static int port(URI uri) {
    int usual = "https".equals(uri.getScheme()) ? 443 : 80;
    return uri.getPort() < 0 ? usual : uri.getPort();
  }

  private static URI uri(String text) {
    try {
      return URI.create(text.contains("://") ? text : "http://" + text);
    } catch (IllegalArgumentException e) {
      return URI.create("unreadable:" + Integer.toHexString(text.hashCode()));
    }
  }
}
