package io.sparkstead.stack.proof.kubernetes.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeRefusalsTest {

  private static List<String> told(String fields) {
    return Told.of(
        "{" + fields + "}",
        Container.class,
        (refusals, container) -> new ProbeRefusals(refusals).of(container));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "livenessProbe: {exec: {command: [a]}, tcpSocket: {port: 1}} | livenessProbe '2"
            + " handlers': keep one",
        "startupProbe: {periodSeconds: 5} | startupProbe '0 handlers': keep one",
        "livenessProbe: {grpc: {port: 1}, successThreshold: 2} | successThreshold '2': say 1",
        "readinessProbe: {httpGet: {port: 1}, timeoutSeconds: -1} | timeoutSeconds '-1':"
            + " say 1 or more",
        "startupProbe: {tcpSocket: {port: 1}, initialDelaySeconds: -1} |"
            + " initialDelaySeconds '-1': say 1 or more",
        "livenessProbe: {exec: {}} | command '': say one",
        "livenessProbe: {httpGet: {port: 0}} | port '0': say 1 to 65535",
        "livenessProbe: {httpGet: {port: WEB}} | port 'WEB': say 1 to 65535 or 1-15 of"
            + " a-z 0-9 -",
        "livenessProbe: {httpGet: {port: 1, scheme: https}} | scheme 'https': say HTTP"
            + " or HTTPS",
        "livenessProbe: {httpGet: {port: 1, httpHeaders: [{name: 'a b'}]}} | name 'a b':"
            + " use A-Z a-z 0-9 -",
        "livenessProbe: {tcpSocket: {port: 65536}} | port '65536': say 1 to 65535",
        "livenessProbe: {grpc: {port: 65536}} | port '65536': say 1 to 65535",
        "livenessProbe: {grpc: {port: 1}, terminationGracePeriodSeconds: 0} |"
            + " terminationGracePeriodSeconds '0': say 1 or more, and not in a readinessProbe",
        "readinessProbe: {grpc: {port: 1}, terminationGracePeriodSeconds: 5} |"
            + " terminationGracePeriodSeconds '5': say 1 or more, and not in a readinessProbe",
        "lifecycle: {postStart: {}} | postStart '0 handlers': keep one",
        "lifecycle: {preStop: {sleep: {seconds: 1}, exec: {command: [a]}}} | preStop '2"
            + " handlers': keep one",
        "lifecycle: {preStop: {sleep: {seconds: -1}}} | seconds '-1': say 0 or more",
      })
  void a_probe_is_refused_for_a_value(String yaml, String why) {
    assertThat(told(yaml)).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "livenessProbe: {httpGet: {port: 1}, successThreshold: 1, failureThreshold: 0}",
        "livenessProbe: {exec: {command: [a]}, successThreshold: 0, periodSeconds: 0}",
        "readinessProbe: {tcpSocket: {port: web}, successThreshold: 3, periodSeconds: 1}",
        "startupProbe: {httpGet: {port: web, scheme: HTTPS, httpHeaders: [{name: X-A,"
            + " value: 'a b'}]}}",
        "livenessProbe: {grpc: {port: 65535}, terminationGracePeriodSeconds: 1}",
        "lifecycle: {preStop: {sleep: {seconds: 0}}, postStart: {exec: {command: [a]}}}",
      })
  void a_probe_is_taken_with_another(String yaml) {
    assertThat(told(yaml)).isEmpty();
  }
}
