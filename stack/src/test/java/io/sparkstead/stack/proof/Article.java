package io.sparkstead.stack.proof;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Evidence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Manifests and files as somebody wrote them: the article's. */
final class Article {

  private static final Path FILES = Path.of("src/test/resources/article");
  private static final ObjectReader YAML = new YAMLMapper().readerFor(KubernetesResource.class);

  private Article() {}

  static Evidence evidence() {
    List<Manifest> manifests = new ArrayList<>();
    Map<String, String> files = new TreeMap<>();
    texts()
        .forEach(
            (path, text) -> {
              if (path.startsWith("k8s/")) {
                String folder = path.substring("k8s/".length(), path.lastIndexOf('.'));
                objects(text).forEach(object -> manifests.add(new Manifest(folder, object)));
              } else {
                files.put(path, text);
              }
            });
    return new Evidence(
        "spark",
        manifests,
        files,
        Map.<String, Set<String>>of(),
        Map.of(
            "spark-aws:v1", "192.168.1.3:3000/binayakd/spark-aws:3.5.4",
            "spark-jupyter:v1", "192.168.1.3:3000/binayakd/spark-aws-jupyter:3.5.4"));
  }

  /** The objects of a YAML file, as {@code kubectl} would read them. */
  static List<HasMetadata> objects(String yaml) {
    try (MappingIterator<HasMetadata> documents = YAML.readValues(yaml)) {
      return documents.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(FILES)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String name = FILES.relativize(path).toString().replace('\\', '/');
        if (name.contains("/")) {
          texts.put(name, Files.readString(path));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }
}
