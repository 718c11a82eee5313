package io.sparkstead.stack.release;

import java.util.Optional;

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
      "AWS_CREDENTIAL_PROFILES_FILE",
      "com.amazonaws.auth.WebIdentityTokenCredentialsProvider",
      Optional.empty()),
  V2(
      "software.amazon.awssdk:bundle",
      "software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider",
      "AWS_SHARED_CREDENTIALS_FILE",
      "software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider",
      Optional.of("software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider"));

  private final String artifact;
  private final String fileProvider;
  private final String fileVariable;
  private final String webIdentityProvider;
  private final Optional<String> containerProvider;

  AwsSdk(
      String artifact,
      String fileProvider,
      String fileVariable,
      String webIdentityProvider,
      Optional<String> containerProvider) {
    this.artifact = artifact;
    this.fileProvider = fileProvider;
    this.fileVariable = fileVariable;
    this.webIdentityProvider = webIdentityProvider;
    this.containerProvider = containerProvider;
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

  /** The class that takes a role by a token that the pod is told of by variables. */
  public String webIdentityProvider() {
    return webIdentityProvider;
  }

  /**
   * The class that asks an agent of the node for a role's keys, if it reads the token it shows from
   * a file. The first generation does so since 1.12.746, which no Spark has.
   */
  public Optional<String> containerProvider() {
    return containerProvider;
  }
}
