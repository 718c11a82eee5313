package io.sparkstead.stack.proof.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StagesTest extends FamilyTest {

  StagesTest() {
    super(Stages::new);
    on(
        Stages.STAGE_IS_THERE,
        SPARK_IMAGE + " takes from stage, and no stage is called so; did you mean build?",
        good -> good.replace(SPARK_IMAGE, "AS stage", "AS build"));
    on(
        Stages.STAGE_IS_THERE,
        SPARK_IMAGE + " takes from stage, and no stage is called so; name a stage above",
        good -> good.replace(SPARK_IMAGE, " AS stage", ""));
    on(
        Stages.STAGE_IS_THERE,
        "takes from stgae, and no stage is called so; did you mean stage?",
        good ->
            good.replace(
                SPARK_IMAGE,
                "--from=stage --chown=0:0 /stage/spark/bin",
                "--from=stgae /stage/spark/bin"));
    on(
        Stages.STAGE_IS_THERE,
        "takes from sorce, and no stage is called so; did you mean source?",
        good ->
            good.newFile(
                "images/own/Dockerfile",
                """
                FROM a/b:1 AS source
                RUN --mount=type=cache true
                FROM a/c:1
                RUN --mount=type=bind,from=sorce,target=/x cp /x/y /z
                """));
    on(
        Stages.SOURCE_IS_THERE,
        JUPYTER_IMAGE + " copies entrypont.sh, which is not beside it; did you mean entrypoint.sh?",
        good -> good.replace(JUPYTER_IMAGE, "entrypoint.sh /opt", "entrypont.sh /opt"));
    on(
        Stages.SOURCE_IS_THERE,
        JUPYTER_IMAGE + " copies start.sh, which is not beside it; put it there",
        good -> good.replace(JUPYTER_IMAGE, "entrypoint.sh /opt", "start.sh /opt"));
    on(
        Stages.SOURCE_IS_THERE,
        JUPYTER_IMAGE + " copies entrypoint.sh, which .dockerignore keeps out; add !entrypoint.sh",
        good -> good.replace("images/notebook/.dockerignore", "!entrypoint.sh\n", ""));
    on(
        Stages.SOURCE_IS_THERE,
        JUPYTER_IMAGE + " copies entrypoint.sh, which .dockerignore keeps out",
        good -> good.file("images/notebook/.dockerignore", text -> text + "**/*.sh\n"));
    on(
        Stages.SOURCE_IS_THERE,
        SPARK_IMAGE + " copies /stage/spark/jar, which no step makes; did you mean jars?",
        good -> good.replace(SPARK_IMAGE, "/stage/spark/jars /opt", "/stage/spark/jar /opt"));
    on(
        Stages.SOURCE_IS_THERE,
        SPARK_IMAGE + " copies /stage/tni, which no step makes; did you mean tini?",
        good -> good.replace(SPARK_IMAGE, "/stage/tini /usr", "/stage/tni /usr"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM a/b:1 AS Build\nFROM a/c:1\nCOPY --from=build /x /y\n",
        "FROM a/b:1\nFROM a/c:1\nCOPY --from=0 /x /y\n",
        "FROM a/b:1\nCOPY --from=busybox /bin/busybox /bin/\n",
        "FROM a/b:1\nCOPY --from=nginx:1.27 /x /y\n",
        "FROM a/b:1\nCOPY --from=ghcr.io/astral-sh/uv /uv /bin/\n",
        "FROM a/b:1 AS tests\nRUN make test\nFROM a/c:1 AS final\nCOPY --from=golang /x /y\n",
        "FROM a/b:1 AS base\nFROM base AS more\nFROM base\nCOPY --from=more /x /y\n",
        "ARG FROM_IMAGE\nFROM a/b:1\nCOPY --from=$FROM_IMAGE /x /y\n",
        "FROM a/b:1 AS one\nFROM a/c:1\nRUN --mount=type=cache,from=one,target=/x true\n",
      })
  void a_stage_or_an_image_that_is_there_is_not_told(String dockerfile) {
    Altered altered = Altered.samples().newFile("images/own/Dockerfile", dockerfile);

    assertThat(said(altered)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          COPY entrypoint.sh          | COPY ./entrypoint.sh
          COPY --chmod=0555 entrypoint.sh /opt/jupyter/entrypoint.sh | COPY --chmod=0555 entrypoint.sh /opt/jupyter/
          COPY --chmod=0555 entrypoint.sh /opt/jupyter/entrypoint.sh | COPY . /opt/jupyter/
          COPY --chmod=0555 entrypoint.sh /opt/jupyter/entrypoint.sh | COPY *.sh /opt/jupyter/
          """)
  void what_is_beside_the_dockerfile_is_not_told(String from, String to) {
    Altered altered =
        Altered.samples().file(JUPYTER_IMAGE, text -> text.replace(from, to) + "# same\n");

    assertThat(said(altered)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"!**/*.py", "!app/", "!app/main.py"})
  void what_dockerignore_lets_in_is_not_told(String line) {
    Altered altered =
        Altered.samples()
            .newFile("images/own/.dockerignore", "*\n" + line + "\n")
            .newFile("images/own/Dockerfile", "FROM a/b:1\nCOPY app/main.py /opt/\n");

    assertThat(said(altered)).isEmpty();
  }
}
