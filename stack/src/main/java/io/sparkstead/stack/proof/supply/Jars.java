package io.sparkstead.stack.proof.supply;

import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Images.Released;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Findings.Place;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Words;
import io.sparkstead.stack.release.BundledJars;
import io.sparkstead.stack.release.MavenJar;
import io.sparkstead.stack.release.SparkRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether jars that are added to Spark's own, in an image or when a session starts, go with it. */
public record Jars(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule COORDINATE_NAMES_ONE_JAR =
      Rule.error(
              "VER-15",
              "Jars are named by coordinates of one version, in an image and in spark.jars.packages")
          .why("The session or the build ends before it starts; or has another jar on another day.")
          .fix("Write group:artifact:version, with commas and no blanks between.");

  static final Rule PACKAGE_HAS_SPARKS_SCALA =
      Rule.error("VER-16", "A package fetched at the start has Spark's own Scala line")
          .why("Two Scala lines in one JVM fail with NoSuchMethodError.")
          .fix("Use the suffix of the release.");

  static final Rule JAR_IS_FOR_THIS_SPARK =
      Rule.error("VER-17", "A jar that names a line of Spark names the one that the image holds")
          .why("Spark's inner classes change with each line: it fails with NoSuchMethodError.")
          .fix("Take the jar for this line.");

  static final Rule JAR_IS_NOT_SPARKS_OWN =
      Rule.error("VER-18", "No jar is one that Spark brings, in another version")
          .why("Which of the two a class comes from is chance, and may differ from pod to pod.")
          .fix("Leave it out, or take a build that has it under another name (shaded).");

  static final Rule LIBRARY_IS_ONCE =
      Rule.error("VER-19", "A library is there once, by one name and in one version")
          .why("Which of the two a class comes from is chance, and may differ from pod to pod.")
          .fix("Keep one of them.");

  static final Rule JAR_HAS_WHAT_IT_NEEDS =
      Rule.error("VER-20", "A jar that needs others by its side has them in the image")
          .why(
              "An image takes what is listed and nothing else: the first use ends with a class that"
                  + " is not found.")
          .fix("List what the finding names too, in the versions that go with the jar.");

  /** What has no jar for all of it, by library: the libraries that its classes call. */
  private static final Map<String, List<String>> NEEDS =
      Map.of(
          "delta-spark", List.of("delta-storage"),
          "mongo-spark-connector", List.of("mongodb-driver-sync", "mongodb-driver-core", "bson"),
          "spark-cassandra-connector", List.of("spark-cassandra-connector-driver"),
          "spark-snowflake", List.of("snowflake-jdbc"),
          "spark-sql-kafka-0-10",
              List.of("kafka-clients", "spark-token-provider-kafka-0-10", "commons-pool2"),
          "spark-streaming-kafka-0-10",
              List.of("kafka-clients", "spark-token-provider-kafka-0-10", "commons-pool2"));

  @Override
  public void check() {
    for (Released image : stack.images().released()) {
      Set<String> libraries = new TreeSet<>();
      List<String> own = image.release().s3Jars();
      for (String word : Words.of(image.text())) {
        if (isCoordinate(word) && !own.contains(word)) {
          Optional<MavenJar> jar = jar(word, inFile(COORDINATE_NAMES_ONE_JAR, image.path(), word));
          if (jar.isPresent()) {
            fits(image.release(), jar.get(), image.path(), image.path(), word);
            libraries.add(jar.get().library());
          }
        }
      }
      hasWhatItNeeds(image, libraries);
    }
    for (Conf conf : stack.confs()) {
      Optional<String> packages = conf.get(Keys.PACKAGES);
      if (packages.isPresent()) {
        packagesFit(conf, packages.get());
      }
    }
  }

  private void hasWhatItNeeds(Released image, Set<String> libraries) {
    for (String library : libraries) {
      List<String> missing = new ArrayList<>();
      for (String needed : NEEDS.getOrDefault(library, List.of())) {
        if (!libraries.contains(needed)
            && BundledJars.of(image.release().version()).version(needed).isEmpty()) {
          missing.add(needed);
        }
      }
      if (!missing.isEmpty()) {
        inFile(JAR_HAS_WHAT_IT_NEEDS, image.path(), library)
            .say(
                "jar {} needs {}, which the image has not; give jars(…) of a Workbench, or with(…) of"
                    + " the image, those too",
                library,
                String.join(", ", missing));
      }
    }
  }

  /** Whether a Dockerfile means a jar by {@code word}, and neither a goal of Maven nor a path. */
  private static boolean isCoordinate(String word) {
    int first = word.indexOf(':');
    int second = word.indexOf(':', first + 1);
    return first > 0
        && second > first + 1
        && second + 1 < word.length()
        && Ascii.isDigit(word.charAt(second + 1))
        && Words.endOfName(word, second + 1) == word.length()
        && Words.endOfName(word, 0) == first
        && Words.endOfName(word, first + 1) == second;
  }

  private void packagesFit(Conf conf, String packages) {
    for (String each : packages.split(",", -1)) {
      // Spark takes slashes too.
      Optional<MavenJar> jar =
          jar(each.replace('/', ':'), at(COORDINATE_NAMES_ONE_JAR, conf, Keys.PACKAGES));
      if (jar.isPresent() && stack.release().isPresent()) {
        SparkRelease release = stack.release().get();
        // Whichever Scala it is of, what Spark brings is left out.
        if (release.hasOtherThan(jar.get()).isEmpty()) {
          scalaFits(release, jar.get(), conf);
        }
        isOnce(conf, jar.get(), packages);
        fits(release, jar.get(), conf.subject(), conf.path(), Keys.PACKAGES);
      }
    }
  }

  /** Beside those of the image, and the others that are fetched. */
  private void isOnce(Conf conf, MavenJar jar, String packages) {
    List<String> others = new ArrayList<>(List.of(packages.replace('/', ':').split(",", -1)));
    for (Released image : stack.images().released()) {
      for (String word : Words.of(image.text())) {
        if (isCoordinate(word)) {
          others.add(word);
        }
      }
    }
    for (String other : others) {
      boolean isRead = other.split(":", -1).length == 3 && !other.equals(jar.toString());
      Optional<MavenJar> read = isRead ? read(other) : Optional.empty();
      if (read.isPresent()
          && read.get().library().equals(jar.library())
          && !image(jar).equals(other)) {
        at(LIBRARY_IS_ONCE, conf, Keys.PACKAGES)
            .say("packages have {}, and {} is the same library; keep one of them", jar, other);
        return;
      }
    }
  }

  /** What of {@code jar} the image of a release has, of which another rule speaks. */
  private String image(MavenJar jar) {
    return stack.release().isEmpty() ? "" : stack.release().get().hasOtherThan(jar).orElse("");
  }

  private static Optional<MavenJar> read(String coordinate) {
    try {
      return Optional.of(MavenJar.of(coordinate));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<MavenJar> jar(String coordinate, Place place) {
    try {
      return Optional.of(MavenJar.of(coordinate));
    } catch (IllegalArgumentException e) {
      place.say("{}", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void scalaFits(SparkRelease release, MavenJar jar, Conf conf) {
    Optional<String> scala = jar.scala();
    if (scala.isPresent() && !scala.get().equals(release.scala())) {
      at(PACKAGE_HAS_SPARKS_SCALA, conf, Keys.PACKAGES)
          .say(
              "package {} is for Scala {}, and Spark {} runs on {}; take the one that ends in _{}",
              jar,
              scala.get(),
              release.version(),
              release.scala(),
              release.scala());
    }
  }

  private void fits(SparkRelease release, MavenJar jar, String subject, String path, String mark) {
    Optional<String> line = jar.sparkLine();
    if (line.isPresent() && !(release.line() + ".").startsWith(line.get() + ".")) {
      findings
          .at(JAR_IS_FOR_THIS_SPARK, subject, path, mark)
          .say(
              "jar {} is for Spark {}, and this is Spark {}; take the one for {}",
              jar,
              line.get(),
              release.version(),
              release.line());
    }
    Optional<String> own = release.hasOtherThan(jar);
    if (own.isPresent()) {
      findings
          .at(JAR_IS_NOT_SPARKS_OWN, subject, path, mark)
          .say(
              "jar {} is a library that the image of Spark {} has already, as {}; leave it out",
              jar,
              release.version(),
              own.get());
    }
  }
}
