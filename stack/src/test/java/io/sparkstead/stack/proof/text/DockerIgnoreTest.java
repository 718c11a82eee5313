package io.sparkstead.stack.proof.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerIgnoreTest {

  @ParameterizedTest
  @CsvSource({
    "*, run.sh, true",
    "*|!run.sh, run.sh, false",
    "!run.sh|*, run.sh, true",
    "*|!conf, conf/a/b.xml, false",
    "*|!conf|conf/a, conf/a/b.xml, true",
    "*.sh, conf/run.sh, false",
    "**/*.sh, conf/run.sh, true",
    "**/*.sh, run.sh, true",
    "# *, run.sh, false",
    "/run.sh, run.sh, true",
    "./conf/, conf/a, true",
    "ru?.sh, run.sh, true",
    "conf/**, conf/a/b, true",
    "'', run.sh, false",
    "run, run.sh, false",
  })
  void the_last_line_that_fits_decides(String lines, String path, boolean isOut) {
    assertThat(DockerIgnore.of(lines.replace('|', '\n')).keepsOut(path)).isEqualTo(isOut);
  }
}
