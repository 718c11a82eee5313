package io.sparkstead.render.adopt.found;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.adopt.input.Given;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** An object that has pods, and what they do. */
record Workload(Given given) {

  private static final List<String> KINDS =
      List.of(
          "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Pod");

  private static final Pattern SERVER =
      Pattern.compile("minio|seaweed|weed server|jupyter|spark|HistoryServer");

  static List<Workload> all(List<Given> objects) {
    List<Workload> all = new ArrayList<>();
    for (Given one : objects) {
      if (KINDS.contains(one.kind())) {
        all.add(new Workload(one));
      }
    }
    return all;
  }

  /** Where its pods are described. */
  String pod() {
    return given.kind().equals("Pod") ? "/spec" : "/spec/template/spec";
  }

  JsonNode labels() {
    return given.at(
        given.kind().equals("Pod") ? "/metadata/labels" : "/spec/template/metadata/labels");
  }

  JsonNode containers() {
    return given.at(pod() + "/containers");
  }

  /** The place of the server among its containers; the first, if none shows what it is. */
  int main() {
    for (int i = 0; i < containers().size(); i++) {
      JsonNode container = containers().path(i);
      String text =
          container.path("image").asText() + container.path("command") + container.path("args");
      if (SERVER.matcher(text).find()) {
        return i;
      }
    }
    return 0;
  }

  /** All that its containers are told on their command lines. */
  String words() {
    StringBuilder words = new StringBuilder();
    for (JsonNode container : containers()) {
      container.path("command").forEach(word -> words.append(' ').append(word.asText()));
      container.path("args").forEach(word -> words.append(' ').append(word.asText()));
    }
    return words.toString();
  }

  /** Whether the last word of an image's name, without its tag, holds {@code word}. */
  boolean hasImage(String word) {
    for (JsonNode container : containers()) {
      if (ImageName.of(container.path("image").asText()).last().contains(word)) {
        return true;
      }
    }
    return false;
  }

  boolean hasVariable(String name) {
    for (JsonNode container : containers()) {
      for (JsonNode variable : container.path("env")) {
        if (variable.path("name").asText().equals(name)) {
          return true;
        }
      }
    }
    return false;
  }

  boolean listens(int port) {
    for (JsonNode container : containers()) {
      for (JsonNode each : container.path("ports")) {
        if (each.path("containerPort").asInt() == port) {
          return true;
        }
      }
    }
    return false;
  }

  /** The names of what its pods mount: of {@code persistentVolumeClaim/claimName}, for one. */
  Set<String> mounted(String source, String field) {
    Set<String> names = new HashSet<>();
    for (JsonNode volume : given.at(pod() + "/volumes")) {
      String name = volume.path(source).path(field).asText();
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return names;
  }

  /** Whether {@code service} leads to its pods; one of no namespace is taken to be in theirs. */
  boolean isBehind(Given service) {
    JsonNode selector = service.at("/spec/selector");
    boolean isApart =
        !service.namespace().isEmpty()
            && !given.namespace().isEmpty()
            && !service.namespace().equals(given.namespace());
    if (isApart || !selector.isObject() || selector.isEmpty()) {
      return false;
    }
    for (var each : selector.properties()) {
      if (!labels().path(each.getKey()).asText().equals(each.getValue().asText())) {
        return false;
      }
    }
    return true;
  }
}
