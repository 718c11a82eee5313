package io.sparkstead.render.cluster.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Evidence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * An object of a stack with one slip in one field.
 *
 * @param evidence of the stack it is in
 * @param manifest the object as it was
 * @param field its path, with {@code []} for any place in a list
 * @param slip what was done to it
 */
record FieldMutant(
    Evidence evidence, Manifest manifest, String field, String slip, Supplier<JsonNode> document) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Every slip in every field of a kind, once; of fields that several have, the last one's. */
  static List<FieldMutant> all(Collection<Evidence> stacks) {
    Map<String, FieldMutant> all = new TreeMap<>();
    for (Evidence stack : stacks) {
      for (Manifest manifest : stack.manifests()) {
        // Of these the control plane has stand-ins, which know the fields of our trees alone.
        if (!(manifest.object() instanceof GenericKubernetesResource)) {
          JsonNode document = JSON.valueToTree(manifest.object());
          Set<String> pointers = new TreeSet<>();
          walk(document, "", pointers);
          for (String pointer : pointers) {
            String field = pointer.replaceAll("/\\d+(?=/|$)", "[]").substring(1).replace('/', '.');
            Slips.of(document, pointer)
                .forEach(
                    (slip, made) -> {
                      FieldMutant mutant = new FieldMutant(stack, manifest, field, slip, made);
                      all.put(mutant.key(), mutant);
                    });
          }
        }
      }
    }
    return List.copyOf(all.values());
  }

  /** {@code count} of them, the same for the same seed. */
  static List<FieldMutant> some(Collection<Evidence> stacks, int count, long seed) {
    List<FieldMutant> mutants = new ArrayList<>(all(stacks));
    Collections.shuffle(mutants, new Random(seed));
    return List.copyOf(mutants.subList(0, Math.min(count, mutants.size())));
  }

  private static void walk(JsonNode node, String pointer, Set<String> pointers) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              field -> {
                String name = field.getKey().replace("~", "~0").replace("/", "~1");
                pointers.add(pointer + "/" + name);
                walk(field.getValue(), pointer + "/" + name, pointers);
              });
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      pointers.add(pointer + "/" + i);
      walk(node.get(i), pointer + "/" + i, pointers);
    }
  }

  private String key() {
    return manifest.kind() + " " + field + " " + slip;
  }

  /**
   * As a patch makes it.
   *
   * @throws IllegalArgumentException if a field takes no such value, which a patch is told
   */
  HasMetadata object() {
    return JSON.convertValue(document.get(), manifest.object().getClass());
  }

  /** Whether it is the one value that a LimitRange takes and no pod that it is given to. */
  boolean isBelowNothing() {
    return manifest.kind().equals("LimitRange")
        && field.contains(".defaultRequest.")
        && slip.equals(Slips.BELOW_NOTHING);
  }

  @Override
  public String toString() {
    return key() + " (" + manifest.name() + ")";
  }
}
