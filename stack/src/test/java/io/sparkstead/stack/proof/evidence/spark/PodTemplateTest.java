package io.sparkstead.stack.proof.evidence.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.sparkstead.dsl.value.ByteSize;
import io.sparkstead.dsl.value.Cpu;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.testing.Kubectl;
import io.sparkstead.stack.schedule.NodePool;
import io.sparkstead.stack.schedule.Taint;
import io.sparkstead.stack.schedule.Taint.Effect;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Spark makes pods by is read line by line, and says which nodes they are for. */
class PodTemplateTest {

  private static final String YAML =
      """
      kind: ConfigMap
      apiVersion: v1
      metadata: {name: conf}
      data:
        spark-defaults.conf: |
          spark.app.name=a
          spark.kubernetes.executor.podTemplateFile=/conf/executor.yaml
        executor.yaml: |
          kind: Pod
          spec:
            nodeSelector:
              disk: "fast"
              zone: a
            tolerations:
            - key: dedicated
              value: spark
              effect: NoSchedule
            - key: 'spot'
              operator: Exists
              effect: "NoExecute"
            - key: any
              operator: Exists
            volumes:
            - name: keys
              secret:
                secretName: lake-keys
                items:
                - key: access
                  path: a
                - key: secret
                mode: 7
                - key: late
            - name: more
              secret:
                secretName: more
            - secret:
                secretName: lake keys
        driver.yaml: "apiVersion: v1\\nkind: Pod"
        other.yaml: "kind: PodTemplate\\n"
        nested.yaml: "a:\\n  kind: Pod\\n"
      ---
      kind: Pod
      apiVersion: v1
      metadata: {name: lab}
      spec:
        nodeSelector: {disk: slow}
        tolerations:
          - {key: a, value: b, effect: PreferNoSchedule}
          - {key: c, effect: NoExecute}
          - {key: d}
        containers: [{volumeMounts: [{name: c, mountPath: /conf}]}]
        volumes: [{name: c, configMap: {name: conf}}]
      """;

  private static final NodePool EXECUTORS =
      new NodePool(
          Map.of("disk", "fast", "zone", "a"),
          List.of(
              new Taint("dedicated", "spark", Effect.NO_SCHEDULE),
              new Taint("spot", "", Effect.NO_EXECUTE)));

  private final Evidence stack = Kubectl.evidence(YAML);

  private static Evidence on(Node... nodes) {
    Evidence given = Kubectl.evidence(YAML);
    return new Evidence(
        given.namespace(),
        given.manifests(),
        given.files(),
        Map.of(),
        Map.of(),
        List.of(nodes),
        List.of(),
        given.folder(),
        given.declared());
  }

  @Test
  void a_template_is_a_text_that_is_of_kind_pod() {
    assertThat(PodTemplate.allOf(stack))
        .extracting(PodTemplate::file)
        .containsExactlyInAnyOrder("executor.yaml", "driver.yaml");
    PodTemplate template = executor();
    assertThat(template.subject()).isEqualTo("ConfigMap conf key executor.yaml");
    assertThat(template.path()).isEqualTo("made/configmap-conf.yaml");
    assertThat(template.line()).startsWith("kind: Pod spec: nodeSelector: disk: \"fast\" zone: a ");
  }

  private PodTemplate executor() {
    return PodTemplate.allOf(stack).stream()
        .filter(template -> template.file().equals("executor.yaml"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_template_mounts_secrets_and_the_keys_below_them() {
    assertThat(executor().secrets())
        .containsExactly(
            new PodTemplate.MountedSecret("lake-keys", List.of("access", "secret")),
            new PodTemplate.MountedSecret("more", List.of()));
  }

  @Test
  void a_word_is_told_that_is_all_of_its_line_behind_a_name() {
    assertThat(executor().all("secretName: ")).containsExactly("lake-keys", "more");
    assertThat(executor().all("zone: ")).containsExactly("a");
    assertThat(executor().all("one: ")).isEmpty();
  }

  @Test
  void a_pod_is_for_nodes_of_its_labels_whose_taints_it_tolerates() {
    PodSpec pod = stack.workloads().stream().map(Workload::pod).findFirst().orElseThrow();

    assertThat(NodePools.of(pod))
        .isEqualTo(
            new NodePool(
                Map.of("disk", "slow"),
                List.of(
                    new Taint("a", "b", Effect.PREFER_NO_SCHEDULE),
                    new Taint("c", "", Effect.NO_EXECUTE))));
    assertThat(NodePools.of(new PodSpec())).isEqualTo(NodePool.ANY);
  }

  @Test
  void a_template_is_for_nodes_as_a_pod_is() {
    Conf conf = stack.confs().get(0);

    assertThat(NodePools.of(stack, conf, "executor")).isEqualTo(EXECUTORS);
    assertThat(NodePools.of(stack, conf, "driver")).isEqualTo(NodePool.ANY);
  }

  @Test
  void a_pod_has_nowhere_to_go_if_nodes_are_known_and_none_takes_it() {
    Node fitting = new Node(Cpu.cores(1), ByteSize.gibibytes(1), EXECUTORS);
    Node other = new Node(Cpu.cores(1), ByteSize.gibibytes(1), NodePool.ANY);

    assertThat(NodePools.isNowhere(stack, EXECUTORS)).isFalse();
    assertThat(NodePools.isNowhere(on(other), EXECUTORS)).isTrue();
    assertThat(NodePools.isNowhere(on(other, fitting), EXECUTORS)).isFalse();
  }
}
