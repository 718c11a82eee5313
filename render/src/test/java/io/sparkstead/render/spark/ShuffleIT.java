package io.sparkstead.render.spark;

import static io.sparkstead.dsl.value.ByteSize.gibibytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Homelab;
import io.sparkstead.render.spark.cluster.Kubelet;
import io.sparkstead.render.spark.cluster.Program;
import io.sparkstead.render.spark.cluster.Rendered;
import io.sparkstead.render.spark.cluster.SparkLine;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.component.Jupyter;
import io.sparkstead.stack.component.SparkRbac;
import io.sparkstead.stack.component.Workspace;
import io.sparkstead.stack.spark.Executors;
import io.sparkstead.stack.spark.Shuffle;
import io.sparkstead.stack.spark.SparkApplication;
import io.sparkstead.stack.spark.SparkFeature;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What becomes of shuffle data, with the notebook of {@code homelab}, run by Spark itself: each way
 * on one line, as a session takes a while.
 */
class ShuffleIT {

  /** One that goes in time is not deleted, and whether all do is the machine's to say. */
  private static final String DELETION = "delete pods";

  /** Homelab with a notebook whose executors keep their data otherwise. */
  private record With(Environment homelab, Shuffle shuffle, EnumSet<SparkFeature> features)
      implements Environment {
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
      return new Stack(stack.namespace(), stack.parts().stream().map(this::changed).toList());
    }

    private Component changed(Component component) {
      if (component instanceof SparkRbac rbac) {
        return new SparkRbac(rbac.namespace(), rbac.driver(), features);
      }
      if (component instanceof Jupyter jupyter) {
        return new Jupyter(
            jupyter.namespace(),
            jupyter.name(),
            jupyter.image(),
            jupyter.workspace(),
            new Workspace(
                jupyter.namespace(), jupyter.samples().name(), changed(jupyter.application())),
            jupyter.exposure(),
            jupyter.size());
      }
      return component;
    }

    private SparkApplication changed(SparkApplication plain) {
      return new SparkApplication(
          plain.name(),
          plain.image(),
          plain.accounts(),
          plain.authentication(),
          new Executors(2, gibibytes(2), shuffle),
          plain.allocation(),
          plain.eventLog());
    }
  }

  @Test
  void idle_executors_hand_their_data_on_and_go() {
    SparkLine line = SparkLine.all().get(1);
    Shuffle shuffle = new Shuffle.Decommission(gibibytes(10), "shuffle");
    EnumSet<SparkFeature> features = EnumSet.of(SparkFeature.RUN_EXECUTORS);
    assertThat(unusedVerbs(line, shuffle, features)).isSubsetOf(DELETION);
  }

  @Test
  void claims_take_the_verbs_that_the_role_has() {
    SparkLine line = SparkLine.ofHomelab();
    Shuffle shuffle = new Shuffle.OnClaims(DnsLabel.of("longhorn"), gibibytes(20));
    EnumSet<SparkFeature> features =
        EnumSet.of(SparkFeature.RUN_EXECUTORS, SparkFeature.REUSE_CLAIMS);

    assertThat(unusedVerbs(line, shuffle, features)).isSubsetOf(DELETION);
  }

  /** What the Role has and a session does not take; it takes nothing else. */
  private static Set<String> unusedVerbs(
      SparkLine line, Shuffle shuffle, EnumSet<SparkFeature> features) {
    Rendered rendered = Rendered.of(new With(new Homelab(line.release()), shuffle, features));
    try (ArticleRun run = new ArticleRun(line, rendered, "shuffle")) {
      session(run);
      assertThat(run.api().forbidden()).isEmpty();
      Set<String> unused = new TreeSet<>(run.api().allowed("spark"));
      assertThat(unused).containsAll(run.api().asked("spark").keySet());
      unused.removeAll(run.api().asked("spark").keySet());
      return unused;
    }
  }

  /** Grows, computes, shrinks and stops. */
  private static void session(ArticleRun run) {
    run.bootstrap();
    Kubelet kubelet = run.runExecutors();
    Program driver = run.startDriver();
    run.rest(kubelet, 1);
    assertThat(Double.parseDouble(run.pi(driver))).isBetween(3.0, 3.3);
    run.shrink(kubelet, 1);
    run.stop(driver);
  }
}
