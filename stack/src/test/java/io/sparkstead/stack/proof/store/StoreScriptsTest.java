package io.sparkstead.stack.proof.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class StoreScriptsTest extends FamilyTest {

  private static final String BOOTSTRAP = "store-bootstrap";
  private static final String SCRIPTS = "seaweed-scripts";

  StoreScriptsTest() {
    super(StoreScripts::new);
    on(
        StoreScripts.SUBCOMMAND_EXISTS,
        "calls mc admin policy set",
        good -> bootstrap("bootstrap.sh", "policy attach store", "policy set store"));
    on(
        StoreScripts.POLICY_VERSION_IS_KNOWN,
        "version '2026-12-01'",
        good -> bootstrap("policy.json", "2012-10-17", "2026-12-01"));
    on(
        StoreScripts.MAKING_A_BUCKET_AGAIN_WORKS,
        "add --ignore-existing",
        good -> bootstrap("bootstrap.sh", "--ignore-existing ", ""));
    on(
        StoreScripts.VOLUMES_ARE_ENOUGH,
        "hold 1 volumes",
        good -> seaweed("start.sh", text -> text.replace("-volume.max=0", "-volume.max=1")));
    on(
        StoreScripts.SCRIPT_IS_RUN,
        "key bucket.sh, and nothing runs it",
        good ->
            Altered.of(Samples.spark35().onSeaweedFs())
                .container("seaweed", container -> container.setLifecycle(null)));
  }

  private static Altered bootstrap(String file, String from, String to) {
    return Altered.samples().data(BOOTSTRAP, file, text -> text.replace(from, to));
  }

  private static Altered seaweed(String file, UnaryOperator<String> change) {
    return Altered.of(Samples.spark35().onSeaweedFs()).data(SCRIPTS, file, change);
  }

  @Test
  void what_stores_take_passes() {
    assertThat(said(Altered.of(Samples.spark35().onSeaweedFs()))).isEmpty();
    assertThat(said(bootstrap("policy.json", "2012-10-17", "2008-10-17"))).isEmpty();
    assertThat(said(bootstrap("bootstrap.sh", "mc admin policy attach", "mc admin policy list")))
        .isEmpty();
    assertThat(said(seaweed("start.sh", text -> text.replace("-volume.max=0", "-volume.max=100"))))
        .isEmpty();
  }

  @Test
  void a_comment_is_no_command() {
    assertThat(
            said(
                bootstrap(
                    "bootstrap.sh", "mc mb", "# mc admin policy set was dropped in 2023\nmc mb")))
        .isEmpty();
  }

  @Test
  void an_image_of_others_may_run_what_is_mounted_where_it_looks() {
    Altered altered =
        Altered.of(Samples.spark35().onSeaweedFs())
            .container(
                "seaweed",
                container -> {
                  container.setLifecycle(null);
                  container.setCommand(List.of());
                  container.setArgs(List.of());
                });

    assertThat(said(StoreScripts.SCRIPT_IS_RUN, altered)).isEmpty();
  }
}
