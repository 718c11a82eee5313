package io.sparkstead.stack.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.approvaltests.core.VerifyResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

class JunitMessageTest {

  @TempDir Path folder;
  private Path received;
  private Path approved;

  @BeforeEach
  void files() throws IOException {
    received = Files.writeString(folder.resolve("received.yaml"), "a: 1\nb: 2\nc: 4\n");
    approved = folder.resolve("approved/approved.yaml");
  }

  @Test
  void a_difference_is_shown_as_a_diff_with_the_command_that_accepts_it() throws IOException {
    Files.createDirectories(approved.getParent());
    Files.writeString(approved, "a: 1\nb: 2\nc: 3\n");

    assertThatThrownBy(() -> report(false))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageContaining("approved.yaml\n")
        .hasMessageContaining("\n  mvn -pl stack -am test -Dapprove=true\n")
        .hasMessageContaining(" a: 1\n b: 2\n-c: 3\n+c: 4\n");
    assertThat(approved).hasContent("a: 1\nb: 2\nc: 3\n");
  }

  @Test
  void a_missing_approved_file_shows_what_it_would_hold() {
    assertThatThrownBy(() -> report(false))
        .hasMessageContaining("has no approved file")
        .hasMessageContaining("+a: 1\n+b: 2\n+c: 4\n");
    assertThat(approved).doesNotExist();
  }

  @Test
  void a_lone_difference_in_the_last_line_end_is_named() throws IOException {
    Files.createDirectories(approved.getParent());
    Files.writeString(approved, "a: 1\nb: 2\nc: 4");

    assertThatThrownBy(() -> report(false))
        .hasMessageContaining("(they differ at the end of the last line)");
  }

  @Test
  void accepting_replaces_the_approved_file() {
    assertThat(report(true)).isEqualTo(VerifyResult.SUCCESS);
    assertThat(approved).hasContent("a: 1\nb: 2\nc: 4\n");
  }

  private VerifyResult report(boolean accepts) {
    JunitMessage message = new JunitMessage(accepts);
    message.report(received.toString(), approved.toString());
    return message.approveWhenReported();
  }
}
