package io.sparkstead.stack.proof.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServicesTest extends FamilyTest {

  private static final String NAME = "app.kubernetes.io/name";

  ServicesTest() {
    super(Services::new);
    on(
        Services.SERVICE_SELECTS_PODS,
        "Service store selects {app.kubernetes.io/name=shop} and no pod of the stack in its namespace"
            + " has these labels; select a workload's",
        good -> good.service(STORE, service -> service.getSelector().put(NAME, "shop")));
    on(
        Services.SERVICE_SELECTS_PODS,
        "Service store selects {app.kubernetes.io/name=store} and no pod",
        good -> good.edit(Service.class, STORE, o -> o.getMetadata().setNamespace("default")));
    on(
        Services.SERVICE_SELECTS_ONE_WORKLOAD,
        "Service store selects the pods of [StatefulSet store, Deployment history]; select one",
        good -> good.template(HISTORY, t -> t.getMetadata().getLabels().put(NAME, STORE)));
    on(
        Services.SELECTOR_FITS_TEMPLATE,
        "StatefulSet store selects {app.kubernetes.io/name=shop} and makes pods with {",
        good -> selecting(good, Map.of(NAME, "shop")));
    on(
        Services.STATEFUL_SET_HAS_SERVICE,
        "StatefulSet lab names Service lab, which is no headless Service over its pods; name one",
        good -> named(good, "lab"));
    on(
        Services.STATEFUL_SET_HAS_SERVICE,
        "StatefulSet lab names Service check,",
        good -> named(good, "check"));
    on(
        Services.STATEFUL_SET_HAS_SERVICE,
        "StatefulSet lab names Service nobody,",
        good -> named(good, "nobody"));
    on(
        Services.STATEFUL_SET_HAS_SERVICE,
        "StatefulSet lab names Service ,",
        good -> named(good, null));
  }

  @Test
  void a_name_for_another_host_selects_nothing() {
    Altered altered =
        Altered.samples()
            .service(
                STORE,
                service -> {
                  service.setSelector(null);
                  service.setType("ExternalName");
                });

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_selector_that_says_nothing_is_refused() {
    assertThat(said(selecting(Altered.samples(), Map.of())))
        .extracting(Finding::rule)
        .containsExactly(Services.SELECTOR_FITS_TEMPLATE);
  }

  @Test
  void a_selector_by_expressions_is_believed() {
    LabelSelectorRequirement other = new LabelSelectorRequirement(NAME, "In", List.of("shop"));
    Altered altered =
        selecting(Altered.samples(), Map.of())
            .edit(
                StatefulSet.class,
                STORE,
                store -> store.getSpec().getSelector().setMatchExpressions(List.of(other)));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_stateful_set_without_a_spec_names_no_service() {
    Altered altered = Altered.samples().edit(StatefulSet.class, JUPYTER, set -> set.setSpec(null));

    assertThat(said(Services.STATEFUL_SET_HAS_SERVICE, altered)).hasSize(1);
  }

  private static Altered selecting(Altered altered, Map<String, String> labels) {
    return altered.edit(
        StatefulSet.class, STORE, store -> store.getSpec().getSelector().setMatchLabels(labels));
  }

  private static Altered named(Altered altered, @Nullable String service) {
    return altered.edit(StatefulSet.class, JUPYTER, set -> set.getSpec().setServiceName(service));
  }
}
