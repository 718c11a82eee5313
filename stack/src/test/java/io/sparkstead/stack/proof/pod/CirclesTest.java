package io.sparkstead.stack.proof.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodAffinityTermBuilder;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import org.junit.jupiter.api.Test;

class CirclesTest extends FamilyTest {

  private static final String NAME = "app.kubernetes.io/name";

  CirclesTest() {
    super(Circles::new);
    on(
        Circles.SOMEBODY_IS_FIRST,
        "StatefulSet store has to be near [StatefulSet lab], which waits for others itself",
        good -> near(near(good, STORE, term(JUPYTER)), JUPYTER, term(STORE)));
    on(
        Circles.SOMEBODY_IS_FIRST,
        "Deployment history has to be near [StatefulSet store]",
        good ->
            near(
                near(near(good, STORE, term(JUPYTER)), JUPYTER, term(HISTORY)),
                HISTORY,
                term(STORE)));
  }

  private static PodAffinityTerm term(String name) {
    return new PodAffinityTermBuilder()
        .withTopologyKey("kubernetes.io/hostname")
        .withLabelSelector(new LabelSelectorBuilder().addToMatchLabels(NAME, name).build())
        .build();
  }

  private static Altered near(Altered good, String name, PodAffinityTerm term) {
    return good.pod(
        name,
        pod ->
            pod.setAffinity(
                new AffinityBuilder()
                    .withNewPodAffinity()
                    .withRequiredDuringSchedulingIgnoredDuringExecution(term)
                    .endPodAffinity()
                    .build()));
  }

  @Test
  void a_chain_has_a_first() {
    Altered altered = near(Altered.samples(), STORE, term(JUPYTER));

    assertThat(said(near(altered, HISTORY, term(STORE)))).isEmpty();
  }

  @Test
  void who_meets_its_own_term_is_first() {
    PodAffinityTerm all =
        new PodAffinityTermBuilder()
            .withTopologyKey("topology.kubernetes.io/zone")
            .withLabelSelector(
                new LabelSelectorBuilder()
                    .addToMatchLabels("app.kubernetes.io/part-of", "sparkstead")
                    .build())
            .build();

    assertThat(said(near(near(Altered.samples(), STORE, all), JUPYTER, all))).isEmpty();
  }

  @Test
  void pods_of_other_namespaces_may_be_there() {
    PodAffinityTerm elsewhere = term(JUPYTER);
    elsewhere.setNamespaces(List.of("shared"));

    assertThat(said(near(near(Altered.samples(), STORE, elsewhere), JUPYTER, term(STORE))))
        .isEmpty();
  }
}
