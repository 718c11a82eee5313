package io.sparkstead.stack.proof.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.testing.Altered;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dockerfiles of people, of any shape, and harmless changes of ours, are not refused. */
class OwnDockerfilesTest {

  private static final String SPARK_IMAGE = "images/spark/Dockerfile";
  private static final String JUPYTER_IMAGE = "images/notebook/Dockerfile";

  private static final List<BiFunction<Evidence, Findings, FamilyCheck>> FAMILIES =
      List.of(
          BuildSteps::new,
          HiddenPrograms::new,
          Pulled::new,
          Servers::new,
          SparkFiles::new,
          SparkInImages::new,
          Stages::new,
          StartedClasses::new,
          StartedCommands::new,
          StartedPrograms::new,
          Writable::new);

  private static final Map<String, String> OF_SPARK =
      Map.ofEntries(
          Map.entry(
              "the official image with pip",
              """
              FROM apache/spark:3.5.4-scala2.12-java17-python3-ubuntu
              USER root
              RUN pip install --no-cache-dir pandas==2.2.3 pyarrow==18.1.0
              ADD https://repo1.maven.org/maven2/org/apache/hadoop/hadoop-aws/3.3.4/hadoop-aws-3.3.4.jar /opt/spark/jars/
              COPY jobs/ /opt/spark/jobs/
              USER spark
              """),
          Map.entry(
              "the one of Docker Hub's library",
              """
              FROM spark:3.5.4-python3
              USER root
              RUN set -ex; apt-get update; apt-get install -y --no-install-recommends procps; rm -rf /var/lib/apt/lists/*
              USER 185
              ENTRYPOINT ["/opt/entrypoint.sh"]
              """),
          Map.entry(
              "Debian with apt, Spark unpacked in the last stage",
              """
              FROM debian:12-slim
              ARG SPARK=3.5.4
              RUN apt-get update \\
                  # the Java of the release
                  && apt-get install -y --no-install-recommends openjdk-17-jre-headless python3 python3-pip tini curl ca-certificates \\
                  && rm -rf /var/lib/apt/lists/*
              RUN curl -fsSL https://archive.apache.org/dist/spark/spark-${SPARK}/spark-${SPARK}-bin-hadoop3.tgz | tar -xz -C /opt \\
                  && ln -s /opt/spark-${SPARK}-bin-hadoop3 /opt/spark \\
                  && cp /opt/spark/kubernetes/dockerfiles/spark/entrypoint.sh /opt/
              RUN groupadd -g 20001 spark && useradd -u 20001 -g 20001 -m spark
              ENV SPARK_HOME=/opt/spark PATH=/opt/spark/bin:$PATH
              USER 20001:20001
              ENTRYPOINT ["/opt/entrypoint.sh"]
              """),
          Map.entry(
              "conda",
              """
              FROM condaforge/miniforge3:24.9.2-0
              RUN conda install -y python=3.11 openjdk=17 pyspark=3.5.4 tini && conda clean -afy
              ENV SPARK_HOME=/opt/conda/lib/python3.11/site-packages/pyspark
              COPY entrypoint.sh /opt/entrypoint.sh
              ENTRYPOINT ["tini", "--", "/opt/entrypoint.sh"]
              """),
          Map.entry(
              "distroless, by stages",
              """
              FROM eclipse-temurin:17-jdk-jammy AS build
              WORKDIR /build
              ADD https://archive.apache.org/dist/spark/spark-3.5.4/spark-3.5.4-bin-hadoop3.tgz .
              RUN tar -xzf spark-3.5.4-bin-hadoop3.tgz

              FROM gcr.io/distroless/java17-debian12:nonroot
              COPY --from=build /build/spark-3.5.4-bin-hadoop3 /opt/spark
              COPY --from=build --chmod=0755 /build/spark-3.5.4-bin-hadoop3/kubernetes/dockerfiles/spark/entrypoint.sh /opt/entrypoint.sh
              ENV SPARK_HOME=/opt/spark
              ENTRYPOINT ["/opt/entrypoint.sh"]
              """),
          Map.entry(
              "Python's image with PySpark by pip",
              """
              FROM python:3.11-slim-bookworm
              RUN apt-get update && apt-get install -y --no-install-recommends openjdk-17-jre-headless tini procps
              RUN pip install --no-cache-dir pyspark==3.5.4 && ln -s /usr/local/lib/python3.11/site-packages/pyspark /opt/spark
              COPY --from=apache/spark:3.5.4 --chmod=0755 /opt/entrypoint.sh /opt/entrypoint.sh
              ENV SPARK_HOME=/usr/local/lib/python3.11/site-packages/pyspark
              RUN useradd --uid 20001 spark
              USER 20001
              ENTRYPOINT ["/opt/entrypoint.sh"]
              """),
          Map.entry(
              "uv, and a heredoc",
              """
              # syntax=docker/dockerfile:1
              FROM ubuntu:24.04
              COPY --from=ghcr.io/astral-sh/uv:0.5.11 /uv /uvx /bin/
              RUN <<EOF
              set -eu
              apt-get update
              apt-get install -y openjdk-17-jre-headless curl
              curl -fsSLo /usr/bin/tini https://github.com/krallin/tini/releases/download/v0.19.0/tini-static-amd64
              chmod +x /usr/bin/tini
              curl -fsSL https://archive.apache.org/dist/spark/spark-3.5.4/spark-3.5.4-bin-hadoop3.tgz | tar xz -C /opt
              mv /opt/spark-3.5.4-bin-hadoop3 /opt/spark
              install -m 0755 /opt/spark/kubernetes/dockerfiles/spark/entrypoint.sh /opt/entrypoint.sh
              EOF
              RUN uv python install 3.11 && uv pip install --system numpy
              ENV SPARK_HOME=/opt/spark PYSPARK_PYTHON=/usr/local/bin/python3.11
              RUN useradd -u 20001 spark
              USER 20001
              ENTRYPOINT ["/opt/entrypoint.sh"]
              """),
          Map.entry(
              "UBI with a line in the password file, as OpenShift has it",
              """
              FROM registry.access.redhat.com/ubi9/openjdk-17-runtime:1.21 AS spark
              USER 0
              RUN microdnf install -y python3.11 tar gzip && microdnf clean all
              WORKDIR /opt
              RUN curl -fsSL https://archive.apache.org/dist/spark/spark-3.5.4/spark-3.5.4-bin-hadoop3.tgz | tar xz && mv spark-3.5.4-bin-hadoop3 spark
              RUN echo 'spark:x:20001:0::/opt/spark:/sbin/nologin' >> /etc/passwd && chmod -R g=u /opt/spark

              FROM spark
              COPY --chmod=755 tini /usr/bin/tini
              RUN cp /opt/spark/kubernetes/dockerfiles/spark/entrypoint.sh /opt/entrypoint.sh
              ENV SPARK_HOME /opt/spark
              ENV PYSPARK_PYTHON python3.11
              USER 20001
              ENTRYPOINT [ "/opt/entrypoint.sh" ]
              CMD [ "driver" ]
              """),
          Map.entry(
              "Alpine, the archive beside it",
              """
              FROM alpine:3.20
              RUN apk add --no-cache bash openjdk17-jre python3 tini procps shadow && ln -s /sbin/tini /usr/bin/tini
              ADD spark-3.5.4-bin-hadoop3.tgz /opt/
              RUN mv /opt/spark-3.5.4-bin-hadoop3 /opt/spark && mv /opt/spark/kubernetes/dockerfiles/spark/*.sh /opt/
              RUN adduser -D -u 20001 spark
              ENV SPARK_HOME=/opt/spark
              USER 20001
              ENTRYPOINT ["/opt/entrypoint.sh"]
              """),
          Map.entry(
              "everything in one folder, copied as a whole",
              """
              FROM eclipse-temurin:17-jre-noble
              COPY rootfs/ /
              ENV SPARK_HOME=/opt/spark PYSPARK_PYTHON=/opt/venv/bin/python
              USER 1000
              ENTRYPOINT ["/usr/bin/tini", "-s", "-g", "--", "/opt/entrypoint.sh"]
              """));

  private static final Map<String, String> OF_JUPYTER =
      Map.of(
          "a stack of Jupyter's",
          """
          FROM quay.io/jupyter/pyspark-notebook:spark-3.5.4
          COPY --chown=jovyan:users requirements.txt /tmp/
          RUN mamba install --yes --file /tmp/requirements.txt && fix-permissions "${CONDA_DIR}"
          CMD ["start-notebook.py", "--ServerApp.root_dir=/home/spark/workspace"]
          """,
          "ours, with an entrypoint of its own",
          """
          FROM registry.example.org/team/spark:3.5.4
          USER 0
          RUN /usr/bin/python3.11 -m pip install jupyterlab==4.3.4
          COPY <<EOF /opt/jupyter/run.sh
          #!/bin/bash
          exec jupyter lab --ip=0.0.0.0 --port=8888
          EOF
          RUN chmod 0755 /opt/jupyter/run.sh
          USER 20001
          ENTRYPOINT ["/usr/bin/tini", "--", "/opt/jupyter/run.sh"]
          """,
          "ours, with Jupyter as its command",
          """
          FROM registry.example.org/team/spark:3.5.4
          USER 0
          RUN python3.11 -m venv /opt/venv && /opt/venv/bin/pip install jupyterlab
          ENV PATH=/opt/venv/bin:$PATH
          USER 20001
          ENTRYPOINT []
          CMD ["jupyter", "lab", "--ip=0.0.0.0"]
          """);

  @TestFactory
  Stream<DynamicTest> images_of_spark_that_work_are_not_refused() {
    return OF_SPARK.entrySet().stream()
        .map(
            own ->
                DynamicTest.dynamicTest(own.getKey(), () -> isKept(SPARK_IMAGE, own.getValue())));
  }

  @TestFactory
  Stream<DynamicTest> images_of_jupyter_that_work_are_not_refused() {
    return OF_JUPYTER.entrySet().stream()
        .map(
            own ->
                DynamicTest.dynamicTest(own.getKey(), () -> isKept(JUPYTER_IMAGE, own.getValue())));
  }

  private static void isKept(String path, String dockerfile) {
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    Altered altered = Altered.samples().file(path, text -> dockerfile);
    altered.newFile(folder + ".dockerignore", "*.tmp\n");

    assertThat(said(altered)).isEmpty();
  }

  private static List<String> said(Altered altered) {
    return FAMILIES.stream()
        .flatMap(family -> altered.findings(family).stream())
        .map(Finding::message)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ENTRYPOINT                   | # Started by Kubernetes\\nENTRYPOINT
          AS stage                     | as Stage
          --from=stage                 | --from=0
          --from=stage                 | --link --from=stage
          USER 20001:20001             | ENV MORE=1 \\\\n    EVEN="more of it"\\nUSER 20001:20001
          USER 20001:20001             | LABEL a=b\\nUSER 20001:20001
          USER 20001:20001             | RUN mkdir -p /opt/more && chmod 0755 /opt/more\\nUSER 20001:20001
          USER 20001:20001             | RUN curl -o /opt/x https://example.org/x && sh /opt/x\\nUSER 20001:20001
          USER 20001:20001             | USER 20001
          USER 20001:20001             | EXPOSE 4040\\nVOLUME /tmp\\nUSER 20001:20001
          USER 20001:20001             | COPY --from=busybox:1.36 /bin/busybox /bin/busybox\\nUSER 20001:20001
          USER 20001:20001             | COPY --from=alpine /bin/busybox /bin/busybox\\nUSER 20001:20001
          WORKDIR /opt/spark/work-dir  | WORKDIR /opt/spark/work-dir\\nSTOPSIGNAL SIGTERM
          HEALTHCHECK NONE             | HEALTHCHECK NONE\\nCMD ["driver"]
          ["/opt/entrypoint.sh"]       | [ "/opt/entrypoint.sh" ]
          ["/opt/entrypoint.sh"]       | ["/usr/bin/tini", "-s", "--", "/opt/entrypoint.sh"]
          --chmod=0555 /stage/tini     | --chmod=755 /stage/tini
          --chmod=0555 /stage/tini     | --chmod=a+rx /stage/tini
          --chmod=0555 /stage/tini     | /stage/tini
          --uid 20001                  | -u 20001
          PATH="/opt/spark/bin:        | PATH="/opt/more/bin:/opt/spark/bin:
          SPARK_HOME="/opt/spark"      | SPARK_HOME=/opt/spark
          /opt/spark/jars              | /opt/spark/jars/
          /opt/entrypoint.sh           | /opt/bin/entrypoint.sh
          procps-ng                    | procps-ng tzdata
          """)
  void harmless_changes_of_ours_are_not_told(String from, String to) {
    Altered altered =
        Altered.samples().file(SPARK_IMAGE, text -> text.replace(from, to.replace("\\n", "\n")));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_file_that_ends_anywhere_breaks_no_rule() {
    for (String path : List.of(SPARK_IMAGE, JUPYTER_IMAGE, "images/notebook/entrypoint.sh")) {
      int length = Altered.samples().evidence().files().get(path).length();
      for (int end = 0; end < length; end += 97) {
        int cut = end;

        assertThat(said(Altered.samples().file(path, text -> text.substring(0, cut)))).isNotNull();
      }
    }
  }
}
