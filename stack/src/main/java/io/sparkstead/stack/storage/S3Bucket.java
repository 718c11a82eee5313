package io.sparkstead.stack.storage;

import java.util.regex.Pattern;

/**
 * A bucket and the one user, besides the store's administrator, who may read and write it.
 *
 * @param name 3 to 63 of {@code a-z 0-9 -}. S3 would take dots too, but then no certificate fits
 *     {@code bucket.host}.
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">Naming
 *     rules</a>
 */
public record S3Bucket(String name, S3Login login) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

  public S3Bucket {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "bucket '"
              + name
              + "' is not a bucket's name: use 3-63 of a-z, 0-9 and hyphens, without a hyphen at"
              + " either end");
    }
  }
}
