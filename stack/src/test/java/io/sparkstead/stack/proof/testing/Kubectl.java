package io.sparkstead.stack.proof.testing;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Evidence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads manifests as {@code kubectl} does: what they leave out is null. */
public final class Kubectl {

  private static final ObjectReader YAML = new YAMLMapper().readerFor(KubernetesResource.class);

  private Kubectl() {}

  /** The objects of a YAML file. */
  public static List<HasMetadata> objects(String yaml) {
    try (MappingIterator<HasMetadata> documents = YAML.readValues(yaml)) {
      return documents.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The evidence of a YAML file alone, in namespace {@code spark} and folder {@code made}. */
  public static Evidence evidence(String yaml) {
    return evidence(yaml, Map.of(), Map.of());
  }

  /** The same with {@code files}, and {@code images} by the names that manifests give them. */
  public static Evidence evidence(
      String yaml, Map<String, String> files, Map<String, String> images) {
    List<Manifest> manifests = new ArrayList<>();
    for (HasMetadata object : objects(yaml)) {
      manifests.add(new Manifest("made", object));
    }
    return new Evidence("spark", manifests, files, Map.of(), images);
  }
}
