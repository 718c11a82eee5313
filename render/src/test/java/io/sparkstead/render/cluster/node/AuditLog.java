package io.sparkstead.render.cluster.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What accounts asked the API server for, as it wrote it down.
 *
 * @param calls an event each, of the accounts of one namespace
 */
record AuditLog(List<JsonNode> calls) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ACCOUNT = "system:serviceaccount:";

  AuditLog {
    calls = List.copyOf(calls);
  }

  static AuditLog of(Deployed deployed) {
    String prefix = ACCOUNT + deployed.namespace() + ":";
    List<JsonNode> calls = new ArrayList<>();
    for (String line : deployed.node().audit()) {
      JsonNode call = parse(line);
      if (call.at("/user/username").asText().startsWith(prefix)) {
        calls.add(call);
      }
    }
    return new AuditLog(calls);
  }

  static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Calls that were refused for want of a right, as account, verb and resource. */
  List<String> refused() {
    return calls.stream()
        .filter(
            call ->
                !call.at("/annotations/authorization.k8s.io~1decision").asText().equals("allow"))
        .map(call -> call.at("/user/username").asText() + " " + what(call))
        .distinct()
        .toList();
  }

  /** Verb and resource of all that was asked for in the namespace. */
  Set<String> asked() {
    Set<String> asked = new TreeSet<>();
    calls.stream().filter(call -> call.has("objectRef")).forEach(call -> asked.add(what(call)));
    return asked;
  }

  private static String what(JsonNode call) {
    JsonNode object = call.get("objectRef");
    return object == null
        ? call.get("verb").asText() + " " + call.get("requestURI").asText()
        : call.get("verb").asText() + " " + resource(object);
  }

  private static String resource(JsonNode object) {
    return object.has("subresource")
        ? object.get("resource").asText() + "/" + object.get("subresource").asText()
        : object.get("resource").asText();
  }

  /** Verb and resource of all that the rules of a Role allow. */
  static Set<String> allowed(JsonNode role) {
    Set<String> allowed = new TreeSet<>();
    for (JsonNode rule : role.get("rules")) {
      for (JsonNode resource : rule.get("resources")) {
        rule.get("verbs").forEach(verb -> allowed.add(verb.asText() + " " + resource.asText()));
      }
    }
    return allowed;
  }
}
