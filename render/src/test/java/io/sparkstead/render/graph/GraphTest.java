package io.sparkstead.render.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.dsl.value.Port;
import io.sparkstead.overlays.Cloud;
import io.sparkstead.overlays.Environment;
import io.sparkstead.overlays.Environments;
import io.sparkstead.overlays.Homelab;
import io.sparkstead.render.mistake.UnusualStacks;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.flow.Flow;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.flow.Reach;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphTest {

  private static final Samples SAMPLES = Samples.spark41();
  private static final Stack HOMELAB = new Homelab().stack(ImageLock.NONE);
  private static final Stack CLOUD = new Cloud().stack(ImageLock.NONE);

  @Test
  void at_first_sight_there_are_a_dozen_arrows_at_most() {
    for (Environment environment : Environments.all()) {
      Graph graph = Graph.atFirstSight(environment.stack(ImageLock.NONE));

      assertThat(graph.arrows()).as(environment.name().text()).hasSizeBetween(8, 12);
      assertThat(graph.boxes()).as(environment.name().text()).hasSizeBetween(6, 7);
    }
    assertThat(Graph.atFirstSight(UnusualStacks.bench().stack()).arrows()).hasSizeBetween(8, 12);
  }

  @Test
  void all_of_it_folds_too() {
    for (Environment environment : Environments.all()) {
      Stack stack = environment.stack(ImageLock.NONE);

      assertThat(Graph.whole(stack).arrows())
          .as(environment.name().text())
          .hasSizeGreaterThan(Graph.atFirstSight(stack).arrows().size())
          .hasSizeLessThan(stack.flows().size());
    }
  }

  @Test
  void what_two_do_with_a_third_is_one_arrow_with_the_ports_of_both() {
    assertThat(arrow(Graph.atFirstSight(HOMELAB), Group.EXECUTORS, Group.DRIVERS).reasons())
        .containsExactly("ask for tasks and data 7078-7095");
    assertThat(arrow(Graph.atFirstSight(HOMELAB), Group.PEOPLE, Group.DRIVERS).reasons())
        .containsExactly("work in notebooks 8888", "watch jobs 4040");
  }

  @Test
  void several_notebooks_and_jobs_are_one_box_that_names_them() {
    Graph graph =
        Graph.atFirstSight(
            UnusualStacks.all().get("two people, behind an Ingress, with policies").get());

    assertThat(box(graph, Group.DRIVERS).facts())
        .startsWith("jupyter-ann, notebook", "jupyter-bob, notebook");
    assertThat(box(Graph.atFirstSight(CLOUD), Group.DRIVERS).facts())
        .containsExactly(
            "jupyter, notebook", "spark, by spark-submit", "nightly, job", "account spark");
    assertThat(
            box(
                    Graph.atFirstSight(
                        UnusualStacks.all().get("ten node pools, each with a taint").get()),
                    Group.DRIVERS)
                .facts())
        .hasSize(5)
        .contains("and 9 more");
  }

  @Test
  void executors_are_from_so_many_to_so_many_and_say_their_size_and_account() {
    assertThat(box(Graph.atFirstSight(HOMELAB), Group.EXECUTORS).facts())
        .containsExactly(
            "DynamicAllocationDemo: 1..6 of 2 cores, 2.8 GiB", "account spark-executor");
  }

  @Test
  void the_store_says_its_bucket_and_where_the_event_log_is() {
    assertThat(box(Graph.atFirstSight(HOMELAB), Group.STORE))
        .isEqualTo(
            new Box(
                Group.STORE,
                "minio",
                List.of("bucket spark-on-kube", "event log s3a://spark-on-kube/event-logs/"),
                false));
    assertThat(box(Graph.atFirstSight(CLOUD), Group.STORE))
        .extracting(Box::title, Box::isOutside)
        .containsExactly("Amazon S3", true);
  }

  @Test
  void people_come_from_where_policies_let_them_or_through_a_port_forward() {
    assertThat(box(Graph.atFirstSight(HOMELAB), Group.PEOPLE).facts())
        .containsExactly("from 192.168.1.0/24");
    assertThat(box(Graph.atFirstSight(CLOUD), Group.PEOPLE).facts())
        .containsExactly("through namespace edge");
    assertThat(box(Graph.atFirstSight(SAMPLES.stack()), Group.PEOPLE).facts())
        .containsExactly("through a port-forward");
  }

  @Test
  void bootstrap_smoke_test_and_tokens_wait_for_all() {
    assertThat(Mermaid.of(Graph.atFirstSight(HOMELAB))).doesNotContain("bootstrap", "smoke");
    assertThat(Mermaid.of(Graph.whole(HOMELAB)))
        .contains("minio-bootstrap", "smoke, smoke test", "looks for its run 18080");
    assertThat(Mermaid.of(Graph.atFirstSight(CLOUD))).doesNotContain("AWS STS", "waits for");
    assertThat(Mermaid.of(Graph.whole(CLOUD)))
        .contains("AWS STS", "takes its role 443", "waits for the event log's folder 443");
  }

  @Test
  void what_drivers_use_besides_is_a_box_of_its_own() {
    Graph graph =
        Graph.atFirstSight(
            UnusualStacks.bench().reaching("Kafka", Reach.inCluster("kafka", 9092)).stack());

    assertThat(box(graph, Group.REACHED).title()).isEqualTo("Kafka");
    assertThat(arrow(graph, Group.DRIVERS, Group.REACHED).text()).isEqualTo("uses 9092");
    assertThat(arrow(graph, Group.EXECUTORS, Group.REACHED).text()).isEqualTo("use 9092");
  }

  @Test
  void a_part_of_ones_own_is_there_with_what_it_says_of_itself() {
    Graph graph = Graph.atFirstSight(SAMPLES.stack().with(new Dashboards()));

    assertThat(box(graph, Group.PARTS).title()).isEqualTo("dashboards");
    assertThat(arrow(graph, Group.PARTS, Group.STORE).text()).isEqualTo("reads tables 9000");
  }

  @Test
  void a_stack_without_history_or_people_has_no_such_box() {
    Graph graph = Graph.atFirstSight(new Stack(Samples.DATA, List.of(SAMPLES.submission())));

    assertThat(graph.boxes())
        .extracting(Box::group)
        .doesNotContain(Group.HISTORY, Group.PEOPLE)
        .contains(Group.DRIVERS, Group.EXECUTORS, Group.STORE, Group.CONTROL);
    assertThat(Graph.atFirstSight(new Stack(Samples.DATA, List.of())).arrows()).isEmpty();
  }

  /** A part that a person wrote. */
  record Dashboards() implements Component {

    @Override
    public Labels labels() {
      return Samples.DATA.labels(DnsLabel.of("dashboards"), "dashboards");
    }

    @Override
    public List<HasMetadata> resources() {
      return List.of();
    }

    @Override
    public List<Flow> flows() {
      return List.of(
          new Flow(new Peer.People(), new Peer.Pods(labels()), new Port("http", 8088), "look"),
          new Flow(
              new Peer.Pods(labels()),
              SAMPLES.minio().store().peer(),
              SAMPLES.minio().store().api(),
              "reads tables"));
    }
  }

  private static Box box(Graph graph, Group group) {
    return graph.boxes().stream().filter(box -> box.group() == group).findFirst().orElseThrow();
  }

  private static Arrow arrow(Graph graph, Group from, Group to) {
    return graph.arrows().stream()
        .filter(arrow -> arrow.from() == from && arrow.to() == to)
        .findFirst()
        .orElseThrow();
  }
}
