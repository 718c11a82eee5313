package io.sparkstead.render.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sparkstead.render.cluster.Cluster;
import io.sparkstead.render.cluster.Reply;
import io.sparkstead.render.preflight.asking.Line;
import io.sparkstead.render.preflight.asking.Verdict;
import io.sparkstead.render.preflight.asking.Wanted;
import io.sparkstead.render.review.object.TreeObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is told of clusters that no test can have. {@code PreflightIT} asks a real one. */
class PreflightTest {

  private static final YAMLMapper YAML = new YAMLMapper();

  /** One that has what it is given, and takes all that is tried. */
  private record Fake(Map<String, String> has) implements Cluster {

    @Override
    public String name() {
      return "fake";
    }

    @Override
    public Reply get(String path) {
      String text = has.get(path);
      return text == null ? new Reply.Absent("not found") : new Reply.Found(yaml(text));
    }

    @Override
    public Reply tried(Trial trial, String path, JsonNode patch) {
      return new Reply.Found(patch);
    }
  }

  private static JsonNode yaml(String text) {
    try {
      return YAML.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> cluster() {
    Map<String, String> has = new HashMap<>();
    has.put("/version", "{gitVersion: v1.32.4+k3s1}");
    has.put(
        "/api/v1",
        "{resources: [{name: nodes, kind: Node}, {name: pods, kind: Pod, namespaced: true},"
            + " {name: namespaces, kind: Namespace}, {name: services, kind: Service, namespaced:"
            + " true}]}");
    has.put(
        "/apis/apps/v1", "{resources: [{name: daemonsets, kind: DaemonSet, namespaced: true}]}");
    has.put("/apis/apps/v1/daemonsets", "{items: []}");
    has.put("/api/v1/namespaces/spark", "{metadata: {name: spark}}");
    has.put("/api/v1/pods", "{items: []}");
    has.put(
        "/api/v1/nodes",
        "{items: [{metadata: {name: a}, status: {allocatable: {cpu: '4', memory: 8Gi}, nodeInfo:"
            + " {kubeletVersion: v1.32.4+k3s1}, conditions: [{type: Ready, status: 'True'}]}}]}");
    return has;
  }

  private static List<Line> lines(Map<String, String> has, String tree) throws IOException {
    Wanted wanted =
        new Wanted(
            TreeObjects.of(Map.of("a.yaml", tree)),
            "spark",
            List.of(),
            Set.of(),
            Optional.of("1.32"));
    return Preflight.of(wanted, new Fake(has), question -> {});
  }

  private static List<String> told(Verdict verdict, List<Line> lines) {
    List<String> told = new ArrayList<>();
    for (Line line : lines) {
      if (line.verdict() == verdict) {
        told.add(line.toString());
      }
    }
    return told;
  }

  private static final String SERVICE =
      "{apiVersion: v1, kind: Service, metadata: {name: a, namespace: spark}}";

  @Test
  void a_cluster_that_is_as_counted_on_lacks_nothing() throws IOException {
    List<Line> lines = lines(cluster(), SERVICE);

    assertThat(told(Verdict.lack, lines)).isEmpty();
    assertThat(told(Verdict.unchecked, lines)).isEmpty();
    assertThat(told(Verdict.ok, lines)).isNotEmpty();
  }

  @Test
  void an_older_kubernetes_is_told_with_what_is_wanted() throws IOException {
    Map<String, String> has = cluster();
    has.put("/version", "{gitVersion: v1.31.9-eks-1}");

    assertThat(told(Verdict.lack, lines(has, SERVICE)))
        .containsExactly(
            "lack       Kubernetes: is v1.31.9-eks-1, and this Spark is documented for 1.32 and"
                + " later; upgrade the cluster, or choose an older release of Spark");
  }

  @Test
  void k3s_enforces_policies_without_a_daemon_set() throws IOException {
    String policy =
        "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a, namespace:"
            + " spark}, spec: {podSelector: {}}}";
    Map<String, String> has = cluster();
    has.put(
        "/apis/networking.k8s.io/v1",
        "{resources: [{name: networkpolicies, kind: NetworkPolicy, namespaced: true}]}");

    assertThat(told(Verdict.ok, lines(has, policy)))
        .anyMatch(line -> line.contains("network plugin: v1.32.4+k3s1 enforces policies"));
  }

  @Test
  void a_node_that_is_not_ready_has_no_room() throws IOException {
    Map<String, String> has = cluster();
    has.computeIfPresent("/api/v1/nodes", (key, text) -> text.replace("'True'", "Unknown"));

    assertThat(told(Verdict.lack, lines(has, SERVICE)))
        .anyMatch(line -> line.contains("room on nodes: of 1 nodes none is ready"));
  }
}
