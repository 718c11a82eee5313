package io.sparkstead.stack.proof.supply;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;

class LocksTest extends FamilyTest {

  private static final String LOCK = "images/spark/requirements.lock";

  LocksTest() {
    super(Locks::new);
    on(
        Locks.HASHES_ARE_OF_THE_VERSION,
        LOCK + " pins numpy==1.26.3 and has the hashes of numpy==1.26.4; say that, or lock again",
        good -> good.replace(LOCK, "numpy==1.26.4", "numpy==1.26.3"));
    on(
        Locks.PACKAGE_IS_PINNED_ONCE,
        LOCK + " pins numpy==1.26.4 and numpy==1.25.0; leave one of them out",
        good -> good.file(LOCK, text -> text + "numpy==1.25.0 --hash=sha256:00\n"));
  }

  @Test
  void a_version_with_hashes_of_its_own_passes() {
    Altered altered =
        Altered.samples()
            .file(
                LOCK,
                text ->
                    """
                    numpy==1.26.3 --hash=sha256:00
                    tomli==2.0.1 ; python_version < '3.11' --hash=sha256:01
                    tomli==2.2.1 ; python_version >= '3.11' --hash=sha256:02
                    """);

    assertThat(said(altered)).isEmpty();
  }
}
