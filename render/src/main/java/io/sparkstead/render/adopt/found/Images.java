package io.sparkstead.render.adopt.found;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkstead.render.adopt.input.Given;
import io.sparkstead.render.adopt.input.Leaf;
import io.sparkstead.render.java.Code;
import io.sparkstead.render.java.Step;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whose images pods run: under which registry, of which release. */
final class Images {

  /** A tag that begins with the release; {@code python-3.11.6} is not Spark's. */
  private static final Pattern OF_SPARK = Pattern.compile("^(spark-|v)?\\d+\\.\\d+\\.\\d+");

  private final Found found;
  private final Releases releases;
  private Optional<String> registry = Optional.empty();

  Images(Found found, Releases releases) {
    this.found = found;
    this.releases = releases;
  }

  /** Under which images of one's own are, if any says. */
  Optional<String> registry() {
    return registry;
  }

  void look() {
    for (Workload one : Workload.all(found.inputs().objects())) {
      Role role = found.role(one.given());
      if (role == Role.HISTORY || role == Role.NOTEBOOK) {
        image(one, role);
      }
    }
    for (Given one : found.inputs().given()) {
      if (one.shape() == Given.Shape.DOCKERFILE) {
        found.play(one, Role.IMAGE);
        for (Leaf leaf : one.leaves()) {
          releases.take(one, leaf, leaf.text());
        }
      }
    }
  }

  /** The release that images of everybody's are of, where nothing else says one. */
  void everybodys() {
    for (Workload one : Workload.all(found.inputs().objects())) {
      Role role = found.role(one.given());
      if (!releases.isChosen() && (role == Role.HISTORY || role == Role.NOTEBOOK)) {
        for (int i = 0; i < one.containers().size(); i++) {
          everybodys(one.given(), one.pod() + "/containers/" + i + "/image");
        }
      }
    }
  }

  private void everybodys(Given given, String pointer) {
    for (Leaf leaf : given.under(pointer)) {
      ImageName image = ImageName.of(found.pulled(leaf.text()));
      boolean isSparks = image.last().contains("spark") && OF_SPARK.matcher(image.tag()).find();
      if (isSparks) {
        Releases.in(image.tag()).ifPresent(release -> releases.take(given, leaf, release));
      }
    }
  }

  private void image(Workload one, Role role) {
    for (int i = 0; i < one.containers().size(); i++) {
      JsonNode container = one.containers().path(i);
      String named = container.path("image").asText();
      ImageName image = ImageName.of(found.pulled(named));
      String pointer = one.pod() + "/containers/" + i + "/image";
      if (image.registry().isEmpty()) {
        continue;
      }
      registry = registry.or(image::registry);
      for (Leaf leaf : one.given().under(pointer)) {
        Optional<String> version = Releases.in(image.tag());
        version.ifPresent(release -> releases.take(one.given(), leaf, release));
        if (role == Role.NOTEBOOK
            && !image.last().equals("spark-jupyter")
            && image.registry().equals(registry)) {
          found.argue(Step.said("notebookImage", Code.text(image.last())));
          found.say(one.given(), pointer, new Fate.Carried(".notebookImage(…)"));
        }
      }
    }
  }
}
