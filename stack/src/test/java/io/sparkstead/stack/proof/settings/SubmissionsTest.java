package io.sparkstead.stack.proof.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionsTest extends FamilyTest {

  private static final String PROGRAM = "local:///opt/spark/examples/src/main/python/pi.py";
  private static final String NAME = "driver=spark-pi-$(date +%Y%m%d-%H%M%S)-driver";
  private static final String OWN = "driver=\"$POD_NAME-driver\"";

  SubmissionsTest() {
    super(Submissions::new);
    programs();
    on(
        Submissions.MODE_IS_THE_FILES,
        "key smoke.sh submits in cluster mode, and ConfigMap check-spark-conf key"
            + " spark-defaults.conf is for client mode",
        good ->
            good.data(
                "check-script",
                "smoke.sh",
                text -> text.replace("spark-submit ", "spark-submit --deploy-mode cluster ")));
    on(
        Submissions.MODE_IS_THE_FILES,
        "submits in client mode, and examples/spark-pi.conf is for cluster mode",
        good ->
            good.replace(
                PI,
                "--properties-file",
                "--conf spark.submit.deployMode=client --properties-file"));
    on(
        Submissions.DRIVER_HAS_A_NEW_NAME,
        PI + " calls each driver spark-pi-driver, and the second finds the name taken",
        good -> good.replace(PI, NAME, "driver='spark-pi-driver'"));
    on(
        Submissions.DRIVER_HAS_A_NEW_NAME,
        "calls each driver nightly-driver,",
        good -> nightly(text -> text.replace(OWN, "driver=\"nightly-driver\"")));
    on(
        Submissions.DRIVER_HAS_A_NEW_NAME,
        "calls each driver fixed-driver,",
        good ->
            nightly(text -> text + "\n")
                .container(
                    "nightly",
                    c -> {
                      c.getEnv().removeIf(variable -> variable.getName().equals("POD_NAME"));
                      c.getEnv().add(new EnvVar("POD_NAME", "fixed", null));
                    }));
    owners();
    on(
        Submissions.STATUS_IS_THE_DRIVERS,
        "asks for default:$driver, and drivers run in namespace data; ask there",
        good -> nightly(text -> text.replace("\"data:$driver", "\"default:$driver")));
    on(
        Submissions.STATUS_IS_THE_DRIVERS,
        "asks for data:$POD_NAME, and the driver is called $driver; name that",
        good -> nightly(text -> text.replace("\"data:$driver", "\"data:$POD_NAME")));
  }

  private void programs() {
    on(
        Submissions.PROGRAM_IS_WITH_THE_DRIVER,
        PI
            + " submits /opt/pi.py, a file of its own pod that no driver sees; write"
            + " local:///opt/pi.py",
        good -> good.replace(PI, PROGRAM, "/opt/pi.py"));
    on(
        Submissions.PROGRAM_IS_WITH_THE_DRIVER,
        "submits a.zip, a file of its own pod",
        good -> good.replace(PI, PROGRAM, "--py-files s3a://lake/b.zip,a.zip " + PROGRAM));
    on(
        Submissions.PROGRAM_IS_WITH_THE_DRIVER,
        "submits local:///opt/a.jar without --class",
        good -> good.replace(PI, PROGRAM, "local:///opt/a.jar"));
  }

  private void owners() {
    on(
        Submissions.OWNER_IS_WHOLE,
        "writes the owner {apiVersion: v1, kind: Pod, name: $POD_NAME} without uid; write it",
        good -> nightly(text -> text.replace(", uid: $POD_UID", "")));
    on(
        Submissions.OWNER_IS_WHOLE,
        "without kind; write it",
        good -> nightly(text -> text.replace("kind: Pod, ", "")));
    on(
        Submissions.OWNER_IS_WHOLE,
        "writes $POD_NAME as the owner's uid, and that is metadata.name of the pod; take"
            + " metadata.uid",
        good -> nightly(text -> text.replace("uid: $POD_UID", "uid: $POD_NAME")));
  }

  /** A submission by the clock, whose script is changed. */
  private static Altered nightly(UnaryOperator<String> change) {
    Samples samples = Samples.spark41();
    return Altered.of(samples.stack(Samples.OUTSIDE, samples.nightly()))
        .data("nightly-script", "submit.sh", change);
  }

  @Test
  void a_submission_that_the_stack_writes_is_right() {
    assertThat(said(nightly(text -> text + "\n"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3a://lake/jobs/pi.py",
        "$program",
        "--class org.example.Main local:///opt/a.jar",
        "--conf spark.kubernetes.file.upload.path=s3a://lake/up /opt/pi.py",
        "--py-files local:///opt/a.zip " + PROGRAM,
        "--verbose " + PROGRAM,
      })
  void a_program_may_be_where_its_driver_finds_it(String words) {
    assertThat(said(Altered.samples().replace(PI, PROGRAM, words))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'driver=\"pi-$USER\"'",
    "'driver=pi-`date +%s`'",
    "'driver=pi\nkubectl delete pod pi --ignore-not-found'",
  })
  void a_name_may_be_new_each_time(String lines) {
    assertThat(said(Altered.samples().replace(PI, NAME, lines))).isEmpty();
  }

  @Test
  void the_mode_of_the_file_may_be_said_again() {
    Altered altered =
        Altered.samples()
            .replace(PI, "--properties-file", "--deploy-mode cluster --properties-file");

    assertThat(said(altered)).isEmpty();
  }

  @Test
  void words_in_an_array_are_not_read() {
    String text = "submit=(\n  /opt/spark/bin/spark-submit\n  /opt/pi.py\n)\n\"${submit[@]}\"\n";

    assertThat(said(Altered.samples().newFile("mine/run.sh", text))).isEmpty();
  }
}
