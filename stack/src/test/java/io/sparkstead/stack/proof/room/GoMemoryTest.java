package io.sparkstead.stack.proof.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoMemoryTest extends FamilyTest {

  GoMemoryTest() {
    super(GoMemory::new);
    on(
        GoMemory.RUNTIME_KNOWS_ITS_ROOM,
        "of StatefulSet store may take 4096Mi by GOMEMLIMIT, and has 2Gi; say less",
        good -> with(good, "GOMEMLIMIT", "4GiB"));
    on(
        GoMemory.RUNTIME_KNOWS_ITS_ROOM,
        "may take 4096Mi by --max-old-space-size, and has 2Gi",
        good -> with(good, "NODE_OPTIONS", "--no-warnings --max-old-space-size=4096"));
  }

  private static Altered with(Altered good, String name, String value) {
    return good.container(
        STORE,
        c -> {
          c.getEnv().add(new EnvVar(name, value, null));
          c.getResources().setLimits(Map.of("memory", new Quantity("2Gi")));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "GOMEMLIMIT, 1800MiB",
    "GOMEMLIMIT, 900000000",
    "GOMEMLIMIT, off",
    "GOMEMLIMIT, 9999999TiB",
    "GOMEMLIMIT, $(LIMIT)",
    "NODE_OPTIONS, --max-old-space-size=1024",
    "NODE_OPTIONS, --no-warnings",
  })
  void what_is_within_the_container_passes(String name, String value) {
    assertThat(said(with(Altered.samples(), name, value))).isEmpty();
  }
}
