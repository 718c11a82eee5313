package io.sparkstead.render.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.sparkstead.overlays.Homelab;
import io.sparkstead.render.spark.cluster.Kubelet;
import io.sparkstead.render.spark.cluster.Kubelet.Moment;
import io.sparkstead.render.spark.cluster.Program;
import io.sparkstead.render.spark.cluster.Rendered;
import io.sparkstead.render.spark.cluster.RestrictedProfile;
import io.sparkstead.render.spark.cluster.SparkLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The article, run by Spark itself with what {@code homelab} renders. It is run once for each line
 * of Spark; the tests look at what there was to see.
 */
@ParameterizedClass(name = "Spark {0}")
@MethodSource("io.sparkstead.render.spark.cluster.SparkLine#all")
class SparkIT {

  private static final String DRIVER = "spark";

  private static ArticleRun run;
  private static Kubelet kubelet;
  private static List<String> deadPorts;
  private static int atRest;
  private static String pi;
  private static JsonNode emptyHistory;
  private static JsonNode application;
  private static JsonNode executors;
  private static JsonNode notebook;
  private static List<Moment> moments;
  private static int leftOver;
  private static Program ask;
  private static Map<String, Integer> calls;
  private static List<String> driversOfOneSubmission;
  private static List<String> driversAfterTheFailed;

  private final SparkLine line;

  SparkIT(SparkLine line) {
    this.line = line;
  }

  @BeforeParameterizedClassInvocation
  static void run_the_article(SparkLine line) {
    // Not told again, should this line not get as far as the last one.
    calls = null;
    run = new ArticleRun(line, Rendered.of(new Homelab(line.release())), "homelab");
    ask = run.ask();
    run.bootstrap();
    Program history = run.startHistoryServer();
    emptyHistory = run.history(history, "applications", JsonNode::isArray);
    kubelet = run.runExecutors();

    Program driver = run.startDriver();
    String id = ArticleRun.application(driver);
    deadPorts = run.cluster().deadPorts("jupyter-headless");
    atRest = run.rest(kubelet, 1);
    pi = run.pi(driver);
    run.shrink(kubelet, 1);
    run.stop(driver);
    moments = kubelet.moments();
    leftOver = run.executors().size();

    application =
        run.history(
            history, "applications/" + id, app -> app.at("/attempts/0/completed").asBoolean());
    executors = run.history(history, "applications/" + id + "/allexecutors", JsonNode::isArray);

    run.submit("submit").succeeds();
    driversOfOneSubmission = run.drivers();
    run.api().refuse("patch services");
    assertThat(run.submit("submit-over-quota").end()).isNotZero();
    run.api().refuse("");
    driversAfterTheFailed = run.drivers();
    notebook = run.notebook();
    calls = run.api().asked(DRIVER);
  }

  @AfterParameterizedClassInvocation
  static void print_and_end(SparkLine line) {
    if (run == null) {
      return;
    }
    if (calls != null) {
      System.out.println("Spark " + line + ": executors " + moments);
      System.out.println("Spark " + line + ": calls     " + calls);
      System.out.println("Spark " + line + ": Role      " + run.api().allowed(DRIVER));
      System.out.println(
          "Spark "
              + line
              + ": History Server  "
              + added().size()
              + " executors added, "
              + removed().size()
              + " removed of "
              + application.get("id").asText());
    }
    run.close();
  }

  @Test
  void every_property_is_one_of_this_release_and_takes_its_value() {
    assertThat(ask.end()).as(ask.said()).isZero();
  }

  @Test
  void history_server_starts_over_an_empty_store() {
    assertThat(emptyHistory).isEmpty();
  }

  @Test
  void driver_listens_where_its_service_points() {
    assertThat(deadPorts).isEmpty();
  }

  @Test
  void session_starts_with_the_initial_executors() {
    assertThat(atRest).isEqualTo(1);
  }

  @Test
  void session_grows_to_the_maximum_under_load() {
    assertThat(moments).extracting(Moment::executors).contains(6).allMatch(count -> count <= 6);
    assertThat(Double.parseDouble(pi)).isBetween(3.0, 3.3);
  }

  @Test
  void session_shrinks_to_the_minimum_and_ends_clean() {
    assertThat(atTheEnd(moments, 2)).containsExactly(1, 0);
    assertThat(leftOver).isZero();
  }

  private static List<Integer> atTheEnd(List<Moment> moments, int count) {
    return moments.subList(moments.size() - count, moments.size()).stream()
        .map(Moment::executors)
        .toList();
  }

  @Test
  void role_allows_every_call() {
    assertThat(run.api().forbidden()).isEmpty();
  }

  @Test
  void role_allows_nothing_that_was_never_used() {
    assertThat(calls.keySet()).containsExactlyElementsOf(run.api().allowed(DRIVER));
  }

  @Test
  void submission_over_quota_takes_its_driver_back() {
    assertThat(driversOfOneSubmission).hasSize(1);
    assertThat(driversAfterTheFailed).isEqualTo(driversOfOneSubmission);
  }

  @Test
  void executors_may_ask_the_api_server_for_nothing() {
    assertThat(run.api().allowed("spark-executor")).isEmpty();
    assertThat(executorPods())
        .allSatisfy(
            pod -> {
              assertThat(pod.getSpec().getServiceAccountName()).isEqualTo("spark-executor");
              assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
              assertThat(Serialization.asYaml(pod)).doesNotContain("serviceAccountToken");
            });
  }

  @Test
  void pods_that_spark_makes_pass_the_restricted_profile() {
    assertThat(kubelet.pods())
        .hasSizeGreaterThan(6)
        .allSatisfy(pod -> assertThat(RestrictedProfile.violations(pod)).isEmpty());
  }

  @Test
  void pods_that_spark_makes_hold_no_secret() {
    assertThat(kubelet.pods())
        .allSatisfy(pod -> assertThat(Serialization.asYaml(pod)).doesNotContain(Rendered.SECRET));
  }

  @Test
  void executors_go_when_the_driver_goes() {
    Pod jupyter = run.cluster().jupyter();
    assertThat(executorPods())
        .allSatisfy(
            pod -> {
              OwnerReference owner = pod.getMetadata().getOwnerReferences().get(0);
              assertThat(owner.getKind()).isEqualTo("Pod");
              assertThat(owner.getName()).isEqualTo(jupyter.getMetadata().getName());
              assertThat(owner.getUid()).isEqualTo(jupyter.getMetadata().getUid());
              assertThat(owner.getController()).isTrue();
            });
  }

  @Test
  void executors_carry_labels_and_limits() {
    assertThat(executorPods())
        .allSatisfy(
            pod -> {
              assertThat(pod.getMetadata().getLabels())
                  .containsEntry("app.kubernetes.io/name", "spark-executor")
                  .containsEntry("app.kubernetes.io/part-of", "sparkstead");
              Container container = pod.getSpec().getContainers().get(0);
              assertThat(container.getImage()).endsWith("/spark-aws:" + line.release().version());
              ResourceRequirements resources = container.getResources();
              assertThat(resources.getLimits()).containsKeys("cpu", "memory", "ephemeral-storage");
              assertThat(resources.getRequests().get("memory"))
                  .isEqualTo(resources.getLimits().get("memory"));
            });
  }

  @Test
  void history_server_shows_executors_added_and_removed() {
    assertThat(application.get("name").asText()).isEqualTo("DynamicAllocationDemo");
    assertThat(added()).hasSizeGreaterThanOrEqualTo(6);
    assertThat(removed()).hasSizeGreaterThanOrEqualTo(5);
  }

  @Test
  void notebook_runs_to_its_end() {
    List<String> said = new ArrayList<>();
    for (JsonNode cell : notebook.get("cells")) {
      for (JsonNode output : cell.path("outputs")) {
        assertThat(output.path("output_type").asText()).isNotEqualTo("error");
        output.path("text").forEach(line -> said.add(line.asText()));
      }
    }
    assertThat(said).anySatisfy(line -> assertThat(line).startsWith("Pi is roughly 3.1"));
  }

  private static List<Pod> executorPods() {
    return kubelet.pods().stream()
        .filter(pod -> pod.getMetadata().getLabels().get("spark-role").equals("executor"))
        .toList();
  }

  /** Executors alone: the driver is in the list too. */
  private static List<JsonNode> added() {
    return StreamSupport.stream(executors.spliterator(), false)
        .filter(executor -> !executor.get("id").asText().equals("driver"))
        .toList();
  }

  private static List<JsonNode> removed() {
    return added().stream().filter(executor -> executor.has("removeTime")).toList();
  }
}
