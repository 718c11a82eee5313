package io.sparkstead.render.cluster.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

/** What an object comes to once it is applied over what there is. */
class MergeTest {

  private static final YAMLMapper YAML = new YAMLMapper();

  private static final String LIVE =
      """
      metadata:
        labels: {app: a}
        managedFields:
        - manager: kubectl
          operation: Apply
          fieldsV1:
            "f:metadata": {"f:labels": {"f:app": {}}}
            "f:spec":
              "f:paused": {}
              "f:containers":
                'k:{"name":"main"}': {".": {}, "f:name": {}, "f:image": {}, "f:args": {}}
                'k:{"name":"old"}': {".": {}, "f:name": {}}
        - manager: injector
          operation: Update
          fieldsV1:
            "f:spec":
              "f:containers":
                'k:{"name":"sidecar"}': {".": {}, "f:name": {}}
      spec:
        paused: true
        replicas: 3
        containers:
        - {name: main, image: one, args: [a], imagePullPolicy: Always}
        - {name: old}
        - {name: sidecar}
      """;

  private static JsonNode yaml(String text) {
    try {
      return YAML.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Merge.Merged merged(String live, String ours) {
    return Merge.of(Holders.of(yaml(live), yaml(ours)), yaml(live), yaml(ours));
  }

  @Test
  void what_is_said_is_set_and_what_nobody_of_ours_said_stays() {
    Merge.Merged merged =
        merged(
            LIVE,
            """
            metadata: {labels: {app: a}}
            spec:
              paused: true
              containers: [{name: main, image: two, args: [b, c]}, {name: old}]
            """);

    assertThat(merged.takesAway()).isFalse();
    assertThat(merged.document().path("spec"))
        .isEqualTo(
            yaml(
                """
                paused: true
                replicas: 3
                containers:
                - {name: main, image: two, args: [b, c], imagePullPolicy: Always}
                - {name: old}
                - {name: sidecar}
                """));
  }

  @Test
  void what_was_said_and_is_not_any_more_goes() {
    Merge.Merged merged =
        merged(LIVE, "{metadata: {labels: {app: a}}, spec: {containers: [{name: main}]}}");

    assertThat(merged.takesAway()).isTrue();
    assertThat(merged.document().path("spec"))
        .isEqualTo(
            yaml(
                "{replicas: 3, containers: [{name: main, imagePullPolicy: Always}, {name:"
                    + " sidecar}]}"));
  }

  @Test
  void what_kubectl_remembers_in_an_annotation_counts_as_said() {
    String live =
        """
        metadata:
          annotations:
            kubectl.kubernetes.io/last-applied-configuration: '{"data": {"a": "1", "b": "2"}}'
        data: {a: "1", b: "2", c: "3"}
        """;

    assertThat(merged(live, "{data: {a: '1'}}").document().path("data"))
        .isEqualTo(yaml("{a: '1', c: '3'}"));
  }

  @Test
  void a_patch_says_what_differs_and_nothing_else() {
    assertThat(
            Merge.patch(yaml("{a: 1, b: {c: 2, d: [3]}, e: 4}"), yaml("{a: 1, b: {c: 2, d: [5]}}")))
        .isEqualTo(yaml("{b: {d: [5]}, e: null}"));
  }
}
