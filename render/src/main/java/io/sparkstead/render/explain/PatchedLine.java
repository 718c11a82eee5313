package io.sparkstead.render.explain;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.render.explain.compared.Effect;
import io.sparkstead.render.explain.compared.TextLines;
import io.sparkstead.render.explain.compared.TreeCompared;
import io.sparkstead.render.source.EnvironmentLine;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.StackManifests;
import io.sparkstead.stack.patch.Patch;
import io.sparkstead.stack.patch.Patches;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A patch that wrote a line, and where the Java gives it.
 *
 * @param title {@code MergePatch of StatefulSet jupyter}
 * @param line {@code mylab.java:83}, where known
 */
public record PatchedLine(String title, Optional<String> line, Optional<String> reason) {

  String told() {
    return title
        + line.map(at -> "  " + at).orElse("")
        + reason.map(why -> "  because " + why).orElse("");
  }

  Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("patch", title);
    object.put("at", line.orElse(""));
    object.put("reason", reason.orElse(""));
    return object;
  }

  /**
   * Those that wrote something into the file at {@code path}, in their order.
   *
   * @param number the line that is asked about, from 1; none for any line of it
   */
  static List<PatchedLine> of(StackManifests made, String path, Optional<Integer> number) {
    List<PatchedLine> patched = new ArrayList<>();
    Optional<Manifest> file = manifest(made, path);
    if (file.isEmpty()) {
      return patched;
    }
    Optional<TextLines.Line> asked =
        number.map(at -> lines(path, file.get().object()).lines().get(at - 1));
    for (Patches.Step step : stepsTo(made, file.get().object())) {
      Set<TextLines.Line> written = written(path, step);
      if (asked.map(written::contains).orElse(true)) {
        patched.add(of(step.patch(), made));
      }
    }
    return patched;
  }

  private static Optional<Manifest> manifest(StackManifests made, String path) {
    List<Manifest> all = new ArrayList<>(List.of(made.namespace()));
    made.all().forEach(part -> all.addAll(part.manifests()));
    return all.stream().filter(each -> each.path().equals(path)).findFirst();
  }

  /** From the last, which made what is written, back to the first. */
  private static List<Patches.Step> stepsTo(StackManifests made, HasMetadata written) {
    List<Patches.Step> steps = new ArrayList<>();
    HasMetadata after = written;
    for (int i = made.steps().size() - 1; i >= 0; i--) {
      Patches.Step step = made.steps().get(i);
      if (step.after() == after) {
        steps.add(0, step);
        after = step.before();
      }
    }
    return steps;
  }

  private static TextLines lines(String path, HasMetadata object) {
    return TextLines.of(path, Yaml.document(object));
  }

  private static Set<TextLines.Line> written(String path, Patches.Step step) {
    String after = Yaml.document(step.after());
    TreeCompared compared =
        new TreeCompared.Base(Map.of(path, after)).in(Map.of(path, Yaml.document(step.before())));
    List<TextLines.Line> lines = TextLines.of(path, after).lines();
    Set<TextLines.Line> written = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      if (compared.at(path, i + 1) != Effect.SAME) {
        written.add(lines.get(i));
      }
    }
    return written;
  }

  @SuppressWarnings("ReferenceEquality") // Two calls may give patches that are equal.
  private static PatchedLine of(Patch patch, StackManifests made) {
    Optional<String> line =
        made.stack().patches().given().stream()
            .filter(given -> given.patch() == patch)
            .findFirst()
            .flatMap(given -> EnvironmentLine.of(given.origin()));
    return new PatchedLine("patch of " + patch.kind() + " " + patch.name(), line, patch.reason());
  }
}
