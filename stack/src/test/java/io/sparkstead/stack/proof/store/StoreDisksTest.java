package io.sparkstead.stack.proof.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import org.junit.jupiter.api.Test;

class StoreDisksTest extends FamilyTest {

  private static final String MAKES = "mc mb --ignore-existing store/lake";
  private static final String LIMIT = "-master\\.volumeSizeLimitMB=\\d+";

  StoreDisksTest() {
    super(StoreDisks::new);
    on(
        StoreDisks.OLD_VERSIONS_GO,
        "keep versions by mc mb, and nothing expires old ones",
        good -> bootstrap(MAKES.replace("store/", "--with-lock store/")));
    on(
        StoreDisks.OLD_VERSIONS_GO,
        "keep versions by mc version enable, and",
        good -> bootstrap(MAKES + "\nmc version enable store/lake"));
    on(
        StoreDisks.VOLUME_FITS_THE_DISK,
        "volumes of 30000 MB, of which none fit its disk",
        good -> limit("-master.volumeSizeLimitMB=30000"));
    on(
        StoreDisks.VOLUME_FITS_THE_DISK,
        "volumes of 30000 MB, of which none fit its disk",
        good -> limit(""));
    on(
        StoreDisks.VOLUMES_ARE_MADE,
        "of which 2 fit its disk",
        good -> limit("-master.volumeSizeLimitMB=8000"));
    on(
        StoreDisks.VOLUMES_FIT_THE_DISK,
        "of which 5 fit its disk",
        good -> limit("-master.volumeSizeLimitMB=4000"));
  }

  private static Altered bootstrap(String makes) {
    return Altered.samples()
        .data("store-bootstrap", "bootstrap.sh", text -> text.replace(MAKES, makes));
  }

  private static Altered limit(String option) {
    return Altered.of(Samples.spark41().onSeaweedFs())
        .data("seaweed-scripts", "start.sh", text -> text.replaceFirst(LIMIT, option));
  }

  @Test
  void versions_that_expire_pass() {
    assertThat(
            said(
                bootstrap(
                    MAKES
                        + "\nmc version enable store/lake"
                        + "\nmc ilm rule add --noncurrent-expire-days 7 store/lake")))
        .isEmpty();
  }

  @Test
  void volumes_of_another_size_that_fit_pass() {
    assertThat(said(limit("-master.volumeSizeLimitMB=1000"))).isEmpty();
    assertThat(said(limit("-master.volumeSizeLimitMB=\\$SIZE"))).isEmpty();
    assertThat(said(Altered.of(Samples.spark41().onSeaweedFs()))).isEmpty();
  }

  @Test
  void volumes_by_a_number_of_ones_own_pass_whatever_they_may_grow_to() {
    assertThat(
            said(
                limit("-master.volumeSizeLimitMB=30000")
                    .data(
                        "seaweed-scripts",
                        "start.sh",
                        text -> text.replace("-volume.max=0", "-volume.max=1000"))))
        .isEmpty();
  }
}
