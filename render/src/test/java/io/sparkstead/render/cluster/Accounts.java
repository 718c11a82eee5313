package io.sparkstead.render.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the accounts of a tree may do, by account: a line for each verb on each resource.
 *
 * @param wanted as the Roles that are bound to them say
 * @param allowed as the API server reckons it
 * @param elsewhere the same in a namespace that is not theirs
 * @param anybody what whoever logs in may do
 */
record Accounts(
    Map<String, Set<String>> wanted,
    Map<String, Set<String>> allowed,
    Map<String, Set<String>> elsewhere,
    Set<String> anybody) {

  static Accounts of(Tenant tenant, List<JsonNode> objects) {
    Map<String, Set<String>> wanted = new TreeMap<>();
    Map<String, Set<String>> allowed = new TreeMap<>();
    Map<String, Set<String>> elsewhere = new TreeMap<>();
    Set<String> anybody = ask(tenant, "nobody-in-particular", tenant.namespace());
    for (JsonNode object : objects) {
      if (Tenant.kind(object).equals("ServiceAccount")) {
        String account = object.at("/metadata/name").asText();
        Set<String> all = new TreeSet<>(anybody);
        all.addAll(rules(objects, account));
        wanted.put(account, all);
        allowed.put(account, ask(tenant, account, tenant.namespace()));
        elsewhere.put(account, ask(tenant, account, "default"));
      }
    }
    return new Accounts(wanted, allowed, elsewhere, anybody);
  }

  /** What {@code kubectl auth can-i --list} asks, which prints a table. */
  private static Set<String> ask(Tenant tenant, String account, String namespace) {
    ObjectNode review = JsonNodeFactory.instance.objectNode();
    review.put("apiVersion", "authorization.k8s.io/v1").put("kind", "SelfSubjectRulesReview");
    review.putObject("spec").put("namespace", namespace);
    String user = "system:serviceaccount:" + tenant.namespace() + ":" + account;
    // Who is asked may not look up which kinds there are.
    JsonNode answer = tenant.kubectl().create(review, "--as=" + user, "--validate=false");
    return flat(answer.at("/status/resourceRules"));
  }

  private static Set<String> rules(List<JsonNode> objects, String account) {
    Set<String> rules = new TreeSet<>();
    for (JsonNode binding : objects) {
      for (JsonNode subject : binding.path("subjects")) {
        if (subject.get("name").asText().equals(account)) {
          rules.addAll(flat(role(objects, binding.get("roleRef")).get("rules")));
        }
      }
    }
    return rules;
  }

  private static JsonNode role(List<JsonNode> objects, JsonNode reference) {
    String name = Tenant.kind(reference) + " " + reference.get("name").asText();
    return objects.stream()
        .filter(object -> Tenant.name(object).equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + name));
  }

  private static Set<String> flat(JsonNode rules) {
    Set<String> flat = new TreeSet<>();
    for (JsonNode rule : rules) {
      for (JsonNode group : rule.get("apiGroups")) {
        for (JsonNode resource : rule.get("resources")) {
          for (JsonNode verb : rule.get("verbs")) {
            flat.add(verb.asText() + " " + group.asText() + "/" + resource.asText() + names(rule));
          }
        }
      }
    }
    return flat;
  }

  private static String names(JsonNode rule) {
    return rule.has("resourceNames") ? " " + rule.get("resourceNames") : "";
  }
}
