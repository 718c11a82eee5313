package io.sparkstead.stack.proof.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketPoliciesTest extends FamilyTest {

  private static final String BOOTSTRAP = "store-bootstrap";
  private static final String POLICY = "policy.json";

  BucketPoliciesTest() {
    super(BucketPolicies::new);
    on(
        BucketPolicies.USER_MAY_WORK,
        "ConfigMap store-bootstrap key policy.json does not allow s3:PutObject on"
            + " arn:aws:s3:::lake/spark/events/part-00000, and properties name"
            + " s3a://lake/spark/events/; allow it",
        good -> policy(good, "\"s3:PutObject\"", "\"s3:GetObject\""));
    on(
        BucketPolicies.USER_MAY_WORK,
        "does not allow s3:ListBucket on arn:aws:s3:::lake,",
        good -> policy(good, "\"s3:ListBucket\", ", ""));
    on(
        BucketPolicies.USER_MAY_WORK,
        "denies s3:ListBucket on arn:aws:s3:::lake, and properties name",
        good -> policy(good, "\"Allow\"", "\"Deny\""));
    on(
        BucketPolicies.USER_MAY_WORK,
        "allows s3:GetObject on what is in arn:aws:s3:::lake/spark/events/, and not on the folder's"
            + " own key, which S3A asks for first",
        good -> policy(good, "arn:aws:s3:::lake/*", "arn:aws:s3:::lake/spark/events/*"));
    on(
        BucketPolicies.USER_MAY_CLEAN_UP,
        "does not allow s3:ListMultipartUploadParts in lake; allow it",
        good -> policy(good, "\"s3:ListMultipartUploadParts\",", ""));
  }

  private static Altered policy(Altered good, String from, String to) {
    return good.data(BOOTSTRAP, POLICY, text -> text.replace(from, to));
  }

  @Test
  void a_prefix_without_a_slash_is_the_folders_own_key_too() {
    assertThat(
            said(
                policy(
                    Altered.samples(), "arn:aws:s3:::lake/*", "arn:aws:s3:::lake/spark/events*")))
        .isEmpty();
  }

  private static Altered whole(String statements) {
    return Altered.samples()
        .data(
            BOOTSTRAP,
            POLICY,
            text -> "{\"Version\": \"2012-10-17\", \"Statement\": " + statements + "}");
  }

  private static final String ALL =
      "{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        ALL,
        "[" + ALL + "]",
        "{\"Effect\": \"Allow\", \"Action\": [\"s3:Get*\", \"s3:List*\", \"s3:*Object\","
            + " \"s3:AbortMultipartUpload\"], \"Resource\": [\"arn:aws:s3:::lake\","
            + " \"arn:aws:s3:::lake/*\"]}",
        "{\"Effect\": \"Allow\", \"NotAction\": \"s3:DeleteBucket\", \"Resource\": \"arn:aws:s3:::l?ke*\"}",
        "["
            + ALL
            + ", {\"Effect\": \"Deny\", \"Action\": \"s3:DeleteBucket\", \"Resource\": \"*\"}]",
        "["
            + ALL
            + ", {\"Effect\": \"Deny\", \"Action\": \"s3:*\", \"NotResource\":"
            + " [\"arn:aws:s3:::lake\", \"arn:aws:s3:::lake/*\"]}]",
        "["
            + ALL
            + ", {\"Effect\": \"Deny\", \"Action\": \"s3:*\", \"Resource\": \"*\","
            + " \"Condition\": {\"Bool\": {\"aws:SecureTransport\": \"false\"}}}]",
        "["
            + ALL
            + ", {\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"s3:*\","
            + " \"Resource\": \"*\"}]",
        "{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"arn:aws:s3:::${aws:username}*\"}"
      })
  void other_policies_that_allow_it_are_left_alone(String statements) {
    assertThat(said(whole(statements))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"arn:aws:s3:::lake/\"}",
        "{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"arn:aws:s3::lake/*\"}",
        "{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"arn:aws:s3:::lakes*\"}",
        "{\"Effect\": \"allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}",
        "[" + ALL + ", {\"Effect\": \"Deny\", \"Action\": \"s3:Delete*\", \"Resource\": \"*\"}]"
      })
  void policies_that_do_not_are_told(String statements) {
    assertThat(said(BucketPolicies.USER_MAY_WORK, whole(statements))).isNotEmpty();
  }

  @Test
  void policies_of_minio_itself_are_known() {
    Altered readonly =
        Altered.samples()
            .data(
                BOOTSTRAP,
                "bootstrap.sh",
                text -> text.replace("attach store lake", "attach store readonly"));
    Altered readwrite =
        Altered.samples()
            .data(
                BOOTSTRAP,
                "bootstrap.sh",
                text -> text.replace("attach store lake", "attach store readwrite"));

    assertThat(said(BucketPolicies.USER_MAY_WORK, readonly)).isNotEmpty();
    assertThat(said(readwrite)).isEmpty();
  }

  @Test
  void what_nobody_can_read_is_left_to_others() {
    assertThat(said(whole("[{]"))).isEmpty();
  }

  @Test
  void an_identity_of_seaweedfs_may_work_too() {
    Altered good = Altered.of(Samples.spark41().onSeaweedFs());
    assertThat(said(good)).isEmpty();

    Altered silent =
        good.data("seaweed-scripts", "start.sh", text -> text.replace("\"Write:lake\", ", ""));
    assertThat(said(BucketPolicies.USER_MAY_WORK, silent))
        .singleElement()
        .asString()
        .contains(
            "gives Spark's user no Write in lake, and properties name s3a://lake/spark/events/; add Write:lake");

    Altered admin =
        Altered.of(Samples.spark41().onSeaweedFs())
            .data(
                "seaweed-scripts",
                "start.sh",
                text -> text.replace("\"Write:lake\", ", "\"Admin\", "));
    assertThat(said(admin)).isEmpty();
  }
}
