package io.sparkstead.overlays;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EnvironmentsPageTest {

  private static final Path PAGE = Path.of("../docs/environments.md");

  @Test
  void the_page_is_made_from_the_environments() throws IOException {
    String text = EnvironmentsPage.text(Environments.all());
    if (Boolean.getBoolean("approve")) {
      Files.writeString(PAGE, text);
    }

    assertThat(PAGE)
        .as("accept what the environments say with: mvn -pl overlays -am test -Dapprove=true")
        .hasContent(text);
  }
}
