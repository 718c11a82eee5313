package io.sparkstead.stack.proof.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkInImagesTest extends FamilyTest {

  private static final String COPY = "COPY --from=stage --chown=0:0 ";

  SparkInImagesTest() {
    super(SparkInImages::new);
    on(
        SparkInImages.EXECUTORS_FIND_AN_ENTRYPOINT,
        "executors are made of "
            + SPARK_IMAGE
            + ", which has no entrypoint; end it with ENTRYPOINT",
        good -> good.replace(SPARK_IMAGE, "ENTRYPOINT [\"/opt/entrypoint.sh\"]", ""));
    on(
        SparkInImages.EXECUTORS_FIND_AN_ENTRYPOINT,
        "which has the entrypoint /usr/bin/tini -- and no program behind it",
        good ->
            good.replace(SPARK_IMAGE, "[\"/opt/entrypoint.sh\"]", "[\"/usr/bin/tini\", \"--\"]"));
    entrypoint("[\"/opt/decom.sh\"]", "whose entrypoint /opt/decom.sh takes no executor");
    entrypoint("[\"/bin/bash\"]", "whose entrypoint /bin/bash takes no executor or driver");
    on(
        SparkInImages.EXECUTORS_FIND_AN_ENTRYPOINT,
        "executors are made of " + JUPYTER_IMAGE + ", whose entrypoint /usr/bin/tini -s --",
        good ->
            good.property(
                NOTEBOOK_CONF,
                "spark.kubernetes.container.image",
                "registry.example.org/team/spark-notebook:3.5.4"));
    on(
        SparkInImages.SPARK_IS_THERE,
        "--chmod lets nobody into /opt/spark/jars; leave the x to folders",
        good ->
            good.replace(
                SPARK_IMAGE, COPY + "/stage/spark/jars", COPY + "--chmod=0444 /stage/spark/jars"));
    on(
        SparkInImages.LANGUAGES_ARE_THERE,
        "names /usr/local/bin/python3.11 and installs no Python there",
        good ->
            good.replace(
                SPARK_IMAGE,
                "PYSPARK_PYTHON=\"/usr/bin/python3.11\"",
                "PYSPARK_PYTHON=\"/usr/local/bin/python3.11\""));
    on(
        SparkInImages.SPARK_IS_THERE,
        "SPARK_HOME is /opt/sparc, where nothing is; Spark is in /opt/spark",
        good ->
            good.replace(SPARK_IMAGE, "SPARK_HOME=\"/opt/spark\"", "SPARK_HOME=\"/opt/sparc\""));
    on(
        SparkInImages.SPARK_IS_THERE,
        "nothing says SPARK_HOME; say /opt/spark by ENV",
        good -> good.replace(SPARK_IMAGE, "SPARK_HOME=\"/opt/spark\"", "MORE=1"));
    on(SparkInImages.SPARK_IS_THERE, "nothing is in /opt/spark/jars; copy jars", without("jars"));
    on(SparkInImages.SPARK_IS_THERE, "nothing is in /opt/spark/bin; copy bin", without("bin"));
    on(
        SparkInImages.SPARK_IS_THERE,
        "PYTHONPATH names /opt/spark/python, where nothing is",
        without("python"));
    on(
        SparkInImages.SPARK_IS_THERE,
        "nothing is in /opt/spark/jars",
        good -> good.replace(SPARK_IMAGE, "jars /opt/spark/jars", "jars /opt/spark/jar"));
    on(
        SparkInImages.LANGUAGES_ARE_THERE,
        "names /usr/bin/python3.11 and installs no Python there",
        good -> good.replace(SPARK_IMAGE, " python3.11 python3.11-pip", ""));
    on(
        SparkInImages.LANGUAGES_ARE_THERE,
        SPARK_IMAGE + " installs no Java; install the one of the release",
        good -> good.replace(SPARK_IMAGE, "java-17-openjdk-headless ", ""));
    on(
        SparkInImages.USER_HAS_A_NAME,
        SPARK_IMAGE + " runs as 20001 and makes no such user; add useradd --uid 20001",
        good ->
            good.file(SPARK_IMAGE, text -> text.replaceAll("(?s) \\\\\n && useradd [^\n]*", "")));
    on(
        SparkInImages.EXECUTORS_HAND_ON,
        SPARK_IMAGE + " has no /opt/decom.sh, by which executors of",
        good ->
            good.replace(SPARK_IMAGE, "/opt/decom.sh", "/opt/spark/decom.sh")
                .property(NOTEBOOK_CONF, "spark.decommission.enabled", "true"));
  }

  private void entrypoint(String entrypoint, String word) {
    on(
        SparkInImages.EXECUTORS_FIND_AN_ENTRYPOINT,
        word,
        good -> good.replace(SPARK_IMAGE, "[\"/opt/entrypoint.sh\"]", entrypoint));
  }

  private static UnaryOperator<Altered> without(String folder) {
    return good ->
        good.replace(
            SPARK_IMAGE, COPY + "/stage/spark/" + folder + " /opt/spark/" + folder + "\n", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FROM registry.access.redhat.com/ubi9/ubi-minimal | FROM registry.example.org/own/base
          PYSPARK_PYTHON="/usr/bin/python3.11"             | PYSPARK_PYTHON="python3"
          java-17-openjdk-headless                         | java-17-openjdk-devel
          python3.11 python3.11-pip                        | python3.11-devel python3.11-pip
          useradd --uid 20001                              | useradd -u 20001
          /stage/spark/jars /opt/spark/jars                | /stage/spark/jars/ /opt/spark/jars/
          ENTRYPOINT ["/opt/entrypoint.sh"]                | ENTRYPOINT exec /opt/entrypoint.sh
          """)
  void spark_brought_otherwise_is_not_told(String from, String to) {
    Altered altered = Altered.samples().file(SPARK_IMAGE, text -> text.replace(from, to));

    assertThat(said(altered)).isEmpty();
  }
}
