package io.sparkstead.stack.proof.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamespacesTest extends FamilyTest {

  private static final String NAME = "kubernetes.io/metadata.name";

  NamespacesTest() {
    super(Namespaces::new);
    on(
        Namespaces.LABEL_IS_THERE,
        "NetworkPolicy history names namespaces by label name: edge, which no namespace has by"
            + " itself",
        good -> alsoFrom(good, HISTORY, "name", "edge", 18080));
    on(
        Namespaces.LABEL_IS_THERE,
        "names namespaces by label namespace, which",
        good ->
            alsoFrom(good, HISTORY, "name", "edge", 18080)
                .policy(
                    HISTORY,
                    policy ->
                        policy
                            .getIngress()
                            .get(policy.getIngress().size() - 1)
                            .getFrom()
                            .get(0)
                            .setNamespaceSelector(
                                new LabelSelectorBuilder()
                                    .addNewMatchExpression()
                                    .withKey("namespace")
                                    .withOperator("Exists")
                                    .endMatchExpression()
                                    .build())));
    on(
        Namespaces.NAMESPACE_IS_THE_OTHERS,
        "NetworkPolicy history lets pods of namespace prometheus in, which nothing else here speaks"
            + " of, to a port that other policies open to monitoring; name the same",
        good ->
            alsoFrom(
                alsoFrom(good, JUPYTER, NAME, "monitoring", 9999),
                HISTORY,
                NAME,
                "prometheus",
                9999));
  }

  private static Altered alsoFrom(
      Altered good, String policy, String label, String value, int port) {
    NetworkPolicyIngressRule rule =
        new NetworkPolicyIngressRuleBuilder()
            .addNewFrom()
            .withNewNamespaceSelector()
            .addToMatchLabels(label, value)
            .endNamespaceSelector()
            .endFrom()
            .addNewPort()
            .withNewPort(port)
            .endPort()
            .build();
    return good.policy(policy, spec -> spec.getIngress().add(rule));
  }

  @ParameterizedTest
  @ValueSource(strings = {"network.openshift.io/policy-group", "field.cattle.io/projectId", NAME})
  void a_label_that_a_platform_sets_is_there(String label) {
    assertThat(said(alsoFrom(Altered.samples(), HISTORY, label, "ingress", 18080))).isEmpty();
  }

  @Test
  void a_label_that_the_tree_gives_its_namespace_is_there() {
    Altered altered =
        alsoFrom(Altered.samples(), HISTORY, "team", "data", 18080)
            .edit(
                Namespace.class,
                "data",
                made -> {
                  Map<String, String> labels = new HashMap<>(made.getMetadata().getLabels());
                  labels.put("team", "data");
                  made.getMetadata().setLabels(labels);
                });

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void one_more_namespace_beside_the_others_may_come_in() {
    Altered altered = alsoFrom(Altered.samples(), JUPYTER, NAME, "monitoring", 9999);
    alsoFrom(altered, HISTORY, NAME, "monitoring", 9999);
    alsoFrom(altered, HISTORY, NAME, "backup", 9999);

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void stacks_behind_a_proxy_and_observed_ones_speak_of_namespaces_alike() {
    assertThat(said(Altered.of(Samples.spark41().throughGateway().stack(Samples.PROXIED))))
        .isEmpty();
    assertThat(said(Altered.of(Samples.spark41().throughIngress().stack(Samples.PROXIED))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.org/tier", "tier", "environment"})
  void a_label_of_a_companys_own_is_its_platforms_matter(String label) {
    assertThat(said(alsoFrom(Altered.samples(), HISTORY, label, "ingress", 18080))).isEmpty();
  }
}
