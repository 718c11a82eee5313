package io.sparkstead.stack.patch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Objects that a person wrote in YAML, as their kinds have them. */
public final class WrittenObjects {

  private static final YAMLMapper YAML = new YAMLMapper();

  private WrittenObjects() {}

  /**
   * Those in {@code yaml}, a document each.
   *
   * @param whose as messages name them: {@code the objects of extras}
   * @throws IllegalArgumentException if one of them is none
   */
  public static List<HasMetadata> of(String whose, String yaml) {
    List<HasMetadata> objects = new ArrayList<>();
    try (MappingIterator<KubernetesResource> each =
        YAML.readerFor(KubernetesResource.class).readValues(yaml)) {
      for (KubernetesResource one : each.readAll()) {
        if (!(one instanceof HasMetadata object)) {
          throw new IllegalArgumentException(
              whose + " hold what is none; write apiVersion, kind and metadata");
        }
        objects.add(object);
      }
      return objects;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          whose
              + " are not as their kinds have it: "
              + e.getOriginalMessage().lines().findFirst().orElse("")
              + "; write them as kubectl takes them",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
