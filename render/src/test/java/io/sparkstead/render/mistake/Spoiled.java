package io.sparkstead.render.mistake;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.zjsonpatch.CompatibilityFlags;
import io.fabric8.zjsonpatch.JsonPatch;
import io.sparkstead.dsl.value.Fingerprint;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.Evidence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The evidence of an environment with one mistake in it.
 *
 * <p>A mistake that finds nothing to change fails, so that none is lost when the stack moves.
 */
final class Spoiled {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Evidence good;
  private final List<Manifest> manifests = new ArrayList<>();
  private final Map<String, String> files;

  private Spoiled(Evidence good) {
    this.good = good;
    for (Manifest manifest : good.manifests()) {
      manifests.add(
          new Manifest(
              manifest.folder(),
              JSON.convertValue(manifest.object(), manifest.object().getClass())));
    }
    files = new TreeMap<>(good.files());
  }

  /** {@code good} with {@code mistake} made in it. */
  static Evidence by(Mistake mistake, Evidence good) {
    Spoiled spoiled = new Spoiled(good);
    try {
      mistake.patches().forEach(spoiled::patch);
      mistake.edits().forEach(spoiled::edit);
      mistake.drop().forEach(spoiled::drop);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          mistake.id() + " no longer applies; lead it to where its field went: " + e.getMessage(),
          e);
    }
    return spoiled.evidence();
  }

  private Evidence evidence() {
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

  private void patch(Mistake.ObjectPatch patch) {
    int at = place(patch.kind(), patch.name());
    change(
        at,
        document ->
            JsonPatch.apply(
                patch.ops(),
                document,
                EnumSet.of(CompatibilityFlags.FORBID_REMOVE_MISSING_OBJECT)));
  }

  private interface Change {
    JsonNode of(JsonNode document);
  }

  private void change(int at, Change change) {
    Manifest manifest = manifests.get(at);
    HasMetadata changed =
        JSON.convertValue(change.of(parsed(manifest.object())), manifest.object().getClass());
    if (changed.equals(manifest.object())) {
      throw new AssertionError(manifest + " stays as it is");
    }
    manifests.set(at, new Manifest(manifest.folder(), changed));
  }

  /** By way of text, after which a number is the same whatever held it. */
  private static JsonNode parsed(HasMetadata object) {
    try {
      return JSON.readTree(JSON.writeValueAsBytes(object));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void drop(String subject) {
    String[] words = subject.split(" ", 2);
    manifests.remove(place(words[0], words[1]));
  }

  private int place(String kind, String name) {
    return place(
        kind + " " + name,
        manifest ->
            manifest.kind().equals(kind) && manifest.name().matches(name + "(-[0-9a-f]{8})?"));
  }

  private int place(String what, Predicate<Manifest> isMeant) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < manifests.size(); i++) {
      if (isMeant.test(manifests.get(i))) {
        places.add(i);
      }
    }
    if (places.size() != 1) {
      throw new AssertionError(places.size() + " objects are " + what);
    }
    return places.get(0);
  }

  private void edit(Mistake.Edit edit) {
    String[] steps = edit.in().split("/", 3);
    switch (steps[0]) {
      case "cm" -> editConfigMap(place("ConfigMap", steps[1]), steps[2], edit);
      case "plain" -> {
        editFile(steps[1] + "/" + steps[2], edit);
        editConfigMap(
            place(
                "the ConfigMap of " + edit.in(),
                manifest -> manifest.folder().equals(steps[1]) && holds(manifest, steps[2])),
            steps[2],
            edit);
      }
      case "build" -> editFile("images/" + steps[1] + "/" + steps[2], edit);
      case "field" -> editField(steps[1], steps[2].split("/", 2), edit);
      default -> throw new AssertionError("no text is called " + edit.in());
    }
  }

  private static boolean holds(Manifest manifest, String key) {
    return manifest.object() instanceof ConfigMap map && map.getData().containsKey(key);
  }

  private void editFile(String path, Mistake.Edit edit) {
    files.put(path, edited(Optional.ofNullable(files.get(path)).orElse(""), edit));
  }

  private void editField(String kind, String[] nameAndPointer, Mistake.Edit edit) {
    String pointer = "/" + nameAndPointer[1];
    String field = pointer.substring(pointer.lastIndexOf('/') + 1);
    change(
        place(kind, nameAndPointer[0]),
        document -> {
          JsonNode parent = document.at(pointer.substring(0, pointer.lastIndexOf('/')));
          String text = edited(document.at(pointer).asText(), edit);
          if (parent instanceof ObjectNode fields) {
            fields.put(field, text);
          } else {
            ((ArrayNode) parent).set(Integer.parseInt(field), text);
          }
          return document;
        });
  }

  private void editConfigMap(int at, String key, Mistake.Edit edit) {
    ConfigMap map = (ConfigMap) manifests.get(at).object();
    Map<String, String> data = new TreeMap<>(map.getData());
    String before = Fingerprint.of(data).text();
    String text = Optional.ofNullable(data.remove(key)).orElse("");
    data.put(
        edit.key().isEmpty() ? key : edit.key(), edit.find().isEmpty() ? text : edited(text, edit));
    if (data.equals(map.getData())) {
      throw new AssertionError(edit.in() + " stays as it is");
    }
    map.setData(data);
    rollReaders(before, Fingerprint.of(data).text());
  }

  /** As the environment would have done, so that only the mistake shows. */
  private void rollReaders(String before, String after) {
    for (Manifest manifest : manifests) {
      Manifest.podTemplate(manifest.object())
          .map(PodTemplateSpec::getMetadata)
          .ifPresent(
              pods ->
                  pods.setAnnotations(
                      pods.getAnnotations().entrySet().stream()
                          .collect(
                              toMap(
                                  Map.Entry::getKey,
                                  entry ->
                                      entry.getValue().equals(before)
                                          ? after
                                          : entry.getValue()))));
    }
  }

  private static String edited(String text, Mistake.Edit edit) {
    int first = text.indexOf(edit.find());
    if (first < 0) {
      throw new AssertionError(edit.in() + " has no '" + edit.find() + "'");
    }
    return edit.all()
        ? text.replace(edit.find(), edit.replace())
        : text.substring(0, first) + edit.replace() + text.substring(first + edit.find().length());
  }
}
