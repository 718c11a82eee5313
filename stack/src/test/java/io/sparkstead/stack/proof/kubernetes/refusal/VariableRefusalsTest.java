package io.sparkstead.stack.proof.kubernetes.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariableRefusalsTest {

  private static List<String> told(String fields) {
    return Told.of(
        "{" + fields + "}",
        Container.class,
        (refusals, container) -> new VariableRefusals(refusals).of(container));
  }

  private static List<String> toldOfFile(String fields) {
    return Told.of(
        "{" + fields + "}",
        DownwardAPIVolumeFile.class,
        (refusals, file) ->
            new VariableRefusals(refusals).ofFile(file.getFieldRef(), file.getResourceFieldRef()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "env: [{name: ''}] | name '': use letters, digits and _",
        "env: [{name: A=B}] | name 'A=B': use letters, digits and _",
        "env: [{name: A, valueFrom: {}}] | valueFrom '0 sources': keep one",
        "env: [{name: A, value: b, valueFrom: {fieldRef: {fieldPath: metadata.uid}}}] |"
            + " value 'b': drop it or valueFrom",
        "env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.uuid}}}] | fieldPath"
            + " 'metadata.uuid': say spec.nodeName, spec.serviceAccountName, status.hostIP,"
            + " status.hostIPs, status.podIP, status.podIPs, metadata.uid, metadata.namespace"
            + " or metadata.name",
        "env: [{name: A, valueFrom: {fieldRef: {fieldPath: spec.hostname}}}] | fieldPath"
            + " 'spec.hostname': say spec.nodeName, spec.serviceAccountName, status.hostIP,"
            + " status.hostIPs, status.podIP, status.podIPs, metadata.uid, metadata.namespace"
            + " or metadata.name",
        "env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.labels}}}] |"
            + " fieldPath 'metadata.labels': say spec.nodeName, spec.serviceAccountName,"
            + " status.hostIP, status.hostIPs, status.podIP, status.podIPs, metadata.uid,"
            + " metadata.namespace or metadata.name",
        "env: [{name: A, valueFrom: {fieldRef: {apiVersion: v2, fieldPath:"
            + " metadata.uid}}}] | apiVersion 'v2': say v1",
        "env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 100m}}}] |"
            + " divisor '100m': say 1m or 1",
        "env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1m}}}] |"
            + " divisor '1m': say 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi or 1Ei",
        "env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.gpu}}}] |"
            + " resource 'limits.gpu': say limits.ephemeral-storage, limits.memory,"
            + " limits.cpu, requests.ephemeral-storage, requests.memory or requests.cpu",
        "env: [{name: A, valueFrom: {secretKeyRef: {name: S, key: k}}}] | name 'S': use"
            + " 1-253 of a-z 0-9 - .",
        "env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: 'a b'}}}] | key 'a b':"
            + " use 1-253 of A-Z a-z 0-9 - _ .",
        "env: [{name: A, valueFrom: {configMapKeyRef: {name: s}}}] | key '': use 1-253"
            + " of A-Z a-z 0-9 - _ .",
        "envFrom: [{prefix: A}] | envFrom '0 sources': say one for each",
        "envFrom: [{prefix: A=, secretRef: {name: s}}] | prefix 'A=': use letters,"
            + " digits and _",
        "envFrom: [{configMapRef: {}}] | name '': use 1-253 of a-z 0-9 - .",
      })
  void a_variable_is_refused_for_a_value(String yaml, String why) {
    assertThat(told(yaml)).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env: [{name: A, value: x}, {name: B, valueFrom: {secretKeyRef: {name: s.t, key:"
            + " k_1.x}}}]",
        "env: [{name: 'spark.app name', value: x}, {name: A}, {name: A}]",
        "env: [{name: A, value: '', valueFrom: {fieldRef: {apiVersion: v1, fieldPath:"
            + " metadata.uid}}}]",
        "env: [{name: A, valueFrom: {fieldRef: {fieldPath:"
            + " \"metadata.labels['example.org/a']\"}}}]",
        "env: [{name: A, valueFrom: {fieldRef: {fieldPath: \"metadata.annotations['A']\"}}}]",
        "env: [{name: A, valueFrom: {fieldRef: {fieldPath: status.podIPs}}}]",
        "env: [{name: A, valueFrom: {resourceFieldRef: {resource: requests.memory}}}]",
        "env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}}]",
        "env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 1}}}]",
        "env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 0}}}]",
        "env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.hugepages-2Mi}}}]",
        "envFrom: [{prefix: A_, secretRef: {name: s}}, {configMapRef: {name: c}}]",
      })
  void a_variable_is_taken_with_another(String yaml) {
    assertThat(told(yaml)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "path: a | items '0 sources': say fieldRef or resourceFieldRef",
        "fieldRef: {fieldPath: status.podIP} | fieldPath 'status.podIP': say"
            + " metadata.labels, metadata.annotations, metadata.uid, metadata.namespace or"
            + " metadata.name",
        "resourceFieldRef: {resource: limits.cpu} | containerName '': say one",
      })
  void a_file_is_refused_for_a_value(String yaml, String why) {
    assertThat(toldOfFile(yaml)).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fieldRef: {fieldPath: metadata.labels}",
        "resourceFieldRef: {containerName: a, resource: limits.cpu}",
      })
  void a_file_is_taken_with_another(String yaml) {
    assertThat(toldOfFile(yaml)).isEmpty();
  }
}
