package io.sparkstead.stack.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovedFilesTest {

  @Test
  void every_approved_file_has_its_test() {
    assertThat(ApprovedFiles.withoutTest(Path.of("src/test/java")))
        .as("approved files whose test is gone: delete them")
        .isEmpty();
  }

  @Test
  void a_file_of_a_renamed_test_is_found(@TempDir Path sources) throws IOException {
    Path approved = sources.resolve("io/sparkstead/stack/testing/approved");
    Files.createDirectories(approved);
    for (String name :
        new String[] {
          "ApprovedFilesTest.every_approved_file_has_its_test.approved.yaml",
          "ApprovedFilesTest.every_approved_file_had_its_test.approved.yaml",
          "ForgottenTest.of_old.approved.txt",
        }) {
      Files.createFile(approved.resolve(name));
    }

    assertThat(ApprovedFiles.withoutTest(sources))
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "ApprovedFilesTest.every_approved_file_had_its_test.approved.yaml",
            "ForgottenTest.of_old.approved.txt");
  }
}
