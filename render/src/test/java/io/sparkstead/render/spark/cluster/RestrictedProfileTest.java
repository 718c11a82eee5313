package io.sparkstead.render.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestrictedProfileTest {

  private static final String GOOD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: good
      spec:
        hostNetwork: false
        hostPID: false
        hostIPC: false
        securityContext:
          runAsNonRoot: true
          runAsUser: 10185
          seccompProfile: {type: RuntimeDefault}
          appArmorProfile: {type: RuntimeDefault}
          seLinuxOptions: {type: container_t}
          windowsOptions: {hostProcess: false}
          sysctls: [{name: net.ipv4.tcp_wmem, value: "1"}]
        containers:
        - name: c
          ports: [{containerPort: 80, hostPort: 0}]
          livenessProbe: {tcpSocket: {port: 80}}
          lifecycle: {preStop: {httpGet: {port: 80}}}
          securityContext:
            allowPrivilegeEscalation: false
            privileged: false
            procMount: Default
            capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}
        volumes:
        - name: v
          emptyDir: {}
      """;

  @Test
  void a_good_pod_is_admitted() {
    assertThat(RestrictedProfile.violations(pod(GOOD))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hostNetwork: false | hostNetwork: true | hostNetwork",
        "hostPID: false | hostPID: true | hostPID",
        "hostIPC: false | hostIPC: true | hostIPC",
        "runAsNonRoot: true | runAsNonRoot: false | c runAsNonRoot",
        "runAsUser: 10185 | runAsUser: 0 | runAsUser",
        "seccompProfile: {type: RuntimeDefault} | fsGroup: 1 | c seccompProfile.type",
        "appArmorProfile: {type: RuntimeDefault} | appArmorProfile: {type: Unconfined} |"
            + " appArmorProfile.type",
        "{type: container_t} | {type: spc_t} | seLinuxOptions",
        "{type: container_t} | {role: system_r} | seLinuxOptions",
        "hostProcess: false | hostProcess: true | windowsOptions.hostProcess",
        "net.ipv4.tcp_wmem | kernel.msgmax | sysctl kernel.msgmax",
        "hostPort: 0 | hostPort: 80 | c hostPort",
        "tcpSocket: {port: 80} | tcpSocket: {port: 80, host: example.org} | c probe host",
        "httpGet: {port: 80} | httpGet: {port: 80, host: example.org} | c preStop host",
        "allowPrivilegeEscalation: false | runAsGroup: 1 | c allowPrivilegeEscalation",
        "privileged: false | privileged: true | c privileged",
        "procMount: Default | procMount: Unmasked | c procMount",
        "drop: [ALL] | drop: [NET_RAW] | c capabilities.drop",
        "NET_BIND_SERVICE | SYS_ADMIN | c capabilities.add",
        "emptyDir: {} | hostPath: {path: /} | volume v",
      })
  void a_pod_with_one_field_wrong_is_not(String right, String wrong, String field) {
    assertThat(GOOD).contains(right);
    assertThat(RestrictedProfile.violations(pod(GOOD.replace(right, wrong))))
        .containsExactly(field);
  }

  private static Pod pod(String yaml) {
    return new KubernetesSerialization().unmarshal(yaml, Pod.class);
  }
}
