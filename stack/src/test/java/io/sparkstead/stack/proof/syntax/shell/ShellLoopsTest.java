package io.sparkstead.stack.proof.syntax.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;

class ShellLoopsTest extends FamilyTest {

  private static final String FROM_FILE = "done < /run/s3/credentials";
  private static final String READS = "while read -r line ||";

  ShellLoopsTest() {
    super(ShellLoops::new);
    on(
        ShellLoops.WHAT_A_LOOP_SETS_STAYS,
        "reads access_key behind a loop that sets it behind a pipe",
        good ->
            good.data(
                "store-bootstrap",
                "bootstrap.sh",
                text ->
                    text.replace(READS, "cat /run/s3/credentials | " + READS)
                        .replace(FROM_FILE, "done")));
    on(
        ShellLoops.LOOP_GOES_OVER_FILES,
        "has a loop over /opt/jupyter/conf, which goes once, with the folder itself",
        good -> looping(good, "/opt/jupyter/conf", "cp \"$each\" /tmp/"));
  }

  private static Altered looping(Altered good, String over, String what) {
    return good.file(
        ENTRYPOINT,
        text -> text.replace("exec ", "for each in " + over + "; do\n  " + what + "\ndone\nexec "));
  }

  @Test
  void loops_over_files_and_over_whole_folders_pass() {
    assertThat(said(looping(Altered.samples(), "/opt/jupyter/conf/*", "cp \"$each\" /tmp/")))
        .isEmpty();
    assertThat(said(looping(Altered.samples(), "/opt/jupyter/conf", "cp -r \"$each\" /tmp/")))
        .isEmpty();
    assertThat(said(looping(Altered.samples(), "/opt/none", "cp \"$each\" /tmp/"))).isEmpty();
  }

  @Test
  void a_loop_behind_a_pipe_whose_variables_nobody_reads_passes() {
    Altered altered =
        Altered.samples()
            .data(
                "store-bootstrap",
                "bootstrap.sh",
                text ->
                    text
                        + "\ncat /tmp/a | while read -r line; do\n  last=$line\n  echo \"$last\"\ndone\n");

    assertThat(said(altered)).isEmpty();
  }
}
