package io.sparkstead.stack.release;

/**
 * The generation of Amazon's SDK that a hadoop-aws was built with. Each has its own coordinates,
 * class names and environment variables, and ignores the other's without a word.
 *
 * @see <a
 *     href="https://hadoop.apache.org/docs/stable/hadoop-aws/tools/hadoop-aws/aws_sdk_upgrade.html">
 *     S3A and the SDK upgrade</a>
 */
public enum AwsSdk {
  V1(
      "com.amazonaws:aws-java-sdk-bundle",
      "com.amazonaws.auth.profile.ProfileCredentialsProvider",
      "AWS_CREDENTIAL_PROFILES_FILE"),
  V2(
      "software.amazon.awssdk:bundle",
      "software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider",
      "AWS_SHARED_CREDENTIALS_FILE");

  private final String artifact;
  private final String fileProvider;
  private final String fileVariable;

  AwsSdk(String artifact, String fileProvider, String fileVariable) {
    this.artifact = artifact;
    this.fileProvider = fileProvider;
    this.fileVariable = fileVariable;
  }

  /** Maven group and artifact of all the SDK's classes in one jar. */
  public String artifact() {
    return artifact;
  }

  /** The class that reads keys from a file, for {@code fs.s3a.aws.credentials.provider}. */
  public String fileProvider() {
    return fileProvider;
  }

  /** The environment variable that tells {@link #fileProvider} which file. */
  public String fileVariable() {
    return fileVariable;
  }
}
