package io.sparkstead.stack.proof.supply;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;

class LocksTest extends FamilyTest {

  private static final String LOCK = "images/spark/requirements.lock";
  private static final String SIX = "(?s)\nsix==1.17.0 .*?(?=\n\\w)";

  LocksTest() {
    super(Locks::new);
    on(
        Locks.HASHES_ARE_OF_THE_VERSION,
        "locks numpy==1.26.3 by the hashes of numpy 1.26.4",
        good -> good.replace(LOCK, "numpy==1.26.4", "numpy==1.26.3"));
    on(
        Locks.HASHES_ARE_OF_THE_VERSION,
        "locks pytz==2026.7 by the hashes of pytz 2026.6",
        good -> good.replace(LOCK, "pytz==2026.6", "pytz==2026.7"));
    on(
        Locks.PACKAGE_HAS_HASHES,
        "locks requests==2.34.0 without a hash",
        good -> good.file(LOCK, text -> text + "requests==2.34.0\n"));
    on(
        Locks.PACKAGE_HAS_HASHES,
        "the hash sha256:4721, which is none",
        good -> good.file(LOCK, text -> text + "duckdb==1.4.1 --hash=sha256:4721\n"));
    on(
        Locks.NEEDED_PACKAGES_ARE_LOCKED,
        "locks python-dateutil==2.9.0.post0, which needs six",
        good -> good.file(LOCK, text -> text.replaceFirst(SIX, "")));
    on(
        Locks.PACKAGE_IS_LOCKED_ONCE,
        "has six==1.17.0 and six==1.16.0",
        good ->
            good.file(LOCK, text -> text + "six==1.16.0 --hash=sha256:" + "0".repeat(64) + "\n"));
    on(
        Locks.NEEDED_PACKAGES_ARE_LOCKED,
        "which needs tornado",
        good ->
            good.file(
                "images/notebook/requirements.lock",
                text -> text.replaceFirst("(?s)\ntornado==.*?(?=\n\\w)", "")));
  }

  @Test
  void a_version_that_does_not_ship_is_taken_with_hashes_of_its_own() {
    Altered altered =
        Altered.samples()
            .file(
                LOCK,
                text ->
                    text.replaceFirst(
                        "(?s)\nnumpy==.*?(?=\n\\w)",
                        "\nnumpy==1.26.3 --hash=sha256:" + "0".repeat(64)));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void one_hash_of_its_own_is_enough() {
    Altered altered =
        Altered.samples()
            .replace(
                LOCK, "six==1.17.0 \\\n", "six==1.17.1 --hash=sha256:" + "0".repeat(64) + " \\\n");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void what_another_version_needs_nobody_here_knows() {
    Altered altered =
        Altered.samples()
            .file(LOCK, text -> text.replaceFirst("(?s)\npytz==.*?(?=\n\\w)", ""))
            .file(
                LOCK,
                text ->
                    text.replaceFirst(
                        "(?s)\npandas==.*?(?=\n\\w)",
                        "\npandas==3.0.0 --hash=sha256:" + "0".repeat(64)));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_package_that_the_image_takes_from_elsewhere_is_not_missed() {
    Altered altered =
        Altered.samples()
            .file(LOCK, text -> text.replaceFirst(SIX, ""))
            .replace(
                SPARK_IMAGE,
                "RUN microdnf install -y --nodocs",
                "RUN microdnf install -y --nodocs python3-six");

    assertThat(said(altered)).isEmpty();
  }
}
