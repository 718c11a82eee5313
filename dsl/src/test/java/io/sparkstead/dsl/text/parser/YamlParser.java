package io.sparkstead.dsl.text.parser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.UncheckedIOException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The parsers that must all read the same: they differ in version and in temper. */
enum YamlParser {
  JACKSON,
  /** What people read our trees with from Java. */
  FABRIC8,
  /** YAML 1.1. */
  SNAKEYAML,
  /** YAML 1.2. */
  SNAKEYAML_ENGINE;

  private static final YAMLMapper MAPPER = new YAMLMapper();
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  Object parse(String yaml) {
    return switch (this) {
      case JACKSON -> byJackson(yaml);
      case FABRIC8 -> SERIALIZATION.unmarshal(yaml, Object.class);
      case SNAKEYAML -> new org.yaml.snakeyaml.Yaml().load(yaml);
      case SNAKEYAML_ENGINE -> new Load(LoadSettings.builder().build()).loadFromString(yaml);
    };
  }

  private static Object byJackson(String yaml) {
    try {
      return MAPPER.readValue(yaml, Object.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
