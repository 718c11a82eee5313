package io.sparkstead.stack.proof.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspacesTest extends FamilyTest {

  private static final String GUARD = " && [ ! -e \"$file\" ]";

  WorkspacesTest() {
    super(Workspaces::new);
    on(
        Workspaces.SAVED_WORK_STAYS,
        "images/notebook/entrypoint.sh says 'cp --dereference $sample $file' at each start of",
        good -> good.replace(ENTRYPOINT, GUARD, ""));
    on(
        Workspaces.SAVED_WORK_STAYS,
        "says 'git reset --hard origin/main' at each start",
        good -> changed("git reset --hard origin/main"));
  }

  /** The good script without its guard, and with {@code line} in place of its copy. */
  private static Altered changed(String line) {
    return Altered.samples()
        .file(
            ENTRYPOINT,
            text ->
                text.replace(GUARD, "").replace("cp --dereference \"$sample\" \"$file\"", line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cp -n \"$sample\" \"$file\"",
        "[ -e \"$file\" ] || cp \"$sample\" \"$file\"",
        "rsync --ignore-existing \"$sample\" \"$file\"",
        "cp \"$sample\" \"/tmp/$file\"",
        "git pull --ff-only",
      })
  void what_leaves_saved_work_passes(String line) {
    assertThat(said(changed(line))).isEmpty();
  }
}
