package io.sparkstead.stack.proof.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Objects of kinds without a model, to add to a stack. */
public final class Custom {

  private static final YAMLMapper YAML = new YAMLMapper();

  private Custom() {}

  /** One called {@code name} in the stack's namespace, whose spec is written in YAML. */
  public static GenericKubernetesResource of(String api, String kind, String name, String spec) {
    GenericKubernetesResource made = new GenericKubernetesResource();
    made.setApiVersion(api);
    made.setKind(kind);
    made.setMetadata(new ObjectMetaBuilder().withName(name).build());
    made.setAdditionalProperties(Map.of("spec", read(spec)));
    return made;
  }

  @SuppressWarnings("unchecked") // A spec has fields.
  private static Map<String, Object> read(String spec) {
    try {
      return YAML.readValue(spec, LinkedHashMap.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(spec, e);
    }
  }
}
