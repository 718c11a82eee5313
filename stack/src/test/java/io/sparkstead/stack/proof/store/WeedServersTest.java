package io.sparkstead.stack.proof.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeedServersTest extends FamilyTest {

  WeedServersTest() {
    super(WeedServers::new);
    on(
        WeedServers.GATEWAY_IS_STARTED,
        "StatefulSet seaweed runs weed server without -s3, and properties name it as their store",
        good -> started(" -s3 -s3.ip", " -s3.ip"));
    on(
        WeedServers.GATEWAY_IS_STARTED,
        "runs weed server with -volume=false, and has no other; leave it out",
        good -> started(" -s3 -s3.ip", " -volume=false -s3 -s3.ip"));
    on(
        WeedServers.PARTS_FIND_ONE_ANOTHER,
        "listen at 127.0.0.1 and tell its parts to ask seaweed.data.svc; say -ip=127.0.0.1",
        good -> started("-ip=127.0.0.1", "-ip=seaweed.data.svc"));
    on(
        WeedServers.PAGES_ARE_SHOWN,
        "runs weed with disableDirListing, and port 8888 of Service seaweed leads to its filer",
        good -> led(started(" -s3 -s3.ip", " -filer.disableDirListing -s3 -s3.ip")));
  }

  private static Altered led(Altered altered) {
    return altered.service(
        "seaweed",
        service ->
            service.getPorts().add(new ServicePortBuilder().withName("ui").withPort(8888).build()));
  }

  @Test
  void pages_that_are_shown_or_that_nobody_is_led_to_pass() {
    assertThat(said(led(started(" -s3 -s3.ip", " -s3 -s3.ip=0.0.0.0 -s3.ip")))).isEmpty();
    assertThat(said(started(" -s3 -s3.ip", " -filer.disableDirListing -s3 -s3.ip"))).isEmpty();
  }

  private static Altered started(String from, String to) {
    return Altered.of(Samples.spark41().onSeaweedFs())
        .data("seaweed-scripts", "start.sh", text -> text.replace(from, to));
  }

  @ParameterizedTest
  @CsvSource({"-s3=true, 0", "--s3, 0", "-s3=false, 1"})
  void the_gateway_is_switched_by_more_than_one_word(String option, int said) {
    assertThat(said(started(" -s3 -s3.ip", " " + option + " -s3.ip"))).hasSize(said);
  }

  @Test
  void the_gateway_starts_the_filer_itself() {
    assertThat(said(started(" -filer \\", " \\"))).isEmpty();
  }

  @Test
  void parts_that_listen_everywhere_may_be_asked_by_a_name() {
    assertThat(
            said(
                started(
                    "-ip=127.0.0.1 -ip.bind=127.0.0.1", "-ip=seaweed.data.svc -ip.bind=0.0.0.0")))
        .isEmpty();
  }
}
