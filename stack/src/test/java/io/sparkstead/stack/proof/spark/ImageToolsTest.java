package io.sparkstead.stack.proof.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageToolsTest extends FamilyTest {

  private static final String PYTHON = "PYSPARK_PYTHON=\"/usr/bin/python3.11\"";
  private static final String DECOMMISSION = "spark.decommission.enabled";

  ImageToolsTest() {
    super(ImageTools::new);
    on(
        ImageTools.NAMED_PROGRAM_IS_INSTALLED,
        "PYSPARK_PYTHON of images/spark/Dockerfile is /usr/bin/python3, which nothing there"
            + " installs; name the Python that is, /usr/bin/python3.11",
        good -> python(good, "/usr/bin/python3"));
    on(
        ImageTools.NAMED_PROGRAM_IS_INSTALLED,
        "is /opt/venv/bin/python, which nothing there installs",
        good -> python(good, "/opt/venv/bin/python"));
    on(
        ImageTools.NAMED_PROGRAM_IS_INSTALLED,
        "PYSPARK_PYTHON of images/notebook/Dockerfile is python3.12,",
        good -> good.file(JUPYTER_IMAGE, text -> text + "ENV PYSPARK_PYTHON=python3.12\n"));
    on(
        ImageTools.NAMED_PROGRAM_IS_INSTALLED,
        "JAVA_HOME of images/spark/Dockerfile is /usr/lib/jvm/jre-21, and no package there",
        good -> good.replace(SPARK_IMAGE, "/usr/lib/jvm/jre-17", "/usr/lib/jvm/jre-21"));
    on(
        ImageTools.SCRIPTS_FIND_THEIR_TOOLS,
        "images/spark/Dockerfile installs no ps, by which decom.sh finds the executor that",
        good ->
            good.replace(SPARK_IMAGE, " procps-ng", "")
                .property(NOTEBOOK_CONF, DECOMMISSION, "true"));
  }

  private static Altered python(Altered altered, String path) {
    return altered.replace(SPARK_IMAGE, PYTHON, "PYSPARK_PYTHON=\"" + path + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN ln -s /usr/bin/python3.11 /usr/bin/python3\n",
        "RUN alternatives --set python3 /usr/bin/python3\n",
        "RUN microdnf install -y python3\n",
        "COPY --from=python /usr/bin/python3 /usr/bin/python3\n",
      })
  void another_python_may_be_made(String line) {
    Altered altered =
        python(Altered.samples(), "/usr/bin/python3")
            .file(
                SPARK_IMAGE,
                text -> text.replace("WORKDIR /opt/spark/", line + "WORKDIR /opt/spark/"));

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void a_base_of_another_kind_may_have_any() {
    Altered altered =
        python(Altered.samples(), "/usr/bin/python3")
            .file(
                SPARK_IMAGE,
                text -> text.replace("ubi9/ubi-minimal:", "team/base:").replace(" procps-ng", ""))
            .property(NOTEBOOK_CONF, DECOMMISSION, "true");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void executors_that_hand_on_nothing_need_no_ps() {
    assertThat(said(Altered.samples().replace(SPARK_IMAGE, " procps-ng", ""))).isEmpty();
  }
}
