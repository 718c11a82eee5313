package io.sparkstead.stack.proof.supply;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What floats is told, and what is pinned is left alone. */
class PinsTest extends FamilyTest {

  private final BiFunction<Evidence, Findings, FamilyCheck> pins = Pins::new;

  PinsTest() {
    super(Pins::new);
    images();
    seaweed();
    dockerfiles();
  }

  private void images() {
    on(
        Pins.IMAGE_IS_PINNED,
        "image registry.example.org/mirror/minio:latest of StatefulSet store floats; pin a release",
        good -> good.container(STORE, c -> c.setImage("registry.example.org/mirror/minio:latest")));
    on(
        Pins.REGISTRY_IS_ALIVE,
        "image quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z of StatefulSet store has been",
        good ->
            good.container(
                STORE, c -> c.setImage("quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z")));
    on(
        Pins.STORE_HAS_FIXES,
        "mirror/minio:RELEASE.2025-09-07T16-13-09Z of StatefulSet store is of MinIO's own releases",
        good ->
            good.container(
                STORE,
                c -> c.setImage("registry.example.org/mirror/minio:RELEASE.2025-09-07T16-13-09Z")));
  }

  private void seaweed() {
    on(
        Pins.STORE_WAS_TRIED,
        "image docker.io/chrislusf/seaweedfs:4.99 of StatefulSet store is a SeaweedFS that was never"
            + " run with these scripts; of 4.48 and 4.53 they were",
        good -> good.container(STORE, c -> c.setImage("docker.io/chrislusf/seaweedfs:4.99")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker.io/chrislusf/seaweedfs:4.48",
        "registry.example.org/mirror/seaweedfs:4.53_large_disk",
        "registry.example.org/mirror/my-seaweedfs:1",
      })
  void a_store_that_was_tried_is_good(String image) {
    Altered altered = Altered.samples().container(STORE, c -> c.setImage(image));

    assertThat(said(Pins.STORE_WAS_TRIED, altered)).isEmpty();
  }

  private void dockerfiles() {
    on(
        Pins.BASE_IMAGE_IS_PINNED,
        "base image registry.access.redhat.com/ubi9/ubi-minimal floats; pin a release tag",
        good ->
            good.file(
                SPARK_IMAGE,
                text -> text.replaceFirst("(?m)^(FROM \\S+/ubi-minimal)[:@].*", "$1")));
    on(
        Pins.DOWNLOAD_IS_VERIFIED,
        "what " + SPARK_IMAGE + " downloads from https://",
        good -> good.replace(SPARK_IMAGE, "sha256sum --check", "cat"));
    on(
        Pins.DOWNLOAD_IS_VERIFIED,
        "a download in " + SPARK_IMAGE + " is not encrypted",
        good -> good.file(SPARK_IMAGE, text -> text + "RUN cp http://example.org/a b\n"));
    on(
        Pins.DOWNLOAD_IS_VERIFIED,
        "ADD https://example.org/a is used unchecked",
        good -> good.file(SPARK_IMAGE, text -> text + "ADD https://example.org/a /b\n"));
    on(
        Pins.DOWNLOAD_STAYS,
        "dlcdn.apache.org drops old releases",
        good -> good.replace(SPARK_IMAGE, "archive.apache.org/dist", "dlcdn.apache.org"));
    on(
        Pins.PYTHON_PACKAGES_ARE_LOCKED,
        "pip installs whatever is newest",
        good -> good.replace(JUPYTER_IMAGE, "--require-hashes ", ""));
    on(
        Pins.FILES_ARE_ROOTS,
        "chmod=777 lets everyone change the file",
        good -> good.replace(JUPYTER_IMAGE, "--chmod=0555", "--chmod=777"));
    on(
        Pins.USER_IS_A_NUMBER,
        "the image's user is spark; end with",
        good -> good.file(SPARK_IMAGE, text -> text.replaceAll("USER 2\\d+:\\d+", "USER spark")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          r/minio                                     | PIN-01
          r:5000/minio                                | PIN-01
          r/minio:latest                              | PIN-01
          r/minio:1-latest                            | ''
          r:5000/minio:1                              | ''
          r/minio@sha256:0                            | ''
          r/minio:latest@sha256:0                     | ''
          quay.io/minio/minio:1                       | PIN-05
          docker.io/minio/mc:1                        | PIN-05
          minio/minio:1                               | PIN-05
          minio/mc:1                                  | PIN-05
          docker.io/bitnami/spark:3.5                 | PIN-05
          r/quay.io/minio/minio:1                     | ''
          r/minio:RELEASE.2025-10-15T17-29-55Z        | PIN-16
          minio:RELEASE.2025-10-15T17-29-55Z          | PIN-16
          r/minio:RELEASE.2025-10-16T00-00-00Z        | ''
          r/minio:RELEASE.2025-09-07                  | ''
          r/minio:RELEASE.2025-9-7T00-00-00Z          | ''
          r/xminio:RELEASE.2025-09-07T00-00-00Z       | ''
          r/mc:RELEASE.2025-09-07T00-00-00Z           | ''
          quay.io/minio/minio:RELEASE.2025-09-07T16   | PIN-05, PIN-16
          """)
  void an_image_is_judged_by_its_name(String image, String told) {
    Altered altered = Altered.samples().container(STORE, c -> c.setImage(image));

    assertThat(
            said(altered).stream()
                .map(finding -> finding.rule().id())
                .sorted()
                .collect(Collectors.joining(", ")))
        .isEqualTo(told);
    assertThat(said(altered))
        .allSatisfy(
            finding -> {
              assertThat(finding.subject()).isEqualTo("StatefulSet store");
              assertThat(finding.path()).isEqualTo("store/statefulset-store.yaml");
              assertThat(finding.mark()).isEqualTo(image);
            });
  }

  @Test
  void an_image_that_is_built_here_is_judged_by_what_it_is_pulled_as() {
    String built = Altered.samples().evidence().images().names().keySet().iterator().next();

    assertThat(said(Pins.IMAGE_IS_PINNED, Altered.samples().image(built, "r/team/x:latest")))
        .isNotEmpty()
        .allMatch(message -> message.startsWith("image r/team/x:latest of "));
  }

  @Test
  void a_container_without_an_image_floats() {
    assertThat(
            said(
                Pins.IMAGE_IS_PINNED,
                Altered.samples().container(STORE, container -> container.setImage(null))))
        .containsExactly("image  of StatefulSet store floats; pin a release tag or a digest");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RUN curl -o y https://x/y                    | PIN-03 https://x
          RUN wget https://x/y                         | PIN-03 https://x
          RUN fetch https://x/y                        | PIN-03 https://x
          RUN curl -o y $MIRROR/y                      | PIN-03 $MIRROR
          RUN curl -o y "${MIRROR}/y"                  | PIN-03 ${MIRROR}
          RUN curl -o y '$1/y'                         | PIN-03 RUN
          RUN curl --version                           | ''
          RUN mycurl https://x/y                       | ''
          RUN curl https://x/y && gpg --verify y.asc y | ''
          RUN curl https://x/y && gpg --import keys    | PIN-03 https://x
          RUN curl https://x/y && cat --verify         | PIN-03 https://x
          RUN curl https://x/y && sha256sum --check s  | ''
          RUN curl https://x/y && sha512sum -c s       | ''
          RUN curl http://x/y && sha256sum -c s        | PIN-03 http://
          RUN curl https://x/y \\\\n && sha256sum -c s | ''
          add https://x/y /z                           | PIN-03 ADD
          ADD --chown=1 https://x/y /z                 | PIN-03 ADD
          ADD --checksum=sha256:1 https://x/y /z       | ''
          ADD y /z                                     | ''
          RUN cat https://dlcdn.apache.org/a           | PIN-04 dlcdn.apache.org
          RUN pip install a                            | PIN-06 pip install
          RUN pip3 install a                           | PIN-06 pip install
          RUN pip3.11 install a                        | PIN-06 pip install
          RUN pip install --require-hashes -r a.lock   | ''
          RUN pip list                                 | ''
          RUN chmod 777 /a                             | PIN-07 chmod 777
          RUN chmod -R 0777 /a                         | PIN-07 chmod -R 0777
          RUN chmod a+w /a                             | PIN-07 chmod a+w
          RUN chmod o+wx /a                            | PIN-07 chmod o+wx
          COPY --chmod=0666 a /b                       | PIN-07 chmod=0666
          COPY --chmod=0444 a /777                     | ''
          """)
  void a_line_of_a_dockerfile_is_told_by_its_mark(String line, String told) {
    assertThat(Alone.dockerfile(pins, "FROM a/b:1\\nUSER 185\\n" + line)).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({
    "FROM a/b, PIN-02 a/b",
    "FROM a/b:latest, PIN-02 a/b:latest",
    "FROM r:5000/b, PIN-02 r:5000/b",
    "FROM $BASE, ''",
    "FROM a/b@sha256:1, ''",
    "FROM a/b:1 AS c\\nFROM c, ''",
    "ARG HOST=docker.io\\nARG BASE=$HOST/a/b\\nFROM $BASE, PIN-02 docker.io/a/b",
  })
  void a_base_is_followed_through_arguments_and_stages(String lines, String told) {
    assertThat(Alone.dockerfile(pins, lines + "\\nUSER 185")).isEqualTo(told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "0", "spark", "185:0", "0:185", "185:spark", "spark:185", "185:"})
  void a_user_is_told_unless_it_is_a_number(String user) {
    assertThat(Alone.dockerfile(pins, "FROM a/b:1\\nUSER " + user)).isEqualTo("PIN-08 USER");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "USER 185",
        "USER 185:185",
        "USER 9",
        "USER root\\nUSER 185",
        "ARG U=185\\nARG UID=$U\\nUSER $UID",
        "USER 185\\nCOPY <<EOF /etc/nginx.conf\\nuser nginx;\\nEOF",
      })
  void a_user_that_is_a_number_passes(String lines) {
    assertThat(Alone.dockerfile(pins, "FROM a/b:1\\n" + lines)).isEmpty();
  }

  @Test
  void a_dockerfile_that_names_no_user_ends_as_root() {
    assertThat(Alone.file(pins, Alone.DOCKERFILE, "FROM a/b:1\n"))
        .extracting(Finding::message)
        .containsExactly("the image's user is root; end with the number of the pods' user");
  }
}
