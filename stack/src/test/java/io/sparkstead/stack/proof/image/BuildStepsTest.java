package io.sparkstead.stack.proof.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildStepsTest extends FamilyTest {

  BuildStepsTest() {
    super(BuildSteps::new);
    on(
        BuildSteps.LINE_IS_AN_INSTRUCTION,
        "has a line that begins with ENTRYPONT, which is no instruction; did you mean ENTRYPOINT?",
        good -> good.replace(SPARK_IMAGE, "\nENTRYPOINT", "\nENTRYPONT"));
    on(
        BuildSteps.LINE_IS_AN_INSTRUCTION,
        "has a line that begins with &&, which is no instruction; end the line above",
        good ->
            good.replace(
                SPARK_IMAGE, "groupadd --gid 20001 spark \\", "groupadd --gid 20001 spark"));
    on(
        BuildSteps.BUILD_KNOWS_ITS_PROGRAMS,
        "runs microdfn, which is no program; did you mean microdnf?",
        good ->
            good.replace(
                SPARK_IMAGE,
                "RUN microdnf install -y --nodocs",
                "RUN microdfn install -y --nodocs"));
    on(
        BuildSteps.BUILD_KNOWS_ITS_PROGRAMS,
        "asks microdnf to isntall; did you mean install?",
        good ->
            good.replace(
                SPARK_IMAGE, "microdnf install -y --nodocs", "microdnf isntall -y --nodocs"));
    on(
        BuildSteps.BUILD_KNOWS_ITS_PROGRAMS,
        "asks pip to instal; did you mean install?",
        good -> good.replace(JUPYTER_IMAGE, "pip install", "pip instal"));
    on(
        BuildSteps.BUILD_KNOWS_ITS_PROGRAMS,
        "runs module pipp of Python; did you mean pip?",
        good -> good.replace(JUPYTER_IMAGE, "-m pip install", "-m pipp install"));
    on(
        BuildSteps.BUILD_KNOWS_ITS_PROGRAMS,
        SPARK_IMAGE + " runs useradd or groupadd, which its base has not; install shadow-utils",
        good -> good.replace(SPARK_IMAGE, " shadow-utils", ""));
    on(
        BuildSteps.REQUIREMENTS_ARE_THERE,
        JUPYTER_IMAGE + " installs from /opt/jupyter/requirement.lock, which no step copies",
        good ->
            good.replace(
                JUPYTER_IMAGE,
                "--requirement /opt/jupyter/requirements.lock",
                "--requirement /opt/jupyter/requirement.lock"));
    on(
        BuildSteps.REQUIREMENTS_ARE_THERE,
        SPARK_IMAGE + " installs from /opt/spark/requirements.lock, which no step copies; copy it",
        good ->
            good.replace(
                SPARK_IMAGE,
                "COPY --chmod=0444 requirements.lock /opt/spark/requirements.lock\n",
                ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN a \\\n  # why\n  && b\n",
        "RUN a \\\n\n  && b\n",
        "RUN <<EOF\ncurl x\nanything at all\nEOF\n",
        "COPY <<a.txt <<b.txt /x/\none\na.txt\ntwo\nb.txt\n",
        "  RUN true\n# done\n\n",
        "onbuild RUN true\n",
        "RUN fetch() { curl \"$1\"; } && fetch x\n",
        "RUN apt-get -qq update && apt-get -y --no-install-recommends install curl\n",
        "RUN apt-get install -o Dpkg::Use-Pty=0 -y curl\n",
        "RUN dnf module enable -y nodejs:20 && dnf config-manager --add-repo x\n",
        "RUN pip --no-cache-dir install -r requirements.txt\n",
        "RUN pip install -r /tmp/requirements.txt\n",
        "RUN [\"/bin/bash\", \"-c\", \"true\"]\n",
        "RUN case $(uname -m) in x86_64) a=1 ;; *) exit 1 ;; esac && echo $a\n",
        "RUN make && ./configure && cmake . && mvn -B package && sbt assembly && npm ci\n",
        "RUN for p in a b; do pip install \"$p\"; done\n",
        "RUN <<EOF\n#!/usr/bin/env python3\ncurll = 1\nEOF\n",
        "RUN python3 <<EOF\ncurll = 1\nEOF\n",
        "RUN python3 -m venv /opt/venv && python3 -m zipfile -e x y && ipython -c 1\n",
        "RUN --mount=type=cache,target=/root/.cache pip install x\n",
      })
  void what_a_builder_takes_is_not_told(String lines) {
    Altered altered =
        Altered.samples().newFile("images/own/Dockerfile", "FROM own/base:1\n" + lines);

    assertThat(said(altered)).isEmpty();
  }
}
