package io.sparkstead.stack.proof.supply;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A Dockerfile is read as its builder and its shell read it. */
class BuildsTest extends FamilyTest {

  private final BiFunction<Evidence, Findings, FamilyCheck> builds = Builds::new;

  BuildsTest() {
    super(Builds::new);
    on(
        Builds.DOWNLOAD_HAS_AN_ADDRESS,
        SPARK_IMAGE + " downloads from $MAVEN_CENTRAL, which nothing sets",
        good ->
            good.file(SPARK_IMAGE, text -> text + "RUN curl -o a.jar ${MAVEN_CENTRAL}/a.jar\n"));
    on(
        Builds.BASE_IS_NOT_UPDATED,
        "'microdnf update' makes every build another image",
        good ->
            good.replace(
                SPARK_IMAGE, "microdnf install -y --nodocs", "microdnf update -y --nodocs"));
    on(
        Builds.SYSTEM_FILES_STAY,
        SPARK_IMAGE + " removes /usr/bin/python3, which",
        good -> good.file(SPARK_IMAGE, text -> text + "RUN rm -f /usr/bin/python3\n"));
    on(
        Builds.DOWNLOAD_FITS_THE_MACHINE,
        SPARK_IMAGE + " downloads a program for amd64 alone",
        good ->
            good.file(
                SPARK_IMAGE,
                text ->
                    text
                        + "RUN curl -o t https://example.org/tini-static-amd64"
                        + " && sha256sum --check s\n"));
    on(
        Builds.JAR_KEEPS_ITS_NAME,
        "/opt/spark/jars/hadoop-aws.jar has lost its version",
        good ->
            good.file(
                SPARK_IMAGE,
                text ->
                    text
                        + "RUN curl https://example.org/hadoop-aws-3.3.4.jar"
                        + " -o /opt/spark/jars/hadoop-aws.jar && sha256sum --check sums\n"));
    on(
        Builds.ARGUMENT_IS_USED,
        "ARG SPARK_MAJOR_VERSION is used nowhere",
        good -> good.file(SPARK_IMAGE, text -> text + "ARG SPARK_MAJOR_VERSION=3.5\n"));
    on(
        Builds.NO_PROXY_STAYS,
        "https_proxy stays in the image of " + SPARK_IMAGE,
        good ->
            good.file(
                SPARK_IMAGE, text -> text + "ENV https_proxy=http://proxy.example.org:3128\n"));
    on(
        Builds.SERVERS_ARE_KNOWN,
        SPARK_IMAGE + " takes any server for the right one by --trusted-host pypi.example.org",
        good ->
            good.replace(
                SPARK_IMAGE,
                "--require-hashes",
                "--trusted-host pypi.example.org --require-hashes"));
    on(
        Builds.SEARCH_PATH_HAS_NO_HOLE,
        "PYTHONPATH ends in itself, which is empty",
        good ->
            good.file(SPARK_IMAGE, text -> text.replace("-src.zip\"", "-src.zip:$PYTHONPATH\"")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RUN curl $MIRROR/x                                 | PIN-09 MIRROR
          RUN curl "$MIRROR/x"                               | PIN-09 MIRROR
          RUN curl "${MIRROR}/x"                             | PIN-09 MIRROR
          RUN wget -q ${MIRROR}/x                            | PIN-09 MIRROR
          RUN curl $A/x $B/y                                 | PIN-09 A, PIN-09 B
          RUN wget $A/x; curl $B/y                           | PIN-09 A, PIN-09 B
          RUN curl https://x/y; curl $MIRROR/x               | PIN-09 MIRROR
          RUN curl -o $HOME/x $MIRROR/x                      | PIN-09 MIRROR
          RUN curl -O $MIRROR/x                              | PIN-09 MIRROR
          RUN curl --retry-o $MIRROR/x                       | PIN-09 MIRROR
          RUN curl -- $MIRROR/x                              | PIN-09 MIRROR
          RUN curl -o$HOME/x $MIRROR/x                       | PIN-09 MIRROR
          RUN XMIRROR=https://x && curl $MIRROR/x            | PIN-09 MIRROR
          RUN MIRROR=https://x && curl $MIRROR/x             | ''
          ENV MIRROR=https://x\\nRUN curl $MIRROR/x          | ''
          RUN a;MIRROR=https://x; curl $MIRROR/x             | ''
          ARG MIRROR\\nRUN curl $MIRROR/x                    | ''
          RUN curl https://x/y \\\\n -o ${HOME}/y            | ''
          RUN curl -fsSLo $HOME/x https://x/y                | ''
          RUN curl --output-dir $HOME/x https://x/y          | ''
          RUN curl https://x/y --output ${HOME}/y            | ''
          RUN wget -O $HOME/x https://x/y                    | ''
          RUN wget -qP $HOME/x https://x/y                   | ''
          RUN wget --output-document $HOME/x https://x/y     | ''
          RUN wget --directory-prefix $HOME/x https://x/y    | ''
          RUN curl -P $MIRROR/x                              | PIN-09 MIRROR
          RUN curl https://$HOST/x                           | ''
          RUN curl x$MIRROR/x                                | ''
          RUN curl ($MIRROR/x)                               | ''
          RUN curl $MIRROR                                   | ''
          RUN curl ${MIRROR}x                                | ''
          RUN curl ${MIRROR/x                                | ''
          RUN curl $/x                                       | ''
          RUN curl https://x/y && cp $HOME/x /y              | ''
          RUN f() { curl -o x "$1/y"; }                      | ''
          RUN curling $MIRROR/x                              | ''
          """)
  void a_download_is_from_an_address_and_not_into_one(String lines, String told) {
    assertThat(said(lines)).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ENV HTTP_PROXY=http://p:3128                       | PIN-18 HTTP_PROXY
          ENV http_proxy http://p:3128                       | PIN-18 http_proxy
          ENV A=1 no_proxy="a,b"                             | PIN-18 no_proxy
          ENV PIP_INDEX_URL=https://x/simple                 | PIN-18 PIP_INDEX_URL
          ENV A HTTP_PROXY=x                                 | ''
          ENV MY_HTTP_PROXY=x                                | ''
          RUN HTTPS_PROXY=http://p:3128 true                 | ''
          RUN curl -k https://x/y                            | PIN-19 -k
          RUN curl -fsSLk https://x/y                        | PIN-19 -fsSLk
          RUN curl --retry 5 --insecure https://x/y          | PIN-19 --insecure
          RUN wget --no-check-certificate https://x/y        | PIN-19 --no-check-certificate
          RUN microdnf install --nogpgcheck x                | PIN-19 --nogpgcheck
          RUN echo sslverify=0 >> /etc/yum.conf              | PIN-19 sslverify=0
          RUN curl https://x/y && sort -k 2 z                | ''
          RUN curl --keepalive-time 2 https://x/y            | ''
          RUN echo sslverify=1 >> /etc/yum.conf              | ''
          """)
  void what_a_build_needs_stays_out_and_servers_are_held_to_their_certificates(
      String lines, String told) {
    assertThat(said(lines)).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({
    "RUN apt-get update, PIN-10 apt-get update",
    "RUN dnf -y --nodocs upgrade, PIN-10 dnf -y --nodocs upgrade",
    "RUN apk update && apk upgrade, 'PIN-10 apk update, PIN-10 apk upgrade'",
    "RUN apt-get update && apt-get install -y tini, ''",
    "RUN dnf install -y tini, ''",
    "RUN dnf updates, ''",
  })
  void a_list_of_packages_may_be_fetched_and_no_base_updated(String lines, String told) {
    assertThat(said(lines)).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({
    "RUN rm -f /usr/bin/x, PIN-11 /usr/bin/x",
    "RUN rm /bin/a /sbin/b, 'PIN-11 /bin/a, PIN-11 /sbin/b'",
    "RUN ls && rm /usr/sbin/c, PIN-11 /usr/sbin/c",
    "RUN rm a; rm /bin/b, PIN-11 /bin/b",
    "RUN rm a; ls /bin/b, ''",
    "RUN rm /usr/bin/, ''",
    "RUN rm /opt/bin/x, ''",
    "RUN docker run --rm a /usr/bin/x, ''",
    "RUN rm-x /bin/y, ''",
    "RUN farm /bin/y, ''",
    "RUN docker run --rm a /b; rm /bin/y, PIN-11 /bin/y",
    "RUN echo rm, ''",
  })
  void programs_of_the_distribution_are_removed_by_rm_alone(String lines, String told) {
    assertThat(said(lines)).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({
    "RUN curl https://x/tini-amd64, PIN-12 amd64",
    "RUN curl https://x/x86_64/tini, PIN-12 x86_64",
    "RUN curl https://x/tini_arm64.tgz, PIN-12 arm64",
    "RUN curl https://x/tini.aarch64, PIN-12 aarch64",
    "RUN curl https://x/tini-amd64s, ''",
    "RUN curl https://x/tini && echo amd64, ''",
    "RUN curl https://x/tini-amd64 $(uname -m), ''",
    "RUN curl https://x/tini-amd64 $TARGETARCH, ''",
    "RUN curl https://x/tini-amd64 $(dpkg --print-architecture), ''",
  })
  void a_program_is_for_one_machine_unless_its_line_asks(String lines, String told) {
    assertThat(said(lines)).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({
    "RUN curl https://x/a-1.2.jar -o /j/a.jar, PIN-13 /j/a.jar",
    "RUN curl \"https://x/a-1.2.jar\" --output /j/a.jar, PIN-13 /j/a.jar",
    "RUN wget https://x/a-1.2.jar -O/j/a.jar, PIN-13 /j/a.jar",
    "RUN curl https://x/a-1.2.jar -o /j/a-1.2.jar, ''",
    "RUN curl https://x/a.jar -o /j/a.jar, ''",
  })
  void a_jar_keeps_the_version_it_came_with(String lines, String told) {
    assertThat(said(lines)).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({
    "ENV PYTHONPATH=/a:$PYTHONPATH, PIN-15 PYTHONPATH",
    "ENV PYTHONPATH=\"/a:${PYTHONPATH}\", PIN-15 PYTHONPATH",
    "ENV CLASSPATH=$CLASSPATH:/a, PIN-15 CLASSPATH",
    "ENV LD_LIBRARY_PATH=/a:$LD_LIBRARY_PATH, PIN-15 LD_LIBRARY_PATH",
    "ENV MANPATH=/a:$MANPATH, PIN-15 MANPATH",
    "ENV PYTHONPATH=/a\\nENV PYTHONPATH=/b:$PYTHONPATH, PIN-15 PYTHONPATH",
    "ENV PATH=/a:$PATH, ''",
    "ENV PYTHONPATH=/a:/b, ''",
    "ENV PYTHONPATH=/a:$PYTHONPATHS, ''",
    "ENV PYTHONPATH /a:$PYTHONPATH, ''",
    "ENV MY_PYTHONPATH=/a:$PYTHONPATH, ''",
    "ENV PYTHONPATH=/a x:$PYTHONPATH, ''",
  })
  void a_search_path_that_ends_in_itself_is_told(String lines, String told) {
    assertThat(said(lines)).isEqualTo(told);
  }

  @Test
  void a_search_path_goes_on_where_an_image_of_ours_began_it() {
    String image = Altered.samples().evidence().images().names().get("spark:3.5.4");
    Altered built =
        Altered.samples()
            .file(JUPYTER_IMAGE, text -> text + "ENV PYTHONPATH=/a:$PYTHONPATH\n")
            .image("spark:3.5.4", image + "@sha256:0");
    Altered other =
        Altered.samples()
            .file(JUPYTER_IMAGE, text -> text + "ENV PYTHONPATH=/a:$PYTHONPATH\n")
            .image("spark:3.5.4", image + "-other");

    assertThat(said(built)).isEmpty();
    assertThat(said(Builds.SEARCH_PATH_HAS_NO_HOLE, other)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ARG X=1\\nRUN echo $X",
        "ARG X\\nRUN echo ${X}",
        "ARG X=1\\nRUN echo ${X:-2}",
        "ARG TARGETARCH",
        "ARG BUILDPLATFORM",
        "RUN python3 - <<EOF\\narg = 5\\nEOF",
        "ARG \"X=1\"",
      })
  void an_argument_that_is_used_or_the_builders_passes(String lines) {
    assertThat(said(lines)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ARG X=1, PIN-14 ARG X",
    "ARG X=1\\nRUN echo $XY X, PIN-14 ARG X",
    "ARG X=1\\nARG Y=$X, PIN-14 ARG Y",
    "ARG MY_TARGET, PIN-14 ARG MY_TARGET",
  })
  void an_argument_that_nothing_reads_is_told(String lines, String told) {
    assertThat(said(lines)).isEqualTo(told);
  }

  private String said(String lines) {
    return Alone.dockerfile(builds, "FROM a/b:1\\n" + lines);
  }
}
