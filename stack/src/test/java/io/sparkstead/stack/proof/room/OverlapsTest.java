package io.sparkstead.stack.proof.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverlapsTest extends FamilyTest {

  OverlapsTest() {
    super(Overlaps::new);
    on(
        Overlaps.RUNS_DO_NOT_OVERLAP,
        "with a second run of CronJob nightly beside the first, applications and services may ask"
            + " for",
        good -> nightly("Allow").add(quota("60")));
    on(
        Overlaps.RUNS_DO_NOT_OVERLAP,
        "ResourceQuota small allows 60 of requests.cpu; say concurrencyPolicy: Forbid",
        good -> nightly(null).add(quota("60")));
  }

  private static Altered nightly(String policy) {
    Samples samples = Samples.spark41();
    return Altered.of(
            Samples.stack(
                samples.rbac(), samples.minio(), samples.historyServer(), samples.nightly()))
        .delete(ResourceQuota.class, "limits")
        .edit(CronJob.class, "nightly", job -> job.getSpec().setConcurrencyPolicy(policy));
  }

  private static ResourceQuota quota(String cores) {
    return new ResourceQuotaBuilder()
        .withNewMetadata()
        .withName("small")
        .endMetadata()
        .withNewSpec()
        .withHard(Map.of("requests.cpu", new Quantity(cores)))
        .endSpec()
        .build();
  }

  @Test
  void runs_that_wait_for_each_other_or_fit_are_apart() {
    assertThat(said(nightly("Forbid").add(quota("60")))).isEmpty();
    assertThat(said(nightly("Replace").add(quota("60")))).isEmpty();
    assertThat(said(nightly("Allow").add(quota("200")))).isEmpty();
    assertThat(said(nightly("Allow"))).isEmpty();
  }
}
