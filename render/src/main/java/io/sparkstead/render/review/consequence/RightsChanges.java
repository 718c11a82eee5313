package io.sparkstead.render.review.consequence;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.review.change.FieldChange;
import io.sparkstead.render.review.change.ObjectChange;
import io.sparkstead.render.review.change.TreeChange;
import io.sparkstead.render.review.consequence.Consequence.Kind;
import io.sparkstead.render.review.object.TreeObject;
import io.sparkstead.render.review.object.TreeObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What accounts may do more or less, by the Roles that are bound to them. */
final class RightsChanges {

  private RightsChanges() {}

  static List<Consequence> of(TreeChange change, TreeObjects lasting) {
    Map<String, Map<String, Set<String>>> before = rights(change.before());
    Map<String, Map<String, Set<String>>> after = rights(lasting);
    Set<String> accounts = new TreeSet<>(before.keySet());
    accounts.addAll(after.keySet());
    List<Consequence> found = new ArrayList<>();
    for (String account : accounts) {
      Map<String, Set<String>> old = before.getOrDefault(account, Map.of());
      Map<String, Set<String>> made = after.getOrDefault(account, Map.of());
      say(found, account, "may now ", less(made, old));
      say(found, account, "may no more ", less(old, made));
    }
    enforced(found, change);
    return found;
  }

  private static final String ENFORCED = "pod-security.kubernetes.io/enforce";

  /** What pods of a namespace may ask of their node. */
  private static void enforced(List<Consequence> found, TreeChange change) {
    for (ObjectChange.Changed each : change.changed()) {
      for (FieldChange field : each.fields()) {
        if (field.path().equals("metadata.labels[" + ENFORCED + "]")) {
          found.add(
              new Consequence(
                  Kind.rbac,
                  each.name().inShort(),
                  "pods are held to another standard, " + field.inWords("none")));
        }
      }
    }
  }

  private static void say(
      List<Consequence> found, String account, String words, Map<String, Set<String>> rights) {
    List<String> told = new ArrayList<>();
    for (Map.Entry<String, Set<String>> right : rights.entrySet()) {
      told.add(inWords(right.getValue()) + " " + right.getKey().replace("*.*", "everything"));
    }
    if (!told.isEmpty()) {
      found.add(new Consequence(Kind.rbac, account, words + String.join("; ", told)));
    }
  }

  private static String inWords(Set<String> verbs) {
    return verbs.contains("*") ? "do everything with" : String.join(", ", verbs);
  }

  /** What is in {@code all} and not in {@code others}. */
  private static Map<String, Set<String>> less(
      Map<String, Set<String>> all, Map<String, Set<String>> others) {
    Map<String, Set<String>> left = new TreeMap<>();
    for (Map.Entry<String, Set<String>> each : all.entrySet()) {
      Set<String> verbs = new TreeSet<>(each.getValue());
      verbs.removeIf(verb -> isCovered(others, each.getKey(), verb));
      if (!verbs.isEmpty()) {
        left.put(each.getKey(), verbs);
      }
    }
    return left;
  }

  /**
   * Whether {@code rights} have it, by a wildcard even, or by a Role whose rights nobody here
   * knows.
   */
  private static boolean isCovered(Map<String, Set<String>> rights, String resource, String verb) {
    String where = resource.substring(Math.max(0, resource.lastIndexOf(" in ")));
    for (Map.Entry<String, Set<String>> each : rights.entrySet()) {
      String key = each.getKey();
      boolean isOfAll =
          key.equals(resource) || key.equals("*.*" + where) || key.equals("*" + where);
      if (isOfAll && (each.getValue().contains(verb) || each.getValue().contains("*"))) {
        return true;
      }
      if (key.startsWith(UNKNOWN) && key.endsWith(where) && !resource.startsWith(UNKNOWN)) {
        return true;
      }
    }
    return false;
  }

  private static final String UNKNOWN = "as ";

  /** By account, the verbs on each resource. */
  private static Map<String, Map<String, Set<String>>> rights(TreeObjects tree) {
    Map<String, Map<String, Set<String>>> rights = new TreeMap<>();
    for (TreeObject binding : tree.objects().values()) {
      if (binding.name().kind().endsWith("RoleBinding")) {
        Map<String, Set<String>> granted = granted(tree, binding);
        for (JsonNode subject : binding.at("/subjects")) {
          Map<String, Set<String>> ofAccount =
              rights.computeIfAbsent(account(subject, binding), name -> new TreeMap<>());
          granted.forEach(
              (resource, verbs) ->
                  ofAccount.computeIfAbsent(resource, name -> new TreeSet<>()).addAll(verbs));
        }
      }
    }
    return rights;
  }

  private static String account(JsonNode subject, TreeObject binding) {
    String namespace = subject.path("namespace").asText(binding.name().namespace());
    return subject.path("kind").asText()
        + " "
        + (namespace.isEmpty() ? "" : namespace + "/")
        + subject.path("name").asText();
  }

  private static Map<String, Set<String>> granted(TreeObjects tree, TreeObject binding) {
    String kind = binding.at("/roleRef/kind").asText();
    String name = binding.at("/roleRef/name").asText();
    Map<String, Set<String>> granted = new TreeMap<>();
    for (TreeObject role : tree.objects().values()) {
      if (role.name().kind().equals(kind) && role.name().name().equals(name)) {
        role.at("/rules").forEach(rule -> add(granted, rule, where(binding)));
        return granted;
      }
    }
    // Of a Role that others made, its name is all that is known.
    granted.put(
        UNKNOWN + kind + " " + name + ", whatever that allows," + where(binding), Set.of("act"));
    return granted;
  }

  private static String where(TreeObject binding) {
    return binding.name().namespace().isEmpty()
        ? " in every namespace"
        : " in " + binding.name().namespace();
  }

  private static void add(Map<String, Set<String>> granted, JsonNode rule, String where) {
    Set<String> verbs = new TreeSet<>();
    rule.path("verbs").forEach(verb -> verbs.add(verb.asText()));
    List<String> names = new ArrayList<>();
    rule.path("resourceNames").forEach(name -> names.add(name.asText()));
    String only = names.isEmpty() ? "" : " called " + String.join(", ", names);
    for (JsonNode resource : rule.path("resources")) {
      for (JsonNode group : rule.path("apiGroups")) {
        String full = resource.asText() + (group.asText().isEmpty() ? "" : "." + group.asText());
        granted.computeIfAbsent(full + only + where, name -> new TreeSet<>()).addAll(verbs);
      }
    }
  }
}
