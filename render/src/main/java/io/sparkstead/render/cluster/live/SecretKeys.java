package io.sparkstead.render.cluster.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A Secret by the names of its keys; what they hold is not looked at.
 *
 * @param keys that pods read
 */
public record SecretKeys(String namespace, String name, Set<String> keys) {

  public SecretKeys {
    keys = Set.copyOf(keys);
  }

  /** Of each Secret that pods of {@code stack} read. */
  public static List<SecretKeys> of(Stack stack) {
    return stack.secrets().keySet().stream()
        .map(
            secret ->
                new SecretKeys(
                    stack.namespace().name(), secret.name().text(), secret.recipes().keySet()))
        .toList();
  }

  /** Those of {@code live}, which the API server sent with their values. */
  static Set<String> of(JsonNode live) {
    Set<String> keys = new TreeSet<>();
    live.path("data").fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** The keys that are not in {@code live}. */
  public List<String> missingIn(JsonNode live) {
    List<String> missing = new ArrayList<>(new TreeSet<>(keys));
    missing.removeAll(of(live));
    return missing;
  }

  /** The keys of {@code live} that nobody here reads. */
  public List<String> moreIn(JsonNode live) {
    List<String> more = new ArrayList<>(of(live));
    more.removeAll(keys);
    return more;
  }

  String inShort() {
    return "Secret " + namespace + "/" + name;
  }
}
