package io.sparkstead.stack.proof.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadableFilesTest extends FamilyTest {

  private static final String GOOD = "chmod -R go-w,a+rX spark";

  ReadableFilesTest() {
    super(ReadableFiles::new);
    for (String mode : new String[] {"go-rwx", "0700", "o-r"}) {
      on(
          ReadableFiles.OTHERS_MAY_READ,
          "runs 'chmod -R " + mode + " spark', and user",
          good -> mode(good, "-R " + mode));
    }
  }

  private static Altered mode(Altered good, String mode) {
    return good.file(SPARK_IMAGE, text -> text.replace(GOOD, "chmod " + mode + " spark"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-R go-w", "-R 0755", "-R u=rwX,go=rX", "-R g-w,o=rX", "0700"})
  void modes_that_leave_reading_and_such_of_one_folder_pass(String mode) {
    assertThat(said(mode(Altered.samples(), mode))).isEmpty();
  }

  @Test
  void files_that_are_given_to_the_user_are_its_own() {
    Altered altered =
        Altered.samples()
            .file(
                SPARK_IMAGE,
                text -> text.replace(GOOD, "chmod -R go-rwx spark && chown -R 185 spark"));

    assertThat(said(altered)).isEmpty();
  }
}
