package io.sparkstead.stack.storage;

import io.sparkstead.dsl.text.Blanks;
import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;

/**
 * A bucket and the one user, besides the store's administrator, who may read and write it.
 *
 * @param name 3 to 63 of {@code a-z 0-9 - .}, each part between dots a DNS label, the last of
 *     several with a letter first: S3A reads {@code lake.2024} as no host; no address
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">Naming
 *     rules</a>
 */
public record S3Bucket(String name, S3Login login) {

  private static final int LONGEST = 63;

  public S3Bucket {
    checked(name);
  }

  /** {@code name}, if it is a bucket's. */
  static String checked(String name) {
    if (name.length() < 3
        || name.length() > LONGEST
        || !DnsLabel.isSubdomain(name)
        || Cidr.isAddress(name)) {
      throw new IllegalArgumentException(
          "bucket '"
              + name
              + "' is not a bucket's name: use 3-63 of a-z, 0-9, hyphens and dots, with a letter or"
              + " digit at either end and beside each dot");
    }
    int dot = name.lastIndexOf('.');
    if (dot >= 0 && !Ascii.isLetter(name.charAt(dot + 1))) {
      throw new IllegalArgumentException(
          "bucket '"
              + name
              + "' ends in '"
              + name.substring(dot)
              + "', and S3A, which reads the name as a host, finds none in it; use a bucket whose"
              + " last part begins with a letter, or that has no dots");
    }
    return name;
  }

  /** Whether no certificate for {@code *.host} fits {@code bucket.host}. */
  static boolean needsPath(String name) {
    return name.indexOf('.') >= 0;
  }

  /** What Spark may do: everything in this bucket, nothing elsewhere. */
  public String policy() {
    return policy("aws", name);
  }

  /**
   * What Spark may do in a bucket of one partition of AWS: everything in it, nothing elsewhere.
   *
   * @see <a
   *     href="https://hadoop.apache.org/docs/stable/hadoop-aws/tools/hadoop-aws/assumed_roles.html">
   *     What S3A asks for</a>
   */
  static String policy(String partition, String name) {
    return Blanks.fill(
        """
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
          "Resource": ["arn:%1$s:s3:::%2$s"]
        },
        {
          "Effect": "Allow",
          "Action": [
            "s3:AbortMultipartUpload",
            "s3:DeleteObject",
            "s3:GetObject",
            "s3:ListMultipartUploadParts",
            "s3:PutObject"
          ],
          "Resource": ["arn:%1$s:s3:::%2$s/*"]
        }
      ]
    }
    """,
        partition, name);
  }
}
