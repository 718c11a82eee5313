package io.sparkstead.stack.proof.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.network.Policies;
import io.sparkstead.stack.proof.evidence.network.Route;
import io.sparkstead.stack.proof.evidence.spark.PodTemplate;
import io.sparkstead.stack.proof.testing.Kubectl;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a manifest leaves out is empty in a view of it, and stays left out in the object: all there
 * is to ask is asked, and the object compared with a second reading of its text.
 */
class ViewsTest {

  private static final String PACKAGE = Evidence.class.getPackageName();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{kind: ConfigMap, apiVersion: v1}",
        "{kind: ConfigMap, apiVersion: v1, metadata: , data: , binaryData: }",
        "{kind: ConfigMap, apiVersion: v1, metadata: {name: a}, data: {a.conf: , b: x}}",
        "{kind: ConfigMap, apiVersion: v1, metadata: {name: a}, binaryData: {a: AA==, b: }}",
        "{kind: Service, apiVersion: v1}",
        "{kind: Service, apiVersion: v1, metadata: {annotations: }, spec: {selector: , ports: }}",
        "{kind: Service, apiVersion: v1, metadata: {name: a}, spec: {selector: {a: }, ports: [{}]}}",
        "{kind: Deployment, apiVersion: apps/v1}",
        "{kind: Deployment, apiVersion: apps/v1, metadata: {name: a}, spec: {template: }}",
        "{kind: Deployment, apiVersion: apps/v1, spec: {selector: {matchLabels: , matchExpressions: }}}",
        "{kind: Deployment, apiVersion: apps/v1, spec: {selector: {matchExpressions: [{}, null]}}}",
        "{kind: StatefulSet, apiVersion: apps/v1, metadata: {name: a}, spec: }",
        "{kind: StatefulSet, apiVersion: apps/v1, spec: {volumeClaimTemplates: [null, {}]}}",
        "{kind: DaemonSet, apiVersion: apps/v1}",
        "{kind: DaemonSet, apiVersion: apps/v1, metadata: {name: a}, spec: {template: {spec: }}}",
        "{kind: Job, apiVersion: batch/v1, metadata: {name: a}}",
        "{kind: CronJob, apiVersion: batch/v1}",
        "{kind: CronJob, apiVersion: batch/v1, metadata: {name: a}, spec: {jobTemplate: {spec: }}}",
        "{kind: Role, apiVersion: rbac.authorization.k8s.io/v1}",
        "{kind: Role, apiVersion: rbac.authorization.k8s.io/v1, rules: [null, {verbs: , resources: }]}",
        "{kind: RoleBinding, apiVersion: rbac.authorization.k8s.io/v1, subjects: }",
        "{kind: RoleBinding, apiVersion: rbac.authorization.k8s.io/v1, subjects: [{}], roleRef: {}}",
        "{kind: NetworkPolicy, apiVersion: networking.k8s.io/v1}",
        "{kind: NetworkPolicy, apiVersion: networking.k8s.io/v1, spec: {ingress: , egress: }}",
        "{kind: NetworkPolicy, apiVersion: networking.k8s.io/v1, spec: {egress: [{to: , ports: }]}}",
        "{kind: NetworkPolicy, apiVersion: networking.k8s.io/v1, spec: {egress: [{to: [{ipBlock: {}}]}]}}",
        "{kind: NetworkPolicy, apiVersion: networking.k8s.io/v1, spec: {ingress: [{from: [{}]}]}}",
        "{kind: Ingress, apiVersion: networking.k8s.io/v1}",
        "{kind: Ingress, apiVersion: networking.k8s.io/v1, spec: {rules: [{}, {http: {paths: }}]}}",
        "{kind: Ingress, apiVersion: networking.k8s.io/v1, spec: {rules: [{http: {paths: [{}]}}]}}",
        "{kind: HTTPRoute, apiVersion: gateway.networking.k8s.io/v1}",
        "{kind: HTTPRoute, apiVersion: gateway.networking.k8s.io/v1, spec: {hostnames: , rules: }}",
        "{kind: ExternalSecret, apiVersion: external-secrets.io/v1, metadata: {name: a}, spec: }",
        "{kind: PersistentVolumeClaim, apiVersion: v1, metadata: {name: a}, spec: {accessModes: }}",
      })
  void of_an_object_answer_with_nothing_and_leave_it_as_it_is(String yaml) {
    isAskedAndLeft(yaml);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "metadata: ",
        "metadata: {labels: {a: }, annotations: }",
        "spec: {containers: , initContainers: , volumes: }",
        "spec: {containers: [null, {}], volumes: [null, {}]}",
        "spec: {containers: [{name: , image: , env: , envFrom: , ports: , volumeMounts: }]}",
        "spec: {containers: [{command: , args: [null, a], resources: , securityContext: }]}",
        "spec: {containers: [{resources: {requests: , limits: {cpu: }}}]}",
        "spec: {containers: [{env: [null, {}, {name: A, valueFrom: }], ports: [{}]}]}",
        "spec: {containers: [{volumeMounts: [{}, {name: x}], envFrom: [{configMapRef: }]}]}",
        "spec: {containers: [{livenessProbe: {}, readinessProbe: , startupProbe: {httpGet: }}]}",
        "spec: {volumes: [{configMap: {}}, {secret: {items: }}, {persistentVolumeClaim: {}}]}",
        "spec: {volumes: [{configMap: {items: [null, {}]}}, {projected: }]}",
        "spec: {volumes: [{projected: {sources: }}, {projected: {sources: [null, {}]}}]}",
        "spec: {securityContext: , serviceAccountName: }",
      })
  void of_a_pod_answer_with_nothing_and_leave_it_as_it_is(String pod) {
    isAskedAndLeft("{kind: Deployment, apiVersion: apps/v1, spec: {template: {" + pod + "}}}");
    isAskedAndLeft("{kind: Pod, apiVersion: v1, " + (pod.isEmpty() ? "spec: " : pod) + "}");
  }

  private static void isAskedAndLeft(String yaml) {
    Evidence stack = Kubectl.evidence(yaml);

    ask(stack);

    assertThat(stack.manifests())
        .extracting(Manifest::object)
        .isEqualTo(Kubectl.objects(yaml))
        .hasSize(1);
    // As text too: two lists are equal whether they are left out or empty.
    assertThat(stack.manifests().get(0).object())
        .hasToString(Kubectl.objects(yaml).toString().replaceAll("^\\[|]$", ""));
  }

  private static void ask(Evidence stack) {
    answers(stack);
    answers(Policies.of(stack));
    answers(Route.allOf(stack));
    answers(PodTemplate.allOf(stack));
    for (Workload workload : stack.workloads()) {
      answers(stack.told(workload));
      answers(stack.allTold(workload));
      answers(stack.toldByItself(workload));
      answers(stack.runsDriver(workload));
      answers(stack.runsClass(workload, "a"));
      answers(workload.mounts("a"));
      answers(workload.declares(1));
      for (ContainerView container : workload.containers()) {
        answers(container.variable("A"));
        answers(workload.hasSecretAt(container, "/a/b"));
        for (Mount mount : container.mounts()) {
          answers(workload.volume(mount));
        }
      }
      for (ServiceView service : stack.services()) {
        answers(service.selects(workload));
      }
    }
    for (ServiceView service : stack.services()) {
      answers(stack.selectedBy(service));
      answers(service.serves(1));
    }
    for (Conf conf : stack.confs()) {
      answers(stack.readerOf(conf));
      answers(stack.mountedFile(conf, "/a/b"));
      answers(stack.podTemplate(conf, "driver"));
    }
    answers(stack.configMap("a"));
    answers(stack.isReadWriteOnce("a"));
  }

  /** Asks {@code answer}, if it is one of ours, all that needs no argument, and so on. */
  private static void answers(Object answer) {
    assertThat(answer).isNotNull();
    if (answer instanceof Optional<?> optional) {
      optional.ifPresent(ViewsTest::answers);
    } else if (answer instanceof Collection<?> all) {
      all.forEach(ViewsTest::answers);
    } else if (answer instanceof Map<?, ?> map) {
      assertThat(map.keySet()).doesNotContainNull();
      map.values().forEach(ViewsTest::answers);
    } else if (answer.getClass().getPackageName().startsWith(PACKAGE)) {
      for (Method question : answer.getClass().getMethods()) {
        if (isQuestion(question)) {
          answers(asked(answer, question));
        }
      }
    }
  }

  private static boolean isQuestion(Method method) {
    return method.getParameterCount() == 0
        && !Modifier.isStatic(method.getModifiers())
        && method.getDeclaringClass() != Object.class
        && !method.getName().equals("hashCode");
  }

  private static Object asked(Object answer, Method question) {
    try {
      Object said = question.invoke(answer);
      assertThat(said).as("%s of %s", question.getName(), answer.getClass()).isNotNull();
      return said;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(question.getName() + " of " + answer.getClass(), e);
    }
  }

  @Test
  void of_what_says_all_tell_it() {
    Evidence stack =
        Kubectl.evidence(
            """
            kind: Deployment
            apiVersion: apps/v1
            metadata: {name: a}
            spec:
              replicas: 3
              selector: {matchLabels: {app: a}}
              template:
                metadata: {labels: {app: a}, annotations: {sum: "1"}}
                spec:
                  serviceAccountName: etl
                  securityContext: {runAsNonRoot: true}
                  initContainers: [{name: first, ports: [{containerPort: 7}]}]
                  containers:
                    - name: a
                      image: a:1
                      command: [sh, -c]
                      args: [run]
                      env:
                        - {name: A, value: x}
                        - {name: B, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
                      envFrom: [{configMapRef: {name: c}}]
                      ports: [{name: http, containerPort: 80, hostPort: 8080}]
                      resources: {requests: {cpu: "1"}, limits: {memory: 1Gi}}
                      securityContext: {privileged: false}
                      livenessProbe: {initialDelaySeconds: 1}
                      readinessProbe: {initialDelaySeconds: 2}
                      startupProbe: {initialDelaySeconds: 3}
                      volumeMounts:
                        - {name: c, mountPath: /c, subPath: s, readOnly: true}
                        - {name: d, mountPath: /d}
                  volumes:
                    - {name: c, configMap: {name: conf, optional: true, items: [{key: k, path: p}, {key: l}]}}
                    - {name: d, persistentVolumeClaim: {claimName: disk}}
                    - {name: s, secret: {secretName: keys}}
                    - {name: j, projected: {sources: [{secret: {name: keys}}]}}
            """);
    Workload workload = stack.workloads().get(0);
    ContainerView container = workload.mainContainers().get(0);

    assertThat(workload.labels()).containsExactly(Map.entry("app", "a"));
    assertThat(workload.annotations()).containsExactly(Map.entry("sum", "1"));
    assertThat(workload.security().getRunAsNonRoot()).isTrue();
    assertThat(workload.account()).isEqualTo("etl");
    assertThat(workload.containers()).extracting(ContainerView::name).containsExactly("first", "a");
    assertThat(workload.ports())
        .containsExactly(new ContainerView.Port("http", 80, "TCP", Optional.of(8080)));
    assertThat(workload).hasToString("Deployment a");
    assertThat(workload.subject()).isEqualTo("Deployment a");
    assertThat(workload.path()).isEqualTo("made/deployment-a.yaml");
    assertThat(container.image()).isEqualTo("a:1");
    assertThat(container.commandLine()).isEqualTo("sh -c run");
    assertThat(container.variables())
        .extracting(ContainerView.Variable::name)
        .containsExactly("A", "B");
    assertThat(container.variable("A")).contains("x");
    assertThat(container.variable("B")).isEmpty();
    assertThat(container.variables().get(1).source()).isPresent();
    assertThat(container.variableSources()).hasSize(1);
    assertThat(container.requests()).containsOnlyKeys("cpu");
    assertThat(container.limits()).containsOnlyKeys("memory");
    assertThat(container.security().getPrivileged()).isFalse();
    assertThat(container.probes())
        .extracting(io.fabric8.kubernetes.api.model.Probe::getInitialDelaySeconds)
        .containsExactly(3, 2, 1);
    assertThat(container.mounts())
        .containsExactly(
            new Mount("c", "/c", Optional.of("s"), true),
            new Mount("d", "/d", Optional.empty(), false));
    assertThat(workload.volume(container.mounts().get(1)))
        .hasValueSatisfying(volume -> assertThat(volume.claim()).contains("disk"));
    assertThat(workload.volumes().get(0).configMap())
        .contains(
            new VolumeView.Source(
                "conf",
                List.of(new VolumeView.Item("k", "p"), new VolumeView.Item("l", "l")),
                true));
    assertThat(workload.volumes().get(0).configMap().orElseThrow().keys())
        .containsExactly("k", "l");
    assertThat(workload.volumes().get(2).secret())
        .contains(new VolumeView.Source("keys", List.of(), false));
    assertThat(workload.volumes().get(3).projections()).hasSize(1);
  }
}
