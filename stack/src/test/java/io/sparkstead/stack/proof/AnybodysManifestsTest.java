package io.sparkstead.stack.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.Finding;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.rule.RuleFamily;
import io.sparkstead.stack.proof.testing.Altered;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules judge what is there, and do not choke on what is not. */
class AnybodysManifestsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{kind: ConfigMap, apiVersion: v1}",
        "{kind: ConfigMap, apiVersion: v1, metadata: {name: a}, data:}",
        "{kind: ConfigMap, apiVersion: v1, metadata: {name: a}, data: {a.conf: }}",
        "{kind: ConfigMap, apiVersion: v1, metadata: {name: a}, data: {a.conf: 'x=\\u12'}}",
        "{kind: ConfigMap, apiVersion: v1, metadata: {name: a}, binaryData: {a: AA==}}",
        "{kind: Service, apiVersion: v1}",
        "{kind: Service, apiVersion: v1, metadata: {name: a}, spec: {selector: , ports: }}",
        "{kind: Service, apiVersion: v1, metadata: {name: a}, spec: {ports: [{}, ]}}",
        "{kind: Service, apiVersion: v1, metadata: {name: a, annotations: }, spec: {clusterIP: None}}",
        "{kind: Deployment, apiVersion: apps/v1}",
        "{kind: Deployment, apiVersion: apps/v1, metadata: {name: a}, spec: {template: }}",
        "{kind: StatefulSet, apiVersion: apps/v1, metadata: {name: a}, spec: }",
        "{kind: StatefulSet, apiVersion: apps/v1, metadata: {name: a}, spec: {volumeClaimTemplates: [{}]}}",
        "{kind: DaemonSet, apiVersion: apps/v1, metadata: {name: a}, spec: {selector: {}}}",
        "{kind: Job, apiVersion: batch/v1, metadata: {name: a}}",
        "{kind: CronJob, apiVersion: batch/v1, metadata: {name: a}, spec: {jobTemplate: }}",
        "{kind: Pod, apiVersion: v1, metadata: {name: a}}",
        "{kind: Role, apiVersion: rbac.authorization.k8s.io/v1, rules: [{verbs: , resources: }]}",
        "{kind: RoleBinding, apiVersion: rbac.authorization.k8s.io/v1, subjects: [{}], roleRef: }",
        "{kind: ClusterRoleBinding, apiVersion: rbac.authorization.k8s.io/v1}",
        "{kind: PersistentVolumeClaim, apiVersion: v1, metadata: {name: a}, spec: }",
        "{kind: ResourceQuota, apiVersion: v1, metadata: {name: a}, spec: {hard: {pods: }}}",
        "{kind: ResourceQuota, apiVersion: v1, metadata: {name: a}}",
        "{kind: LimitRange, apiVersion: v1, metadata: {name: a}, spec: {limits: [{}, ]}}",
        "{kind: LimitRange, apiVersion: v1, metadata: {name: a}}",
        "{kind: ServiceAccount, apiVersion: v1, metadata: {name: a}}",
        "{kind: Secret, apiVersion: v1, metadata: {name: a}}",
      })
  void what_an_object_leaves_out_stops_nobody(String yaml) {
    assertThatCode(() -> findings(yaml)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{name: a, env: , ports: , volumeMounts: , command: , args: , resources: }",
        "{name: a, env: [{}, {name: TOKEN}, {name: TOKEN, value: }]}",
        "{name: a, env: [{name: A, valueFrom: {secretKeyRef: {}}}]}",
        "{name: a, env: [{name: A, valueFrom: {configMapKeyRef: {}}}]}",
        "{name: a, env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]}",
        "{name: a, envFrom: [{}, {secretRef: {}}, {configMapRef: {}}]}",
        "{name: a, ports: [{}, {containerPort: 80}]}",
        "{name: a, volumeMounts: [{}, {name: x}, {mountPath: /x}]}",
        "{name: a, livenessProbe: {}, readinessProbe: {httpGet: {}}, startupProbe: {tcpSocket: {}}}",
        "{name: a, securityContext: {capabilities: {}}}",
        "{name: a, securityContext: {capabilities: {add: , drop: }}}",
        "{name: a, resources: {requests: , limits: {}}}",
        "{name: a, image: ':'}",
        "{name: a, image: '@'}",
      })
  void what_a_container_leaves_out_stops_nobody(String container) {
    assertThatCode(() -> findings(pod("containers: [" + container + "]")))
        .doesNotThrowAnyException();
    assertThatCode(() -> findings(pod("initContainers: [" + container + "]")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "containers: ",
        "volumes: [{}]",
        "volumes: [{name: a, configMap: {}}]",
        "volumes: [{name: a, configMap: {name: x, items: [{}]}}]",
        "volumes: [{name: a, secret: {}}]",
        "volumes: [{name: a, secret: {secretName: x, items: }}]",
        "volumes: [{name: a, persistentVolumeClaim: {}}]",
        "volumes: [{name: a, hostPath: {}}]",
        "volumes: [{name: a, projected: {}}]",
        "volumes: [{name: a, projected: {sources: [{}, {secret: {}}, {configMap: {}}]}}]",
        "imagePullSecrets: [{}]",
        "securityContext: {}",
      })
  void what_a_pod_leaves_out_stops_nobody(String spec) {
    assertThatCode(() -> findings(pod(spec))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\\",
        "\"",
        "{\"cells\": [{\"cell_type\": \"code\", \"source\": \"spark",
        "spark-submit --conf spark.hadoop.fs.s3a.endpoint=:// --conf spark.app.name=x",
        "spark-submit --conf spark.driver.host= --conf spark.app.name=",
        "spark-submit --conf spark.dynamicAllocation.enabled=true --conf spark.app.name=x"
            + " --conf spark.dynamicAllocation.maxExecutors=many",
        "FROM",
        "FROM \nUSER \nRUN ",
        "ARG A=$A\nFROM ${A}",
        "FROM a AS b\nFROM b\nUSER 99999999999999999999",
      })
  void a_text_that_is_none_of_ours_stops_nobody(String text) {
    assertThatCode(
            () ->
                findings(
                    Map.of(
                        "a/Dockerfile", text,
                        "images/a/Dockerfile", text,
                        "a.sh", text,
                        "a.py", text,
                        "a.conf", text,
                        "a.ipynb", text)))
        .doesNotThrowAnyException();
  }

  @Test
  void nothing_at_all_is_missing_its_namespace() {
    assertThat(findings(Map.of()))
        .extracting(finding -> finding.rule().id())
        .containsExactly("REF-21");
  }

  @Test
  void a_pod_a_cron_job_and_a_daemon_set_are_judged_like_a_deployment() {
    String pod = "{spec: {containers: [{name: a, image: 'example.org/a:latest'}]}}";
    for (String yaml :
        List.of(
            "{kind: Pod, apiVersion: v1, metadata: {name: a}, " + pod.substring(1),
            "{kind: DaemonSet, apiVersion: apps/v1, metadata: {name: a}, spec: {template: "
                + pod
                + "}}",
            "{kind: CronJob, apiVersion: batch/v1, metadata: {name: a},"
                + " spec: {jobTemplate: {spec: {template: "
                + pod
                + "}}}}")) {
      assertThat(findings(yaml))
          .as(yaml)
          .extracting(finding -> finding.rule().id())
          .contains("PIN-01", "POD-01", "POD-07");
    }
  }

  @Test
  void claims_of_a_stateful_set_are_volumes_too() {
    String yaml =
        """
        kind: StatefulSet
        apiVersion: apps/v1
        metadata: {name: a}
        spec:
          template:
            spec:
              containers:
              - {name: a, volumeMounts: [{name: data, mountPath: /data}]}
          volumeClaimTemplates:
          - metadata: {name: data}
        """;

    assertThat(findings(yaml)).extracting(finding -> finding.rule().id()).doesNotContain("REF-11");
  }

  @Test
  void what_lives_in_no_namespace_is_asked_for_none() {
    assertThat(findings("{kind: ClusterRole, apiVersion: rbac.authorization.k8s.io/v1}"))
        .extracting(finding -> finding.rule().id())
        .contains("RBC-06")
        .doesNotContain("REF-14");
  }

  @Test
  void a_store_in_another_namespace_is_believed() {
    Altered altered = Altered.samples();
    for (String conf : List.of("spark-conf", "lab-spark-conf")) {
      altered.property(conf, "spark.hadoop.fs.s3a.endpoint", "http://s3.storage.svc:9000");
    }

    assertThat(altered.findings())
        .extracting(finding -> finding.rule().id())
        .doesNotContain("AGR-13");
  }

  @Test
  void a_family_that_fails_is_named() {
    assertThatThrownBy(
            () -> Proof.of(Altered.samples().evidence(), List.of(), List.of(new Broken())))
        .isInstanceOf(BrokenFamily.class)
        .hasMessage("Broken failed to judge: java.lang.IllegalArgumentException: no such probe")
        .hasCauseInstanceOf(IllegalArgumentException.class);
  }

  /** Looks for what is not there. */
  private static final class Broken implements RuleFamily {

    @Override
    public List<Rule> rules() {
      return List.of();
    }

    @Override
    public void check(Evidence stack, Findings findings) {
      throw new IllegalArgumentException("no such probe");
    }
  }

  private static String pod(String spec) {
    return "{kind: Deployment, apiVersion: apps/v1, metadata: {name: a},"
        + " spec: {template: {spec: {"
        + spec
        + "}}}}";
  }

  private static List<Finding> findings(String yaml) {
    List<Manifest> manifests =
        Article.objects(yaml).stream().map(object -> new Manifest("a", object)).toList();
    Evidence evidence =
        new Evidence("spark", manifests, Map.of(), Map.of(), Map.of("a:1", "x/a:1"));
    return Proof.of(evidence, List.of());
  }

  private static List<Finding> findings(Map<String, String> files) {
    return Proof.of(
        new Evidence(
            "spark", List.of(), files, Map.<String, Set<String>>of(), Map.of("a:1", "x/a:1")),
        List.of());
  }
}
