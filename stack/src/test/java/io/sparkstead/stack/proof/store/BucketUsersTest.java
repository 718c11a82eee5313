package io.sparkstead.stack.proof.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketUsersTest extends FamilyTest {

  private static final String BOOTSTRAP = "store-bootstrap";

  BucketUsersTest() {
    super(BucketUsers::new);
    on(
        BucketUsers.USER_HAS_ITS_BUCKET,
        "attaches readwrite to a user, which is for every bucket",
        good ->
            good.data(
                BOOTSTRAP,
                "bootstrap.sh",
                text ->
                    text.replaceAll(
                        "mc admin policy attach store \\S+",
                        "mc admin policy attach store readwrite")));
    on(
        BucketUsers.CONDITION_HOLDS,
        "lets in who comes from 10.1.0.0/16, which is outside of the cluster",
        good -> when("{\"IpAddress\": {\"aws:SourceIp\": [\"10.1.0.0/16\"]}}"));
    on(
        BucketUsers.CONDITION_HOLDS,
        "asks for aws:SourceVpce, which Amazon alone knows",
        good -> when("{\"StringEquals\": {\"aws:SourceVpce\": \"vpce-1\"}}"));
    on(
        BucketUsers.CONDITION_HOLDS,
        "asks for TLS by aws:SecureTransport, and properties name http://store.data.svc:9000",
        good -> when("{\"Bool\": {\"aws:SecureTransport\": \"true\"}}"));
    on(
        BucketUsers.ADDRESS_IS_A_PODS,
        "lets in who comes from 10.42.0.0/16, and pods",
        good -> when("{\"IpAddress\": {\"aws:SourceIp\": \"10.42.0.0/16\"}}"));
    on(
        BucketUsers.BUCKET_IS_FOR_USERS,
        "opens store/lake for download to whoever comes",
        good -> opened("download"));
  }

  private static Altered opened(String to) {
    return Altered.samples()
        .data(
            BOOTSTRAP,
            "bootstrap.sh",
            text -> text.replace("\nmc mb", "\nmc anonymous set " + to + " store/lake\nmc mb"));
  }

  @Test
  void a_bucket_that_is_closed_again_passes() {
    assertThat(said(opened("private"))).isEmpty();
  }

  private static Altered when(String condition) {
    return Altered.samples()
        .data(
            BOOTSTRAP,
            "policy.json",
            text ->
                text.replaceFirst("\"Effect\"", "\"Condition\": " + condition + ", \"Effect\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"StringLike\": {\"s3:prefix\": [\"\", \"spark/*\"]}}",
        "{\"NotIpAddress\": {\"aws:SourceIp\": [\"10.1.0.0/16\"]}}",
        "{\"Bool\": {\"aws:SecureTransport\": \"false\"}}",
      })
  void a_condition_that_holds_passes(String condition) {
    assertThat(said(when(condition))).isEmpty();
  }
}
