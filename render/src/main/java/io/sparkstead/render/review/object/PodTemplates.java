package io.sparkstead.render.review.object;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pods that an object makes, or that Spark makes by a file in it. */
public final class PodTemplates {

  private static final List<String> PLACES =
      List.of("/spec/template/spec", "/spec/jobTemplate/spec/template/spec");

  private PodTemplates() {}

  /** Their {@code spec}, by what pods they are: its own, or {@code pods of executor.yaml}. */
  public static Map<String, JsonNode> of(TreeObject object) {
    Map<String, JsonNode> specs = new LinkedHashMap<>();
    for (String place : PLACES) {
      if (!object.at(place).isMissingNode()) {
        specs.put("its pods", object.at(place));
      }
    }
    if (object.name().kind().equals("Pod")) {
      specs.put("the pod", object.at("/spec"));
    }
    if (object.name().kind().equals("ConfigMap")) {
      object
          .at("/data")
          .properties()
          .forEach(
              file -> {
                if (isTemplate(file.getKey(), file.getValue().asText())) {
                  JsonNode pod = YamlDocuments.first(file.getKey(), file.getValue().asText());
                  specs.put("pods of " + file.getKey(), pod.path("spec"));
                }
              });
    }
    return specs;
  }

  private static boolean isTemplate(String key, String text) {
    return key.endsWith(".yaml") && text.lines().anyMatch(line -> line.strip().equals("kind: Pod"));
  }
}
