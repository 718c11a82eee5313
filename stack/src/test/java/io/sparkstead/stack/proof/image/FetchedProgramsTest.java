package io.sparkstead.stack.proof.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchedProgramsTest extends FamilyTest {

  private static final String TINI = "--chmod=0555 /stage/tini";

  FetchedProgramsTest() {
    super(FetchedPrograms::new);
    on(
        FetchedPrograms.FETCHED_CAN_BE_RUN,
        SPARK_IMAGE + " fetches tini and puts it at /usr/bin/tini as a file that nobody may run",
        good -> good.replace(SPARK_IMAGE, TINI, "/stage/tini"));
    fetched(
        "FROM a:1 AS a\nRUN curl -fsSLo mc https://a.org/x\nFROM b:1\nCOPY --from=a /mc /bin/\n");
    fetched(
        "FROM a:1 AS a\nRUN curl -O https://a.org/mc\nFROM b:1\nCOPY --from=a /mc /usr/bin/mc\n");
    fetched("FROM b:1\nADD https://a.org/mc /usr/local/bin/mc\n");
  }

  private void fetched(String dockerfile) {
    on(FetchedPrograms.FETCHED_CAN_BE_RUN, "fetches mc and puts it at", good -> own(dockerfile));
  }

  private static Altered own(String dockerfile) {
    return Altered.samples().newFile("images/own/Dockerfile", dockerfile);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM a:1 AS a\nRUN curl -o mc https://a.org/x && chmod +x mc\nFROM b:1\nCOPY --from=a /mc /bin/\n",
        "FROM a:1 AS a\nRUN curl https://a.org/mc.tgz | tar xz\nFROM b:1\nCOPY --from=a /mc /bin/mc\n",
        "FROM a:1 AS a\nRUN curl -o mc.tgz https://a.org/x && tar xzf mc.tgz\nFROM b:1\nCOPY --from=a /mc /bin/mc\n",
        "FROM a:1 AS a\nRUN wget -O mc https://a.org/x\nFROM b:1\nCOPY --from=a /mc /bin/mc\nRUN chmod 755 /bin/mc\n",
        "FROM a:1 AS a\nRUN curl -o a.jar https://a.org/x\nFROM b:1\nCOPY --from=a /a.jar /opt/a.jar\n",
        "FROM b:1\nADD --chmod=755 https://a.org/mc /usr/local/bin/mc\n",
        "FROM b:1\nCOPY --from=minio/mc /usr/bin/mc /usr/bin/mc\n",
      })
  void what_may_be_run_passes(String dockerfile) {
    assertThat(said(own(dockerfile))).isEmpty();
  }
}
