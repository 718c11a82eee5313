package io.sparkstead.stack.proof.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegionsTest extends FamilyTest {

  RegionsTest() {
    super(Regions::new);
    on(
        Regions.ZONE_IS_OF_THE_REGION,
        "Deployment history is for nodes in zone eu-west-1a, and all else here is in eu-central-1",
        good -> in("eu-west-1a"));
  }

  private static Altered in(String zone) {
    return zoned(Altered.of(Samples.spark41().storedIn(Samples.AWS).stack()), zone);
  }

  private static Altered zoned(Altered good, String zone) {
    return good.pod(
        HISTORY, pod -> pod.setNodeSelector(Map.of("topology.kubernetes.io/zone", zone)));
  }

  @Test
  void zones_of_the_region_and_such_of_other_clouds_pass() {
    assertThat(said(in("eu-central-1b"))).isEmpty();
    assertThat(said(in("rack-7"))).isEmpty();
  }

  @Test
  void where_no_region_is_named_any_zone_passes() {
    assertThat(said(zoned(Altered.samples(), "eu-west-1a"))).isEmpty();
  }
}
