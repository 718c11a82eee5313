package io.sparkstead.stack.proof.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseProgramsTest extends FamilyTest {

  BaseProgramsTest() {
    super(BasePrograms::new);
    built(
        "FROM registry.access.redhat.com/ubi9/openjdk-17-runtime:1.23\nRUN mvn -B package\n",
        "mvn");
    built(
        "FROM registry.access.redhat.com/ubi9/ubi-micro:9.7\nRUN microdnf install -y a\n",
        "microdnf");
    built(
        "FROM alpine:3.22 AS a\nFROM a\nRUN --mount=type=cache,target=/c apt-get install -y a\n",
        "apt-get");
    built("FROM debian:12\nRUN jar() { mvn -B x; } && jar org.apache.maven.plugins:y\n", "mvn");
    built("FROM debian:12\nRUN <<EOF\napk add bash\nEOF\n", "apk");
  }

  private void built(String dockerfile, String program) {
    on(
        BasePrograms.BASE_HAS_IT,
        "images/own/Dockerfile runs " + program + " in a stage on ",
        good -> own(dockerfile));
  }

  private static Altered own(String dockerfile) {
    return Altered.samples().newFile("images/own/Dockerfile", dockerfile);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM registry.access.redhat.com/ubi9/openjdk-17:1.23\nRUN mvn -B package\n",
        "FROM registry.access.redhat.com/ubi9/openjdk-17-runtime:1.23\nRUN microdnf install -y maven && mvn -B x\n",
        "FROM debian:12\nRUN curl https://a.org/apache-maven-3.9.tgz | tar xz\nRUN mvn -B x\n",
        "FROM debian:12\nCOPY --from=maven:3 /usr/share/maven /opt/maven\nRUN mvn -B x\n",
        "FROM debian:12\nRUN ./mvnw -B x\n",
        "FROM alpine:3.22\nRUN if command -v apk; then apk add a; else apt-get install a; fi\n",
        "FROM own/base:1\nRUN mvn -B x && apt-get install a && apk add b\n",
        "FROM registry.access.redhat.com/ubi9/ubi-micro:9.7\nCOPY --from=root /rootfs/ /\nRUN rpm -qa\n",
      })
  void what_a_base_has_or_is_brought_passes(String dockerfile) {
    assertThat(said(own(dockerfile))).isEmpty();
  }
}
