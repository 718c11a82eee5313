package io.sparkstead.stack.proof.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.proof.testing.Kubectl;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes pods, whatever its kind. */
class WorkloadTest {

  private static final String POD =
      "{metadata: {labels: {app: a}}, spec: {containers: [{name: c, ports: [{containerPort: 80}]}]}}";
  private static final String SELECTED = "selector: {matchLabels: {app: a}}, template: " + POD;

  private static final List<String> ALL =
      List.of(
          "{kind: Pod, apiVersion: v1, " + POD.substring(1),
          "{kind: DaemonSet, apiVersion: apps/v1, spec: {" + SELECTED + "}}",
          "{kind: Deployment, apiVersion: apps/v1, spec: {replicas: 3, " + SELECTED + "}}",
          "{kind: StatefulSet, apiVersion: apps/v1, spec: {replicas: 2, " + SELECTED + "}}",
          "{kind: Job, apiVersion: batch/v1, spec: {template: " + POD + "}}",
          "{kind: CronJob, apiVersion: batch/v1, spec: {jobTemplate: {spec: {template: "
              + POD
              + "}}}}");

  private static Workload workload(String yaml) {
    return Kubectl.evidence(yaml).workloads().get(0);
  }

  @Test
  void has_a_pod_in_each_kind_that_makes_one() {
    for (String yaml : ALL) {
      Workload workload = workload(yaml);

      assertThat(workload.labels()).as(yaml).containsEntry("app", "a");
      assertThat(workload.mainContainers()).extracting(ContainerView::name).containsExactly("c");
      assertThat(workload.pod().getContainers()).hasSize(1);
    }
    assertThat(Kubectl.evidence("{kind: Service, apiVersion: v1}").workloads()).isEmpty();
    assertThat(Kubectl.evidence("{kind: Pod, apiVersion: example.org/v1}").workloads()).isEmpty();
    assertThat(Kubectl.evidence("{kind: DaemonSet, apiVersion: example.org/v1}").workloads())
        .isEmpty();
  }

  @Test
  void ends_if_it_is_a_job() {
    assertThat(ALL.stream().map(yaml -> workload(yaml).isJob()))
        .containsExactly(false, false, false, false, true, true);
  }

  @Test
  void keeps_one_pod_unless_it_says_so() {
    assertThat(ALL.stream().map(yaml -> workload(yaml).replicas()))
        .containsExactly(1, 1, 3, 2, 1, 1);
    assertThat(workload("{kind: StatefulSet, apiVersion: apps/v1}").replicas()).isEqualTo(1);
    assertThat(workload("{kind: Deployment, apiVersion: apps/v1}").replicas()).isEqualTo(1);
  }

  @Test
  void finds_its_pods_by_a_selector_where_kubernetes_does_not_see_to_it() {
    assertThat(ALL.stream().map(yaml -> workload(yaml).selector().isPresent()))
        .containsExactly(false, true, true, true, false, false);
    for (String yaml : ALL.subList(1, 4)) {
      assertThat(workload(yaml).selector()).contains(new Selector(Map.of("app", "a"), List.of()));
    }
    for (String kind : List.of("DaemonSet", "Deployment", "StatefulSet")) {
      assertThat(workload("{kind: " + kind + ", apiVersion: apps/v1}").selector())
          .hasValueSatisfying(selector -> assertThat(selector.isEmpty()).isTrue());
    }
  }

  @Test
  void runs_as_the_default_account_unless_it_says_so() {
    assertThat(workload(ALL.get(0)).account()).isEqualTo("default");
    assertThat(workload("{kind: Pod, apiVersion: v1, spec: {serviceAccountName: a}}").account())
        .isEqualTo("a");
  }

  @Test
  void declares_the_ports_of_the_containers_that_stay() {
    Workload workload =
        workload(
            "{kind: Pod, apiVersion: v1, spec: {initContainers: [{ports: [{containerPort: 1}]}],"
                + " containers: [{ports: [{containerPort: 2}, {containerPort: 3}]}, {}]}}");

    assertThat(workload.ports()).extracting(ContainerView.Port::number).containsExactly(2, 3);
    assertThat(workload.declares(3)).isTrue();
    assertThat(workload.declares(1)).isFalse();
    assertThat(workload.initContainers()).hasSize(1);
  }

  @Test
  void makes_claims_of_templates_if_it_is_a_stateful_set() {
    String claims = "spec: {volumeClaimTemplates: [{metadata: {name: d}}]}}";

    assertThat(workload("{kind: StatefulSet, apiVersion: apps/v1, " + claims).claimTemplates())
        .hasSize(1);
    assertThat(workload(ALL.get(2)).claimTemplates()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/k/a, true",
    "/p/a, true",
    "/c/a, false",
    "/k,   false",
    "/kk/a, false",
    "/gone/a, false",
  })
  void finds_a_file_in_a_secret_or_in_what_projects_one(String path, boolean isThere) {
    Workload workload =
        workload(
            """
            kind: Pod
            apiVersion: v1
            spec:
              containers:
                - volumeMounts:
                    - {name: gone, mountPath: /gone}
                    - {name: c, mountPath: /c}
                    - {name: k, mountPath: /k}
                    - {name: p, mountPath: /p}
              volumes:
                - {name: c, configMap: {name: c}}
                - {name: k, secret: {secretName: k}}
                - {name: p, projected: {}}
            """);

    assertThat(workload.hasSecretAt(workload.mainContainers().get(0), path)).isEqualTo(isThere);
    assertThat(workload.mounts("c")).isTrue();
    assertThat(workload.mounts("k")).isFalse();
  }

  @Test
  void is_selected_by_a_service_whose_labels_it_carries() {
    Evidence stack =
        Kubectl.evidence(
            ALL.get(0)
                + "\n---\n{kind: Service, apiVersion: v1, metadata: {name: of-a}, spec: {selector:"
                + " {app: a}, type: NodePort, ports: [{name: h, port: 80}, {port: 81, targetPort:"
                + " 8081}]}}\n---\n{kind: Service, apiVersion: v1, metadata: {name: of-b}, spec:"
                + " {selector: {app: b}, clusterIP: None}}\n---\n{kind: Service, apiVersion: v1,"
                + " metadata: {name: of-none}}");
    ServiceView ofA = stack.service("of-a").orElseThrow();
    ServiceView ofB = stack.service("of-b").orElseThrow();

    assertThat(stack.selectedBy(ofA)).isEqualTo(stack.workloads());
    assertThat(stack.selectedBy(ofB)).isEmpty();
    assertThat(stack.selectedBy(stack.service("of-none").orElseThrow())).isEmpty();
    assertThat(ofA.selects(stack.workloads().get(0))).isTrue();
    assertThat(ofB.isHeadless()).isTrue();
    assertThat(ofA.isHeadless()).isFalse();
    assertThat(ofA.type()).isEqualTo("NodePort");
    assertThat(ofA.serves(81)).isTrue();
    assertThat(ofA.serves(8081)).isFalse();
    assertThat(ofA.ports())
        .extracting(port -> port.name() + " " + port.number() + " " + port.target().getIntVal())
        .containsExactly("h 80 80", " 81 8081");
    assertThat(stack.service("gone")).isEmpty();
    assertThat(ofA).hasToString("Service of-a");
  }

  @ParameterizedTest
  @CsvSource({
    "'{matchLabels: {app: a}}',                                               true",
    "'{matchLabels: {app: b}}',                                               false",
    "'{matchExpressions: [{key: app, operator: In, values: [a, b]}]}',        true",
    "'{matchExpressions: [{key: app, operator: In, values: [b]}]}',           false",
    "'{matchExpressions: [{key: other, operator: In, values: [b]}]}',         false",
    "'{matchExpressions: [{key: app, operator: NotIn, values: [b]}]}',        true",
    "'{matchExpressions: [{key: app, operator: NotIn, values: [a]}]}',        false",
    "'{matchExpressions: [{key: other, operator: NotIn, values: [a]}]}',      true",
    "'{matchExpressions: [{key: app, operator: Exists}]}',                    true",
    "'{matchExpressions: [{key: other, operator: Exists}]}',                  false",
    "'{matchExpressions: [{key: app, operator: DoesNotExist}]}',              false",
    "'{matchExpressions: [{key: other, operator: DoesNotExist}]}',            true",
    "'{matchLabels: {app: a}, matchExpressions: [{key: b, operator: Exists}]}', false",
  })
  void carries_what_a_selector_asks_for(String selector, boolean matches) {
    Selector made =
        workload("{kind: Deployment, apiVersion: apps/v1, spec: {selector: " + selector + "}}")
            .selector()
            .orElseThrow();

    assertThat(made.matches(Map.of("app", "a"))).isEqualTo(matches);
    assertThat(made.isEmpty()).isFalse();
  }

  @Test
  void a_port_is_meant_by_its_name_or_its_number() {
    ContainerView.Port port = new ContainerView.Port("http", 80, "TCP", java.util.Optional.empty());

    assertThat(port.is(new io.fabric8.kubernetes.api.model.IntOrString(80))).isTrue();
    assertThat(port.is(new io.fabric8.kubernetes.api.model.IntOrString(81))).isFalse();
    assertThat(port.is(new io.fabric8.kubernetes.api.model.IntOrString("http"))).isTrue();
    assertThat(port.is(new io.fabric8.kubernetes.api.model.IntOrString("80"))).isFalse();
  }
}
