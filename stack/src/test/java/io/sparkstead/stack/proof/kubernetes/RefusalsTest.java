package io.sparkstead.stack.proof.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {

  private static final ObjectMapper YAML = new YAMLMapper();

  private static <T> T read(String yaml, Class<T> type) {
    try {
      return YAML.readValue(yaml, type);
    } catch (JsonProcessingException e) {
      throw new AssertionError(yaml, e);
    }
  }

  private static List<String> told(List<Refusals.Refused> refused) {
    return refused.stream()
        .map(one -> one.field() + " '" + one.value() + "': " + one.remedy())
        .toList();
  }

  private static List<String> ofContainer(String yaml) {
    PodSpec pod = new PodSpec();
    pod.setContainers(List.of(read(yaml, Container.class)));
    return told(Refusals.ofPod(new StatefulSet(), pod));
  }

  private static List<String> ofPod(String kind, String yaml) {
    GenericKubernetesResource maker = new GenericKubernetesResource();
    maker.setKind(kind);
    return told(Refusals.ofPod(maker, read(yaml, PodSpec.class)));
  }

  private static List<String> ofService(String yaml) {
    return told(Refusals.ofService(read(yaml, ServiceSpec.class)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Deployment | {restartPolicy: Never} | restartPolicy 'Never': say Always",
        "Job | {restartPolicy: Always} | restartPolicy 'Always': say Never",
        "CronJob | {hostname: a} | restartPolicy '': say Never",
        "StatefulSet | {activeDeadlineSeconds: 60} | activeDeadlineSeconds '60': drop it: the pods"
            + " of a StatefulSet stay",
        "StatefulSet | {overhead: {cpu: 1}} | overhead '{cpu=1}': drop it: it is a RuntimeClass's",
        "StatefulSet | {dnsPolicy: None} | dnsPolicy 'None': drop it, or name servers in dnsConfig",
        "StatefulSet | {dnsPolicy: None, dnsConfig: {searches: [a]}} | dnsPolicy 'None': drop it,"
            + " or name servers in dnsConfig",
        "StatefulSet | {containers: [{name: a}], initContainers: [{name: a}]} | name 'a': rename"
            + " one of the two containers",
        "StatefulSet | {volumes: [{name: t, projected: {sources: [{serviceAccountToken: {path: t,"
            + " expirationSeconds: 599}}]}}]} | expirationSeconds '599': say 600 or more",
      })
  void a_pod_is_refused_for_a_value(String kind, String pod, String why) {
    assertThat(ofPod(kind, pod)).containsExactly(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Deployment | {restartPolicy: Always}",
        "Deployment | {hostname: a}",
        "Job | {restartPolicy: OnFailure, activeDeadlineSeconds: 60}",
        "CronJob | {restartPolicy: Never}",
        "Pod | {restartPolicy: Never, activeDeadlineSeconds: 60}",
        "StatefulSet | {dnsPolicy: None, dnsConfig: {nameservers: [10.0.0.1]}}",
        "StatefulSet | {dnsPolicy: ClusterFirst}",
        "StatefulSet | {overhead: {}}",
        "StatefulSet | {overhead: {cpu: 1}, runtimeClassName: gvisor}",
        "StatefulSet | {volumes: [{name: t, projected: {sources: [{serviceAccountToken: {path: t,"
            + " expirationSeconds: 600}}]}}]}",
        "StatefulSet | {volumes: [{name: t, projected: {sources: [{serviceAccountToken: {path: t}},"
            + " {configMap: {name: c}}]}}]}",
      })
  void a_pod_is_taken_with_another(String kind, String pod) {
    assertThat(ofPod(kind, pod)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "livenessProbe: {exec: {command: [a]}, tcpSocket: {port: 1}} | livenessProbe '2 handlers': keep"
            + " one",
        "startupProbe: {periodSeconds: 5} | startupProbe '0 handlers': keep one",
        "livenessProbe: {grpc: {port: 1}, successThreshold: 2} | successThreshold '2': say 1",
        "startupProbe: {exec: {command: [a]}, failureThreshold: 0} | failureThreshold '0': say 1 or"
            + " more",
        "readinessProbe: {exec: {command: [a]}, periodSeconds: 0} | periodSeconds '0': say 1 or"
            + " more",
        "readinessProbe: {httpGet: {port: 1}, timeoutSeconds: -1} | timeoutSeconds '-1': say 1 or"
            + " more",
        "resources: {requests: {cpu: 2}, limits: {cpu: 1500m}} | cpu '2': ask for no more than the"
            + " limit of 1500m",
        "resources: {requests: {memory: 2Gi}, limits: {memory: 64Mi}} | memory '2Gi': ask for no"
            + " more than the limit of 64Mi",
        "resources: {requests: {memory: 512m}} | memory '512m': say whole bytes, as 512Mi",
        "ports: [{containerPort: 80, name: web-console-of-minio}] | name 'web-console-of-minio':"
            + " name each port by 1-15 of a-z 0-9 -",
        "ports: [{containerPort: 80, name: a}, {containerPort: 81, name: a}] | name 'a': name each"
            + " port by 1-15 of a-z 0-9 -",
        "ports: [{containerPort: 0}] | containerPort '0': say 1 to 65535",
        "ports: [{containerPort: 65536}] | containerPort '65536': say 1 to 65535",
        "ports: [{name: a}] | containerPort 'null': say 1 to 65535",
        "volumeMounts: [{name: a, mountPath: /a}, {name: b, mountPath: /a}] | mountPath '/a': mount"
            + " one volume there",
        "env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.uuid}}}] | fieldPath"
            + " 'metadata.uuid': say one of [metadata.namespace, metadata.uid, metadata.name]",
        "env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.gpu}}}] | resource 'gpu':"
            + " say cpu",
      })
  void a_container_is_refused_for_a_value(String fields, String why) {
    assertThat(ofContainer("{name: a, " + fields + "}")).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "livenessProbe: {httpGet: {port: 1}, successThreshold: 1, failureThreshold: 1}",
        "readinessProbe: {tcpSocket: {port: 1}, successThreshold: 3, periodSeconds: 1}",
        "resources: {requests: {cpu: 1500m, memory: 1Gi}, limits: {cpu: '2', memory: 1Gi}}",
        "resources: {requests: {cpu: 100m}}",
        "resources: {limits: {cpu: 100m}}",
        "ports: [{containerPort: 1}, {containerPort: 65535}, {name: a, containerPort: 2}]",
        "volumeMounts: [{name: a, mountPath: /a}, {name: a, mountPath: /b}]",
        "env: [{name: A, value: x}, {name: B, valueFrom: {secretKeyRef: {name: s, key: k}}}]",
        "env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.uid}}}]",
        "env: [{name: A, valueFrom: {fieldRef: {fieldPath: \"metadata.labels['a']\"}}}]",
        "env: [{name: A, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]",
        "env: [{name: A, valueFrom: {resourceFieldRef: {resource: requests.memory}}}]",
      })
  void a_container_is_taken_with_another(String fields) {
    assertThat(ofContainer("{name: a, " + fields + "}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: Loadbalancer} | type 'Loadbalancer': say ClusterIP",
        "{type: ExternalName} | type 'ExternalName': say the externalName too",
        "{type: LoadBalancer, clusterIP: None} | clusterIP 'None': drop it: a LoadBalancer has an"
            + " address",
        "{ports: [{port: 90900}]} | port '90900': say 1 to 65535",
        "{ports: [{port: 1, name: a}, {port: 2, name: a}]} | name 'a': name each port",
        "{ports: [{port: 1}, {port: 2}]} | name '': name each port",
      })
  void a_service_is_refused_for_a_value(String service, String why) {
    assertThat(ofService(service)).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{clusterIP: None, ports: [{port: 1}]}",
        "{type: ClusterIP, clusterIP: None}",
        "{type: NodePort, ports: [{port: 1, name: a}, {port: 2, name: b}]}",
        "{type: ExternalName, externalName: a.example.org}",
      })
  void a_service_is_taken_with_another(String service) {
    assertThat(ofService(service)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{volumeMode: Filesystem} | resources '': say how much storage",
        "{resources: {limits: {storage: 1Gi}}} | resources '': say how much storage",
        "{resources: {requests: {cpu: 1}}} | resources '': say how much storage",
        "{resources: {requests: {storage: 1Gi}}, volumeMode: Block} | volumeMode 'Block': drop it:"
            + " pods mount folders",
      })
  void a_claim_is_refused_for_a_value(String claim, String why) {
    assertThat(told(Refusals.ofClaim(read(claim, PersistentVolumeClaimSpec.class))))
        .containsExactly(why);
  }

  @ParameterizedTest
  @CsvSource({
    "port, 90900, port: 90900",
    "livenessProbe, 2 handlers, livenessProbe:",
    "resources, '', resources:",
  })
  void what_is_refused_is_found_on_its_line(String field, String value, String mark) {
    assertThat(new Refusals.Refused(field, value, "say another").mark()).isEqualTo(mark);
  }

  @Test
  void a_label_is_refused_for_a_blank_and_not_for_what_is_filled_in() {
    assertThat(told(Refusals.ofLabels(Map.of("app", "my app"))))
        .containsExactly("app 'my app': use 1-63 of A-Z a-z 0-9 - _ .");
    assertThat(Refusals.ofLabels(Map.of("a", "", "b", "x_1.y-2", "c", "${spark.app.id}")))
        .isEmpty();
  }
}
