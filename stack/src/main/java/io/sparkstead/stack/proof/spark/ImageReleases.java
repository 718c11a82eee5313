package io.sparkstead.stack.proof.spark;

import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Images;
import io.sparkstead.stack.proof.evidence.Images.Released;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.DockerfileText;
import io.sparkstead.stack.proof.text.Versions;
import io.sparkstead.stack.release.SparkReleases;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether images hold a Spark that is known, signed, called by its name, and everybody's. */
public record ImageReleases(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule RELEASE_IS_KNOWN =
      Rule.error("VER-01", "The Spark that an image downloads is in the catalogue")
          .why("Nothing is known of what it runs with.")
          .fix("Add the release to the catalogue, or take one of it.");

  static final Rule TAG_TELLS_THE_VERSION =
      Rule.error("VER-08", "A Spark image's tag says the Spark it holds")
          .why("Two versions under one name cannot be told apart when something breaks.")
          .fix("Tag it with the release's version.");

  static final Rule JUPYTER_HAS_THE_EXECUTORS_SPARK =
      Rule.error("VER-11", "The notebook's image is built on the image that executors run")
          .why("Driver and executors of two builds refuse each other's classes.")
          .fix("Build it on the Spark image's published name.");

  static final Rule SIGNER_IS_THE_RELEASES =
      Rule.error("VER-13", "A signature is checked against the key of the release's manager")
          .why("The build refuses the right archive, or takes a wrong one.")
          .fix("Take the fingerprint from the release.");

  @Override
  public void check() {
    releaseIsKnown(stack.images());
    for (Released image : stack.images().released()) {
      tagTellsTheVersion(stack.images(), image);
      signerIsTheReleases(image);
    }
    jupyterHasTheExecutorsSpark();
  }

  private void releaseIsKnown(Images images) {
    Set<String> known = SparkReleases.versions();
    for (DockerfileText dockerfile : images.dockerfiles()) {
      Optional<String> version = images.spark(dockerfile);
      if (version.isPresent() && !known.contains(version.get())) {
        Optional<String> near = NearName.of(version.get(), known);
        String remedy = near.isPresent() ? "; the nearest is " + near.get() : "";
        inFile(RELEASE_IS_KNOWN, dockerfile.path(), version.get())
            .say("Spark {} is not in the catalogue{}", version.get(), remedy);
      }
    }
  }

  private void tagTellsTheVersion(Images images, Released image) {
    String name = name(image.path());
    String version = image.release().version();
    Set<String> tags = Versions.ofLabel(image.text());
    for (Map.Entry<String, String> one : images.names().entrySet()) {
      if (one.getKey().startsWith(name + ":")) {
        String tagged = Images.byTag(one.getValue());
        tags.add(tagged.substring(tagged.lastIndexOf(':') + 1));
      }
    }
    for (String tag : tags) {
      if (!tag.equals(version) && !tag.startsWith(version + "-")) {
        inFile(TAG_TELLS_THE_VERSION, image.path(), tag)
            .say("{} holds Spark {} and is called {}; tag it {}", name, version, tag, version);
      }
    }
  }

  /** Its folder below {@code images}: what the image is called. */
  private static String name(String dockerfile) {
    String folder = dockerfile.substring(0, dockerfile.lastIndexOf('/'));
    return folder.startsWith("images/") ? folder.substring("images/".length()) : folder;
  }

  private void signerIsTheReleases(Released image) {
    String known = image.release().signingKey().orElse("");
    for (String key : Versions.signers(image.text())) {
      if (image.isOrigin() && !known.isEmpty() && !key.equals(known)) {
        inFile(SIGNER_IS_THE_RELEASES, image.path(), key)
            .say(
                "Spark {} was not signed by {}; take the key from the release",
                image.release().version(),
                key);
      }
    }
  }

  private void jupyterHasTheExecutorsSpark() {
    Set<String> executors = new LinkedHashSet<>();
    for (Conf conf : stack.confs()) {
      Optional<String> image = conf.get(Keys.IMAGE);
      if (image.isPresent()) {
        executors.add(Images.byTag(image.get()));
      }
    }
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      List<String> bases = dockerfile.bases();
      if (!executors.isEmpty()
          && dockerfile.text().contains("jupyter")
          && Collections.disjoint(bases, executors)) {
        inFile(JUPYTER_HAS_THE_EXECUTORS_SPARK, dockerfile.path(), "FROM")
            .say(
                "the notebook's image is built on {}, executors run {}; build it on theirs",
                bases,
                executors);
      }
    }
  }
}
