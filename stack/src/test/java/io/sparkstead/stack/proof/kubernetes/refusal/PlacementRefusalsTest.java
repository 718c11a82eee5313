package io.sparkstead.stack.proof.kubernetes.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlacementRefusalsTest {

  private static List<String> told(String fields) {
    return Told.of(
        "{" + fields + "}",
        PodSpec.class,
        (refusals, pod) -> new PlacementRefusals(refusals).of(pod));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nodeSelector: {zone: 'a b'} | zone 'a b': use 1-63 of A-Z a-z 0-9 - _ .",
        "tolerations: [{key: a, operator: Is}] | operator 'Is': say Exists, Equal, Lt or Gt",
        "tolerations: [{value: a}] | operator '': say Exists, or a key",
        "tolerations: [{key: a, operator: Exists, value: b}] | value 'b': drop it, or"
            + " say Equal",
        "tolerations: [{key: a, value: 'b c'}] | value 'b c': use 1-63 of A-Z a-z 0-9 - _ .",
        "tolerations: [{key: a, effect: Never}] | effect 'Never': say NoSchedule,"
            + " PreferNoSchedule or NoExecute",
        "tolerations: [{key: a, effect: NoSchedule, tolerationSeconds: 5}] |"
            + " tolerationSeconds '5': drop it, or say the effect NoExecute",
        "topologySpreadConstraints: [{topologyKey: k, whenUnsatisfiable: DoNotSchedule}]"
            + " | maxSkew '': say 1 or more",
        "topologySpreadConstraints: [{maxSkew: 1, topologyKey: k}] | whenUnsatisfiable"
            + " '': say DoNotSchedule or ScheduleAnyway",
        "topologySpreadConstraints: [{maxSkew: 1, topologyKey: k, whenUnsatisfiable:"
            + " ScheduleAnyway, minDomains: 2}] | minDomains '2': drop it, or say DoNotSchedule",
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {}}}"
            + " | nodeSelectorTerms '': say one",
        "affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution:"
            + " [{weight: 0, preference: {}}]}} | weight '0': say 1 to 100",
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
            + " {nodeSelectorTerms: [{matchExpressions: [{key: k, operator: In}]}]}}} | values"
            + " '[]': say as many values as In has",
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
            + " {nodeSelectorTerms: [{matchFields: [{key: spec.nodeName, operator: In, values:"
            + " [a]}]}]}}} | key 'spec.nodeName': say metadata.name",
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
            + " {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: Exists, values:"
            + " [a]}]}]}}} | operator 'Exists': say In or NotIn",
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
            + " {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values:"
            + " [a, b]}]}]}}} | values '[a, b]': say one name",
        "affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
            + " [{topologyKey: k, namespaces: [A]}]}} | namespaces 'A': use 1-63 of a-z 0-9 -",
      })
  void a_place_is_refused_for_a_value(String yaml, String why) {
    assertThat(told(yaml)).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nodeSelector: {example.org/zone: ''}",
        "tolerations: [{operator: Exists}, {key: a, value: b}, {key: a, operator:"
            + " Exists, effect: NoExecute, tolerationSeconds: -1}]",
        "topologySpreadConstraints: [{maxSkew: 5, topologyKey: k, whenUnsatisfiable:"
            + " DoNotSchedule, minDomains: 2, nodeTaintsPolicy: Honor}]",
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
            + " {nodeSelectorTerms: [{matchExpressions: [{key: k, operator: Gt, values:"
            + " ['5']}, {key: l, operator: Exists}]}]}}}",
        "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
            + " {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: NotIn, values:"
            + " [node-1.example.org]}]}]}}}",
        "affinity: {podAffinity: {preferredDuringSchedulingIgnoredDuringExecution:"
            + " [{weight: 100, podAffinityTerm: {topologyKey: k}}]}}",
      })
  void a_place_is_taken_with_another(String yaml) {
    assertThat(told(yaml)).isEmpty();
  }
}
