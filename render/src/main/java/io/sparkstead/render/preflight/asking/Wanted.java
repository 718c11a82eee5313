package io.sparkstead.render.preflight.asking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sparkstead.render.cluster.live.SecretKeys;
import io.sparkstead.render.review.object.TreeObject;
import io.sparkstead.render.review.object.TreeObjects;
import io.sparkstead.stack.own.ExistingObject;
import io.sparkstead.stack.proof.evidence.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a tree counts on.
 *
 * @param secrets that its pods read
 * @param existing what others made in its namespace
 * @param kubernetes the oldest that its Spark is documented for: {@code 1.32}
 */
public record Wanted(
    TreeObjects tree,
    String namespace,
    List<SecretKeys> secrets,
    Set<ExistingObject> existing,
    Optional<String> kubernetes) {

  private static final YAMLMapper YAML = new YAMLMapper();

  public Wanted {
    secrets = List.copyOf(secrets);
    existing = Set.copyOf(existing);
  }

  /** The objects of {@code kind}. */
  public List<TreeObject> all(String kind) {
    return tree.objects().values().stream().filter(one -> one.name().kind().equals(kind)).toList();
  }

  /** Whether the tree makes it itself. */
  public boolean makes(String kind, String namespace, String name) {
    return tree.objects().values().stream()
        .anyMatch(
            one ->
                one.name().kind().equals(kind)
                    && one.name().namespace().equals(namespace)
                    && one.name().name().equals(name));
  }

  /** The tree as rules see it, on no nodes. */
  public Evidence evidence() {
    return tree.evidence(List.of());
  }

  /** The values of Spark's properties whose keys end with {@code end}. */
  public List<String> properties(String end) {
    List<String> values = new ArrayList<>();
    evidence()
        .confs()
        .forEach(
            conf ->
                conf.properties()
                    .forEach(
                        (key, value) -> {
                          if (key.endsWith(end) && !value.isEmpty() && !values.contains(value)) {
                            values.add(value);
                          }
                        }));
    return values;
  }

  /** The pods that controllers make, and the templates of those that Spark makes. */
  public List<PodOf> pods() {
    List<PodOf> pods = new ArrayList<>();
    for (TreeObject object : tree.objects().values()) {
      String owner = object.name().inShort();
      String in = object.name().namespace();
      for (String where : List.of("/spec/template", "/spec/jobTemplate/spec/template")) {
        if (object.at(where).path("spec").has("containers")) {
          pods.add(new PodOf(owner, in, true, object.at(where)));
        }
      }
      if (object.name().kind().equals("ConfigMap")) {
        for (JsonNode text : object.at("/data")) {
          template(text.asText())
              .ifPresent(template -> pods.add(new PodOf(owner, in, false, template)));
        }
      }
    }
    return pods;
  }

  private static Optional<JsonNode> template(String text) {
    if (!text.contains("kind: Pod")) {
      return Optional.empty();
    }
    try {
      JsonNode document = YAML.readTree(text);
      return document.path("kind").asText().equals("Pod")
          ? Optional.of(document)
          : Optional.empty();
    } catch (JsonProcessingException e) {
      // A text that speaks of pods, and is none.
      return Optional.empty();
    }
  }
}
