package io.sparkstead.stack.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.component.NetworkPolicies;
import io.sparkstead.stack.component.Workspace;
import io.sparkstead.stack.flow.Outside;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.spark.SparkFeature;
import io.sparkstead.stack.testing.Samples;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stacks that are right, of every kind there is: no rule has anything to say of them. */
class GoodStacksTest {

  /**
   * By all rules, those too that are not asked of parts that ship: whatever those write of their
   * arguments is right.
   */
  private static List<Finding> said(Stack stack) {
    return Altered.of(stack).findings();
  }

  @ParameterizedTest
  @MethodSource("io.sparkstead.stack.release.SparkReleases#versions")
  void a_good_stack_keeps_every_rule(String release) {
    assertThat(said(Samples.of(release).stack())).isEmpty();
  }

  @Test
  void so_does_one_on_seaweedfs() {
    assertThat(said(Samples.spark41().onSeaweedFs())).isEmpty();
  }

  @Test
  void so_does_one_with_tables_of_iceberg() {
    assertThat(said(Samples.spark41().withTables())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.sparkstead.stack.release.SparkReleases#versions")
  void so_does_one_whose_bucket_is_elsewhere(String release) {
    Samples samples = Samples.of(release);

    assertThat(said(samples.storedIn(Samples.AWS).stack())).isEmpty();
    assertThat(said(samples.storedIn(Samples.AWS_BY_KEYS).stack())).isEmpty();
    assertThat(said(samples.storedIn(Samples.NEXT_DOOR).stack())).isEmpty();
    assertThat(said(samples.storedIn(Samples.IN_CLUSTER).stack())).isEmpty();
  }

  @Test
  void so_does_one_that_takes_its_role_from_an_agent() {
    Samples samples = Samples.spark41().storedIn(Samples.AWS_BY_AGENT);

    assertThat(said(samples.stack())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.sparkstead.stack.release.SparkReleases#versions")
  void so_does_one_that_people_reach_through_a_proxy(String release) {
    Samples samples = Samples.of(release);

    assertThat(said(samples.throughIngress().stack(Samples.PROXIED))).isEmpty();
    assertThat(said(samples.throughGateway().stack(Samples.PROXIED))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.0.3", "4.1.2", "4.2.0"})
  void so_does_one_with_spark_connect_and_prometheus(String release) {
    assertThat(said(Samples.of(release).observed())).isEmpty();
  }

  /** Where executors' metrics have to be turned on. */
  @Test
  void so_does_one_with_prometheus_on_spark_3_5() {
    Samples samples = Samples.spark35();
    SparkApplication explore = samples.application().observedBy(Samples.PROMETHEUS);

    assertThat(
            said(
                Samples.stack(
                    samples.rbac(),
                    samples.minio(),
                    samples.historyServer(),
                    samples.jupyter(explore),
                    new Workspace(Samples.DATA, DnsLabel.of("examples"), explore),
                    samples.monitoring())))
        .isEmpty();
  }

  @Test
  void so_does_one_with_spark_connect_behind_a_gateway() {
    Samples samples = Samples.spark41();
    List<Component> parts =
        List.of(
            samples.rbac(EnumSet.of(SparkFeature.RUN_EXECUTORS)),
            samples.minio(),
            samples.historyServer(),
            samples.exposed(gateway("grpc", "connect.example.org")).connect());
    Outside outside =
        new Outside(Samples.OUTSIDE.apiServer(), 443, List.of(), List.of(DnsLabel.of("gateways")));

    assertThat(
            said(
                new Stack(Samples.DATA, parts)
                    .with(new NetworkPolicies(Samples.DATA, DnsLabel.of("network"), outside))))
        .isEmpty();
  }

  private static Exposure gateway(String port, String host) {
    return new Exposure.Gateway(DnsLabel.of("gateways"), DnsLabel.of("public"), Map.of(port, host));
  }
}
