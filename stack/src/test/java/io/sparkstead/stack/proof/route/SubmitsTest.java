package io.sparkstead.stack.proof.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmitsTest extends FamilyTest {

  SubmitsTest() {
    super(Submits::new);
    on(
        Submits.SUBMIT_TAKES_IT,
        "gives spark-submit --stats, which it does not have; did you mean --status?",
        good -> with(good, "/opt/spark/bin/spark-submit --stats \"data:$driver\""));
    on(
        Submits.SUBMIT_TAKES_IT,
        "gives spark-submit --propertys-file, which it does not have",
        good -> with(good, "spark-submit --name x --propertys-file=/tmp/x pi.py"));
    on(
        Submits.DRIVER_IS_LOOKED_FOR_HERE,
        "looks for a driver in namespace date, and drivers are in data; write that",
        good -> with(good, "spark-submit --status \"date:$driver\" 2>&1 | tee /tmp/status"));
  }

  private static Altered with(Altered good, String line) {
    return good.data("check-script", "smoke.sh", text -> text + line + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark-submit --status \"data:$driver\"",
        "spark-submit --kill \"$NAMESPACE:$driver\"",
        "spark-submit --status submission-1",
        "spark-submit --verbose --conf spark.app.name=a --class A local:///a.jar --input x --depth 3",
        "spark-submit --conf \\\n  spark.app.name=a pi.py --stats",
        "spark-submit \"${options[@]}\" --whatever",
        "spark-submit --conf \"spark.driver.extraJavaOptions=-Da=b --x -Dc=d\" --name 'a --b' pi.py",
        "echo spark-submit --stats"
      })
  void what_it_takes_is_left_alone(String line) {
    assertThat(said(with(Altered.samples(), line))).isEmpty();
  }
}
