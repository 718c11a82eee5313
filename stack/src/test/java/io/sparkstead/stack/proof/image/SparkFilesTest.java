package io.sparkstead.stack.proof.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkFilesTest extends FamilyTest {

  private static final String PI_PATH = "/opt/spark/examples/src/main/python/pi.py";
  private static final String COPY =
      "COPY --from=stage --chown=0:0 /stage/spark/examples /opt/spark/examples\n";

  SparkFilesTest() {
    super(SparkFiles::new);
    on(
        SparkFiles.FILE_IS_IN_THE_IMAGE,
        PI + " names " + PI_PATH + ", which is not in the image of Spark; copy it there",
        good -> good.replace(SPARK_IMAGE, COPY, ""));
    named("/opt/spark/examples/src/main/python/p.py", "did you mean pi.py?");
    named("/opt/spark/examples/src/main/python/estimate.py", "there are [__init__.py, als.py");
    named("/opt/spark/examples/src/main/pyhton/pi.py", "did you mean python?");
    named("/opt/spark/examples/main/python/pi.py", "they are in /examples/src/main/");
    named("/opt/spark/exmaples/src/main/python/pi.py", "did you mean /opt/spark/examples/src");
    named("/opt/spark/examples/jars/spark-examples_2.12-3.5.0.jar", "the release has");
  }

  private void named(String path, String remedy) {
    on(
        SparkFiles.FILE_IS_IN_THE_IMAGE,
        path + ", which is not in the image of Spark; " + remedy,
        good -> naming(good, path));
  }

  private static Altered naming(Altered good, String path) {
    return good.replace(PI, PI_PATH, path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/opt/spark/examples/src/main/python/wordcount.py",
        "/opt/jobs/pi.py",
        "/opt/spark/examples/src/main/python/ml/kmeans_example.py",
        "/opt/spark/examples/src/main/python/$1",
        "/opt/spark/examples/jars/spark-examples_2.12-3.5.4.jar",
        "/opt/spark/examples/jars/scopt_2.12-3.7.1.jar",
        "/opt/spark/examples/src/main/python/own.py",
        "/opt/jobs/own.py",
        "/opt/spark/pod-templates/own.py",
        "/tmp/own.py",
        "/usr/share/own.py",
      })
  void what_is_there_or_may_be_is_not_told(String path) {
    Altered altered =
        Altered.samples()
            .file(PI, text -> text.replace(PI_PATH, path) + "# own\n")
            .file(
                SPARK_IMAGE,
                text ->
                    text
                        + "COPY own.py /opt/spark/examples/src/main/python/own.py\n"
                        + "COPY jobs /opt/jobs\n");

    assertThat(said(altered)).isEmpty();
  }
}
