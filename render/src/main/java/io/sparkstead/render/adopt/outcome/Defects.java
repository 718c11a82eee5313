package io.sparkstead.render.adopt.outcome;

import io.sparkstead.render.adopt.found.Found;
import io.sparkstead.render.adopt.found.Role;
import io.sparkstead.render.adopt.input.Given;
import io.sparkstead.render.adopt.input.Inputs;
import io.sparkstead.render.review.object.ObjectName;
import io.sparkstead.render.review.object.TreeObject;
import io.sparkstead.render.review.object.TreeObjects;
import io.sparkstead.stack.proof.BrokenFamily;
import io.sparkstead.stack.proof.Proof;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the rules say of manifests as they were read. */
public record Defects(List<Defect> all) {

  /** One of them. */
  public record Defect(String severity, String rule, String message, String place) {}

  public Defects {
    all = List.copyOf(all);
  }

  /** Of what {@code found} was found in. */
  public static Defects of(Found found) {
    List<Defect> all = new ArrayList<>();
    Map<String, TreeObject> objects = new LinkedHashMap<>();
    Map<String, String> places = new TreeMap<>();
    for (Given one : found.inputs().objects()) {
      if (found.role(one) != Role.KUSTOMIZATION) {
        read(one, objects, places, all);
      }
    }
    Map<String, String> files = new TreeMap<>();
    for (Map.Entry<String, String> text : found.inputs().texts().entrySet()) {
      if (!text.getKey().matches(".*\\.(ya?ml|json)") && !text.getKey().equals(Inputs.STDIN)) {
        files.put(text.getKey(), text.getValue());
      }
    }
    try {
      Evidence evidence = new TreeObjects(objects, files, Set.of()).evidence(List.of());
      for (Finding finding : Proof.of(evidence, List.of())) {
        all.add(
            new Defect(
                finding.rule().severity().name().toLowerCase(Locale.ROOT),
                finding.rule().id(),
                found.confidential().masked(finding.message()),
                places.getOrDefault(finding.path(), finding.path())));
      }
    } catch (BrokenFamily e) {
      all.add(new Defect("note", "-", "not all rules could judge: " + e.getMessage(), ""));
    }
    return new Defects(all);
  }

  /** A file's objects are a folder's to the rules. */
  private static String folder(String file) {
    return file.replaceFirst("\\.[a-z]+$", "").replace('/', '-');
  }

  private static void read(
      Given one, Map<String, TreeObject> objects, Map<String, String> places, List<Defect> all) {
    ObjectName name =
        new ObjectName(one.at("/apiVersion").asText(), one.kind(), one.namespace(), one.name());
    TreeObject object = new TreeObject(name, folder(one.file()) + "/" + one.kind(), one.document());
    String place = one.file() + ":" + one.line();
    try {
      Evidence alone =
          new TreeObjects(Map.of(name.identity(), object), Map.of(), Set.of()).evidence(List.of());
      alone.manifests().forEach(manifest -> places.put(manifest.path(), place));
      objects.put(name.identity(), object);
    } catch (IllegalArgumentException e) {
      all.add(new Defect("error", "OBJ-01", String.valueOf(e.getMessage()), place));
    }
  }
}
