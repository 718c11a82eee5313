package io.sparkstead.stack.proof.supply;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.SecretSpec;
import io.sparkstead.dsl.kube.SecretSpec.Recipe;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.secret.SealedSecrets;
import io.sparkstead.stack.secret.Slot;
import io.sparkstead.stack.secret.SlotFile;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people put into the tree is looked at, and never shown. */
class SlotsTest extends FamilyTest {

  private static final String PATH = "secrets/keys.yaml";

  private static final Map<?, ?> SEALED =
      Map.of(
          "kind",
          "SealedSecret",
          "metadata",
          Map.of("name", "keys", "namespace", "data"),
          "spec",
          Map.of("encryptedData", Map.of("key", "A".repeat(344))));

  SlotsTest() {
    super(Slots::new);
    on(
        Slots.SLOT_IS_FILLED,
        PATH + " is not there; print it by `secrets --name keys`",
        good -> good.slot(slot(Optional.empty())));
    on(
        Slots.SLOT_IS_SEALED,
        PATH + " is no SealedSecret; print it by `secrets --name keys`",
        good ->
            good.slot(
                slot(
                    Optional.of(
                        List.of(Map.of("kind", "Secret", "stringData", Map.of("key", PLANTED)))))));
    on(
        Slots.SLOT_FITS,
        PATH + " is for name 'other', and has to be for 'keys'; print it by",
        good ->
            good.slot(
                slot(
                    Optional.of(
                        List.of(
                            Map.of(
                                "kind", "SealedSecret", "metadata", Map.of("name", "other")))))));
  }

  /** A file of the sample stack's namespace in which Secret {@code keys} should be sealed. */
  private static SlotFile slot(Optional<List<Map<?, ?>>> documents) {
    SecretSpec keys = SecretSpec.named("keys", "a door").key("key", Recipe.random(20));
    Slot slot =
        new SealedSecrets()
            .slots(new Labels(Samples.DATA, DnsLabel.of("secrets"), "secrets"), List.of(keys))
            .get(0);
    return new SlotFile(PATH, slot, documents);
  }

  private List<Finding> saidOf(List<Map<?, ?>> documents) {
    return said(Altered.samples().slot(slot(Optional.of(documents))));
  }

  @Test
  void a_sealed_file_passes() {
    assertThat(saidOf(List.of(SEALED))).isEmpty();
  }

  @Test
  void a_file_that_is_no_yaml_or_several_may_hold_anything() {
    for (List<Map<?, ?>> documents : List.of(List.<Map<?, ?>>of(), List.of(SEALED, SEALED))) {
      assertThat(saidOf(documents))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.rule()).isEqualTo(Slots.SLOT_IS_SEALED);
                assertThat(finding.subject()).isEqualTo(PATH);
                assertThat(finding.path()).isEqualTo(PATH);
                assertThat(finding.message())
                    .isEqualTo(
                        PATH
                            + " is not YAML with one document, and may hold anything; print it by"
                            + " `secrets --name keys` and pipe it into kubeseal");
              });
    }
  }
}
