package io.sparkstead.render.review.consequence;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.review.change.TreeChange;
import io.sparkstead.render.review.consequence.Consequence.Kind;
import io.sparkstead.render.review.object.PodTemplates;
import io.sparkstead.render.review.object.TreeObject;
import io.sparkstead.render.review.object.TreeObjects;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets that pods wait for and did not before, or of which they read more keys. Of one that is
 * mounted as a whole, nobody here knows the keys.
 */
final class SecretsToMake {

  /** {@code spark.kubernetes.executor.secretKeyRef.TOKEN}, and {@code name:key} behind it. */
  private static final Pattern VARIABLE =
      Pattern.compile("spark\\.kubernetes\\.(?:driver|executor)\\.secretKeyRef\\..+");

  private static final Pattern MOUNTED =
      Pattern.compile("spark\\.kubernetes\\.(?:driver|executor)\\.secrets\\.(.+)");

  /** By their names, the keys that are read; what is mounted as a whole has none here. */
  private final Map<String, Set<String>> asked = new TreeMap<>();

  private SecretsToMake(TreeObjects tree, Evidence stack) {
    for (TreeObject object : tree.objects().values()) {
      PodTemplates.of(object).values().forEach(this::read);
    }
    stack.confs().forEach(this::read);
    for (TreeObject object : tree.objects().values()) {
      madeBy(object).forEach(asked::remove);
    }
  }

  static List<Consequence> of(TreeChange change, Evidence before, Evidence after) {
    Map<String, Set<String>> old = new SecretsToMake(change.before(), before).asked;
    List<Consequence> found = new ArrayList<>();
    new SecretsToMake(change.after(), after)
        .asked.forEach(
            (name, keys) -> {
              Set<String> more = new TreeSet<>(keys);
              more.removeAll(old.getOrDefault(name, Set.of()));
              if (!old.containsKey(name)) {
                say(found, name, "pods wait for it: before you apply, make it" + with(more));
              } else if (!more.isEmpty()) {
                say(
                    found,
                    name,
                    "pods wait for more of it: before you apply, make it" + with(more));
              }
            });
    return found;
  }

  private static void say(List<Consequence> found, String name, String text) {
    found.add(
        new Consequence(
            Kind.secret, "Secret " + name, text + " (`secrets` prints it, or says who has it)"));
  }

  private static String with(Set<String> keys) {
    return keys.isEmpty()
        ? ""
        : " with " + (keys.size() == 1 ? "key " : "keys ") + String.join(", ", keys);
  }

  /** All that a pod names, wherever in it: a missing one that is optional keeps nobody. */
  private void read(JsonNode node) {
    node.findValues("secretKeyRef").forEach(ref -> add(ref, ref.path("name"), ref.path("key")));
    node.findValues("secretRef").forEach(ref -> add(ref, ref.path("name"), ref.path("key")));
    node.findValues("secret")
        .forEach(
            volume -> {
              JsonNode name =
                  volume.has("secretName") ? volume.path("secretName") : volume.path("name");
              add(volume, name, volume.path("none"));
              volume.path("items").forEach(item -> add(volume, name, item.path("key")));
            });
    for (JsonNode list : node.findValues("imagePullSecrets")) {
      list.forEach(ref -> add(ref, ref.path("name"), ref.path("key")));
    }
  }

  private void add(JsonNode ref, JsonNode name, JsonNode key) {
    if (name.isTextual() && !ref.path("optional").asBoolean()) {
      Set<String> keys = asked.computeIfAbsent(name.asText(), any -> new TreeSet<>());
      if (key.isTextual()) {
        keys.add(key.asText());
      }
    }
  }

  private void read(Conf conf) {
    conf.properties()
        .forEach(
            (property, value) -> {
              Matcher mounted = MOUNTED.matcher(property);
              int colon = value.indexOf(':');
              if (mounted.matches()) {
                asked.computeIfAbsent(mounted.group(1), any -> new TreeSet<>());
              } else if (VARIABLE.matcher(property).matches() && colon > 0) {
                asked
                    .computeIfAbsent(value.substring(0, colon), any -> new TreeSet<>())
                    .add(value.substring(colon + 1));
              }
            });
  }

  /** The Secrets that come of it in the cluster, without anybody's doing. */
  private static List<String> madeBy(TreeObject object) {
    return switch (object.name().kind()) {
      case "Secret", "SealedSecret" -> List.of(object.name().name());
      case "ExternalSecret" -> List.of(object.at("/spec/target/name").asText(object.name().name()));
      case "Certificate" -> List.of(object.at("/spec/secretName").asText());
      default -> List.of();
    };
  }
}
