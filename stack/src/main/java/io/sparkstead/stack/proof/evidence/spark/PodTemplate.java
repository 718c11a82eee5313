package io.sparkstead.stack.proof.evidence.spark;

import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.evidence.ConfigMapView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.text.Lines;
import io.sparkstead.stack.proof.text.Words;
import io.sparkstead.stack.proof.text.parsed.PlainYaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Spark makes pods by: a text in a ConfigMap, read line by line, since a YAML parser would
 * take longer to load than a whole run.
 *
 * @param file its key
 */
public record PodTemplate(Manifest manifest, String file, String text) implements Written {

  private static final String SECRET = "secretName: ";
  private static final String KEY = "- key: ";

  /** A Secret that a template mounts, and those of its keys that it names. */
  public record MountedSecret(String name, List<String> keys) {}

  /** All templates there are. */
  @SuppressWarnings("unchecked") // Nobody else keeps any.
  public static List<PodTemplate> allOf(Evidence stack) {
    Optional<List<?>> kept = stack.kept(PodTemplate.class);
    return kept.isPresent()
        ? (List<PodTemplate>) kept.get()
        : stack.keep(PodTemplate.class, find(stack));
  }

  private static List<PodTemplate> find(Evidence stack) {
    List<PodTemplate> all = new ArrayList<>();
    for (ConfigMapView map : stack.configMaps()) {
      for (Map.Entry<String, String> entry : map.data().entrySet()) {
        if (entry.getValue().contains("Pod")) {
          String text = stack.isByAPerson() ? PlainYaml.of(entry.getValue()) : entry.getValue();
          if (isPod(text)) {
            all.add(new PodTemplate(map.manifest(), entry.getKey(), text));
          }
        }
      }
    }
    return List.copyOf(all);
  }

  private static boolean isPod(String text) {
    return text.startsWith("kind: Pod\n")
        || text.contains("\nkind: Pod\n")
        || text.endsWith("\nkind: Pod");
  }

  @Override
  public String subject() {
    return manifest + " key " + file;
  }

  @Override
  public String path() {
    return manifest.path();
  }

  /** As one line, with one blank where blanks and ends of lines were. */
  public String line() {
    return Lines.joined(text);
  }

  public List<MountedSecret> secrets() {
    List<MountedSecret> all = new ArrayList<>();
    String[] lines = linesIf(text, SECRET);
    for (int i = 0; i < lines.length; i++) {
      Optional<String> name = value(lines[i], SECRET);
      if (name.isPresent()) {
        all.add(new MountedSecret(name.get(), keysBelow(lines, i + 1)));
      }
    }
    return all;
  }

  /**
   * What stands below each line that is {@code head} alone, such as {@code configMap:}: the fields
   * one step further in that have one word.
   */
  public List<Map<String, String>> below(String head) {
    return below(text, head);
  }

  /** {@link #below} of the template {@code text}. */
  public static List<Map<String, String>> below(String text, String head) {
    List<Map<String, String>> all = new ArrayList<>();
    String[] lines = linesIf(text, head);
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].strip().equals(head)) {
        all.add(fields(lines, i + 1, margin(lines[i])));
      }
    }
    return all;
  }

  private static Map<String, String> fields(String[] lines, int start, int margin) {
    Map<String, String> fields = new LinkedHashMap<>();
    int first = start < lines.length ? margin(lines[start]) : 0;
    for (int i = start; i < lines.length && margin(lines[i]) > margin; i++) {
      int colon = lines[i].indexOf(": ");
      if (margin(lines[i]) == first && colon > 0) {
        fields.put(lines[i].substring(first, colon), lines[i].substring(colon + 2).strip());
      }
    }
    return fields;
  }

  private static int margin(String line) {
    return line.length() - line.stripLeading().length();
  }

  /** The variables whose values stand there. */
  public Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    String[] lines = text.split("\n", -1);
    for (int i = 1; i < lines.length; i++) {
      Optional<String> name = value(lines[i - 1], "- name: ");
      String value = lines[i].strip();
      if (name.isPresent() && value.startsWith("value: ")) {
        variables.put(name.get(), value.substring("value: ".length()));
      }
    }
    return variables;
  }

  private static List<String> keysBelow(String[] lines, int start) {
    List<String> keys = new ArrayList<>();
    boolean areItems = start < lines.length && lines[start].strip().equals("items:");
    for (int i = start + 1; areItems && i < lines.length; i++) {
      Optional<String> key = value(lines[i], KEY);
      if (key.isPresent()) {
        keys.add(key.get());
      } else if (value(lines[i], "path: ").isEmpty()) {
        break;
      }
    }
    return keys;
  }

  /** The words behind each {@code name} that is first on its line and followed by one word. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (String line : linesIf(text, name)) {
      Optional<String> value = value(line, name);
      if (value.isPresent()) {
        values.add(value.get());
      }
    }
    return values;
  }

  /** The lines of {@code text}, or none where {@code word} is nowhere, as most are not. */
  private static String[] linesIf(String text, String word) {
    return text.contains(word) ? text.split("\n", -1) : new String[0];
  }

  /** The word that is all of {@code line} behind {@code name}. */
  private static Optional<String> value(String line, String name) {
    String field = line.strip();
    if (!field.startsWith(name)) {
      return Optional.empty();
    }
    String value = field.substring(name.length());
    return Words.of(value).size() == 1 ? Optional.of(value) : Optional.empty();
  }
}
