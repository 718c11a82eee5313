package io.sparkstead.render.adopt.found;

import io.sparkstead.dsl.value.ImageLock;
import io.sparkstead.render.adopt.input.Given;
import io.sparkstead.render.adopt.input.Leaf;
import io.sparkstead.render.java.Code;
import io.sparkstead.render.java.Step;
import io.sparkstead.stack.preset.Workbench;
import io.sparkstead.stack.release.SparkReleases;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which release of Spark the images hold, and the one of the catalogue that comes nearest. */
final class Releases {

  private static final Pattern VERSION =
      Pattern.compile("(?:^|\\D)((\\d+\\.\\d+)\\.\\d+)(?:\\D|$)");

  static final String USUAL =
      new Workbench("localhost", ImageLock.NONE).image().release().version();

  private final Found found;
  private Optional<String> chosen = Optional.empty();

  Releases(Found found) {
    this.found = found;
  }

  /** The release that {@code text}, a version or an image's tag, names. */
  static Optional<String> in(String text) {
    Matcher version = VERSION.matcher(text);
    return version.find() ? Optional.of(version.group(1)) : Optional.empty();
  }

  /** The one that was chosen, or that which a new environment has. */
  String chosen() {
    return chosen.orElse(USUAL);
  }

  boolean isChosen() {
    return chosen.isPresent();
  }

  /** Has a person look, where nothing that was read says which one it is. */
  void guess() {
    if (chosen.isEmpty()) {
      found.argue(
          Step.guessed(
              "the release of Spark; no image's tag and no version says it.",
              "release",
              Code.text(USUAL)));
    }
  }

  /** Takes the release that {@code leaf} names, unless another has been taken. */
  void take(Given given, Leaf leaf, String version) {
    if (chosen.isPresent()) {
      String held = chosen.get();
      found.say(
          given,
          leaf.pointer(),
          version.equals(held)
              ? new Fate.Carried(".release(…)")
              : new Fate.Left("all run one release, " + held));
      return;
    }
    Optional<String> near = nearest(version);
    String release = near.orElse(USUAL);
    chosen = Optional.of(release);
    if (release.equals(version)) {
      found.argue(Step.said("release", Code.text(release)));
      found.say(given, leaf.pointer(), new Fate.Carried(".release(…)"));
    } else {
      found.argue(
          Step.guessed(
              "the manifests say Spark " + version + ", which the catalogue does not have.",
              "release",
              Code.text(release)));
      found.say(
          given,
          leaf.pointer(),
          new Fate.Left(
              "Spark " + version + " is not in the catalogue; " + release + " stands there"));
    }
  }

  /** Of the same line, else of the next one, if there is any. */
  private static Optional<String> nearest(String version) {
    if (SparkReleases.versions().contains(version)) {
      return Optional.of(version);
    }
    String line = version.substring(0, version.lastIndexOf('.') + 1);
    Optional<String> next = Optional.empty();
    for (String known : SparkReleases.versions()) {
      if (known.startsWith(line)) {
        next = Optional.of(known);
      }
    }
    String major = version.substring(0, version.indexOf('.') + 1);
    for (String known : SparkReleases.versions()) {
      if (next.isEmpty() && known.startsWith(major)) {
        next = Optional.of(known);
      }
    }
    return next;
  }
}
