package io.sparkstead.render.explain.spoilt;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.sparkstead.dsl.value.Fingerprint;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Evidence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Evidence to be spoilt, as of a stack that a person has written: all rules are asked about it, and
 * not only those that parts which ship might break.
 */
final class Spoilt {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

  private final Evidence good;
  private final List<Manifest> manifests = new ArrayList<>();
  private final Map<String, String> files;

  Spoilt(Evidence good) {
    this.good = good;
    this.files = new TreeMap<>(good.files());
    for (Manifest manifest : good.manifests()) {
      manifests.add(new Manifest(manifest.folder(), typed(map(manifest.object()), manifest)));
    }
  }

  Evidence evidence() {
    return new Evidence(
        good.namespace(),
        manifests,
        files,
        good.secrets(),
        good.images().names(),
        good.nodes(),
        good.slots(),
        good.folder(),
        good.declared());
  }

  /** By way of text, after which a number is the same whatever held it. */
  private static Map<String, Object> map(HasMetadata object) {
    try {
      return JSON.readValue(JSON.writeValueAsBytes(object), MAP);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HasMetadata typed(Map<String, Object> document, Manifest like) {
    return JSON.convertValue(document, like.object().getClass());
  }

  /** The object in the file at {@code path}, as maps and lists. */
  Optional<Map<String, Object>> document(String path) {
    return at(path).map(place -> map(manifests.get(place).object()));
  }

  private Optional<Integer> at(String path) {
    for (int i = 0; i < manifests.size(); i++) {
      if (manifests.get(i).path().equals(path)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  Optional<String> file(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /**
   * Puts {@code document} in the place of the object in the file at {@code path}.
   *
   * @throws IllegalArgumentException if there is no such object
   */
  Spoilt with(String path, Map<String, Object> document) {
    int place = at(path).orElseThrow();
    Manifest before = manifests.get(place);
    Manifest after = new Manifest(before.folder(), typed(document, before));
    manifests.set(place, after);
    if (before.object() instanceof ConfigMap was && after.object() instanceof ConfigMap is) {
      roll(data(was), data(is));
    }
    return this;
  }

  /** Takes the object or the file at {@code path} away. */
  Spoilt without(String path) {
    at(path).ifPresent(place -> manifests.remove((int) place));
    files.remove(path);
    return this;
  }

  /** Puts {@code text} in the place of a file; also where Kustomize makes a ConfigMap of it. */
  Spoilt with(String path, String text) {
    files.put(path, text);
    String folder = path.substring(0, path.lastIndexOf('/'));
    String name = path.substring(path.lastIndexOf('/') + 1);
    for (Manifest manifest : manifests) {
      if (manifest.folder().equals(folder)
          && manifest.object() instanceof ConfigMap map
          && data(map).containsKey(name)) {
        Map<String, String> before = data(map);
        Map<String, String> data = new TreeMap<>(before);
        data.put(name, text);
        map.setData(data);
        roll(before, data);
      }
    }
    return this;
  }

  private static Map<String, String> data(ConfigMap map) {
    return map.getData() == null ? Map.of() : map.getData();
  }

  /** As the environment would have done, so that only the slip shows. */
  private void roll(Map<String, String> before, Map<String, String> after) {
    String was = Fingerprint.of(before).text();
    for (Manifest manifest : manifests) {
      Optional<PodTemplateSpec> pods = Manifest.podTemplate(manifest.object());
      if (pods.isPresent()
          && pods.get().getMetadata() != null
          && pods.get().getMetadata().getAnnotations() != null) {
        Map<String, String> marks = new LinkedHashMap<>(pods.get().getMetadata().getAnnotations());
        marks.replaceAll((key, value) -> value.equals(was) ? Fingerprint.of(after).text() : value);
        pods.get().getMetadata().setAnnotations(marks);
      }
    }
  }
}
