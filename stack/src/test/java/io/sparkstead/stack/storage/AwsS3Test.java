package io.sparkstead.stack.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.release.AwsSdk;
import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Texts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsS3Test {

  private static final String ROLE = Samples.ROLE;
  private static final S3Access IRSA = new Irsa(ROLE);
  private static final S3Access POD_IDENTITY = new PodIdentity("data", ROLE);

  @Test
  void is_found_by_its_region_alone() {
    Texts.approve("conf", in("eu-central-1", IRSA).conf(AwsSdk.V1).text());
  }

  /** No certificate of Amazon's fits {@code data.example.org.s3.eu-central-1.amazonaws.com}. */
  @Test
  void a_bucket_with_dots_is_found_in_the_path() {
    assertThat(new AwsS3("eu-central-1", "data.example.org", IRSA).location())
        .containsEntry("fs.s3a.path.style.access", "true");
    assertThat(in("eu-central-1", IRSA).location()).doesNotContainKey("fs.s3a.path.style.access");
  }

  @Test
  void role_by_a_token_of_the_account() {
    Texts.approve("conf", in("eu-central-1", IRSA).conf(AwsSdk.V2).text());
  }

  @Test
  void role_by_an_agent_of_the_node() {
    Texts.approve("conf", in("eu-central-1", POD_IDENTITY).conf(AwsSdk.V2).text());
  }

  @Test
  void says_what_to_do_in_aws_for_a_role_by_token() {
    Texts.approve("md", guide("eu-central-1", IRSA));
  }

  @Test
  void says_what_to_do_in_aws_for_a_role_by_agent() {
    Texts.approve("md", guide("eu-central-1", POD_IDENTITY));
  }

  @Test
  void says_where_keys_go() {
    assertThat(guide("eu-central-1", Samples.LAKE.login()))
        .endsWith(
            """
            Give it to a user, and put the user's keys into Secret `lake-keys`, as a file `credentials`:

            ```ini
            [default]
            aws_access_key_id = …
            aws_secret_access_key = …
            ```
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "us-east-1, arn:aws:s3:::lake",
    "cn-north-1, arn:aws-cn:s3:::lake",
    "us-gov-west-1, arn:aws-us-gov:s3:::lake"
  })
  void its_policy_names_it_as_its_part_of_aws_does(String region, String arn) {
    assertThat(guide(region, IRSA)).contains("\"" + arn + "\"", "\"" + arn + "/*\"");
  }

  @Test
  void a_role_needs_no_secret_and_no_mount() {
    assertThat(List.of(IRSA, POD_IDENTITY))
        .allSatisfy(
            access -> {
              assertThat(access.secrets()).isEmpty();
              assertThat(access.mounts()).isEmpty();
              assertThat(access.environment(AwsSdk.V2)).isEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Frankfurt", "eu-central", "eu-central-1a", "EU-CENTRAL-1", "eu--1"})
  void refuses_what_is_no_region(String region) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> in(region, IRSA))
        .withMessage("'" + region + "' is not a region of AWS; write one as in eu-central-1");
  }

  @Test
  void refuses_what_is_no_bucket() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AwsS3("eu-central-1", "s3a://lake", IRSA))
        .withMessageStartingWith("bucket 's3a://lake' is not a bucket's name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lake",
        "arn:aws:iam::1111:role/lake",
        "arn:aws:iam::111122223333:user/lake",
        "arn:aws:sts::111122223333:assumed-role/lake/me",
        "arn:aws:iam::111122223333:role/",
        " arn:aws:iam::111122223333:role/lake"
      })
  void refuses_what_is_no_role(String arn) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Irsa(arn))
        .withMessage(
            "'"
                + arn
                + "' is not the ARN of a role; copy it from IAM, as in"
                + " arn:aws:iam::111122223333:role/spark");
  }

  @ParameterizedTest
  @ValueSource(strings = {ROLE, "arn:aws-cn:iam::111122223333:role/team/a.b/lake_1+2=3,4.5@6-7"})
  void takes_roles_of_every_part_with_or_without_a_path(String arn) {
    assertThat(new Irsa(arn).accountAnnotations()).containsEntry(Irsa.ANNOTATION, arn);
  }

  @Test
  void refuses_an_agent_that_the_sdk_of_spark_3_5_cannot_ask() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> POD_IDENTITY.provider(AwsSdk.V1))
        .withMessage(
            "role "
                + ROLE
                + " comes by EKS Pod Identity, which the AWS SDK of this Spark release is too old"
                + " for; use Irsa, or Spark 4");
  }

  @Test
  void refuses_what_is_no_name_of_a_cluster() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PodIdentity("data lake; id", ROLE))
        .withMessageStartingWith("'data lake; id' is not the name of an EKS cluster");
  }

  private static AwsS3 in(String region, S3Access access) {
    return new AwsS3(region, "lake", access);
  }

  private static String guide(String region, S3Access access) {
    return in(region, access)
        .guide(
            List.of(
                Samples.DATA.labels(DnsLabel.of("etl"), "driver"),
                Samples.DATA.labels(DnsLabel.of("history"), "history-server")));
  }
}
