package io.sparkstead.stack.proof.kubernetes.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerRefusalsTest {

  private static List<String> told(String fields) {
    return Told.of(
        "{name: a, image: b, " + fields + "}",
        Container.class,
        (refusals, container) -> new ContainerRefusals(refusals, Set.of("v", "w")).of(container));
  }

  private static List<String> toldOfInit(String fields) {
    return Told.of(
        "{name: a, image: b, " + fields + "}",
        Container.class,
        (refusals, container) -> new ContainerRefusals(refusals, Set.of()).ofInit(container));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "imagePullPolicy: Sometimes | imagePullPolicy 'Sometimes': say Always,"
            + " IfNotPresent or Never",
        "terminationMessagePolicy: Log | terminationMessagePolicy 'Log': say File or"
            + " FallbackToLogsOnError",
        "resources: {requests: {cpu: 2}, limits: {cpu: 1500m}} | cpu '2': ask for no"
            + " more than the limit of 1500m",
        "resources: {requests: {memory: 2Gi}, limits: {memory: 64Mi}} | memory '2Gi':"
            + " ask for no more than the limit of 64Mi",
        "resources: {requests: {memory: 512m}} | memory '512m': say whole bytes, as 512Mi",
        "resources: {requests: {gpu: 1}} | resource 'gpu': say cpu, memory or"
            + " ephemeral-storage",
        "resources: {requests: {nvidia.com/gpu: 1}} | nvidia.com/gpu '1': say as much in limits",
        "resources: {requests: {nvidia.com/gpu: 1}, limits: {nvidia.com/gpu: 2}} |"
            + " nvidia.com/gpu '1': say as much in limits",
        "resources: {limits: {nvidia.com/gpu: 500m}} | nvidia.com/gpu '500m': say a whole"
            + " number",
        "resources: {requests: {memory: 1Gi, hugepages-2Mi: 2Mi}} | hugepages-2Mi '2Mi': say as"
            + " much in limits",
        "volumeMounts: [{name: v, mountPath: /a, mountPropagation: Bidirectional}] |"
            + " mountPropagation 'Bidirectional': drop it: that is for privileged containers",
        "ports: [{containerPort: 80, name: web-console-of-minio}] | name"
            + " 'web-console-of-minio': name each port by 1-15 of a-z 0-9 -",
        "ports: [{containerPort: 80, name: a}, {containerPort: 81, name: a}] | name 'a':"
            + " name each port by 1-15 of a-z 0-9 -",
        "ports: [{containerPort: 0}] | containerPort '0': say 1 to 65535",
        "ports: [{containerPort: 65536}] | containerPort '65536': say 1 to 65535",
        "ports: [{name: a}] | containerPort 'null': say 1 to 65535",
        "ports: [{containerPort: 1, protocol: tcp}] | protocol 'tcp': say SCTP, UDP or TCP",
        "ports: [{containerPort: 1, hostPort: 70000}] | hostPort '70000': say 1 to 65535",
        "volumeMounts: [{name: v, mountPath: /a}, {name: w, mountPath: /a}] | mountPath"
            + " '/a': mount one volume there",
        "volumeMounts: [{name: v}] | mountPath '': say one",
        "volumeMounts: [{name: x, mountPath: /a}] | name 'x': name a volume of the pod",
        "volumeMounts: [{name: v, mountPath: /a, subPath: /b}] | subPath '/b': say a"
            + " path without / before and .. in it",
        "volumeMounts: [{name: v, mountPath: /a, subPath: b/../..}] | subPath 'b/../..':"
            + " say a path without / before and .. in it",
        "volumeMounts: [{name: v, mountPath: /a, subPath: b, subPathExpr: c}] |"
            + " subPathExpr 'c': drop it or subPath",
        "volumeMounts: [{name: v, mountPath: /a, mountPropagation: Both}] |"
            + " mountPropagation 'Both': say None, HostToContainer or Bidirectional",
        "securityContext: {runAsUser: -1} | runAsUser '-1': say 0 to 2147483647",
        "securityContext: {runAsGroup: 2147483648} | runAsGroup '2147483648': say 0 to"
            + " 2147483647",
        "securityContext: {procMount: Masked} | procMount 'Masked': say Default or Unmasked",
        "securityContext: {privileged: true, allowPrivilegeEscalation: false} |"
            + " allowPrivilegeEscalation 'false': drop it, or privileged and CAP_SYS_ADMIN",
        "securityContext: {seccompProfile: {type: Default}} | type 'Default': say"
            + " Localhost, Unconfined or RuntimeDefault",
        "securityContext: {seccompProfile: {type: Localhost}} | seccompProfile"
            + " 'Localhost': say localhostProfile with Localhost, and with nothing else",
        "securityContext: {appArmorProfile: {type: RuntimeDefault, localhostProfile: a}}"
            + " | appArmorProfile 'RuntimeDefault': say localhostProfile with Localhost, and"
            + " with nothing else",
        "resizePolicy: [{resourceName: cpu, restartPolicy: Never}] | restartPolicy"
            + " 'Never': say NotRequired or RestartContainer",
        "resources: {limits: {hugepages-2Mi: 4Mi}} | hugepages-2Mi '4Mi': ask for cpu or"
            + " memory too",
      })
  void a_container_is_refused_for_a_value(String yaml, String why) {
    assertThat(told(yaml)).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resources: {limits: {nvidia.com/gpu: 1}}",
        "resources: {requests: {nvidia.com/gpu: '1'}, limits: {nvidia.com/gpu: 1}}",
        "resources: {requests: {nvidia.com/gpu: 1000m}, limits: {nvidia.com/gpu: 1}}",
        "volumeMounts: [{name: v, mountPath: /a, mountPropagation: Bidirectional}],"
            + " securityContext: {privileged: true}",
        "imagePullPolicy: ''",
        "terminationMessagePolicy: FallbackToLogsOnError",
        "resources: {requests: {cpu: 1500m, memory: 1Gi}, limits: {cpu: '2', memory: 1Gi}}",
        "resources: {requests: {cpu: '100m '}, limits: {cpu: 100m}}",
        "ports: [{containerPort: 1}, {containerPort: 65535}, {name: a, containerPort: 2}]",
        "ports: [{containerPort: 1, protocol: SCTP, hostPort: 0}]",
        "volumeMounts: [{name: v, mountPath: /a}, {name: v, mountPath: /b, subPath: c/..d}]",
        "volumeMounts: [{name: v, mountPath: relative, mountPropagation: HostToContainer}]",
        "securityContext: {runAsUser: 0, runAsGroup: 2147483647, procMount: Default}",
        "securityContext: {privileged: true}",
        "securityContext: {seccompProfile: {type: Localhost, localhostProfile: a.json}}",
        "resources: {limits: {nvidia.com/gpu: 1, hugepages-2Mi: 4Mi, cpu: 1,"
            + " ephemeral-storage: 1Gi}}",
      })
  void a_container_is_taken_with_another(String yaml) {
    assertThat(told(yaml)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "readinessProbe: {exec: {command: [a]}} | initContainers 'a': drop its probes"
            + " and lifecycle, or say restartPolicy: Always",
        "lifecycle: {preStop: {exec: {command: [a]}}} | initContainers 'a': drop its"
            + " probes and lifecycle, or say restartPolicy: Always",
      })
  void an_init_container_is_refused_for_a_value(String yaml, String why) {
    assertThat(toldOfInit(yaml)).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "restartPolicy: Always, startupProbe: {exec: {command: [a]}}",
        "command: [a]",
      })
  void an_init_container_is_taken_with_another(String yaml) {
    assertThat(toldOfInit(yaml)).isEmpty();
  }
}
