package io.sparkstead.stack.proof.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A namespace that is too small for the stack. */
class QuotasTest extends FamilyTest {

  QuotasTest() {
    super(Quotas::new);
    for (Map.Entry<String, String> small :
        Map.ofEntries(
                Map.entry("services", "2"),
                Map.entry("configmaps", "2"),
                Map.entry("secrets", "1"),
                Map.entry("services.loadbalancers", "0"),
                Map.entry("persistentvolumeclaims", "1"),
                Map.entry("requests.storage", "1Gi"),
                Map.entry("limits.cpu", "1"),
                Map.entry("count/statefulsets.apps", "1"),
                Map.entry(".storageclass.storage.k8s.io/requests.storage", "1Gi"),
                Map.entry(".storageclass.storage.k8s.io/persistentvolumeclaims", "0"))
            .entrySet()) {
      on(
          Quotas.OBJECTS_FIT_IN_THE_QUOTA,
          "ResourceQuota quota allows " + small.getValue() + " of " + small.getKey(),
          good ->
              good.service(HISTORY, service -> service.setType("LoadBalancer")).add(quota(small)));
    }
    Map<String, Quantity> much = Map.of("memory", new Quantity("64Gi"));
    Map<String, Quantity> little = Map.of("memory", new Quantity("64Mi"));
    onLimits("64Gi, above the request of container", item -> item.setMin(much));
    onLimits("above the max of LimitRange limits of 64Mi; mend one", item -> item.setMax(little));
    onLimits(
        "lets a limit of cpu be 1 times its request, and container",
        item -> item.setMaxLimitRequestRatio(Map.of("cpu", new Quantity("1"))));
    onLimits(
        "the defaultRequest of LimitRange limits is 64Gi, above the default of LimitRange limits of 64Mi;"
            + " mend one",
        item -> {
          item.setDefault(little);
          item.setDefaultRequest(much);
        });
  }

  private void onLimits(String word, Consumer<LimitRangeItem> change) {
    on(Quotas.CONTAINER_FITS_THE_LIMITS, word, good -> good.add(limits("Container", change)));
  }

  private static ResourceQuota quota(Map.Entry<String, String> hard) {
    return new ResourceQuotaBuilder()
        .withNewMetadata()
        .withName("quota")
        .endMetadata()
        .withNewSpec()
        .addToHard(hard.getKey(), new Quantity(hard.getValue()))
        .endSpec()
        .build();
  }

  private static LimitRange limits(String type, Consumer<LimitRangeItem> change) {
    LimitRange range =
        new LimitRangeBuilder()
            .withNewMetadata()
            .withName("limits")
            .endMetadata()
            .withNewSpec()
            .addNewLimit()
            .withType(type)
            .endLimit()
            .endSpec()
            .build();
    change.accept(range.getSpec().getLimits().get(0));
    return range;
  }

  @ParameterizedTest
  @CsvSource({"services, 100", "limits.cpu, 100", "requests.storage, 10Ti", "count/x, 0"})
  void what_has_room_is_not_told(String name, String amount) {
    assertThat(said(Altered.samples().add(quota(Map.entry(name, amount))))).isEmpty();
  }

  @Test
  void a_quota_of_some_pods_alone_counts_no_others() {
    ResourceQuota quota = quota(Map.entry("requests.cpu", "0"));
    quota.getSpec().setScopes(List.of("BestEffort"));

    assertThat(said(Altered.samples().add(quota))).isEmpty();
  }

  @Test
  void pods_and_claims_have_limits_of_their_own() {
    LimitRange ofPods = limits("Pod", item -> item.setMax(Map.of("memory", new Quantity("1Mi"))));
    LimitRange ofClaims =
        limits(
            "PersistentVolumeClaim", item -> item.setMin(Map.of("storage", new Quantity("1Pi"))));

    assertThat(said(Quotas.CONTAINER_FITS_THE_LIMITS, Altered.samples().add(ofPods)))
        .contains(
            "all limits of Deployment history is 2048Mi, above the max of LimitRange limits of 1Mi;"
                + " mend one");
    assertThat(said(Quotas.CONTAINER_FITS_THE_LIMITS, Altered.samples().add(ofClaims)))
        .anyMatch(
            message ->
                message.startsWith(
                    "the min of LimitRange limits is 1Pi, above the storage of"
                        + " PersistentVolumeClaim "));
  }

  @Test
  void limits_of_claims_are_none_of_containers() {
    LimitRange ofClaims =
        limits("PersistentVolumeClaim", item -> item.setMax(Map.of("memory", new Quantity("1Mi"))));

    assertThat(said(Altered.samples().add(ofClaims))).isEmpty();
  }

  @Test
  void what_says_nothing_limits_nothing() {
    LimitRange range = limits("Container", item -> {});
    range.setSpec(null);
    ResourceQuota quota = quota(Map.entry("services", "1"));
    quota.setSpec(null);

    assertThat(said(Altered.samples().add(range).add(quota))).isEmpty();
  }

  @Test
  void every_pod_counts() {
    Altered altered =
        Altered.samples()
            .edit(Deployment.class, HISTORY, made -> made.getSpec().setReplicas(100))
            .add(quota(Map.entry("requests.cpu", "20")));

    assertThat(said(Quotas.OBJECTS_FIT_IN_THE_QUOTA, altered))
        .anyMatch(message -> message.startsWith("ResourceQuota quota allows 20 of requests.cpu"));
  }

  @ParameterizedTest
  @CsvSource({"cpu, 40", "memory, 1", "ephemeral-storage, 1"})
  void a_limit_that_is_no_more_times_its_request_is_not_told(String name, String times) {
    LimitRange range =
        limits(
            "Container", item -> item.setMaxLimitRequestRatio(Map.of(name, new Quantity(times))));

    assertThat(said(Altered.samples().add(range))).isEmpty();
  }
}
