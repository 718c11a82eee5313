package io.sparkstead.stack.proof.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeTermsTest extends FamilyTest {

  private static final String ZONE = "topology.kubernetes.io/zone";
  private static final String REGION = "topology.kubernetes.io/region";
  private static final String CLASS = "karpenter.sh/capacity-type";

  NodeTermsTest() {
    super(NodeTerms::new);
    on(
        NodeTerms.BOTH_CAN_HOLD,
        "StatefulSet lab has nodeSelector karpenter.sh/capacity-type=on-demand, and its affinity"
            + " requires karpenter.sh/capacity-type In [spot]; say the same in both",
        good -> requiring(selecting(good, CLASS, "on-demand"), term(CLASS, "In", "spot")));
    on(
        NodeTerms.BOTH_CAN_HOLD,
        "requires karpenter.sh/capacity-type NotIn [on-demand]",
        good -> requiring(selecting(good, CLASS, "on-demand"), term(CLASS, "NotIn", "on-demand")));
    on(
        NodeTerms.ZONE_IS_NO_REGION,
        "StatefulSet lab asks for nodes of topology.kubernetes.io/zone eu-central-1, and that is a"
            + " region; name a zone, such as eu-central-1a",
        good -> selecting(good, ZONE, "eu-central-1"));
    on(
        NodeTerms.ZONE_IS_NO_REGION,
        "zone europe-west1, and that is a region; name a zone, such as europe-west1-b",
        good -> requiring(good, term(ZONE, "In", "europe-west1")));
    on(
        NodeTerms.ZONE_IS_NO_REGION,
        "region eu-central-1a, and that is a zone",
        good ->
            good.property(
                NOTEBOOK_CONF,
                "spark.kubernetes.executor.node.selector." + REGION,
                "eu-central-1a"));
  }

  private static Altered selecting(Altered good, String label, String value) {
    return good.pod(JUPYTER, pod -> pod.setNodeSelector(Map.of(label, value)));
  }

  private static NodeSelectorTerm term(String label, String operator, String value) {
    return new NodeSelectorTerm(
        List.of(new NodeSelectorRequirement(label, operator, List.of(value))), List.of());
  }

  private static Altered requiring(Altered good, NodeSelectorTerm... terms) {
    return good.pod(
        JUPYTER,
        pod ->
            pod.setAffinity(
                new AffinityBuilder()
                    .withNewNodeAffinity()
                    .withNewRequiredDuringSchedulingIgnoredDuringExecution()
                    .addToNodeSelectorTerms(terms)
                    .endRequiredDuringSchedulingIgnoredDuringExecution()
                    .endNodeAffinity()
                    .build()));
  }

  @ParameterizedTest
  @CsvSource({
    ZONE + ", eu-central-1a",
    ZONE + ", us-west-2-lax-1a",
    ZONE + ", europe-west1-b",
    ZONE + ", de-fra-1",
    ZONE + ", rack-1",
    REGION + ", eu-central-1",
    REGION + ", us-gov-west-1",
  })
  void a_zone_or_region_that_may_be_one_passes(String label, String value) {
    assertThat(said(selecting(Altered.samples(), label, value))).isEmpty();
  }

  @Test
  void of_several_terms_one_may_be_ruled_out() {
    Altered altered = selecting(Altered.samples(), CLASS, "spot");

    assertThat(said(requiring(altered, term(CLASS, "In", "spot"), term(CLASS, "In", "on-demand"))))
        .isEmpty();
  }
}
