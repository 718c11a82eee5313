package io.sparkstead.stack.component;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.dsl.kube.ConfigFiles;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.text.Blanks;
import io.sparkstead.dsl.text.Notebook;
import io.sparkstead.dsl.text.ShellScript;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.conf.SparkConf;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.image.SparkImage;
import io.sparkstead.stack.spark.SparkApplication;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a newcomer runs first: the notebook that watches dynamic allocation at work, and a script
 * that submits pi to the cluster.
 *
 * <p>Plain files, to be read and run from where they lie; Kustomize also packs them into a
 * ConfigMap from which Jupyter fills an empty workspace.
 *
 * @param demo the notebook's application; the script runs another with the same properties
 */
public record Workspace(Namespace namespace, DnsLabel name, SparkApplication demo)
    implements Component {

  private static final String NOTEBOOK = "dynamic_resource_allocation_test.ipynb";
  private static final String PI = "spark-pi";
  private static final String PI_SCRIPT = PI + ".sh";
  private static final String PI_CONF = PI + ".conf";

  @Override
  public Labels labels() {
    return namespace.labels(name, "samples");
  }

  @Override
  public List<HasMetadata> resources() {
    return List.of();
  }

  @Override
  public Optional<ConfigFiles> plainFiles() {
    return Optional.of(samples());
  }

  /** The files, as Jupyter mounts them. */
  public ConfigFiles samples() {
    return new ConfigFiles(
        samplesName(),
        Map.of(
            NOTEBOOK, notebook().text(),
            PI_SCRIPT, script().text(),
            PI_CONF, pi().clusterConf().text()));
  }

  /** What their ConfigMap is called. */
  public DnsLabel samplesName() {
    return name.dash("samples");
  }

  @Override
  public List<Flow> flows() {
    return pi().clusterFlows();
  }

  @Override
  public List<SparkApplication> submissions() {
    return List.of(pi());
  }

  private SparkApplication pi() {
    return demo.named(PI);
  }

  private Notebook notebook() {
    return Notebook.builder()
        .markdown(
            Blanks.fill(
                """
            # Dynamic resource allocation

            Spark starts with %s, grows to %s while there is work, and shrinks back to %s a minute
            after the work is done. Watch it from a terminal:

                kubectl get pods -n %s -w
            """,
                executors(demo.allocation().initial()),
                demo.allocation().max(),
                demo.allocation().min(),
                namespace.name()))
        .code(
            """
            from operator import add
            from random import random

            from pyspark.sql import SparkSession
            """)
        .markdown(
            Blanks.fill(
                """
            Everything the session needs to know, from the API server's address to the event log,
            stands in `%s`.
            """,
                SparkImage.CONF.file(SparkConf.FILE)))
        .code("spark = SparkSession.builder.getOrCreate()\nspark")
        .markdown("The example that comes with Spark: throw darts, count those inside the circle.")
        .code(
            """
            def inside(_: int) -> int:
                x = random() * 2 - 1
                y = random() * 2 - 1
                return 1 if x**2 + y**2 <= 1 else 0


            def calculate_pi(partitions: int) -> None:
                darts = 100000 * partitions
                hits = spark.sparkContext.parallelize(range(darts), partitions).map(inside).reduce(add)
                print(f"Pi is roughly {4.0 * hits / darts:f}")
            """)
        .code("calculate_pi(10000)")
        .markdown(
            Blanks.fill(
                """
            Stopping the session removes its executors and closes its event log. A notebook left
            open would keep %s for as long as it runs.
            """,
                executors(demo.allocation().min())))
        .code("spark.stop()")
        .build();
  }

  private static String executors(int count) {
    return count == 1 ? "1 executor" : count + " executors";
  }

  private ShellScript script() {
    return ShellScript.bash(
        Blanks.fill(
            """
        # Submits the pi example of the Spark image in cluster mode: the driver gets a pod of its own.
        # Run it in a terminal of Jupyter; the number of partitions may follow. It ends as the driver
        # does.

        driver=%2$s-$(date +%%Y%%m%%d-%%H%%M%%S)-driver
        %1$s \\
          --conf spark.kubernetes.driver.pod.name="$driver" \\
          --properties-file "$(dirname "$0")/%3$s" \\
          local://%4$s "${1:-1000}"

        %5$s""",
            SparkImage.SUBMIT,
            PI,
            PI_CONF,
            SparkImage.SPARK_HOME.file("examples/src/main/python/pi.py"),
            demo.endOfDriver()));
  }
}
