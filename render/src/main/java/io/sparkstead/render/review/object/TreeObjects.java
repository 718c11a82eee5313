package io.sparkstead.render.review.object;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.Node;
import io.sparkstead.stack.proof.evidence.Declared;
import io.sparkstead.stack.proof.evidence.Evidence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a tree consists of.
 *
 * @param objects by {@link ObjectName#identity()}, in the order of their files
 * @param files all that is no object, by path: Dockerfiles, scripts, a README
 * @param apart the folders that are not applied with the rest
 */
public record TreeObjects(
    Map<String, TreeObject> objects, Map<String, String> files, Set<String> apart) {

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  public TreeObjects {
    objects = Collections.unmodifiableMap(new LinkedHashMap<>(objects));
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    apart = Set.copyOf(apart);
  }

  /**
   * Of the texts of a tree.
   *
   * @throws IllegalArgumentException if a file that is called as YAML is none
   */
  public static TreeObjects of(Map<String, String> texts) {
    Map<String, KustomizeFolder> folders = new HashMap<>();
    for (Map.Entry<String, String> text : texts.entrySet()) {
      if (KustomizeFolder.isOne(text.getKey())) {
        folders.put(folder(text.getKey()), KustomizeFolder.of(text.getKey(), text.getValue()));
      }
    }
    Map<String, TreeObject> objects = new LinkedHashMap<>();
    Map<String, String> files = new TreeMap<>(texts);
    for (KustomizeFolder folder : folders.values()) {
      for (KustomizeFolder.Generated each : folder.generated(texts)) {
        files.keySet().removeAll(each.paths());
        add(objects, each.paths().isEmpty() ? "" : each.paths().get(0), each.document(), folder);
      }
    }
    for (Map.Entry<String, String> text : new TreeMap<>(texts).entrySet()) {
      if (text.getKey().endsWith(".yaml") && files.containsKey(text.getKey())) {
        KustomizeFolder folder =
            folders.getOrDefault(folder(text.getKey()), KustomizeFolder.of(text.getKey(), ""));
        boolean isApplied =
            !folders.containsKey(folder(text.getKey())) || folder.applied().contains(text.getKey());
        for (JsonNode document : YamlDocuments.all(text.getKey(), text.getValue())) {
          if (isApplied && isObject(document)) {
            files.remove(text.getKey());
            add(objects, text.getKey(), document, folder);
          }
        }
      }
    }
    return new TreeObjects(objects, files, apart(folders));
  }

  /** Those that the root does not name. */
  private static Set<String> apart(Map<String, KustomizeFolder> folders) {
    Set<String> apart = new HashSet<>(folders.keySet());
    apart.remove("");
    KustomizeFolder root = folders.get("");
    if (root != null) {
      root.document().path("resources").forEach(folder -> apart.remove(folder.asText()));
    }
    return apart;
  }

  private static void add(
      Map<String, TreeObject> objects, String path, JsonNode document, KustomizeFolder folder) {
    folder.rename(document);
    ObjectName name = ObjectName.of(document, isOfNoNamespace(document) ? "" : folder.namespace());
    objects.put(name.identity(), new TreeObject(name, path, document));
  }

  private static boolean isOfNoNamespace(JsonNode document) {
    String kind = document.path("kind").asText();
    return kind.startsWith("Cluster") || kind.equals("Namespace") || kind.endsWith("Class");
  }

  private static boolean isObject(JsonNode document) {
    return document.path("apiVersion").isTextual()
        && document.path("kind").isTextual()
        && !document.path("kind").asText().equals("Kustomization")
        && !document.at("/metadata/name").isMissingNode();
  }

  /** With {@code more} objects beside its own. */
  public TreeObjects with(Map<String, TreeObject> more) {
    Map<String, TreeObject> all = new LinkedHashMap<>(objects);
    more.forEach(all::putIfAbsent);
    return new TreeObjects(all, files, apart);
  }

  /** Without what lies in {@code folders}. */
  public TreeObjects without(Set<String> folders) {
    Map<String, TreeObject> left = new LinkedHashMap<>(objects);
    left.values().removeIf(object -> folders.contains(object.folder()));
    return new TreeObjects(left, files, apart);
  }

  /** All as rules see it, on {@code nodes}; none where nobody says. */
  public Evidence evidence(List<Node> nodes) {
    List<Manifest> manifests = new ArrayList<>();
    for (TreeObject object : objects.values()) {
      typed(object).ifPresent(typed -> manifests.add(new Manifest(object.folder(), typed)));
    }
    return new Evidence(
        namespace(),
        manifests,
        files,
        Map.of(),
        Map.of(),
        nodes,
        List.of(),
        new Evidence.Folder("", apart),
        Declared.NOTHING);
  }

  private static Optional<HasMetadata> typed(TreeObject object) {
    try {
      return JSON.treeToValue(object.document(), KubernetesResource.class)
              instanceof HasMetadata typed
          ? Optional.of(typed)
          : Optional.empty();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          object.path()
              + ": "
              + object.name()
              + " is not as its kind has it: "
              + e.getOriginalMessage().lines().findFirst().orElse(""),
          e);
    }
  }

  /** The one that most objects are in. */
  private String namespace() {
    Map<String, Integer> counts = new TreeMap<>();
    for (TreeObject object : objects.values()) {
      counts.merge(object.name().namespace(), 1, Integer::sum);
    }
    counts.remove("");
    return counts.isEmpty()
        ? ""
        : Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
  }

  static String folder(String path) {
    return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
  }
}
