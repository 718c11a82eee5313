package io.sparkstead.render.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.sparkstead.dsl.kube.Exposure;
import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.render.Elsewhere;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.StackManifests;
import io.sparkstead.stack.image.ImageBuild;
import io.sparkstead.stack.patch.MergePatch;
import io.sparkstead.stack.preset.Workbench;
import io.sparkstead.stack.secret.SealedSecrets;
import io.sparkstead.stack.secret.Sops;
import io.sparkstead.stack.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What no environment of ours has: {@link ApprovedTreesTest} sees the rest. */
class LayoutTest {

  private static final Samples SAMPLES = Samples.spark35();
  private static final Workbench BENCH = new Workbench("registry.example.org/team", ImageLock.NONE);

  @Test
  void a_sealed_secret_is_applied_with_the_others() {
    Map<String, String> files = files(SAMPLES.stack().deliveredBy(new SealedSecrets()));

    assertThat(files.get("secrets/kustomization.yaml")).contains("lake-keys.yaml");
    // A person makes it.
    assertThat(files).doesNotContainKey("secrets/lake-keys.yaml");
  }

  @Test
  void a_secret_encrypted_by_sops_is_applied_by_its_generator_alone() {
    Map<String, String> files =
        files(SAMPLES.stack().deliveredBy(new Sops("age1" + "q".repeat(58))));

    Map<?, ?> kustomization = new Yaml().load(files.get("secrets/kustomization.yaml"));
    assertThat(kustomization.get("generators")).asString().contains(".yaml");
    assertThat(String.valueOf(kustomization.get("resources"))).doesNotContain("lake-keys");
  }

  @Test
  void a_stack_that_builds_nothing_says_so() {
    Map<String, String> files = files(new Stack(Samples.DATA, List.of(SAMPLES.minio())));

    assertThat(files.get("README.md"))
        .contains("## Images to build\n\nNone: every image is pulled as it is.\n")
        .doesNotContain("images/build.sh", "`images/`");
    assertThat(files.keySet()).noneMatch(path -> path.startsWith("images/"));
  }

  @Test
  void what_is_submitted_on_request_is_run_from_its_own_folder() {
    Map<String, String> files =
        files(SAMPLES.stack(Samples.OUTSIDE, SAMPLES.seaweedFs(), SAMPLES.submission()));

    assertThat(files.get("README.md"))
        .contains("## Run `report`\n")
        .contains("kubectl apply -k out/elsewhere/report\n")
        .contains("kubectl logs -n data -f -l app.kubernetes.io/name=report\n");
    assertThat(files.get("kustomization.yaml")).doesNotContain("report");
    assertThat(files).containsKey("report/kustomization.yaml");
  }

  @Test
  void the_secrets_of_certificates_are_made_by_others() {
    Stack stack =
        BENCH
            .historyExposure(
                new Exposure.Ingress(
                    DnsLabel.of("nginx"),
                    Map.of("http", "history.example.org"),
                    Optional.of(DnsLabel.of("history-tls"))))
            .stack();
    String line =
        "- Secret `history-tls` of type `kubernetes.io/tls`, by cert-manager or by hand: the"
            + " certificate of history.example.org\n";

    assertThat(files(stack).get("README.md")).contains("## What others make\n", line);
    assertThat(
            files(ofTheController(stack, "spec: {tls: [{hosts: [history.example.org]}]}"))
                .get("README.md"))
        .doesNotContain("kubernetes.io/tls", "## What others make");
    assertThat(files(ofTheController(stack, "spec: null")).get("README.md"))
        .doesNotContain("kubernetes.io/tls");
  }

  private static Stack ofTheController(Stack stack, String ingress) {
    return stack.patchedBy(MergePatch.ofYaml("Ingress", "spark-history-server", ingress));
  }

  @Test
  void a_namespace_of_others_is_in_no_file_and_no_step() {
    Map<String, String> files =
        files(BENCH.namespace(new Namespace("team-a").madeByOthers()).stack());

    assertThat(files).doesNotContainKey("namespace.yaml");
    assertThat(files.get("kustomization.yaml")).doesNotContain("namespace.yaml");
    assertThat(files.get("README.md"))
        .doesNotContain("namespace.yaml")
        .contains("## What others make\n\nThe namespace `team-a`, before all else.")
        .contains("pod-security.kubernetes.io/enforce=restricted")
        .containsPattern("\\| `pods` \\| \\d+ \\|")
        .contains("RoleBinding are in the tree.\n\n## ")
        .doesNotContain("Pods wait until");
    assertThat(
            ManifestStream.of(
                StackManifests.of(BENCH.namespace(new Namespace("team-a").madeByOthers()).stack())))
        .doesNotContain("kind: Namespace\n");
  }

  @Test
  void several_notebooks_are_told_apart_and_what_they_share_is_said() {
    Map<String, String> files = files(BENCH.people("ann", "bob").stack());

    assertThat(files.get("README.md"))
        .contains("## What the notebooks share\n\n`jupyter-ann`, `jupyter-bob` have each a disk")
        .contains("| JupyterLab, jupyter-ann | <http://localhost:8888> |")
        .contains("| JupyterLab, jupyter-bob | <http://localhost:8889> |");
    assertThat(files.get("port-forward.sh"))
        .contains("forward 'jupyter-ann' 8888:8888 &\n")
        .contains("forward 'jupyter-bob' 8889:8888 &\n");
    assertThat(files(BENCH.stack()).get("README.md")).doesNotContain("What the notebooks share");
  }

  @Test
  void a_page_below_a_path_is_shown_with_it() {
    Exposure gateway =
        new Exposure.Gateway(
            DnsLabel.of("edge"),
            DnsLabel.of("public"),
            Map.of("http", "tools.example.org/jupyter", "spark-ui", "tools.example.org/ui"));
    Map<String, String> files = files(BENCH.notebookExposure(gateway).stack());

    assertThat(files.get("README.md"))
        .contains("<https://tools.example.org/jupyter/>")
        .contains("`http://jupyter.spark.svc:8888/jupyter`");
    assertThat(files.get("jupyter/configmap-jupyter-conf.yaml"))
        .contains("c.ServerApp.base_url = \"/jupyter/\"\n");
    assertThat(files.get("jupyter/statefulset-jupyter.yaml")).contains("path: /jupyter/api\n");
    assertThat(files.get("jupyter/configmap-jupyter-spark-conf.yaml"))
        .contains("spark.ui.proxyBase=/ui\n")
        .contains("spark.ui.proxyRedirectUri=https://tools.example.org\n");
  }

  @Test
  void what_is_patched_is_told() {
    Stack patched =
        SAMPLES
            .stack()
            .patchedBy(
                new MergePatch("StatefulSet", "lab", Map.of("spec", Map.of("minReadySeconds", 30))),
                MergePatch.ofYaml("Namespace", "data", "metadata: {labels: {team: 'seven'}}"));

    assertThat(files(patched).get("README.md"))
        .contains("## What is patched\n")
        .contains("| StatefulSet `lab` | `")
        .contains("| Namespace `data` | `");
    assertThat(files(SAMPLES.stack()).get("README.md")).doesNotContain("What is patched");
  }

  @Test
  void why_a_patch_is_right_is_told_beside_it() {
    Stack patched =
        SAMPLES
            .stack()
            .patchedBy(
                MergePatch.ofYaml("Namespace", "data", "metadata: {labels: {team: 'seven'}}")
                    .because("costs | quarters"));

    assertThat(files(patched).get("README.md"))
        .contains("| object | changed | because |\n")
        .contains("| `metadata.labels.team` | costs \\| quarters |\n");
  }

  @Test
  void a_stream_pulls_what_is_built_by_the_names_it_is_published_under() {
    List<String> images = new ArrayList<>();
    for (Object document :
        new Yaml().loadAll(ManifestStream.of(StackManifests.of(SAMPLES.stack())))) {
      images(document, images);
    }

    assertThat(images)
        .contains(
            Samples.REGISTRY + "spark:3.5.4",
            Samples.REGISTRY + "spark-notebook:3.5.4",
            SAMPLES.minioImages().server().toString());
    assertThat(images).doesNotContain("spark", "notebook");
  }

  @Test
  void
      a_component_that_says_nothing_of_its_images_pulls_them_by_the_names_they_are_published_under() {
    List<Component> components = new ArrayList<>(SAMPLES.stack().components());
    ImageBuild built = SAMPLES.stack().builds().get(0);
    components.add(new Silent(built.inManifests().toString()));

    assertThat(files(new Stack(SAMPLES.stack().namespace(), components)))
        .extractingByKey("silent/kustomization.yaml")
        .asString()
        .contains(
            "- name: " + built.inManifests().repository() + "\n",
            "  newName: " + built.published().repository() + "\n");
  }

  @Test
  void a_stream_holds_what_is_applied_together() {
    List<String> kinds = new ArrayList<>();
    for (Object document :
        new Yaml().loadAll(ManifestStream.of(StackManifests.of(SAMPLES.stack())))) {
      Map<?, ?> object = (Map<?, ?>) document;
      kinds.add(object.get("kind") + " " + ((Map<?, ?>) object.get("metadata")).get("name"));
    }

    assertThat(kinds)
        .startsWith("Namespace data")
        // Kustomize makes it of plain files.
        .contains("StatefulSet lab", "ConfigMap examples-samples")
        // It is applied on request.
        .noneMatch(kind -> kind.startsWith("Job check"))
        .doesNotHaveDuplicates();
  }

  private static void images(Object node, List<String> images) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (key.equals("image") && value instanceof String image) {
              images.add(image);
            }
            images(value, images);
          });
    } else if (node instanceof List<?> list) {
      list.forEach(item -> images(item, images));
    }
  }

  private static Map<String, String> files(Stack stack) {
    return Layout.of(new Elsewhere(stack), stack).files();
  }

  @Test
  void a_stream_leaves_the_objects_as_they_are() {
    StackManifests made = StackManifests.of(SAMPLES.stack());
    Map<String, String> before = Layout.of(new Elsewhere(made.stack()), made).files();
    assertThat(ManifestStream.of(made)).contains("image: " + Samples.REGISTRY + "spark:3.5.4");
    assertThat(Layout.of(new Elsewhere(made.stack()), made).files()).isEqualTo(before);
  }

  /** A component of a person's own that runs what another has built. */
  private record Silent(String image) implements Component {

    @Override
    public Labels labels() {
      return new Labels(Samples.DATA, DnsLabel.of("silent"), "test");
    }

    @Override
    public List<HasMetadata> resources() {
      Container container = new Container();
      container.setName("silent");
      container.setImage(image);
      PodSpec spec = new PodSpec();
      spec.setContainers(List.of(container));
      Pod pod = new Pod();
      pod.setMetadata(labels().metadata());
      pod.setSpec(spec);
      return List.of(pod);
    }
  }
}
