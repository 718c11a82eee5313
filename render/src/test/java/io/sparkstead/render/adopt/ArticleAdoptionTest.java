package io.sparkstead.render.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkstead.overlays.Homelab;
import io.sparkstead.render.adopt.found.Fate;
import io.sparkstead.render.review.change.TreeChange;
import io.sparkstead.render.review.object.TreeObjects;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The article's manifests come back as {@link Homelab}, however they are written. */
class ArticleAdoptionTest {

  /** What the article's names become, none of which says what it is. */
  private static final Map<String, String> RENAMES =
      Map.of(
          "minio-pvc", "blob-disk",
          "jupyter-pvc", "desk-disk",
          "jupyter-headless", "desk-direct",
          "spark-history-server", "past",
          "spark-conf", "past-settings",
          "spark-role", "maker");

  @TempDir private Path folder;

  @Test
  void it_is_homelab_but_for_what_the_manifests_do_not_say() throws IOException {
    TreeChange change = change(Bench.of(folder, Bench.article()));

    assertThat(change.removed())
        .as("network policies are made once somebody says where the API server is")
        .isNotEmpty()
        .allMatch(gone -> gone.name().kind().equals("NetworkPolicy"));
    assertThat(change.added()).isEmpty();
    assertThat(change.changed()).extracting(one -> one.name().inShort()).isEmpty();
  }

  @Test
  void no_value_is_without_a_word() throws IOException {
    Bench bench = Bench.of(folder, Bench.article());

    // docs/import.md has these figures.
    assertThat(count(bench, Fate.Carried.class)).isEqualTo(143);
    assertThat(count(bench, Fate.Fixed.class)).isEqualTo(69);
    assertThat(bench.rows())
        .hasSize(213)
        .allMatch(row -> !row.fate().words().isEmpty())
        .filteredOn(row -> row.fate() instanceof Fate.Left)
        .extracting(row -> row.leaf().path())
        .containsExactly("[spark.executor.instances]");
  }

  @Test
  void its_keys_are_nowhere_in_the_file() throws IOException {
    assertThat(Bench.of(folder, Bench.article()).java())
        .doesNotContain("sparkminio")
        .doesNotContain("sparkjupyter");
  }

  @Test
  void called_otherwise_it_is_the_same_environment() throws IOException {
    Map<String, String> renamed = new TreeMap<>();
    Bench.article().forEach((name, text) -> renamed.put(name, renamed(name, text)));

    Bench bench = Bench.of(folder, renamed);

    assertThat(bench.java()).isEqualTo(Bench.of(folder, Bench.article()).java());
    assertThat(bench.fate("metadata.name"))
        .isEqualTo(
            new Fate.Left(
                "it is called jupyter-pvc here, and another claim is another disk: copy the data"));
  }

  @Test
  void split_and_in_another_order_it_is_the_same_environment() throws IOException {
    Map<String, String> texts = new TreeMap<>(Bench.article());
    List<String> documents = new ArrayList<>();
    texts.keySet().stream()
        .filter(ArticleAdoptionTest::isManifest)
        .toList()
        .forEach(name -> documents.addAll(List.of(texts.remove(name).split("\n---\n", -1))));
    Collections.reverse(documents);
    for (int i = 0; i < documents.size(); i++) {
      texts.put("objects/%02d.yaml".formatted(i), documents.get(i));
    }

    assertThat(Bench.of(folder, texts).java()).isEqualTo(Bench.of(folder, Bench.article()).java());
  }

  @Test
  void all_in_one_stream_it_is_the_same_environment_but_for_what_is_no_manifest()
      throws IOException {
    Map<String, String> texts = new TreeMap<>(Bench.article());
    texts.keySet().removeIf(name -> name.startsWith("images/") || name.startsWith("workspace/"));
    String manifests =
        String.join(
            "\n---\n",
            texts.entrySet().stream()
                .filter(each -> isManifest(each.getKey()))
                .map(Map.Entry::getValue)
                .toList());

    assertThat(Bench.of(folder, manifests).java())
        .contains(".storeExposure(new MetalLb(\"192.168.1.5\"))")
        .contains(".bucket(\"spark-on-kube\")")
        .contains("// GUESS: the registry you push images to")
        .contains("// GUESS: the release of Spark; no image's tag and no version says it.");
  }

  private static long count(Bench bench, Class<? extends Fate> fate) {
    return bench.rows().stream().filter(row -> fate.isInstance(row.fate())).count();
  }

  private static boolean isManifest(String name) {
    return name.endsWith(".yaml") && !name.endsWith("kustomization.yaml");
  }

  private static String renamed(String name, String text) {
    if (!name.endsWith(".yaml")) {
      return text;
    }
    String renamed = text;
    for (Map.Entry<String, String> each : RENAMES.entrySet()) {
      renamed =
          renamed.replaceAll(
              "(?m)((?:name|app|claimName): )" + each.getKey() + "$", "$1" + each.getValue());
    }
    return renamed
        .replaceAll("(?m)((?:name|app): )minio$", "$1blobs")
        .replaceAll("(?m)((?:name|app): )jupyter$", "$1desk");
  }

  private static TreeChange change(Bench bench) {
    TreeObjects homelab = Bench.tree(new Homelab());
    return TreeChange.between(objects(homelab), objects(bench.rendered()));
  }

  /** Without the files that name the environment. */
  private static TreeObjects objects(TreeObjects tree) {
    return new TreeObjects(tree.objects(), Map.of(), tree.apart());
  }
}
