package io.sparkstead.stack.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.storage.ObjectStore;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** More ways to go wrong with a store outside than the one that {@link RulesTest} has of each. */
class OutsideStoresTest {

  private static final String CONF = "spark-conf";
  private static final String ENDPOINT = "spark.hadoop.fs.s3a.endpoint";

  @ParameterizedTest
  @ValueSource(strings = {"etl", "etl-executor", "history"})
  void each_account_that_takes_a_role_has_to_name_it(String account) {
    Altered altered =
        in(Samples.AWS)
            .edit(
                ServiceAccount.class,
                account,
                object -> object.getMetadata().setAnnotations(Map.of()));

    assertThat(said(altered, Rule.ROLE_IS_ON_THE_ACCOUNT))
        .isNotEmpty()
        .allMatch(message -> message.startsWith("account " + account + " names no role"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://s3.eu-central-1.amazonaws.com, true",
    "s3.amazonaws.com, true",
    "https://s3.cn-north-1.amazonaws.com.cn, true",
    "https://bucket.vpce-1a2b.s3.eu-central-1.vpce.amazonaws.com, false",
    "https://s3.example.org, false",
    "https://amazonaws.example.org, false"
  })
  void amazons_own_names_are_no_endpoints_to_set(String endpoint, boolean isAmazons) {
    Altered altered = in(Samples.NEXT_DOOR).property(CONF, ENDPOINT, endpoint);

    assertThat(!said(altered, Rule.AWS_IS_FOUND_BY_REGION).isEmpty()).isEqualTo(isAmazons);
  }

  @Test
  void all_speak_of_one_region() {
    Altered properties = in(Samples.AWS).property(CONF, ENDPOINT + ".region", "eu-west-1");
    Altered command =
        in(Samples.AWS)
            .pod(
                "history",
                pod -> {
                  List<String> words = pod.getInitContainers().get(0).getCommand();
                  pod.getInitContainers()
                      .get(0)
                      .setCommand(
                          words.stream()
                              .map(word -> word.replace("eu-central-1", "eu-west-1"))
                              .toList());
                });

    assertThat(said(properties, Rule.S3_ENDPOINT_IS_ONE)).isNotEmpty();
    assertThat(said(command, Rule.S3_ENDPOINT_IS_ONE))
        .containsExactly(
            "Deployment history asks eu-west-1 for the event log, properties say eu-central-1;"
                + " use one store");
  }

  @Test
  void a_role_is_not_taken_in_the_clear() {
    Altered altered =
        in(Samples.AWS).property(CONF, ENDPOINT, "http://s3.eu-central-1.amazonaws.com");

    assertThat(said(altered, Rule.AWS_IS_ASKED_BY_TLS)).hasSize(1);
    assertThat(said(altered, Rule.STORE_OUTSIDE_IS_ENCRYPTED)).isEmpty();
  }

  @Test
  void a_store_of_the_cluster_may_be_asked_in_the_clear() {
    assertThat(said(Altered.samples(), Rule.STORE_OUTSIDE_IS_ENCRYPTED)).isEmpty();
  }

  @Test
  void who_takes_a_role_from_the_agent_has_to_reach_it() {
    Altered altered =
        in(Samples.AWS_BY_AGENT).policy("etl-executor", policy -> policy.getEgress().remove(3));

    assertThat(said(altered, Rule.STORE_OUTSIDE_CAN_BE_REACHED))
        .isNotEmpty()
        .allMatch(message -> message.contains("the agent that gives keys at 169.254.170.23:80"));
  }

  /** EKS has its API server at 443 too. */
  @Test
  void the_way_to_the_api_server_is_no_way_to_amazon() {
    Altered altered =
        in(Samples.AWS)
            .policy(
                "lab",
                policy ->
                    policy
                        .getEgress()
                        .removeIf(
                            rule ->
                                rule.getTo().get(0).getIpBlock() != null
                                    && rule.getTo().get(0).getIpBlock().getCidr().endsWith("/0")));

    assertThat(said(altered, Rule.STORE_OUTSIDE_CAN_BE_REACHED))
        .anyMatch(message -> message.startsWith("StatefulSet lab may not connect to port 443"));
  }

  @Test
  void the_way_to_amazon_is_no_way_to_the_api_server() {
    Altered altered =
        in(Samples.AWS_BY_AGENT)
            .policy(
                "lab",
                policy ->
                    policy
                        .getEgress()
                        .removeIf(
                            rule ->
                                rule.getTo().get(0).getIpBlock() != null
                                    && rule.getTo()
                                        .get(0)
                                        .getIpBlock()
                                        .getCidr()
                                        .equals("10.0.0.1/32")));

    assertThat(said(altered, Rule.DRIVERS_REACH_THE_API_SERVER))
        .anyMatch(message -> message.startsWith("StatefulSet lab makes executors"));
  }

  @ParameterizedTest
  @CsvSource({
    "169.254.169.254/32, true",
    "169.254.0.0/16, true",
    "0.0.0.0/0, true",
    "169.254.170.23/32, false",
    "10.0.0.0/8, false",
    "fd00:ec2::/32, false"
  })
  void a_block_holds_what_begins_as_it_does(String cidr, boolean holds) {
    assertThat(AddressBlocks.hold(new IPBlock(cidr, List.of()), "169.254.169.254"))
        .isEqualTo(holds);
  }

  @Test
  void a_block_does_not_hold_what_it_leaves_out() {
    assertThat(AddressBlocks.hold(new IPBlock("0.0.0.0/0", Peer.Internet.NEAR), "169.254.169.254"))
        .isFalse();
  }

  private static Altered in(ObjectStore store) {
    return Altered.of(Samples.spark41().storedIn(store).stack());
  }

  private static List<String> said(Altered altered, Rule rule) {
    return altered.findings().stream()
        .filter(finding -> finding.rule() == rule)
        .map(Finding::message)
        .toList();
  }
}
