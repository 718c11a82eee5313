package io.sparkstead.stack.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.dsl.value.Origin;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.StackManifests;
import io.sparkstead.stack.patch.JsonPatch.Add;
import io.sparkstead.stack.patch.JsonPatch.Copy;
import io.sparkstead.stack.patch.JsonPatch.Move;
import io.sparkstead.stack.patch.JsonPatch.Remove;
import io.sparkstead.stack.patch.JsonPatch.Replace;
import io.sparkstead.stack.proof.Proof;
import io.sparkstead.stack.secret.ExternalSecrets;
import io.sparkstead.stack.testing.Manifests;
import io.sparkstead.stack.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of single objects, and patches that fit nothing. */
class PatchTest {

  private static final String MARK = "example.org/mark";

  private final Stack stack =
      Samples.spark35()
          .stack()
          .deliveredBy(new ExternalSecrets(ExternalSecrets.Store.ofCluster("vault"), "team/spark"));

  private static List<Manifest> all(Stack stack) {
    StackManifests made = StackManifests.of(stack);
    List<Manifest> all = new ArrayList<>(List.of(made.namespace()));
    made.all().forEach(part -> all.addAll(part.manifests()));
    return all;
  }

  private static HasMetadata object(Stack stack, String title) {
    return all(stack).stream()
        .filter(manifest -> manifest.toString().equals(title))
        .findFirst()
        .orElseThrow()
        .object();
  }

  private String refusal(Patch... patches) {
    try {
      StackManifests.of(stack.patchedBy(patches));
      return "nothing";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** The table in RFC 7386's appendix, as far as its documents are objects. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{a: b}            | {a: c}               | {a: c}",
        "{a: b}            | {b: c}               | {a: b, b: c}",
        "{a: b}            | {a: null}            | {}",
        "{a: b, b: c}      | {a: null}            | {b: c}",
        "{a: [b]}          | {a: c}               | {a: c}",
        "{a: c}            | {a: [b]}             | {a: [b]}",
        "{a: {b: c}}       | {a: {b: d, c: null}} | {a: {b: d}}",
        "{a: [{b: c}]}     | {a: [1]}             | {a: [1]}",
        "{a: foo}          | {b: {c: d}}          | {a: foo, b: {c: d}}",
        "{}                | {a: {bb: {ccc: null}}} | {a: {bb: {}}}",
      })
  void a_merge_is_the_one_of_the_rfc(String target, String patch, String result) {
    assertThat(MergePatch.ofYaml("Kind", "name", patch).applyTo(Documents.parsed(target)))
        .isEqualTo(Documents.parsed(result));
  }

  @Test
  void fields_are_merged_and_taken_away() {
    Stack patched =
        stack.patchedBy(
            new MergePatch(
                "StatefulSet",
                "lab",
                Map.of(
                    "spec",
                    Map.of("minReadySeconds", 30, "revisionHistoryLimit", Optional.empty()))),
            MergePatch.ofYaml(
                "Namespace", "data", "metadata: {labels: {example.org/costs: 'team-7'}}"));

    Manifests.approve(
        List.of(object(patched, "Namespace data"), object(patched, "StatefulSet lab")));
  }

  @Test
  void a_long_that_is_an_integer_is_one() {
    assertThat(new MergePatch("Deployment", "store", Map.of("spec", Map.of("replicas", 2L))))
        .isEqualTo(new MergePatch("Deployment", "store", Map.of("spec", Map.of("replicas", 2))));
    assertThat(new MergePatch("Deployment", "store", Map.of("spec", 1L << 40)))
        .isEqualTo(new MergePatch("Deployment", "store", Map.of("spec", 1L << 40)))
        .isNotEqualTo(new MergePatch("Deployment", "store", Map.of("spec", 0)));
  }

  @Test
  void items_of_lists_are_changed_step_by_step() {
    Stack patched =
        stack.patchedBy(
            new JsonPatch(
                "Service",
                "lab",
                new JsonPatch.Test("/spec/ports/0/name", "http"),
                new Replace("/spec/ports/0/port", 80),
                new Add("/spec/sessionAffinity", "ClientIP"),
                new Add("/metadata/annotations", Map.of("example.org/old", "1")),
                new Copy("/metadata/name", "/metadata/annotations/example.org~1name"),
                new Move(
                    "/metadata/annotations/example.org~1old",
                    "/metadata/annotations/example.org~1new"),
                new Remove("/spec/type")));

    Manifests.approve(List.of(object(patched, "Service lab")));
  }

  @Test
  void a_patched_object_says_everything_else_as_before() {
    for (Manifest manifest : all(stack)) {
      Stack patched =
          stack.patchedBy(
              new MergePatch(
                  manifest.kind(),
                  manifest.name(),
                  Map.of("metadata", Map.of("annotations", Map.of(MARK, "x")))));
      HasMetadata after = object(patched, manifest.toString());
      assertThat(after).hasSameClassAs(manifest.object());
      after.getMetadata().getAnnotations().remove(MARK);
      if (after.getMetadata().getAnnotations().isEmpty()) {
        after.getMetadata().setAnnotations(null);
      }
      assertThat(Yaml.document(after)).isEqualTo(Yaml.document(manifest.object()));
    }
    assertThat(object(stack, "ExternalSecret lab-token"))
        .isInstanceOf(GenericKubernetesResource.class);
  }

  @Test
  void rules_judge_the_patched_object() {
    Stack patched =
        stack.patchedBy(
            MergePatch.ofYaml("Service", "store", "spec: {selector: {app.kubernetes.io/name: x}}"),
            MergePatch.ofYaml("StatefulSet", "lab", "spec: {replica: 2}"));
    assertThat(Proof.of(patched, List.of()))
        .extracting(finding -> finding.rule().id() + " " + finding.message())
        .contains("OBJ-01 StatefulSet lab has no field spec.replica; did you mean replicas?")
        .anyMatch(message -> message.startsWith("REF-01 "));
  }

  @Test
  void sizes_and_images_follow_the_patch() {
    Stack patched =
        stack.patchedBy(
            new JsonPatch(
                "Deployment",
                "history",
                new Replace("/spec/template/spec/containers/0/resources/requests/memory", "5Gi"),
                new Replace("/spec/template/spec/containers/0/image", "example.org/other:1.2")));
    assertThat(memory(patched) - memory(stack)).isEqualTo(3L << 30);
    assertThat(StackManifests.of(patched).images())
        .anyMatch(use -> use.image().repository().equals("example.org/other"));
  }

  private static long memory(Stack stack) {
    return StackManifests.of(stack).atRest().memory().bytes();
  }

  @Test
  void several_patches_of_one_object_are_made_in_their_order() {
    Stack patched =
        stack
            .patchedBy(MergePatch.ofYaml("StatefulSet", "lab", "spec: {minReadySeconds: 10}"))
            .patchedBy(
                new JsonPatch(
                    "StatefulSet",
                    "lab",
                    new JsonPatch.Test("/spec/minReadySeconds", 10),
                    new Replace("/spec/minReadySeconds", 20)))
            .with();
    assertThat(Yaml.document(object(patched, "StatefulSet lab"))).contains("minReadySeconds: 20");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "StatefulSet | labs     | patch of StatefulSet labs matches no object; did you mean lab?",
        "Deployment | lab-disk | patch of Deployment lab-disk matches no object; lab-disk is a PersistentVolumeClaim",
        "Deployment | x        | patch of Deployment x matches no object; of this kind are history",
        "Secret     | x        | patch of Secret x matches no object of this kind; kinds here are ConfigMap, Deployment,",
        "ConfigMap  | examples-samples | patch of ConfigMap examples-samples is for what Kustomize makes of plain files;",
      })
  void a_patch_of_what_is_not_there_names_what_is(String kind, String name, String message) {
    assertThat(refusal(new JsonPatch(kind, name, new Remove("/spec")))).startsWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "spec: {replicas: 1}                       | changes nothing;",
        "spec: {template: {spec: {hostAliases: []}}} | changes nothing;",
        "metadata: {name: other}                   | makes another object of it;",
        "metadata: {namespace: other}              | makes another object of it;",
        "kind: Deployment                          | makes another object of it;",
        "apiVersion: apps/v2                       | makes another object of it;",
        "spec: {minReadySeconds: soon}             | : puts a value of another type at spec.minReadySeconds: ",
      })
  void a_merge_that_does_no_good_is_refused(String text, String message) {
    assertThat(refusal(MergePatch.ofYaml("StatefulSet", "lab", text)))
        .startsWith("patch of StatefulSet lab")
        .contains(message);
  }

  @Test
  void a_step_that_fails_is_named() {
    JsonPatch named = new JsonPatch("Service", "lab", new Add("/spec/ports/http", Map.of()));
    assertThat(refusal(named))
        .startsWith(
            "patch of Service lab: add /spec/ports/http fails: its path has a name where a list is;"
                + " write an index");
    assertThat(refusal(new JsonPatch("Service", "lab", new Replace("/spec/ports/7/port", 80))))
        .startsWith("patch of Service lab: replace /spec/ports/7/port fails: ");
    assertThat(refusal(new JsonPatch("Service", "lab", new Remove("/spec/none"))))
        .startsWith("patch of Service lab: remove /spec/none fails: ");
    assertThat(refusal(new JsonPatch("Service", "lab", new JsonPatch.Test("/metadata/name", "x"))))
        .startsWith("patch of Service lab: test /metadata/name fails: ");
    assertThat(
            refusal(new JsonPatch("Service", "lab", new JsonPatch.Test("/metadata/name", "lab"))))
        .startsWith("patch of Service lab changes nothing;");
  }

  @Test
  void a_file_that_pods_read_takes_no_patch() {
    assertThat(refusal(MergePatch.ofYaml("ConfigMap", "lab-conf", "data: {more.py: pass}")))
        .startsWith("patch of ConfigMap lab-conf changes a file, and the pods that read it");
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    assertThat(
            refusal(
                new JsonPatch("StatefulSet", "labs", new Remove("/spec")),
                new JsonPatch("Service", "lab", new Remove("/spec/none")),
                MergePatch.ofYaml("Namespace", "data", "metadata: {name: data}")))
        .startsWith("3 patches do not fit:\n  patch of StatefulSet labs matches no object;")
        .contains("\n  patch of Service lab: remove /spec/none fails: ")
        .contains("\n  patch of Namespace data changes nothing;");
  }

  @Test
  void a_patch_that_leaves_little_is_for_the_rules_to_judge() {
    Stack bare = stack.patchedBy(MergePatch.ofYaml("StatefulSet", "lab", "spec: null"));
    assertThat(Proof.of(bare, List.of())).isNotEmpty();
    Stack hollow =
        stack.patchedBy(
            new JsonPatch(
                "StatefulSet",
                "lab",
                new Remove("/spec/template/spec/containers/0/image"),
                new Remove("/spec/template/spec/containers/0/resources")));
    assertThat(Proof.of(hollow, List.of())).isNotEmpty();
  }

  @Test
  void an_image_that_is_none_is_refused_where_it_is_patched() {
    assertThat(
            refusal(
                new JsonPatch(
                    "StatefulSet",
                    "lab",
                    new Replace("/spec/template/spec/containers/0/image", "No Image"))))
        .contains("No Image");
  }

  @Test
  void a_patch_behind_one_that_is_refused_is_not_blamed_for_it() {
    assertThat(
            refusal(
                MergePatch.ofYaml("ResourceQuota", "limits", "spec: {hard: {pods: many}}"),
                MergePatch.ofYaml("ResourceQuota", "limits", "spec: {hard: {services: 50}}")))
        .startsWith("patch of ResourceQuota limits: puts spec.hard.pods 'many', which is no amount")
        .doesNotContain("\n");
  }

  @Test
  void an_object_that_is_there_twice_takes_no_patch() {
    HasMetadata object = Samples.DATA.resource();
    Patches patches =
        Patches.NONE.and(
            List.of(new JsonPatch("Namespace", "data", new Remove("/kind"))), Origin.here());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> patches.refuseMisfits(List.of(object, object), Set.of(), any -> {}))
        .withMessageContaining("patch of Namespace data matches 2 objects");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "spec", "/spec/~2", "/spec/~"})
  void a_path_is_a_json_pointer_to_a_field(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Remove(path))
        .withMessageContaining("path '" + path + "' is no JSON pointer to a field");
  }

  @ParameterizedTest
  @ValueSource(strings = {"- a list", "a: b\n---\nc: d", "a: 1\na: 2", "{", ""})
  void a_text_is_one_document_with_fields(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MergePatch.ofYaml("StatefulSet", "lab", text))
        .withMessageStartingWith("the text of a patch is not YAML with fields: ");
  }

  @Test
  void what_yaml_has_no_form_for_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MergePatch("StatefulSet", "lab", Map.of("a", Map.of("b", 'c'))))
        .withMessageStartingWith("patch holds a Character at b; ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MergePatch.ofYaml("StatefulSet", "lab", "a: " + "9".repeat(20)))
        .withMessage(
            "patch holds 99999999999999999999 at a, which readers of YAML take for another number or"
                + " none; give it fewer digits, or as a string");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MergePatch.ofYaml("StatefulSet", "lab", "a: [null]"))
        .withMessageStartingWith("patch holds a value to take away at a; ");
  }

  @Test
  void what_is_changed_is_named_for_the_reader_of_the_tree() {
    assertThat(
            MergePatch.ofYaml(
                    "StatefulSet", "lab", "{spec: {a: {b: 1, c: null}}, metadata: {x/y: {}}}")
                .changes())
        .containsExactly("spec.a.b", "without spec.a.c", "metadata[x/y]");
    assertThat(
            new JsonPatch("StatefulSet", "lab", new JsonPatch.Test("/a", 1), new Replace("/a", 2))
                .changes())
        .containsExactly("replace /a");
  }

  @Test
  void a_reason_is_one_line_said_once() {
    Patch patch = MergePatch.ofYaml("Namespace", "data", "metadata: {labels: {team: 'seven'}}");

    assertThat(patch.because("costs").reason()).contains("costs");
    assertThat(patch.reason()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> patch.because(" "))
        .withMessageContaining("say in one why it is right");
    assertThatIllegalArgumentException().isThrownBy(() -> patch.because("a\nb"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> patch.because("costs").because("more"))
        .withMessageContaining("call because(…) once");
  }
}
