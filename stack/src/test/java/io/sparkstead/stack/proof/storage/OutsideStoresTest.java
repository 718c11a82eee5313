package io.sparkstead.stack.proof.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.storage.AwsS3;
import io.sparkstead.stack.storage.AzureStorage;
import io.sparkstead.stack.storage.ObjectStore;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutsideStoresTest extends FamilyTest {

  private static final String TLS = "spark.hadoop.fs.s3a.connection.ssl.enabled";

  OutsideStoresTest() {
    super(OutsideStores::new);
    on(
        OutsideStores.ROLE_IS_ON_THE_ACCOUNT,
        "account etl-executor names no role in eks.amazonaws.com/role-arn, and ConfigMap"
            + " lab-spark-conf key spark-defaults.conf has its pods take one; annotate it",
        good -> withoutRole(in(Samples.AWS), "etl-executor"));
    on(
        OutsideStores.IDENTITY_IS_ON_THE_PODS,
        "account etl-executor names no identity in azure.workload.identity/client-id, and",
        good -> withoutRole(inAzure(), "etl-executor"));
    on(
        OutsideStores.IDENTITY_IS_ON_THE_PODS,
        "pods of ConfigMap lab-spark-conf key spark-defaults.conf take an identity of Azure, and lack the"
            + " label azure.workload.identity/use=true; give it to them",
        good ->
            inAzure()
                .data(
                    "lab-pod-templates",
                    "executor.yaml",
                    text -> text.replace("azure.workload.identity/use", "example.org/used")));
    on(
        OutsideStores.AWS_IS_FOUND_BY_REGION,
        "spark.hadoop.fs.s3a.path.style.access=true asks Amazon's S3 by path; drop it",
        good -> in(Samples.AWS).property(HISTORY_CONF, S3.PATH_STYLE, "true"));
    on(
        OutsideStores.AWS_IS_FOUND_BY_REGION,
        "spark.hadoop.fs.s3a.endpoint=s3.amazonaws.com is Amazon's own; drop it, and set"
            + " spark.hadoop.fs.s3a.endpoint.region",
        good -> in(Samples.AWS).property(HISTORY_CONF, S3.ENDPOINT, "s3.amazonaws.com"));
    on(
        OutsideStores.AWS_IS_ASKED_BY_TLS,
        "ConfigMap spark-conf key spark-defaults.conf talks to Amazon's S3 in the clear; use"
            + " https://",
        good -> in(Samples.AWS).property(HISTORY_CONF, TLS, "false"));
    on(
        OutsideStores.PRIVATE_STORE_IS_TRUSTED,
        "talks to https://ceph.corp.internal, for which no public authority signs; give the"
            + " certificate of who did by .trusting(Authorities.beside(getClass(), \"ca.pem\"))",
        good ->
            in(Samples.NEXT_DOOR)
                .property(HISTORY_CONF, S3.ENDPOINT, "https://ceph.corp.internal"));
    on(
        OutsideStores.STORE_OUTSIDE_IS_ENCRYPTED,
        "talks to http://s3.example.org in the clear; use https://",
        good -> in(Samples.NEXT_DOOR).property(HISTORY_CONF, S3.ENDPOINT, "http://s3.example.org"));
    on(
        OutsideStores.STORE_OUTSIDE_IS_ENCRYPTED,
        "talks to s3.example.org in the clear",
        good ->
            in(Samples.NEXT_DOOR)
                .property(HISTORY_CONF, S3.ENDPOINT, "s3.example.org")
                .property(HISTORY_CONF, TLS, "false"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://ceph.corp.internal, true",
    "https://nas.lan:9000, true",
    "https://10.0.0.5:9000, true",
    "https://172.31.0.5, true",
    "https://172.32.0.5, false",
    "https://10.example.org, false",
    "https://s3.example.org, false",
    "http://nas:9000, false"
  })
  void a_store_with_a_private_name_needs_an_authority(String endpoint, boolean isAsked) {
    Altered altered = in(Samples.NEXT_DOOR).property(HISTORY_CONF, S3.ENDPOINT, endpoint);

    assertThat(said(OutsideStores.PRIVATE_STORE_IS_TRUSTED, altered)).hasSize(isAsked ? 1 : 0);
    assertThat(
            said(
                OutsideStores.PRIVATE_STORE_IS_TRUSTED,
                altered.file(
                    "images/spark/Dockerfile",
                    text -> text + "COPY a.crt /etc/pki/ca-trust/source/anchors/a.crt\n")))
        .isEmpty();
  }

  @Test
  void a_bucket_with_dots_is_asked_by_path() {
    AwsS3 dotted = new AwsS3("eu-central-1", "data.example.org", Samples.AWS.access());

    assertThat(said(in(dotted))).isEmpty();
  }

  private static Altered inAzure() {
    String id = "11111111-2222-3333-4444-555555555555";
    ObjectStore store = new AzureStorage("acme", "lake", new AzureStorage.Identity(id, id));
    return in(store);
  }

  @Test
  void an_identity_of_azure_is_found_by_all_that_take_it() {
    assertThat(said(inAzure())).isEmpty();
  }

  private static Altered in(ObjectStore store) {
    return Altered.of(Samples.spark41().storedIn(store).stack());
  }

  private static Altered withoutRole(Altered altered, String account) {
    return altered.edit(
        ServiceAccount.class, account, object -> object.getMetadata().setAnnotations(Map.of()));
  }

  @Test
  void a_good_store_outside_keeps_every_rule() {
    for (ObjectStore store :
        new ObjectStore[] {
          Samples.AWS, Samples.AWS_BY_AGENT, Samples.AWS_BY_KEYS, Samples.NEXT_DOOR
        }) {
      assertThat(said(in(store))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"etl", "etl-executor", "history"})
  void each_account_that_takes_a_role_has_to_name_it(String account) {
    assertThat(said(OutsideStores.ROLE_IS_ON_THE_ACCOUNT, withoutRole(in(Samples.AWS), account)))
        .isNotEmpty()
        .allMatch(message -> message.startsWith("account " + account + " names no role"));
  }

  @Test
  void an_account_that_says_nothing_of_itself_names_no_role() {
    Altered altered =
        in(Samples.AWS)
            .edit(
                ServiceAccount.class, HISTORY, object -> object.getMetadata().setAnnotations(null));

    assertThat(said(altered)).hasSize(1);
  }

  @Test
  void an_account_that_is_not_there_is_another_rules() {
    Altered altered = in(Samples.AWS).delete(ServiceAccount.class, HISTORY);

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void keys_need_no_role() {
    assertThat(said(withoutRole(in(Samples.AWS_BY_KEYS), HISTORY))).isEmpty();
  }

  /** It takes no role itself; its driver does. */
  @ParameterizedTest
  @CsvSource({"client, true", "cluster, false"})
  void who_submits_takes_no_role(String mode, boolean takesOne) {
    Altered altered =
        withoutRole(in(Samples.AWS), "etl")
            .property(NOTEBOOK_CONF, "spark.submit.deployMode", mode);

    assertThat(said(altered)).extracting(Finding::path).contains(PI_CONF).hasSize(takesOne ? 3 : 2);
  }

  @ParameterizedTest
  @CsvSource({
    "https://s3.eu-central-1.amazonaws.com, true",
    "s3.amazonaws.com, true",
    "S3.AmazonAWS.com, true",
    "https://s3.cn-north-1.amazonaws.com.cn, true",
    "https://bucket.vpce-1a2b.s3.eu-central-1.vpce.amazonaws.com, false",
    "https://s3.example.org, false",
    "https://amazonaws.example.org, false"
  })
  void amazons_own_names_are_no_endpoints_to_set(String endpoint, boolean isAmazons) {
    Altered altered = in(Samples.NEXT_DOOR).property(HISTORY_CONF, S3.ENDPOINT, endpoint);

    assertThat(!said(OutsideStores.AWS_IS_FOUND_BY_REGION, altered).isEmpty()).isEqualTo(isAmazons);
  }

  @Test
  void a_role_is_not_taken_in_the_clear() {
    Altered altered =
        in(Samples.AWS).property(HISTORY_CONF, S3.ENDPOINT, "http://s3.eu-central-1.amazonaws.com");

    assertThat(said(OutsideStores.AWS_IS_ASKED_BY_TLS, altered)).hasSize(1);
    assertThat(said(OutsideStores.STORE_OUTSIDE_IS_ENCRYPTED, altered)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://s3.example.org, true, " + S3.ENDPOINT,
    "http://s3.example.org, false, " + S3.ENDPOINT,
    "s3.example.org, false, " + TLS,
    "s3.example.org, true, ''",
    "https://s3.example.org, false, ''",
  })
  void what_is_in_the_clear_is_marked_where_it_is_said(String endpoint, String tls, String mark) {
    Altered altered =
        in(Samples.NEXT_DOOR)
            .property(HISTORY_CONF, S3.ENDPOINT, endpoint)
            .property(HISTORY_CONF, TLS, tls);

    assertThat(said(altered))
        .extracting(Finding::mark)
        .isEqualTo(mark.isEmpty() ? List.of() : List.of(mark));
  }

  @Test
  void a_store_of_the_cluster_may_be_asked_in_the_clear() {
    assertThat(said(Altered.samples().property(HISTORY_CONF, TLS, "false"))).isEmpty();
  }

  @Test
  void properties_that_know_no_store_are_asked_nothing() {
    String conf = S3.PATH_STYLE + "=true\n" + TLS + "=false\n" + Keys.EXECUTOR_ACCOUNT + "=etl\n";

    assertThat(said(Altered.samples().newFile("a.conf", conf))).isEmpty();
  }
}
