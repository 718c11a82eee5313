package io.sparkstead.stack.proof.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopiedLinksTest extends FamilyTest {

  private static final String COPY = "cp --dereference \"$sample\" \"$file\"";

  CopiedLinksTest() {
    super(CopiedLinks::new);
    for (String options : new String[] {"--archive", "-a", "-rp", "-P"}) {
      on(
          CopiedLinks.FILES_ARE_COPIED,
          "says 'cp " + options + " $sample $file', which copies a link that leads nowhere",
          good -> copied("cp " + options + " \"$sample\" \"$file\""));
    }
  }

  private static Altered copied(String line) {
    return Altered.samples().replace(ENTRYPOINT, COPY, line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cp \"$sample\" \"$file\"",
        "cp -aL \"$sample\" \"$file\"",
        "cp -a /opt/spark/examples/a.py \"$file\"",
        "cp -r /opt/jupyter/samples/. all",
        "cp --preserve=mode \"$sample\" \"$file\"",
      })
  void what_copies_files_passes(String line) {
    assertThat(said(copied(line))).isEmpty();
  }
}
