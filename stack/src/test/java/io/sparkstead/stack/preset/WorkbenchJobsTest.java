package io.sparkstead.stack.preset;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.component.Submission;
import io.sparkstead.stack.component.Submission.Program;
import io.sparkstead.stack.own.ExistingObject;
import io.sparkstead.stack.proof.Proof;
import io.sparkstead.stack.spark.Executors;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jobs beside a {@link Workbench}, and what is theirs alone. */
class WorkbenchJobsTest {

  private static final Workbench BENCH = new Workbench("registry.example.org/team", ImageLock.NONE);
  private static final String JOB = "s3a://spark/jobs/report.py";

  @Test
  void jobs_run_as_notebooks_do() {
    Submission report = BENCH.submission("report", "s3a://spark/jobs/report.py", "--days", "1");

    assertThat(report.application()).isEqualTo(BENCH.application().named("report"));
    assertThat(report.program())
        .isEqualTo(
            new Submission.Program.Python("s3a://spark/jobs/report.py", List.of("--days", "1")));
    assertThat(report.trigger()).isEqualTo(new Submission.Trigger.Once());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BENCH.submission("report", "report.py"))
        .withMessageContaining("application file 'report.py' is not one that a driver finds");
  }

  @Test
  void a_job_has_something_of_its_own_by_a_call_each() {
    Submission plain = BENCH.conf("spark.sql.shuffle.partitions", 64).submission("report", JOB);
    Submission own =
        plain
            .conf("spark.sql.adaptive.coalescePartitions.enabled", false)
            .env("DAYS", "7")
            .env("DB_PASSWORD", ExistingObject.secret("warehouse-db").key("password"))
            .label("team", "data")
            .annotation("example.org/owner", "data")
            .mount("/data", ExistingObject.claim("datasets"))
            .executors(1, gibibytes(1), gibibytes(5));

    assertThat(own.application())
        .isEqualTo(
            plain
                .application()
                .conf("spark.sql.adaptive.coalescePartitions.enabled", false)
                .env("DAYS", "7")
                .env("DB_PASSWORD", ExistingObject.secret("warehouse-db").key("password"))
                .label("team", "data")
                .annotation("example.org/owner", "data")
                .mount("/data", ExistingObject.claim("datasets"))
                .sized(
                    new Executors(1, gibibytes(1), gibibytes(5)),
                    plain.application().allocation()));
    assertThat(own.existing())
        .containsExactlyInAnyOrder(
            ExistingObject.secret("warehouse-db"), ExistingObject.claim("datasets"));
  }

  @Test
  void a_job_may_run_the_main_class_of_a_jar() {
    Program main = new Program.Jar("s3a://spark/jobs/report.jar", "com.acme.Report", List.of("7"));

    assertThat(BENCH.submission("report", main).program()).isEqualTo(main);
    assertThat(BENCH.submission("report", JOB, "7").program())
        .isEqualTo(new Program.Python(JOB, List.of("7")));
  }

  @Test
  void properties_of_a_plugin_that_is_named_are_passed_on() {
    Workbench bench = BENCH.conf("spark.acme.endpoint", "https://acme.example.org");

    assertThat(found(bench.stack())).contains("KEY-01");
    assertThat(found(bench.plugin("spark.acme.").stack())).doesNotContain("KEY-01");
    // One job's plugin is no reason to doubt its properties; the stack's others have none.
    assertThat(
            found(
                BENCH
                    .stack()
                    .with(
                        BENCH
                            .submission("report", JOB)
                            .plugin("spark.acme.")
                            .conf("spark.acme.endpoint", "https://acme.example.org"))))
        .doesNotContain("KEY-01");
  }

  @Test
  void a_plugin_has_no_properties_that_spark_reads() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BENCH.plugin("spark.sql.").stack())
        .withMessageContaining("are Spark's own, such as spark.sql.");
    for (String wrong : List.of("acme.", "spark.", "spark.acme", "spark..", "")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> BENCH.plugin(wrong).stack())
          .withMessageContaining("plugin(\"spark.acme.\")");
    }
  }

  private static List<String> found(Stack stack) {
    return Proof.of(stack, List.of()).stream().map(finding -> finding.rule().id()).toList();
  }

  @Test
  void a_job_with_tables_needs_no_way_to_the_catalogue_for_what_submits_it() {
    Workbench bench = BENCH.outside(Samples.OUTSIDE).tables("tables", "lake");

    assertThat(found(bench.stack().with(bench.submission("report", JOB)))).isEmpty();
  }

  @Test
  void more_than_any_cluster_has_is_refused_at_its_argument() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BENCH.allocation(1, 1, Integer.MAX_VALUE))
        .withMessageContaining("more than any cluster has");
    for (Workbench much :
        List.of(
            BENCH.executors(8, gibibytes(1), gibibytes(1)).allocation(1, 1, 1_000_000),
            BENCH.executors(2_000_000, gibibytes(1), gibibytes(1)),
            BENCH.executors(1, gibibytes(8_000_000_000L), gibibytes(1)))) {
      assertThatIllegalArgumentException()
          .as(much.application().executors() + " " + much.application().allocation())
          .isThrownBy(() -> Proof.of(much.stack(), List.of()))
          .withMessageContaining("more than any cluster has");
    }
  }
}
