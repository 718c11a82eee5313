package io.sparkstead.stack.proof.supply;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.storage.ObjectStore;
import io.sparkstead.stack.testing.Samples;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SkippedContainersTest extends FamilyTest {

  private static final String ANNOTATION = "eks.amazonaws.com/skip-containers";

  SkippedContainersTest() {
    super(SkippedContainers::new);
    on(
        SkippedContainers.WHO_ASKS_HAS_THE_ROLE,
        "Deployment history leaves container event-log-ready without its role, by",
        good -> skipping(Samples.AWS, "fluent-bit,event-log-ready"));
    on(
        SkippedContainers.WHO_ASKS_HAS_THE_ROLE,
        "leaves container history-server without its role",
        good -> skipping(Samples.AWS, "history-server, history"));
  }

  private static Altered skipping(ObjectStore store, String containers) {
    return Altered.of(Samples.spark41().storedIn(store).stack())
        .container(HISTORY, container -> container.setName("history-server"))
        .template(
            HISTORY,
            template -> template.getMetadata().setAnnotations(Map.of(ANNOTATION, containers)));
  }

  @Test
  void others_may_be_left_out() {
    assertThat(said(skipping(Samples.AWS, "fluent-bit"))).isEmpty();
    assertThat(said(skipping(Samples.AWS_BY_KEYS, "event-log-ready"))).isEmpty();
  }
}
