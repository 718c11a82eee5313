package io.sparkstead.stack.proof.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HostAlias;
import io.fabric8.kubernetes.api.model.PodDNSConfig;
import io.fabric8.kubernetes.api.model.PodDNSConfigBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ResolversTest extends FamilyTest {

  private static final String TEMPLATES = "lab-pod-templates";

  ResolversTest() {
    super(Resolvers::new);
    on(
        Resolvers.CLUSTER_IS_ASKED,
        "and asks its node's resolver, which does not know it; leave its dnsPolicy out",
        good -> good.pod(JUPYTER, pod -> pod.setDnsPolicy("Default")));
    on(
        Resolvers.CLUSTER_IS_ASKED,
        "Job store-bootstrap",
        good -> good.pod("store-bootstrap", pod -> pod.setDnsPolicy("Default")));
    on(
        Resolvers.CLUSTER_IS_ASKED,
        "Deployment history dials store.data.svc",
        good -> good.pod(HISTORY, pod -> pod.setHostNetwork(true)));
    on(
        Resolvers.CLUSTER_IS_ASKED,
        "asks [8.8.8.8], which",
        good -> good.pod(HISTORY, asking("8.8.8.8", "data.svc.cluster.local")));
    on(
        Resolvers.CLUSTER_IS_ASKED,
        "asks [10.96.0.10] without a search list",
        good -> good.pod(HISTORY, asking("10.96.0.10")));
    on(
        Resolvers.CLUSTER_IS_ASKED,
        "the pods of ConfigMap lab-pod-templates key executor.yaml dial their driver",
        good -> template(good, "spec:\n  dnsPolicy: Default\n"));
    on(
        Resolvers.CLUSTER_IS_ASKED,
        "ask their node's resolver",
        good -> template(good, "spec:\n  hostNetwork: true\n"));
    on(
        Resolvers.SERVICES_KEEP_THEIR_NAMES,
        "Deployment history takes 10.9.9.9 for store.data.svc, which is Service store; drop the alias",
        good -> good.pod(HISTORY, pod -> pod.setHostAliases(alias("store.data.svc"))));
    on(
        Resolvers.SERVICES_KEEP_THEIR_NAMES,
        "have an address of their own for store, which is Service store",
        good ->
            template(
                good, "spec:\n  hostAliases:\n  - ip: 10.9.9.9\n    hostnames:\n    - store\n"));
  }

  private static List<HostAlias> alias(String host) {
    return List.of(new HostAlias(List.of(host), "10.9.9.9"));
  }

  private static Altered template(Altered good, String spec) {
    return good.data(TEMPLATES, "executor.yaml", text -> text.replaceFirst("(?m)^spec:\\n", spec));
  }

  private static Consumer<PodSpec> asking(String server, String... searches) {
    PodDNSConfig config =
        new PodDNSConfigBuilder().withNameservers(server).withSearches(searches).build();
    return pod -> {
      pod.setDnsPolicy("None");
      pod.setDnsConfig(config);
    };
  }

  private void isGood(Altered altered) {
    assertThat(said(altered)).isEmpty();
  }

  @Test
  void who_asks_the_cluster_beside_its_node_is_answered() {
    isGood(
        Altered.samples()
            .pod(
                HISTORY,
                pod -> {
                  pod.setHostNetwork(true);
                  pod.setDnsPolicy("ClusterFirstWithHostNet");
                }));
    isGood(Altered.samples().pod(HISTORY, pod -> pod.setDnsPolicy("ClusterFirst")));
    isGood(
        Altered.samples().pod(HISTORY, asking("10.96.0.10", "svc.cluster.local", "cluster.local")));
  }

  @Test
  void who_dials_no_service_may_ask_anybody() {
    isGood(Altered.samples().pod(STORE, pod -> pod.setDnsPolicy("Default")));
  }

  @Test
  void names_of_others_may_have_an_address() {
    isGood(Altered.samples().pod(HISTORY, pod -> pod.setHostAliases(alias("store.example.org"))));
  }
}
