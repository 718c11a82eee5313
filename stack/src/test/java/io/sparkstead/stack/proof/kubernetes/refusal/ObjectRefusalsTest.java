package io.sparkstead.stack.proof.kubernetes.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectRefusalsTest {

  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of(
          "ConfigMap", ConfigMap.class,
          "Namespace", Namespace.class,
          "Role", Role.class,
          "Secret", Secret.class);

  private static List<String> told(String yaml) {
    String kind = yaml.replaceAll("(\\w+):.*", "$1");
    return Told.of(
        ObjectRefusals.of(
            Told.read("{" + yaml.substring(kind.length() + 2) + "}", KINDS.get(kind))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ConfigMap: metadata: {name: a}, apiVersion: v2 | apiVersion 'v2': say v1",
        "ConfigMap: metadata: {name: a}, kind: Map | kind 'Map': say ConfigMap",
        "ConfigMap: data: {a: b} | name '': use 1-253 of a-z 0-9 - .",
        "ConfigMap: metadata: {name: A} | name 'A': use 1-253 of a-z 0-9 - .",
        "Namespace: metadata: {name: a.b} | name 'a.b': use 1-63 of a-z 0-9 -",
        "Namespace: metadata: {name: a, labels: {pod-security.kubernetes.io/warn: strict}} |"
            + " pod-security.kubernetes.io/warn 'strict': say privileged, baseline or restricted",
        "Namespace: metadata: {name: a, labels: {pod-security.kubernetes.io/audit-version: 1.32}} |"
            + " pod-security.kubernetes.io/audit-version '1.32': say latest, or one such as v1.32",
        "Role: metadata: {name: a/b} | name 'a/b': use a name without / and %",
        "ConfigMap: metadata: {name: a, labels: {app: my app}} | app 'my app': use 1-63"
            + " of A-Z a-z 0-9 - _ .",
        "ConfigMap: metadata: {name: a, labels: {-app: a}} | labels '-app': use 1-63 of"
            + " A-Z a-z 0-9 - _ ., or example.org/ before",
        "Namespace: metadata: {name: a}, spec: {finalizers: [mine]} | finalizers 'mine': write it"
            + " as example.org/name",
        "ConfigMap: metadata: {name: a, finalizers: [mine]} | finalizers 'mine': write it as"
            + " example.org/name",
        "ConfigMap: metadata: {name: a, annotations: {a b: c}} | annotations 'a b': use"
            + " 1-63 of A-Z a-z 0-9 - _ ., or example.org/ before",
        "ConfigMap: metadata: {name: a}, data: {a/b: c} | key 'a/b': use 1-253 of A-Z"
            + " a-z 0-9 - _ .",
        "ConfigMap: metadata: {name: a}, data: {a: c}, binaryData: {a: c} | key 'a': say"
            + " it in data or in binaryData",
        "Secret: metadata: {name: a}, stringData: {..a: c} | key '..a': use 1-253 of A-Z"
            + " a-z 0-9 - _ .",
      })
  void an_object_is_refused_for_a_value(String yaml, String why) {
    assertThat(told(yaml)).containsExactly(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ConfigMap: metadata: {name: a.b, labels: {a: '', example.org/B_c: x_1.y-2, d:"
            + " '${spark.app.id}'}}",
        "Namespace: metadata: {name: a}, spec: {finalizers: [kubernetes, example.org/mine]}",
        "ConfigMap: metadata: {name: a, annotations: {Example.org/A: any thing}}, data:"
            + " {.a_b-C.1: c}",
        "Namespace: metadata: {name: a, labels: {pod-security.kubernetes.io/enforce: baseline,"
            + " pod-security.kubernetes.io/enforce-version: v1.9}}",
        "Role: metadata: {name: 'system:A'}",
        "Secret: metadata: {name: a}, data: {a: Yg==}",
      })
  void an_object_is_taken_with_another(String yaml) {
    assertThat(told(yaml)).isEmpty();
  }

  @Test
  void a_custom_object_is_asked_for_its_kind() {
    GenericKubernetesResource resource =
        Told.read("{kind: Database, metadata: {name: a}}", GenericKubernetesResource.class);

    assertThat(Told.of(ObjectRefusals.of(resource))).containsExactly("apiVersion '': say one");
  }

  @Test
  void a_service_begins_with_a_letter() {
    Service service =
        Told.read("{metadata: {name: 1a}, spec: {ports: [{port: 1}]}}", Service.class);

    assertThat(Told.of(ObjectRefusals.of(service)))
        .containsExactly("name '1a': use 1-63 of a-z 0-9 -, and begin with a letter");
  }

  @Test
  void a_cron_job_leaves_room_for_the_names_of_its_jobs() {
    CronJob job = Told.read("{metadata: {name: " + "a".repeat(53) + "}}", CronJob.class);

    assertThat(Told.of(ObjectRefusals.of(job)))
        .contains("name '" + "a".repeat(53) + "': use 52 characters at most");
  }

  @ParameterizedTest
  @CsvSource({
    "port, 90900, port: 90900",
    "livenessProbe, 2 handlers, livenessProbe:",
    "resources, '', resources:",
  })
  void what_is_refused_is_found_on_its_line(String field, String value, String mark) {
    assertThat(new Refused(field, value, "say another").mark()).isEqualTo(mark);
  }

  @Test
  void annotations_have_room_for_256_kib() {
    String most = "ConfigMap: metadata: {name: a, annotations: {k: " + "x".repeat((256 << 10) - 1);

    assertThat(told(most + "}}")).isEmpty();
    assertThat(told(most + "x}}"))
        .containsExactly("annotations '262145 characters': say 256 KiB at most");
  }
}
