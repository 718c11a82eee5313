package io.sparkstead.stack.proof.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookTriesTest extends FamilyTest {

  HookTriesTest() {
    super(HookTries::new);
    on(
        HookTries.HOOK_WAITS,
        "tries once and then fails, as the postStart hook of StatefulSet seaweed",
        good -> bucket("tries=1"));
  }

  private static Altered bucket(String tries) {
    return Altered.of(Samples.spark41().onSeaweedFs())
        .data("seaweed-scripts", "bucket.sh", text -> text.replace("tries=60", tries));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tries=30", "first=1\ntries=10", "tries=\"${TRIES:-60}\""})
  void a_hook_that_waits_passes(String tries) {
    assertThat(said(bucket(tries))).isEmpty();
  }
}
