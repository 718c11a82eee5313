package io.sparkstead.render.review.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkstead.render.tree.Kustomization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a folder's {@code kustomization.yaml} makes of the files beside it, as ours do. */
public record KustomizeFolder(String folder, JsonNode document) {

  /** What ours say, and what is read here. */
  private static final Set<String> READ =
      Set.of(
          "apiVersion",
          "kind",
          "namespace",
          "resources",
          "generators",
          "configMapGenerator",
          "images");

  public KustomizeFolder {
    document
        .fieldNames()
        .forEachRemaining(
            field -> {
              if (!READ.contains(field)) {
                throw new IllegalArgumentException(
                    (folder.isEmpty() ? "" : folder + "/")
                        + Kustomization.FILE
                        + " says "
                        + field
                        + ", which is not read here; compare with kubectl diff -k");
              }
            });
  }

  /** Whether {@code path} is that of such a file. */
  static boolean isOne(String path) {
    return path.substring(path.lastIndexOf('/') + 1).equals(Kustomization.FILE);
  }

  static KustomizeFolder of(String path, String text) {
    return new KustomizeFolder(TreeObjects.folder(path), YamlDocuments.first(path, text));
  }

  /** The files that the one at {@code path} applies, if it is a {@code kustomization.yaml}. */
  public static List<String> applied(String path, String text) {
    return isOne(path) ? of(path, text).applied() : List.of();
  }

  /** The files that it applies, and not the folders. */
  List<String> applied() {
    List<String> applied = new ArrayList<>();
    for (JsonNode resource : document.path("resources")) {
      if (resource.asText().endsWith(".yaml")) {
        applied.add(path(resource.asText().replaceFirst("^\\./", "")));
      }
    }
    return applied;
  }

  String namespace() {
    return document.path("namespace").asText("");
  }

  /** The ConfigMaps made of plain files, with the paths of those files. */
  List<Generated> generated(Map<String, String> files) {
    List<Generated> made = new ArrayList<>();
    for (JsonNode generator : document.path("configMapGenerator")) {
      ObjectNode map = JsonNodeFactory.instance.objectNode();
      map.put("apiVersion", "v1").put("kind", "ConfigMap");
      ObjectNode metadata = map.putObject("metadata");
      metadata.put("name", generator.path("name").asText());
      metadata.put("namespace", namespace());
      JsonNode labels = generator.at("/options/labels");
      if (labels.isObject()) {
        metadata.set("labels", labels);
      }
      ObjectNode data = map.putObject("data");
      List<String> paths = new ArrayList<>();
      for (JsonNode file : generator.path("files")) {
        String[] keyAndPath = file.asText().split("=", 2);
        String path = path(keyAndPath[keyAndPath.length - 1]);
        String key = keyAndPath[0].substring(keyAndPath[0].lastIndexOf('/') + 1);
        if (files.containsKey(path)) {
          data.put(key, files.get(path));
          paths.add(path);
        }
      }
      made.add(new Generated(map, paths));
    }
    return made;
  }

  /** A ConfigMap of plain files. */
  record Generated(ObjectNode document, List<String> paths) {

    Generated {
      paths = List.copyOf(paths);
    }
  }

  /** Puts into containers of {@code object} the images that are pulled for what it names. */
  void rename(JsonNode object) {
    Map<String, JsonNode> renames = new HashMap<>();
    document.path("images").forEach(each -> renames.put(each.path("name").asText(), each));
    if (!renames.isEmpty()) {
      for (String list : List.of("containers", "initContainers")) {
        for (JsonNode containers : object.findValues(list)) {
          containers.forEach(container -> rename(container, renames));
        }
      }
    }
  }

  private static void rename(JsonNode container, Map<String, JsonNode> renames) {
    String image = container.path("image").asText();
    String tagged = image.split("@", 2)[0];
    int colon = tagged.indexOf(':', tagged.lastIndexOf('/') + 1);
    String name = colon < 0 ? tagged : tagged.substring(0, colon);
    JsonNode rename = renames.get(name);
    if (rename == null || !(container instanceof ObjectNode fields)) {
      return;
    }
    String tag = rename.has("newTag") ? ":" + rename.path("newTag").asText() : "";
    String digest = rename.has("digest") ? "@" + rename.path("digest").asText() : "";
    String version =
        tag.isEmpty() && digest.isEmpty() ? image.substring(name.length()) : tag + digest;
    fields.put("image", rename.path("newName").asText(name) + version);
  }

  private String path(String file) {
    return folder.isEmpty() ? file : folder + "/" + file;
  }
}
