package io.sparkstead.stack.proof.kubernetes.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PodRefusalsTest {

  private static final String ONE = "containers: [{name: a, image: b}], ";

  private static List<String> told(String maker, String fields) {
    return Told.of(
        "{" + ONE + fields + "}",
        PodSpec.class,
        (refusals, pod) -> new PodRefusals(refusals).of(maker, Set.of(), pod));
  }

  private static List<String> told(String fields) {
    return told("StatefulSet", fields);
  }

  private static List<String> toldOfJob(String fields) {
    return told("Job", fields);
  }

  private static List<String> toldOfPod(String fields) {
    return told("Pod", fields);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "restartPolicy: Never | restartPolicy 'Never': say Always",
        "activeDeadlineSeconds: 60 | activeDeadlineSeconds '60': drop it: the pods of a"
            + " StatefulSet stay",
        "overhead: {cpu: 1} | overhead '{cpu=1}': drop it: it is a RuntimeClass's",
        "priority: 1000 | priority '1000': drop it, and name a priorityClassName",
        "preemptionPolicy: Never | preemptionPolicy 'Never': drop it, and name a"
            + " priorityClassName that says so",
        "containers: [{name: a, image: b, lifecycle: {preStop: {sleep: {seconds: 31}}}}] | sleep"
            + " '31': say no more than terminationGracePeriodSeconds",
        "containers: [{name: a, image: b, resources: {claims: [{name: c}]}}] | claims 'c': name"
            + " one of the pod's",
        "dnsPolicy: Cluster | dnsPolicy 'Cluster': say ClusterFirst,"
            + " ClusterFirstWithHostNet, Default or None",
        "dnsPolicy: None | dnsPolicy 'None': drop it, or name servers in dnsConfig",
        "dnsPolicy: None, dnsConfig: {searches: [a]} | dnsPolicy 'None': drop it, or"
            + " name servers in dnsConfig",
        "dnsConfig: {nameservers: [dns]} | nameservers 'dns': say an address",
        "hostAliases: [{ip: host}] | ip 'host': say an address",
        "serviceAccountName: A | serviceAccountName 'A': use 1-253 of a-z 0-9 - .",
        "shareProcessNamespace: true, hostPID: true | shareProcessNamespace 'true': drop"
            + " it or hostPID",
        "securityContext: {fsGroup: -1} | fsGroup '-1': say 0 to 2147483647",
        "securityContext: {supplementalGroups: [-1]} | supplementalGroups '-1': say 0 to"
            + " 2147483647",
        "securityContext: {fsGroupChangePolicy: Never} | fsGroupChangePolicy 'Never':"
            + " say Always or OnRootMismatch",
        "securityContext: {seccompProfile: {type: None}} | type 'None': say Localhost,"
            + " Unconfined or RuntimeDefault",
        "initContainers: [{name: a, image: b}] | name 'a': rename one of the two containers",
        "preemptionPolicy: Often | preemptionPolicy 'Often': say PreemptLowerPriority or"
            + " Never",
        "os: {name: beos} | os 'beos': say linux or windows",
      })
  void a_pod_that_stays_is_refused_for_a_value(String yaml, String why) {
    assertThat(told(yaml)).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "priority: 0",
        "priority: 1000, priorityClassName: high, preemptionPolicy: Never",
        "terminationGracePeriodSeconds: 60, containers: [{name: a, image: b, lifecycle: {preStop:"
            + " {sleep: {seconds: 60}}}}]",
        "resourceClaims: [{name: c}], containers: [{name: a, image: b, resources: {claims: [{name:"
            + " c}]}}]",
        "dnsPolicy: None, dnsConfig: {nameservers: [10.0.0.1]}",
        "overhead: {}",
        "overhead: {cpu: 1}, runtimeClassName: gvisor",
        "securityContext: {fsGroupChangePolicy: OnRootMismatch, supplementalGroups: [0]}",
        "hostAliases: [{ip: '::1', hostnames: [a.b]}]",
        "hostname: a_b, subdomain: a_b",
        "restartPolicy: Always, terminationGracePeriodSeconds: -1",
      })
  void a_pod_that_stays_is_taken_with_another(String yaml) {
    assertThat(told(yaml)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "restartPolicy: Always | restartPolicy 'Always': say OnFailure or Never",
        "hostname: a | restartPolicy '': say OnFailure or Never",
        "restartPolicy: Never, activeDeadlineSeconds: 0 | activeDeadlineSeconds '0': say"
            + " 1 or more",
        "restartPolicy: Never, hostname: a.b | hostname 'a.b': use 1-63 of a-z 0-9 -",
        "restartPolicy: Never, subdomain: a_b | subdomain 'a_b': use 1-63 of a-z 0-9 -",
      })
  void a_pod_that_ends_is_refused_for_a_value(String yaml, String why) {
    assertThat(toldOfJob(yaml)).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "restartPolicy: OnFailure, activeDeadlineSeconds: 60",
      })
  void a_pod_that_ends_is_taken_with_another(String yaml) {
    assertThat(toldOfJob(yaml)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "restartPolicy: Once | restartPolicy 'Once': say Always, OnFailure or Never",
      })
  void a_pod_by_itself_is_refused_for_a_value(String yaml, String why) {
    assertThat(toldOfPod(yaml)).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "restartPolicy: Never, activeDeadlineSeconds: 60",
      })
  void a_pod_by_itself_is_taken_with_another(String yaml) {
    assertThat(toldOfPod(yaml)).isEmpty();
  }
}
