package io.sparkstead.stack.proof.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeedNamesTest extends FamilyTest {

  private static final String OWN = "-ip=127.0.0.1";

  WeedNamesTest() {
    super(WeedNames::new);
    on(
        WeedNames.SERVERS_FIND_EACH_OTHER,
        "has its master be asked at seaweed.data.svc:9333 and 19333, and Service seaweed does not"
            + " lead there; say -ip=127.0.0.1",
        good -> started(OWN, "-ip=seaweed.data.svc"));
  }

  private static Altered started(String from, String to) {
    return Altered.of(Samples.spark41().onSeaweedFs())
        .data("seaweed-scripts", "start.sh", text -> text.replace(from, to));
  }

  @ParameterizedTest
  @CsvSource({
    OWN + ", -ip=$POD_IP",
    OWN + ", -ip=10.0.0.7",
    OWN + ", -ip=store.example.org",
    OWN + ", -ip=seaweed-0.seaweed-headless.data.svc",
  })
  void what_is_stored_somewhere_passes(String from, String to) {
    assertThat(said(started(from, to))).isEmpty();
  }
}
