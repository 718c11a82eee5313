package io.sparkstead.render.survey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sparkstead.render.cluster.Cluster;
import io.sparkstead.render.cluster.Reply;
import io.sparkstead.render.cluster.Unanswered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A cluster that says what a test has it say. How a real one says it, {@code PreflightIT} asks. */
final class SaidCluster implements Cluster {

  private static final YAMLMapper YAML = new YAMLMapper();

  private static final List<String> ALWAYS =
      List.of(
          "v1 Node",
          "v1 Pod",
          "v1 Namespace",
          "v1 Service",
          "storage.k8s.io/v1 StorageClass",
          "networking.k8s.io/v1 IngressClass",
          "discovery.k8s.io/v1 EndpointSlice");

  private static final List<String> OF_NO_NAMESPACE =
      List.of("Node", "Namespace", "StorageClass", "IngressClass");

  private final List<JsonNode> objects = new ArrayList<>();
  private final List<String> forbidden = new ArrayList<>();
  private final Map<String, String> broken = new LinkedHashMap<>();

  /** One with these objects, each as YAML. */
  static SaidCluster of(String... objects) {
    SaidCluster cluster = new SaidCluster();
    for (String each : objects) {
      try {
        cluster.objects.add(YAML.readTree(each));
      } catch (JsonProcessingException e) {
        throw new AssertionError(each, e);
      }
    }
    return cluster;
  }

  /** Where {@code plural} are not for who asks. */
  SaidCluster keeping(String plural) {
    forbidden.add(plural);
    return this;
  }

  /** Which does not answer for {@code plural}. */
  SaidCluster silentOn(String plural) {
    broken.put(plural, "has not answered within 15 seconds");
    return this;
  }

  @Override
  public String name() {
    return "https://10.0.0.1:6443 (context lab)";
  }

  @Override
  public Reply get(String path) throws Unanswered {
    String[] parts = path.split("[?]", 2);
    List<String> words = List.of(parts[0].substring(1).split("/"));
    int version = words.get(0).equals("api") ? 2 : 3;
    String api = String.join("/", words.subList(1, version));
    if (words.size() == version) {
      return served(api);
    }
    boolean isIn = words.get(version).equals("namespaces") && words.size() > version + 2;
    String plural = words.get(isIn ? version + 2 : version);
    String named =
        words.size() > (isIn ? version + 3 : version + 1) ? words.get(words.size() - 1) : "";
    if (broken.containsKey(plural)) {
      throw new Unanswered(name(), "GET " + path, broken.get(plural));
    }
    if (forbidden.contains(plural)) {
      return new Reply.Forbidden("cannot list resource \"" + plural + "\"");
    }
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode object : objects) {
      if (object.path("apiVersion").asText().equals(api)
          && plural(object.path("kind").asText()).equals(plural)
          && (!isIn || object.at("/metadata/namespace").asText().equals(words.get(version + 1)))
          && (named.isEmpty() || object.at("/metadata/name").asText().equals(named))
          && (parts.length < 2 || hasLabels(object, parts[1]))) {
        found.add(object);
      }
    }
    if (!named.isEmpty()) {
      return found.isEmpty() ? new Reply.Absent(path) : new Reply.Found(found.get(0));
    }
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.putArray("items").addAll(found);
    return new Reply.Found(list);
  }

  private static boolean hasLabels(JsonNode object, String query) {
    String[] label = query.replace("labelSelector=", "").replace("%3D", "=").split("=", 2);
    return object.at("/metadata/labels").path(label[0]).asText().equals(label[1]);
  }

  private Reply served(String api) {
    List<String> kinds = new ArrayList<>(ALWAYS);
    objects.forEach(
        one -> kinds.add(one.path("apiVersion").asText() + " " + one.path("kind").asText()));
    ArrayNode resources = JsonNodeFactory.instance.arrayNode();
    for (String kind : kinds) {
      String[] words = kind.split(" ", 2);
      if (words[0].equals(api)) {
        resources
            .addObject()
            .put("name", plural(words[1]))
            .put("kind", words[1])
            .put("namespaced", !OF_NO_NAMESPACE.contains(words[1]));
      }
    }
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.set("resources", resources);
    return resources.isEmpty() ? new Reply.Absent(api) : new Reply.Found(list);
  }

  private static String plural(String kind) {
    String small = kind.toLowerCase(Locale.ROOT);
    return small + (small.endsWith("s") ? "es" : "s");
  }

  @Override
  public Reply tried(Trial trial, String path, JsonNode patch) {
    throw new AssertionError("a survey tries nothing, and did so at " + path);
  }
}
