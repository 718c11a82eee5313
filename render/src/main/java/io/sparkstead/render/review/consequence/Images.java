package io.sparkstead.render.review.consequence;

import io.sparkstead.render.review.change.FieldChange;
import io.sparkstead.render.review.change.FileChange;
import io.sparkstead.render.review.change.ObjectChange;
import io.sparkstead.render.review.change.TreeChange;
import io.sparkstead.render.review.consequence.Consequence.Kind;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which containers run another image, which images are built anew, and which Spark that is. */
final class Images {

  private static final String FOLDER = "images/";

  private Images() {}

  static List<Consequence> of(TreeChange change, Evidence before, Evidence after) {
    List<Consequence> found = new ArrayList<>();
    for (ObjectChange.Changed each : change.changed()) {
      for (FieldChange field : each.fields()) {
        if (field.path().endsWith(".image")) {
          found.add(new Consequence(Kind.image, each.name().inShort(), field.inWords("none")));
        }
      }
    }
    Optional<String> old = before.firstSet(Keys.IMAGE);
    Optional<String> made = after.firstSet(Keys.IMAGE);
    if (old.isPresent() && made.isPresent() && !old.equals(made)) {
      found.add(new Consequence(Kind.image, "executors", old.get() + " → " + made.get()));
    }
    spark(before, after).ifPresent(found::add);
    Set<String> built = new TreeSet<>();
    for (FileChange file : change.files()) {
      String path = file.path();
      if (path.startsWith(FOLDER) && path.indexOf('/', FOLDER.length()) > 0) {
        built.add(path.substring(FOLDER.length(), path.indexOf('/', FOLDER.length())));
      }
    }
    for (String image : built) {
      found.add(
          new Consequence(
              Kind.image,
              FOLDER + image,
              "has to be built and pushed before you apply: images/build.sh"));
    }
    return found;
  }

  private static Optional<Consequence> spark(Evidence before, Evidence after) {
    String old = before.release().map(release -> release.version().toString()).orElse("");
    String made = after.release().map(release -> release.version().toString()).orElse("");
    return old.equals(made) || old.isEmpty() || made.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Consequence(
                Kind.image,
                "Spark",
                old + " → " + made + ", in drivers, executors and the History Server together"));
  }
}
