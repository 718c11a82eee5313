package io.sparkstead.stack.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.spark.DynamicAllocation;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.testing.Difference;
import io.sparkstead.stack.testing.Python;
import io.sparkstead.stack.testing.Samples;
import io.sparkstead.stack.testing.Sandbox;
import io.sparkstead.stack.testing.Texts;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkspaceTest {

  private static final String NOTEBOOK = "dynamic_resource_allocation_test.ipynb";

  private final SparkApplication application = Samples.spark35().application();
  private final Workspace workspace = Samples.spark35().workspace();
  private final Map<String, String> files = workspace.samples().files();

  @Test
  void notebook() {
    Texts.approve("ipynb", files.get(NOTEBOOK));
  }

  @Test
  void script() {
    Texts.approve("sh", files.get("spark-pi.sh"));
  }

  @Test
  void holds_nothing_else_but_the_scripts_properties() {
    assertThat(files).containsOnlyKeys(NOTEBOOK, "spark-pi.conf", "spark-pi.sh");
    assertThat(workspace.resources()).isEmpty();
    assertThat(workspace.plainFiles()).contains(workspace.samples());
  }

  @Test
  void the_script_runs_the_application_in_cluster_mode_under_a_name_of_its_own() {
    assertThat(Difference.between(application.clusterConf().text(), files.get("spark-pi.conf"), 0))
        .filteredOn(line -> !line.startsWith("@@"))
        .containsExactly(
            "--- before", "+++ after", "-spark.app.name=Explore", "+spark.app.name=spark-pi");
  }

  @Test
  void the_script_submits_from_beside_its_properties(@TempDir Path root) {
    Sandbox sandbox = sandbox(root, "Succeeded");

    assertThat(sandbox.run(script(root), "42").exitCode()).isZero();
    assertThat(sandbox.run(script(root)).exitCode()).isZero();
    String submit =
        "spark-submit --conf spark.kubernetes.driver.pod.name=spark-pi-20261130-060000-driver"
            + " --properties-file "
            + root
            + "/spark-pi.conf local:///opt/spark/examples/src/main/python/pi.py ";
    String status = "spark-submit --status data:spark-pi-20261130-060000-driver";
    assertThat(sandbox.calls())
        .filteredOn(call -> call.startsWith("spark-submit "))
        .containsExactly(submit + "42", status, submit + "1000", status);
  }

  @ParameterizedTest
  @CsvSource({"Succeeded, 0", "Failed, 1", "Unknown, 1"})
  void the_script_ends_as_its_driver_does(String phase, int exitCode, @TempDir Path root) {
    assertThat(sandbox(root, phase).run(script(root)).exitCode()).isEqualTo(exitCode);
  }

  private static Sandbox sandbox(Path root, String phase) {
    return new Sandbox(root)
        .real("dirname", "tee", "grep")
        .fake("date", "echo 20261130-060000")
        .fake("spark-submit", "echo 'phase: %s' >&2".formatted(phase));
  }

  private String script(Path root) {
    return files
        .get("spark-pi.sh")
        .replace("/opt/spark/bin", root.resolve("programs").toString())
        .replace("/tmp/status", root.resolve("status").toString());
  }

  @Test
  void the_notebooks_cells_are_python() {
    Python.compileCells(files.get(NOTEBOOK));
  }

  @Test
  void the_notebook_tells_how_many_executors_to_expect() {
    SparkApplication single =
        new SparkApplication(
            application.name(),
            application.image(),
            application.accounts(),
            application.authentication(),
            application.executors(),
            new DynamicAllocation(1, 1, 6),
            application.eventLog());

    assertThat(notebookOf(application)).contains("Spark starts with 2 executors, grows to 10");
    assertThat(notebookOf(single)).contains("Spark starts with 1 executor, grows to 6");
  }

  private String notebookOf(SparkApplication demo) {
    return new Workspace(workspace.namespace(), workspace.name(), demo)
        .samples()
        .files()
        .get(NOTEBOOK);
  }
}
