package io.sparkstead.stack.proof.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubmitTextTest {

  @Test
  void options_end_where_the_program_begins() {
    SubmitText submit =
        only(
            """
            /opt/spark/bin/spark-submit \\
              --conf spark.a="x y" -c 'spark.b=2' \\
              --deploy-mode=cluster --supervise \\
              --properties-file "$(dirname "$0")/x.conf" \\
              'local:///a.py' "${1:-1000}" 2>&1 | tee /tmp/log
            """);

    assertThat(submit.conf()).containsEntry("spark.a", "x y").containsEntry("spark.b", "2");
    assertThat(submit.options()).containsEntry("--properties-file", "$(dirname \"$0\")/x.conf");
    assertThat(submit.program()).isEqualTo("local:///a.py");
    assertThat(submit.mode()).contains("cluster");
    assertThat(submit.isStart()).isTrue();
  }

  @Test
  void a_mode_may_be_a_property() {
    assertThat(only("spark-submit --conf spark.submit.deployMode=client a.py").mode())
        .contains("client");
  }

  @Test
  void a_status_is_no_start() {
    SubmitText submit = only("spark-submit --status \"spark:$driver\" 2>&1");

    assertThat(submit.asked()).contains("spark:$driver");
    assertThat(submit.isStart()).isFalse();
  }

  @Test
  void a_command_that_goes_on_elsewhere_has_no_program() {
    assertThat(only("run=(\n  spark-submit\n  a.py\n)").program()).isEmpty();
    assertThat(only("$(spark-submit --version) a.py").program()).isEmpty();
  }

  @Test
  void a_comment_submits_nothing() {
    assertThat(SubmitText.allIn("# spark-submit a.py\necho\n")).isEmpty();
    assertThat(only("spark-submit --kill x").mode()).isEqualTo(Optional.empty());
  }

  private static SubmitText only(String script) {
    List<SubmitText> all = SubmitText.allIn(script);
    assertThat(all).hasSize(1);
    return all.get(0);
  }
}
