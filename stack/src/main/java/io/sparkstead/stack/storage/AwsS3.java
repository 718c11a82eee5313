package io.sparkstead.stack.storage;

import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.text.Blanks;
import io.sparkstead.dsl.value.Port;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.flow.Reach;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A bucket in Amazon's own S3.
 *
 * <pre>
 * fs.s3a.endpoint.region=eu-central-1
 * fs.s3a.aws.credentials.provider=software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider
 * </pre>
 *
 * <p>S3A finds it by the region, with TLS and at {@code bucket.s3.region.amazonaws.com}, or in the
 * path if the bucket's name has dots, which no certificate fits; an endpoint would only be one more
 * thing to be wrong. The bucket has to be there already.
 *
 * @param region of the bucket, as {@code eu-central-1}
 * @param bucketName as {@link S3Bucket} takes it
 * @param access a role of the cluster's accounts, or keys, which are its owner's: {@code secrets}
 *     makes none up
 * @param reaches how pods come to it, see {@link #reachedBy}
 * @see <a href="https://hadoop.apache.org/docs/stable/hadoop-aws/tools/hadoop-aws/connecting.html">
 *     Connecting to a store</a>
 */
public record AwsS3(String region, String bucketName, S3Access access, List<Reach> reaches)
    implements ObjectStore {

  /** What AWS lets no bucket begin with. */
  private static final List<String> RESERVED = List.of("xn--", "sthree-", "amzn-s3-demo-");

  private static final Port HTTPS = new Port("https", 443);

  /** One at Amazon's own addresses. */
  public AwsS3(String region, String bucketName, S3Access access) {
    this(region, bucketName, access, List.of());
  }

  /**
   * This one, to which pods come so: by private endpoints of S3, and those of STS if a role is
   * taken there. Network policies open them to all that come to the bucket: drivers, executors, the
   * History Server, what waits for the event log, what submits jobs. Where a role is taken the
   * internet stays open for STS.
   *
   * <pre>{@code
   * new AwsS3("eu-central-1", "acme-spark", new Irsa(role))
   *     .reachedBy(Reach.outside(new Cidr("10.0.8.0/24"), 443));
   * }</pre>
   *
   * <p>Refused for drivers or executors alone, and twice.
   */
  public AwsS3 reachedBy(Reach... reaches) {
    return new AwsS3(region, bucketName, access, Reach.once(bucketName, this.reaches, reaches));
  }

  public AwsS3 {
    S3Bucket.checked(bucketName);
    for (String reserved : RESERVED) {
      if (bucketName.startsWith(reserved)) {
        throw new IllegalArgumentException(
            "bucket '"
                + bucketName
                + "' begins with "
                + reserved
                + ", which AWS keeps for itself; use another");
      }
    }
    if (!region.matches("[a-z]{2}(-[a-z]+)+-[1-9]\\d?")) {
      throw new IllegalArgumentException(
          "'" + region + "' is not a region of AWS; write one as in eu-central-1");
    }
    access = access.keptByOthers();
    reaches = Reach.ofStore(bucketName, reaches);
  }

  /**
   * Amazon's addresses change by the week, so it is the internet: all addresses but the private
   * ones.
   */
  @Override
  public Peer peer() {
    return new Peer.Internet("Amazon S3");
  }

  @Override
  public Port api() {
    return HTTPS;
  }

  @Override
  public Map<String, String> location() {
    Map<String, String> location = new LinkedHashMap<>();
    location.put("fs.s3a.endpoint.region", region);
    if (S3Bucket.needsPath(bucketName)) {
      location.put(ExternalStore.PATH_STYLE, "true");
    }
    return location;
  }

  @Override
  public String guide(List<Labels> accounts) {
    return Blanks.fill(
        """
    Make the bucket `%s` in %s, open to nobody. This policy lets Spark read and write it, and do
    nothing else:

    ```json
    %s```

    %s""",
        bucketName, region, S3Bucket.policy(partition(), bucketName), access.guide(accounts));
  }

  /** The part of AWS whose names begin so; China's and the governments' are parts of their own. */
  private String partition() {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }
}
