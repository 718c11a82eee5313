package io.sparkstead.render.adopt;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkstead.dsl.text.Yaml;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.render.adopt.found.Found;
import io.sparkstead.render.adopt.found.Recognition;
import io.sparkstead.render.adopt.input.Given;
import io.sparkstead.render.adopt.input.Inputs;
import io.sparkstead.render.java.Code;
import io.sparkstead.render.java.EnvironmentText;
import io.sparkstead.render.java.Step;
import io.sparkstead.render.source.EnvironmentFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From what people bring to the Java of an environment. */
public record Adoption(Recognition recognition, EnvironmentText java) {

  /** In which order a person gives them. */
  private static final List<String> ORDER =
      List.of(
          "namespace",
          "notebookImage",
          "release",
          "storageClass",
          "minio",
          "storedIn",
          "bucket",
          "eventLogs",
          "storeDisk",
          "storeSize",
          "storeExposure",
          "historyDays",
          "historySize",
          "historyExposure",
          "notebookExposure",
          "notebookDisk",
          "notebookSize",
          "applicationName",
          "executors",
          "allocation");

  /** What a cluster adds to an object that is read from it. */
  private static final List<String> CLUSTERS_OWN =
      List.of(
          "uid", "resourceVersion", "creationTimestamp", "generation", "managedFields", "selfLink");

  private static final String EXAMPLE = "registry.example.org/spark";
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Of {@code inputs}.
   *
   * @param from as the command line named them
   */
  public static Adoption of(Inputs inputs, DnsLabel name, String from) {
    Recognition recognition = Recognition.of(inputs);
    Found found = recognition.found();
    List<Step> arguments = new ArrayList<>();
    for (String method : ORDER) {
      Optional.ofNullable(found.arguments().get(method)).ifPresent(arguments::add);
    }
    arguments.addAll(found.properties());
    Code.Apply bench =
        new Code.Apply(
            "new Workbench",
            List.of(Code.text(recognition.registry().orElse(EXAMPLE)), Code.name("lock")),
            Set.of());
    Optional<String> guess =
        recognition.registry().isPresent()
            ? Optional.empty()
            : Optional.of("the registry you push images to and the nodes pull them from.");
    EnvironmentText java =
        new EnvironmentText(
            name,
            from,
            holds(found),
            List.of(
                "Not in what was read, and worth saying: .nodes(…), what each node has;"
                    + " .outside(…), which adds network policies."),
            new Step(bench, guess),
            arguments,
            found.jobs(),
            own(recognition),
            objects(found),
            found.patches());
    return new Adoption(recognition, java);
  }

  private static String holds(Found found) {
    List<String> holds = found.holds();
    if (holds.isEmpty()) {
      return "Spark, as its properties were";
    }
    int last = holds.size() - 1;
    return last == 0
        ? holds.get(0)
        : String.join(", ", holds.subList(0, last)) + " and " + holds.get(last);
  }

  private static List<Code> own(Recognition recognition) {
    if (recognition.found().own().isEmpty()) {
      return List.of();
    }
    return List.of(
        Code.call(
            "OwnObjects.ofYaml",
            List.of("io.sparkstead.stack.component.OwnObjects"),
            Code.call(
                "new Namespace",
                List.of("io.sparkstead.dsl.kube.Namespace"),
                Code.text(recognition.namespace())),
            Code.text("extras"),
            Code.name("EXTRAS")));
  }

  private static String objects(Found found) {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (Given one : found.own()) {
      ObjectNode object = one.document().deepCopy();
      object.remove("status");
      if (object.path("metadata") instanceof ObjectNode metadata) {
        metadata.remove(CLUSTERS_OWN);
        metadata.remove("namespace");
      }
      objects.add(JSON.convertValue(object, MAP));
    }
    // A document begins with whose a rendered file is, and these are a person's.
    return objects.isEmpty()
        ? ""
        : Yaml.documents(objects).replaceAll("(?m)^# Code generated.*\n", "");
  }

  /** The file's text. */
  public String text() {
    return java.text(EnvironmentFile.COMMAND);
  }
}
