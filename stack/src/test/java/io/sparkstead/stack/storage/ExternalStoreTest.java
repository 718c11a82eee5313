package io.sparkstead.stack.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.flow.Reach;
import io.sparkstead.stack.release.AwsSdk;
import io.sparkstead.stack.storage.ExternalStore.Addressing;
import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Texts;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalStoreTest {

  private static final List<Cidr> NEAR = List.of(new Cidr("203.0.113.0/24"));

  @Test
  void is_asked_by_path_unless_it_says_otherwise() {
    Texts.approve("conf", at("https://s3.example.org").conf(AwsSdk.V2).text());
  }

  @Test
  void is_asked_by_host_where_buckets_have_names_there() {
    Texts.approve(
        "conf",
        new ExternalStore(
                URI.create("https://s3.example.org"), NEAR, "eu-1", Addressing.HOST, Samples.LAKE)
            .conf(AwsSdk.V1)
            .text());
  }

  @ParameterizedTest
  @CsvSource({
    "https://s3.example.org, 443",
    "http://nas.example.org, 80",
    "http://192.168.1.20:9000, 9000"
  })
  void is_reached_at_the_port_of_its_endpoint(String endpoint, int port) {
    assertThat(at(endpoint).api().number()).isEqualTo(port);
    assertThat(at(endpoint).peer())
        .isEqualTo(new Peer.Network(URI.create(endpoint).getHost(), NEAR));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3.example.org",
        "s3a://lake",
        "https:///lake",
        "https://s3.example.org//",
        "https://s3.example.org/lake",
        "https://s3.example.org?x",
        "https://s3.example.org#x"
      })
  void refuses_what_is_more_or_less_than_a_host(String endpoint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> at(endpoint))
        .withMessage(
            "'"
                + endpoint
                + "' is not an S3 endpoint; write https:// or http://, a host and perhaps a port,"
                + " as in https://s3.example.org");
  }

  @Test
  void refuses_a_password_and_does_not_repeat_it() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> at("https://me:hunter2@s3.example.org"))
        .withMessage(
            "an S3 endpoint at s3.example.org has a user or a password in it; keep both in the"
                + " bucket's login");
  }

  @Test
  void refuses_amazons_own() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> at("https://s3.eu-central-1.amazonaws.com"))
        .withMessageContaining("by the region alone; use AwsS3");
  }

  @Test
  void a_last_slash_is_no_path() {
    assertThat(at("https://s3.example.org/")).isEqualTo(at("https://s3.example.org"));
  }

  @Test
  void may_be_nowhere_where_no_policy_asks() {
    ExternalStore nowhere =
        new ExternalStore(URI.create("https://s3.example.org"), List.of(), Samples.LAKE);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> nowhere.peer().inPolicy(Samples.OUTSIDE))
        .withMessage(
            "'s3.example.org' is at no address, and a network policy would keep every pod from it;"
                + " name the block it is in");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://minio.lakes.svc:9000",
        "https://minio.lakes.svc.cluster.local",
        "http://store-0.minio.lakes.svc:9000",
        "http://MINIO.Lakes.SVC:9000"
      })
  void is_in_the_namespace_that_its_host_names(String endpoint) {
    ExternalStore store = inCluster(endpoint);

    assertThat(store.peer())
        .isEqualTo(
            new Peer.Elsewhere(URI.create(endpoint).getHost(), DnsLabel.of("lakes"), Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://lakes.svc:9000",
        "http://minio.svc.example.org",
        "http://svc",
        "http://minio.lakes.svc.corp"
      })
  void another_host_is_in_no_namespace(String endpoint) {
    assertThat(inCluster(endpoint).peer())
        .isEqualTo(new Peer.Network(URI.create(endpoint).getHost(), List.of()));
  }

  @Test
  void is_reached_at_the_port_of_its_pods_where_that_is_said() {
    Reach pods = Reach.inCluster("rook-ceph", Map.of("app", "rook-ceph-rgw"), 8080);
    ExternalStore store = inCluster("http://rook-ceph-rgw-lake.rook-ceph.svc").reachedBy(pods);

    assertThat(store.flows(new Peer.People(), "read"))
        .singleElement()
        .satisfies(
            flow -> {
              assertThat(flow.ports()).isEqualTo("8080");
              assertThat(flow.to()).isEqualTo(store.peer());
              assertThat(flow.purpose()).isEqualTo("read");
            });
    assertThat(store.location())
        .isEqualTo(inCluster("http://rook-ceph-rgw-lake.rook-ceph.svc").location());
  }

  @Test
  void refuses_to_be_at_two_places() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> at("https://s3.example.org").reachedBy(Reach.internet(443)))
        .withMessage(
            "'https://s3.example.org' is at [203.0.113.0/24] and reachedBy(…) says where it is too;"
                + " leave the addresses out, as List.of()");
  }

  /** The History Server comes to it, and what waits for the bucket. */
  @Test
  void refuses_to_be_reached_by_drivers_or_executors_alone() {
    ExternalStore store = inCluster("http://minio.lakes.svc:9000");
    Reach pods = Reach.inCluster("lakes", 9000);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> store.reachedBy(pods.byDrivers()))
        .withMessage(
            "'http://minio.lakes.svc:9000' is reached by drivers alone, and the History Server and"
                + " what waits for the bucket come to it too; leave byDrivers() out");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store.reachedBy(pods.byExecutors()))
        .withMessageContaining("by executors alone", "leave byExecutors() out");
  }

  @Test
  void is_told_once_how_it_is_reached() {
    Reach pods = Reach.inCluster("lakes", 9000);
    ExternalStore store = inCluster("http://minio.lakes.svc:9000").reachedBy(pods);

    assertThat(store.reachedBy(pods)).isEqualTo(store);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store.reachedBy(Reach.inCluster("lakes", 9001)))
        .withMessage(
            "reachedBy(…) of 'http://minio.lakes.svc:9000' is given twice; name all in one of them");
    assertThatIllegalArgumentException()
        .isThrownBy(store::reachedBy)
        .withMessageStartingWith("reachedBy() names nothing");
  }

  private static ExternalStore inCluster(String endpoint) {
    return new ExternalStore(URI.create(endpoint), List.of(), Samples.LAKE);
  }

  @Test
  void refuses_hosts_for_a_bucket_that_no_certificate_fits() {
    S3Bucket dotted = new S3Bucket("data.example.org", Samples.LAKE.login());

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ExternalStore(
                    URI.create("https://s3.example.org"), NEAR, "eu-1", Addressing.HOST, dotted))
        .withMessage(
            "bucket 'data.example.org' has dots, and no certificate fits its name at"
                + " 'https://s3.example.org'; use Addressing.PATH");
  }

  @Test
  void refuses_hosts_for_buckets_under_an_address() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> made("http://192.168.1.20", "eu-1", Addressing.HOST))
        .withMessageEndingWith("use Addressing.PATH");
  }

  @Test
  void refuses_to_have_no_region() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> made("https://s3.example.org", " ", Addressing.PATH))
        .withMessageEndingWith("write external if the store takes any");
  }

  private static ExternalStore at(String endpoint) {
    return new ExternalStore(URI.create(endpoint), NEAR, Samples.LAKE);
  }

  private static ExternalStore made(String endpoint, String region, Addressing addressing) {
    return new ExternalStore(URI.create(endpoint), NEAR, region, addressing, Samples.LAKE);
  }
}
