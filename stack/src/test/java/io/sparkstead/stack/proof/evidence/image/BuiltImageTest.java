package io.sparkstead.stack.proof.evidence.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.text.DockerfileText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltImageTest {

  private static final String PATH = "images/own/Dockerfile";
  private static final String ON_DEBIAN = "FROM debian:12\n";

  private static BuiltImage image(String lines, Map<String, String> names, String... others) {
    Map<String, String> files = new java.util.TreeMap<>(Map.of(PATH, lines));
    for (int i = 0; i < others.length; i += 2) {
      files.put(others[i], others[i + 1]);
    }
    Evidence stack = new Evidence("", List.of(), files, Map.of(), names);
    return BuiltImage.of(stack, new DockerfileText(PATH, lines));
  }

  private static BuiltImage image(String lines) {
    return image(lines.replace("\\n", "\n"), Map.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          COPY app /opt/app                              | /opt/app/main.py
          COPY app.jar /opt/app/                         | /opt/app/app.jar
          COPY a.py b.py /opt/app                        | /opt/app/b.py
          COPY ["a b.py", "/opt/app/"]                   | /opt/app
          COPY app.py /opt                               | /opt/app.py
          COPY --link --chown=1:1 app /opt/app           | /opt/app/x
          COPY <<EOF /opt/app/run.sh\\necho\\nEOF        | /opt/app/run.sh
          ADD https://x/app.tgz /opt/                    | /opt/app/x
          WORKDIR /opt/app                               | /opt/app
          WORKDIR /opt\\nWORKDIR app\\nCOPY x .          | /opt/app/x
          ENV A=/opt/app\\nCOPY x ${A}/bin               | /opt/app/bin
          ENV A /opt/app\\nCOPY x $A                     | /opt/app
          ARG A=/opt/app\\nCOPY x $A                     | /opt/app
          RUN mkdir -p /opt/app/x                        | /opt/app
          RUN tar -xf x.tar -C /opt                      | /opt/app
          RUN cd /opt && curl -O x && tar x                | /opt/app
          RUN curl -o /opt/app/x https://x               | /opt/app
          RUN ln -s /x /opt/app                          | /opt/app
          RUN git clone https://x /opt/app               | /opt/app/x
          RUN for x in a b; do cp $x /opt/$x; done       | /opt/app
          RUN echo x > /opt/app                          | /opt/app
          RUN <<EOF\\nmake install DESTDIR=/opt/app\\nEOF | /opt/app/bin/x
          RUN ["cp", "x", "/opt/app"]                    | /opt/app
          RUN pip install --target /opt/app x            | /opt/app/x
          WORKDIR /opt/app\\nRUN ./build                 | /opt/app/x
          RUN useradd --create-home app                  | /home/app
          RUN anything                                   | /usr/bin/app
          COPY rootfs/ /                                 | /opt/app
          """)
  void what_a_step_brings_or_may_bring_is_not_lacking(String step, String path) {
    assertThat(image(ON_DEBIAN + step).lacks(path)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          COPY app /opt/app                              | /opt/ap
          COPY app.jar /opt/app/app.jar                  | /opt/app/main.jar
          COPY a.py b.py /opt/app/                       | /opt/app/c.py
          RUN apt-get update && apt-get install -y curl  | /opt/app
          RUN pip install -r /opt/app/requirements.txt   | /opt/app/main.py
          RUN chmod -R a+rX /opt                         | /opt/app
          RUN rm -rf /opt/app                            | /opt/app
          RUN useradd app                                | /home/ap
          # RUN cp x /opt/app                            | /opt/app
          FROM a/b:1 AS x\\nCOPY app /opt/app\\nFROM debian:12\\nRUN ls | /opt/app
          """)
  void what_no_step_can_have_brought_is_lacking(String step, String path) {
    assertThat(image(ON_DEBIAN + step).lacks(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apache/spark:3.5.4",
        "registry.example.org/debian:12",
        "mirror.example.org/team/base",
        "$BASE",
        "quay.io/jupyter/pyspark-notebook",
      })
  void an_image_of_others_may_have_anything(String base) {
    assertThat(image("FROM " + base + "\nRUN ls\n").lacks("/opt/app")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "debian",
        "docker.io/library/debian:12-slim",
        "ubuntu@sha256:abc",
        "registry.access.redhat.com/ubi9/ubi-minimal:9.7@sha256:abc",
        "mirror.example.org:5000/ubi9/ubi-minimal",
        "--platform=linux/arm64 eclipse-temurin:17-jre AS last",
        "scratch",
      })
  void a_plain_distribution_has_nothing_in_opt(String base) {
    assertThat(image("FROM " + base + "\nRUN ls\n").lacks("/opt/app")).isTrue();
  }

  @Test
  void a_stage_has_what_the_stage_has_that_it_is_built_on() {
    BuiltImage image =
        image(
            "FROM debian AS one\\nCOPY a /opt/a\\nENTRYPOINT [\"/opt/a\"]\\nFROM one\\nRUN ls\\n");

    assertThat(image.brings("/opt/a")).isTrue();
    assertThat(image.entrypoint()).containsExactly("/opt/a");
  }

  @Test
  void an_image_has_what_the_image_of_ours_has_that_it_is_built_on() {
    BuiltImage image =
        image(
            "FROM registry.example.org/base:1\nUSER 0\n",
            Map.of("base:1", "registry.example.org/base:1"),
            "images/base/Dockerfile",
            "FROM debian\nCOPY a /opt/a\nENV A=/opt/a\nENTRYPOINT [\"/opt/a\"]\nCMD [\"b\"]\n");

    assertThat(image.brings("/opt/a")).isTrue();
    assertThat(image.lacks("/opt/b")).isTrue();
    assertThat(image.variable("A")).contains("/opt/a");
    assertThat(image.entrypoint()).containsExactly("/opt/a");
    assertThat(image.arguments()).containsExactly("b");
  }

  @Test
  void an_entrypoint_does_not_take_the_arguments_of_the_image_below() {
    BuiltImage image =
        image(
            "FROM registry.example.org/base:1\nENTRYPOINT [\"/opt/c\"]\n",
            Map.of("base:1", "registry.example.org/base:1"),
            "images/base/Dockerfile",
            "FROM debian\nENTRYPOINT [\"/opt/a\"]\nCMD [\"b\"]\n");

    assertThat(image.entrypoint()).containsExactly("/opt/c");
    assertThat(image.arguments()).isEmpty();
  }

  @Test
  void images_that_are_built_on_each_other_come_to_an_end() {
    BuiltImage image = image("FROM own:1\nRUN ls\n", Map.of("own:1", "own:1"));

    assertThat(image.lacks("/opt/a")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RUN useradd -u 4000 app                         | true
          RUN useradd --uid=4000 app                      | true
          RUN useradd --uid 5000 app                      | false
          RUN adduser app                                 | true
          RUN echo 'app:x:4000:0::/:' >> /etc/passwd      | true
          COPY passwd /etc/passwd                         | true
          RUN ./users.sh                                  | true
          RUN groupadd -g 4000 app                        | false
          RUN chmod g=u /etc/passwd                       | true
          """)
  void who_is_in_the_password_file_is_told_by_the_steps(String step, boolean isKnown) {
    assertThat(image(ON_DEBIAN + step).mayKnowUser(4000)).isEqualTo(isKnown);
  }

  @ParameterizedTest
  @CsvSource({"debian:12, 1000, false", "ubuntu:24.04, 1000, true", "debian:12, 185, true"})
  void some_users_come_with_a_distribution(String base, long uid, boolean isKnown) {
    assertThat(image("FROM " + base + "\nRUN ls\n").mayKnowUser(uid)).isEqualTo(isKnown);
  }
}
