package io.sparkstead.render.adopt;

import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.overlays.Environment;
import io.sparkstead.render.adopt.found.Fate;
import io.sparkstead.render.adopt.input.Inputs;
import io.sparkstead.render.adopt.outcome.Comparison;
import io.sparkstead.render.adopt.outcome.Row;
import io.sparkstead.render.review.object.TreeObjects;
import io.sparkstead.render.source.EnvironmentFile;
import io.sparkstead.render.tree.Layout;
import io.sparkstead.stack.StackManifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Manifests in a folder, and what becomes of them. */
record Bench(Path folder, Adoption adoption, TreeObjects rendered) {

  private static final Path ARTICLE = Path.of("../stack/src/test/resources/article");

  /** The article's own files, and what its repository says of images beside them. */
  static Map<String, String> article() throws IOException {
    Map<String, String> texts = new java.util.TreeMap<>();
    try (var files = Files.walk(ARTICLE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = ARTICLE.relativize(file).toString().replace('\\', '/');
        if (name.contains("/")) {
          texts.put(name, Files.readString(file));
        }
      }
    }
    texts.put(
        "k8s/kustomization.yaml",
        """
        resources: [namespace.yaml, rbac.yaml, minio.yaml, spark-history-server.yaml, jupyter.yaml]
        images:
        - name: spark-aws
          newName: 192.168.1.3:3000/binayakd/spark-aws
          newTag: 3.5.4
        - name: spark-jupyter
          newName: 192.168.1.3:3000/binayakd/spark-aws-jupyter
          newTag: 3.5.4
        """);
    return texts;
  }

  /** One file of {@code yaml}. */
  static Bench of(Path folder, String yaml) throws IOException {
    return of(folder, Map.of("all.yaml", yaml));
  }

  static Bench of(Path folder, Map<String, String> texts) throws IOException {
    Path given = Files.createTempDirectory(folder, "given");
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Path file = given.resolve(text.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, text.getValue());
    }
    Adoption adoption = Adoption.of(Inputs.of(given), DnsLabel.of("mine"), "k8s");
    Path java = Files.writeString(given.resolve("mine.java"), adoption.text());
    Environment environment = EnvironmentFile.load(java).get(0);
    return new Bench(given, adoption, tree(environment));
  }

  static TreeObjects tree(Environment environment) {
    StackManifests manifests = StackManifests.of(environment.stack(ImageLock.NONE));
    return TreeObjects.of(Layout.of(environment, manifests).files());
  }

  String java() {
    return adoption.text();
  }

  List<Row> rows() {
    return new Comparison(
            adoption.recognition().found(), rendered, adoption.recognition().namespace())
        .rows();
  }

  /** What became of the first value that is at {@code path}. */
  Fate fate(String path) {
    return rows().stream()
        .filter(row -> row.leaf().path().equals(path))
        .map(Row::fate)
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing is at " + path));
  }
}
