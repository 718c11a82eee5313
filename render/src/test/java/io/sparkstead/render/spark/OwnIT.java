package io.sparkstead.render.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Homelab;
import io.sparkstead.render.spark.cluster.Program;
import io.sparkstead.render.spark.cluster.Rendered;
import io.sparkstead.render.spark.cluster.SparkLine;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.component.Jupyter;
import io.sparkstead.stack.component.Workspace;
import io.sparkstead.stack.spark.SparkApplication;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person adds to the notebook of {@code homelab}, seen by Spark itself. */
class OwnIT {

  private static final String PROPERTY = "spark.sql.shuffle.partitions";

  /** Homelab with a notebook that has a variable, a label and a property more. */
  private record With(Environment homelab) implements Environment {
    @Override
    public DnsLabel name() {
      return homelab.name();
    }

    @Override
    public String description() {
      return homelab.description();
    }

    @Override
    public Stack stack(ImageLock lock) {
      Stack stack = homelab.stack(lock);
      return new Stack(stack.namespace(), stack.parts().stream().map(With::changed).toList());
    }

    private static Component changed(Component component) {
      if (component instanceof Jupyter jupyter) {
        SparkApplication own =
            jupyter
                .application()
                .env("TZ", "Europe/Berlin")
                .label("team", "data")
                .annotation("example.org/owner", "data@example.org")
                .conf(PROPERTY, 7);
        return new Jupyter(
            jupyter.namespace(),
            jupyter.name(),
            jupyter.image(),
            jupyter.workspace(),
            new Workspace(jupyter.namespace(), jupyter.samples().name(), own),
            jupyter.exposure(),
            jupyter.size());
      }
      return component;
    }
  }

  @ParameterizedTest(name = "Spark {0}")
  @MethodSource("io.sparkstead.render.spark.cluster.SparkLine#all")
  void a_variable_and_a_property_are_seen_in_driver_and_executors(SparkLine line) {
    Rendered rendered = Rendered.of(new With(new Homelab(line.release())));
    try (ArticleRun run = new ArticleRun(line, rendered, "own")) {
      run.bootstrap();
      run.runExecutors();
      Program driver = run.startDriver();

      driver.tell("seen TZ " + PROPERTY);

      assertThat(driver.says("CELL driver (.*])"))
          .isEqualTo("Europe/Berlin 7 executors [Europe/Berlin 7]");
      Pod executor = run.firstExecutor();
      assertThat(executor.getMetadata().getLabels()).containsEntry("team", "data");
      assertThat(executor.getMetadata().getAnnotations())
          .containsEntry("example.org/owner", "data@example.org");
      run.stop(driver);
    }
  }
}
