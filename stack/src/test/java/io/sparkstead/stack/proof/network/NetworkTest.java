package io.sparkstead.stack.proof.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.Port;
import io.sparkstead.stack.flow.Dns;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may connect to whom, when policies close the rest. */
class NetworkTest extends FamilyTest {

  private static final String BLOCKS = "spark.blockManager.port";
  private static final String DRIVER = "the driver of examples/spark-pi.conf";

  NetworkTest() {
    super(Network::new);
    on(
        Network.PODS_ARE_CLOSED,
        "no network policy closes every pod of namespace data",
        good -> good.delete(NetworkPolicy.class, "default-deny"));
    on(
        Network.POLICY_SELECTS_PODS,
        "app.kubernetes.io/name=shop",
        good ->
            good.policy(
                STORE,
                policy ->
                    policy
                        .getPodSelector()
                        .getMatchLabels()
                        .put("app.kubernetes.io/name", "shop")));
    on(
        Network.OPENSHIFT_IS_ASKED_FOR_NAMES,
        "Route history-http is OpenShift's, where no pod called kube-dns answers for names",
        good -> good.add(route()));
    dialled();
    beyondPods();
  }

  /** Of OpenShift's router to the History Server. */
  private static HasMetadata route() {
    return new Exposure.Route(Map.of("http", "history.apps.example.org"))
        .resources(
            Samples.DATA.labels(DnsLabel.of(HISTORY), "history-server"), new Port("http", 18080))
        .get(1);
  }

  private void dialled() {
    on(
        Network.PACKAGES_CAN_BE_FETCHED,
        "spark.jars.packages=org.example:a:1.0 are fetched from Maven Central, which policies close"
            + " to the driver",
        good -> good.property(NOTEBOOK_CONF, "spark.jars.packages", "org.example:a:1.0"));
    on(
        Network.PACKAGES_CAN_BE_FETCHED,
        "spark.jars.packages=org.example:a:1.0 are fetched from Maven Central by CronJob nightly too,"
            + " before there is a driver, and policies close it; put them into the image by .jars(…)",
        good ->
            Altered.of(Samples.spark35().stack().with(Samples.spark35().nightly()))
                .property("nightly-spark-conf", "spark.jars.packages", "org.example:a:1.0"));
    on(
        Network.POLICIES_LET_THE_STACK_TALK,
        "Deployment history may not connect to port 9000 of StatefulSet store",
        good ->
            good.policy(
                STORE,
                policy ->
                    policy.getIngress().get(0).getPorts().get(0).setPort(new IntOrString(9001))));
    on(
        Network.POLICIES_LET_THE_STACK_TALK,
        "executors of ConfigMap lab-spark-conf key spark-defaults.conf listen at any free port",
        good -> good.without(NOTEBOOK_CONF, BLOCKS));
    on(
        Network.POLICIES_LET_THE_STACK_TALK,
        "executors of examples/spark-pi.conf listen at any free port, which no policy can open; set"
            + " spark.blockManager.port",
        good -> good.replace(PI_CONF, BLOCKS + "=7079\n", ""));
  }

  private void beyondPods() {
    on(
        Network.NAMES_CAN_BE_ASKED_FOR,
        "Deployment history may not ask for names",
        good -> good.delete(NetworkPolicy.class, "dns"));
    on(
        Network.NAMES_CAN_BE_ASKED_FOR,
        "the executor of examples/spark-pi.conf may not ask for names",
        good -> good.delete(NetworkPolicy.class, "dns"));
    on(
        Network.DRIVERS_REACH_THE_API_SERVER,
        "StatefulSet lab makes executors and may connect to no address",
        good -> good.policy(JUPYTER, policy -> policy.getEgress().remove(0)));
    on(
        Network.DRIVERS_REACH_THE_API_SERVER,
        DRIVER + " makes executors and may connect to no address",
        good -> good.policy("etl", NetworkTest::withoutAddresses));
  }

  private static void withoutAddresses(NetworkPolicySpec policy) {
    policy.getEgress().removeIf(rule -> rule.getTo().get(0).getIpBlock() != null);
  }

  @Test
  void where_nothing_is_closed_nothing_is_to_be_opened() {
    Altered altered = Altered.samples();
    for (String name : altered.evidence().names(NetworkPolicy.class)) {
      altered.delete(NetworkPolicy.class, name);
    }

    assertThat(said(altered))
        .extracting(Finding::message)
        .containsExactly(
            "no network policy closes every pod of namespace data; say .outside(…) to the Workbench,"
                + " or add NetworkPolicies to the stack");
  }

  @Test
  void an_open_namespace_is_told_of_in_its_file_if_it_has_one() {
    Altered altered = Altered.samples().delete(NetworkPolicy.class, "default-deny");

    assertThat(said(altered)).extracting(Finding::path).containsExactly("namespace.yaml");
    assertThat(said(altered.delete(Namespace.class, "data")))
        .extracting(Finding::path)
        .containsExactly("");
  }

  @Test
  void a_namespace_without_pods_may_be_open() {
    Findings findings = new Findings();
    new Network(new Evidence("data", List.of(), Map.of(), Map.of(), Map.of()), findings).check();

    assertThat(findings.all()).isEmpty();
  }

  @Test
  void a_policy_for_pods_that_spark_makes_selects_pods() {
    Altered altered =
        Altered.samples()
            .policy(
                "etl-executor",
                policy -> policy.setPodSelector(labelled("spark-role", "executor")));

    assertThat(said(Network.POLICY_SELECTS_PODS, altered)).isEmpty();
  }

  private static LabelSelector labelled(String key, String value) {
    LabelSelector selector = new LabelSelector();
    selector.setMatchLabels(Map.of(key, value));
    return selector;
  }

  /** The driver's port is 7078, unless it is told otherwise. */
  @ParameterizedTest
  @CsvSource({
    "7078, spark.driver.port, the executor of ConfigMap lab-spark-conf key spark-defaults.conf may"
        + " not connect to port 7078 of StatefulSet lab",
    "7079, spark.blockManager.port, StatefulSet lab may not connect to port 7079 of the executor of"
        + " ConfigMap lab-spark-conf key spark-defaults.conf",
    "7079, spark.blockManager.port, the executor of ConfigMap lab-spark-conf key"
        + " spark-defaults.conf may not connect to port 7079 of StatefulSet lab",
    "7079, spark.blockManager.port, the executor of ConfigMap lab-spark-conf key"
        + " spark-defaults.conf may not connect to port 7079 of the executor of ConfigMap"
        + " lab-spark-conf key spark-defaults.conf",
  })
  void drivers_and_executors_dial_each_other(int port, String why, String said) {
    Altered altered = Altered.samples();
    for (String name : List.of(JUPYTER, "etl-executor")) {
      altered.policy(name, policy -> closeIngress(policy, port));
    }

    assertThat(said(Network.POLICIES_LET_THE_STACK_TALK, altered))
        .contains(said + ", as " + why + " makes it; say so in the component's flows()");
  }

  private static void closeIngress(NetworkPolicySpec policy, int port) {
    policy
        .getIngress()
        .forEach(
            rule ->
                rule.getPorts()
                    .forEach(
                        open -> {
                          if (open.getPort().equals(new IntOrString(port))) {
                            open.setPort(new IntOrString(port + 1));
                          } else if (open.getEndPort() != null) {
                            open.setEndPort(port - 1);
                          }
                        }));
  }

  @Test
  void the_cluster_mode_driver_that_spark_makes_is_dialled_too() {
    Altered altered = Altered.samples().policy("etl", policy -> policy.getIngress().clear());

    assertThat(said(Network.POLICIES_LET_THE_STACK_TALK, altered))
        .anyMatch(
            message ->
                message.startsWith(
                    "the executor of examples/spark-pi.conf may not connect to port 7078 of "
                        + DRIVER));
  }

  @Test
  void pods_that_spark_makes_dial_the_store() {
    Altered altered =
        Altered.samples()
            .policy(STORE, policy -> policy.getIngress().get(0).getFrom().clear())
            .policy(STORE, policy -> policy.getIngress().remove(0));

    assertThat(said(Network.POLICIES_LET_THE_STACK_TALK, altered))
        .contains(
            DRIVER
                + " may not connect to port 9000 of StatefulSet store, as examples/spark-pi.conf"
                + " makes it; say so in the component's flows()",
            "the executor of examples/spark-pi.conf may not connect to port 9000 of StatefulSet"
                + " store, as examples/spark-pi.conf makes it; say so in the component's flows()");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "any", "0707"})
  void a_port_that_is_any_is_dialled_by_nobody_who_could_be_told_of_it(String port) {
    Altered altered =
        Altered.samples()
            .property(NOTEBOOK_CONF, BLOCKS, port)
            .property(NOTEBOOK_CONF, "spark.driver.port", port);

    assertThat(said(Network.POLICIES_LET_THE_STACK_TALK, altered)).isEmpty();
  }

  @Test
  void a_driver_without_a_port_listens_at_7078() {
    Altered altered = Altered.samples().without(NOTEBOOK_CONF, "spark.driver.port");

    assertThat(said(altered)).isEmpty();
    assertThat(said(altered.policy(JUPYTER, policy -> closeIngress(policy, 7078))))
        .extracting(Finding::message)
        .anyMatch(message -> message.contains("may not connect to port 7078 of StatefulSet lab"));
  }

  @Test
  void pods_reach_the_catalogue_they_are_told_of() {
    Altered altered =
        Altered.of(Samples.spark41().withTables())
            .policy(
                "seaweed",
                policy ->
                    policy
                        .getIngress()
                        .removeIf(
                            rule ->
                                rule.getPorts().stream()
                                    .anyMatch(port -> port.getPort().getIntVal() == 8181)));

    assertThat(said(Network.POLICIES_LET_THE_STACK_TALK, altered))
        .anyMatch(message -> message.startsWith("StatefulSet lab may not connect to port 8181"))
        .anyMatch(message -> message.startsWith("the executor of ConfigMap lab-spark-conf"));
  }

  @Test
  void a_name_of_another_namespace_is_not_ours_to_open() {
    Altered altered =
        Altered.samples().policy(STORE, policy -> policy.getIngress().clear()).namespace("other");

    assertThat(said(Network.POLICIES_LET_THE_STACK_TALK, altered))
        .noneMatch(message -> message.contains("port 9000 of StatefulSet store"));
  }

  @ParameterizedTest
  @CsvSource({
    "kube-system, kube-dns, true",
    "kube-system, , true",
    "kube-system, coredns, false",
    "default, kube-dns, false",
  })
  void names_are_asked_for_in_kube_system(String namespace, String pods, boolean isDns) {
    Altered altered =
        Altered.samples()
            .policy(
                "dns",
                policy ->
                    change(
                        policy,
                        peer -> {
                          peer.setNamespaceSelector(
                              labelled("kubernetes.io/metadata.name", namespace));
                          peer.setPodSelector(pods == null ? null : labelled("k8s-app", pods));
                        }));

    assertThat(said(Network.NAMES_CAN_BE_ASKED_FOR, altered).isEmpty()).isEqualTo(isDns);
  }

  /** Whom the policies let pods ask, and who answers. */
  @ParameterizedTest
  @CsvSource({
    "kube, kube, true",
    "kube, openshift, false",
    "openshift, openshift, true",
    "openshift, kube, false",
    "node, kube, true",
    "kube, node, false",
    "node, node, true",
    "unbound, unbound, true",
    "unbound, kube, false",
  })
  void names_are_asked_for_where_they_are_answered(String opened, String asked, boolean isOpen) {
    Map<String, Dns> all =
        Map.of(
            "kube",
            Dns.kubeDns(),
            "openshift",
            Dns.openShift(),
            "node",
            Dns.nodeLocal(),
            "unbound",
            Dns.pods("dns", Map.of("app", "unbound"), 1053));
    NetworkPolicySpec open =
        Altered.of(Samples.spark41().stack(Samples.OUTSIDE.asking(all.get(opened))))
                    .manifest(NetworkPolicy.class, "dns")
                    .object()
                instanceof NetworkPolicy policy
            ? policy.getSpec()
            : new NetworkPolicySpec();
    Altered altered =
        Altered.of(Samples.spark41().stack(Samples.OUTSIDE.asking(all.get(asked))))
            .policy("dns", policy -> policy.setEgress(open.getEgress()));

    assertThat(said(altered).isEmpty()).isEqualTo(isOpen);
  }

  @Test
  void the_way_to_dns_is_no_way_to_the_api_server() {
    Altered altered =
        Altered.of(
                Samples.spark41().stack(Samples.OUTSIDE.asking(Dns.at(53, Cidr.only("10.0.0.2")))))
            .policy(JUPYTER, policy -> policy.getEgress().remove(0));

    assertThat(said(Network.DRIVERS_REACH_THE_API_SERVER, altered)).isNotEmpty();
  }

  @Test
  void pods_of_the_namespace_are_no_dns() {
    Altered altered =
        Altered.samples()
            .policy("dns", policy -> change(policy, peer -> peer.setNamespaceSelector(null)));

    assertThat(said(Network.NAMES_CAN_BE_ASKED_FOR, altered)).isNotEmpty();
  }

  private static void change(NetworkPolicySpec policy, Consumer<NetworkPolicyPeer> change) {
    policy.getEgress().forEach(rule -> rule.getTo().forEach(change));
  }

  @Test
  void the_way_to_amazon_is_no_way_to_the_api_server() {
    Altered altered =
        Altered.of(Samples.spark41().storedIn(Samples.AWS_BY_AGENT).stack())
            .policy(
                JUPYTER,
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

    assertThat(said(Network.DRIVERS_REACH_THE_API_SERVER, altered))
        .anyMatch(message -> message.startsWith("StatefulSet lab makes executors"));
  }

  @Test
  void executors_and_servers_call_no_api() {
    Altered altered =
        Altered.samples()
            .policy("etl-executor", policy -> policy.getEgress().clear())
            .policy(HISTORY, policy -> policy.getEgress().clear());

    assertThat(said(Network.DRIVERS_REACH_THE_API_SERVER, altered)).isEmpty();
  }
}
