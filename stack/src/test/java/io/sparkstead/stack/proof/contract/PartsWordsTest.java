package io.sparkstead.stack.proof.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.component.SeaweedFs;
import io.sparkstead.stack.patch.JsonPatch;
import io.sparkstead.stack.patch.JsonPatch.Add;
import io.sparkstead.stack.patch.JsonPatch.Operation;
import io.sparkstead.stack.patch.JsonPatch.Remove;
import io.sparkstead.stack.patch.JsonPatch.Replace;
import io.sparkstead.stack.patch.MergePatch;
import io.sparkstead.stack.patch.Patch;
import io.sparkstead.stack.proof.testing.Altered;
import io.sparkstead.stack.proof.testing.FamilyTest;
import io.sparkstead.stack.testing.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartsWordsTest extends FamilyTest {

  private static final String POD = "/spec/template/spec";
  private static final String MAIN = POD + "/containers/0";

  PartsWordsTest() {
    super(PartsWords::new);
    on(
        PartsWords.CHANGE_HAS_A_REASON,
        "args of container",
        good -> patched(history(new Remove(MAIN + "/args"))));
  }

  private static Altered patched(Patch... patches) {
    return Altered.of(Samples.spark35().stack().patchedBy(patches));
  }

  private static Patch history(Operation... operations) {
    return new JsonPatch("Deployment", HISTORY, operations);
  }

  private List<String> said(Patch... patches) {
    return said(PartsWords.CHANGE_HAS_A_REASON, patched(patches));
  }

  @ParameterizedTest
  @CsvSource({
    "/command/0, tiny, command of container history",
    "/image, registry.example.org/other:1.0, image of container history",
    "/volumeMounts/0/mountPath, /var/tmp, mount of /tmp in container history is gone",
    "/startupProbe/httpGet/path, /api/v2, what is asked by startupProbe of container history",
    "/ports/0/name, web, port 18080 of container history",
  })
  void what_a_container_relies_on_is_named(String field, String value, String named) {
    assertThat(said(history(new Replace(MAIN + field, value))))
        .singleElement()
        .asString()
        .startsWith("a patch changes what Deployment history relies on: ")
        .contains(named)
        .contains(".because(");
  }

  @Test
  void a_container_that_is_gone_is_named_once() {
    assertThat(said(history(new Remove(POD + "/initContainers/0"))))
        .singleElement()
        .asString()
        .containsOnlyOnce("is gone");
  }

  @Test
  void a_command_where_the_image_has_its_own_is_another() {
    assertThat(
            said(new JsonPatch("StatefulSet", JUPYTER, new Add(MAIN + "/command", List.of("x")))))
        .singleElement()
        .asString()
        .contains("command of container");
  }

  @Test
  void a_selector_and_a_port_of_a_service_are_relied_on() {
    assertThat(
            said(
                MergePatch.ofYaml("Service", HISTORY, "spec: {selector: {team: a}}"),
                new JsonPatch("Service", STORE, new Replace("/spec/ports/0/port", 1))))
        .hasSize(2);
  }

  @Test
  void what_is_added_changes_nothing_for_the_part() {
    assertThat(
            said(
                history(
                    new Add(
                        POD + "/containers/0",
                        Map.of("name", "sidecar", "image", "registry.example.org/sidecar:1.0")),
                    new Add(POD + "/tolerations", List.of(Map.of("operator", "Exists"))),
                    new Add(POD + "/volumes/-", Map.of("name", "more", "emptyDir", Map.of()))),
                MergePatch.ofYaml("Service", HISTORY, "metadata: {labels: {team: a}}"),
                new JsonPatch(
                    "StatefulSet",
                    STORE,
                    new Add(MAIN + "/env/-", Map.of("name", "MORE", "value", "1")),
                    new Replace(MAIN + "/startupProbe/failureThreshold", 90),
                    new Replace(MAIN + "/resources/limits/memory", "3Gi"))))
        .isEmpty();
  }

  @Test
  void what_an_earlier_patch_added_is_the_persons_own() {
    Map<String, Object> sidecar =
        Map.of("name", "sidecar", "image", "registry.example.org/sidecar:1.0");

    assertThat(
            said(
                history(new Add(POD + "/containers/0", sidecar)),
                history(new Add(POD + "/containers/0/args", List.of("--verbose")))))
        .isEmpty();
  }

  @Test
  void a_reason_answers_it() {
    Patch patch = history(new Remove(MAIN + "/args"));

    assertThat(said(patch.because("the image starts it"))).isEmpty();
  }

  @Test
  void a_component_that_holds_a_part_and_says_otherwise_is_named() {
    SeaweedFs store = Samples.spark35().seaweedFs();
    Stack stack = new Stack(Samples.spark35().stack().namespace(), List.of(new Patient(store)));

    assertThat(said(PartsWords.CHANGE_HAS_A_REASON, Altered.of(stack)))
        .singleElement()
        .asString()
        .startsWith(
            "Patient changes what ConfigMap seaweed-scripts relies on: file bucket.sh is gone, file start.sh;")
        .contains("a RuleException");
  }

  /** A component of a person's that makes other words of one that ships. */
  private record Patient(SeaweedFs store) implements Component {

    @Override
    public Labels labels() {
      return store.labels();
    }

    @Override
    public List<HasMetadata> resources() {
      List<HasMetadata> resources = store.resources();
      for (HasMetadata each : resources) {
        if (each instanceof ConfigMap map) {
          map.setData(Map.of("start.sh", "exec weed mini\n"));
        }
      }
      return resources;
    }
  }

  @Test
  void a_source_of_variables_that_is_added_passes_and_one_that_goes_is_told() {
    Patch more =
        history(
            new Add(
                MAIN + "/envFrom",
                List.of(Map.of("configMapRef", Map.of("name", "more", "optional", true)))));

    assertThat(said(more)).isEmpty();
  }

  @Test
  void a_merge_patch_that_replaces_a_list_is_named_with_it() {
    Patch patch =
        MergePatch.ofYaml(
            "Deployment",
            HISTORY,
            "spec: {template: {spec: {containers: [{name: history, image: registry.example.org/x:1.0}]}}}");

    assertThat(said(patch))
        .anyMatch(
            message ->
                message.startsWith(
                    "a MergePatch, which puts its spec.template.spec.containers in place of all"
                        + " that was there, changes what Deployment history relies on"));
  }
}
