package io.sparkstead.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plain run loads, since loading classes is most of what it takes. */
class ColdStartTest {

  private static final String HEAVY =
      "(?s).*\\b(com\\.google\\.|com\\.fasterxml\\.jackson\\.(databind|dataformat)\\.|org\\.apache\\.|picocli\\.|javax\\.tools\\.|com\\.sun\\.tools\\.).*";

  @TempDir private Path folder;

  @Test
  void a_plain_render_loads_no_parser_no_client_no_registry_and_no_compiler()
      throws IOException, InterruptedException {
    assertThat(loaded("--env", "homelab"))
        .contains("io.sparkstead.overlays.Homelab")
        .doesNotMatch(HEAVY);
    assertThat(loaded("--env", "homelab", "--check")).doesNotMatch(HEAVY);
  }

  @Test
  void help_is_told_without_the_registry_client() throws IOException, InterruptedException {
    assertThat(loaded("images", "--help")).contains("picocli.").doesNotContain("com.google.");
  }

  private String loaded(String... args) throws IOException, InterruptedException {
    Path log = folder.resolve("classes");
    MainProcess.Outcome run =
        new MainProcess(List.of("-Xlog:class+load:file=" + log), Map.of()).run(folder, args);
    assertThat(run.code()).as(run.messages()).isZero();
    return Files.readString(log);
  }
}
