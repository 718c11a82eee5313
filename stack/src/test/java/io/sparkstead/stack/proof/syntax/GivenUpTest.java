package io.sparkstead.stack.proof.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenUpTest extends FamilyTest {

  private static final String FUNCTIONS =
      """
      from pyspark.sql import SparkSession


      def give_up():
          fail('x')


      def hint():
          print('x')


      """;

  GivenUpTest() {
    super(GivenUp::new);
    on(
        GivenUp.IMAGES_MAY_BE_PULLED,
        "gives up after 30 seconds, in which no node pulls the image of executors",
        good -> smoke(good, "patience = threading.Timer(30, give_up)"));
    on(
        GivenUp.IMAGES_MAY_BE_PULLED,
        "gives up after 20 seconds",
        good -> smoke(good, "signal.alarm(20)"));
  }

  private static Altered smoke(Altered good, String line) {
    return good.add(
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("own-smoke")
            .endMetadata()
            .withData(Map.of("smoke.py", FUNCTIONS + line + "\n"))
            .build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "threading.Timer(300, give_up)",
        "threading.Timer(10, hint)",
        "threading.Timer(PATIENCE, give_up)",
        "signal.alarm(0)",
      })
  void what_waits_or_only_speaks_passes(String line) {
    assertThat(said(smoke(Altered.samples(), line))).isEmpty();
  }
}
