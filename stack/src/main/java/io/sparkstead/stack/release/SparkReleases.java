package io.sparkstead.stack.release;

import io.sparkstead.dsl.value.NearName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;

/** Every release of the catalogue, by version. */
public final class SparkReleases {

  private static final String FILE = "spark-releases.properties";

  /** A fact that is never empty. */
  private static final String HADOOP = "hadoop";

  private static final Properties FACTS = load();

  private SparkReleases() {}

  /**
   * The release {@code version}.
   *
   * @throws IllegalArgumentException if the catalogue has none; the message names the nearest
   */
  public static SparkRelease version(String version) {
    if (FACTS.getProperty(version + "." + HADOOP) == null) {
      SortedSet<String> known = versions();
      throw new IllegalArgumentException(
          "Spark "
              + version
              + " is not in the catalogue; "
              + NearName.of(version, known).map(near -> "did you mean " + near + "? ").orElse("")
              + "there is: "
              + String.join(", ", known));
    }
    return new SparkRelease(
        version,
        fact(version, HADOOP),
        AwsSdk.valueOf("V" + fact(version, "aws-sdk").charAt(0)),
        fact(version, "aws-sdk"),
        fact(version, "scala"),
        fact(version, "py4j"),
        numbers(fact(version, "java")),
        words(fact(version, "python")),
        fact(version, "kubernetes"),
        unlessEmpty(fact(version, "signing-key")),
        words(fact(version, "extra-jars")),
        unlessEmpty(fact(version, "iceberg")),
        jars(fact(version, "delta")),
        jars(fact(version, "graphframes")));
  }

  public static SortedSet<String> versions() {
    SortedSet<String> versions = new TreeSet<>();
    for (String key : FACTS.stringPropertyNames()) {
      versions.add(key.substring(0, key.lastIndexOf('.')));
    }
    return versions;
  }

  private static String fact(String version, String name) {
    String fact = FACTS.getProperty(version + "." + name);
    if (fact == null) {
      throw new IllegalStateException(FILE + " says nothing of " + name + " for Spark " + version);
    }
    return fact;
  }

  private static Optional<String> unlessEmpty(String fact) {
    return fact.isEmpty() ? Optional.empty() : Optional.of(fact);
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : Arrays.asList(text.split(" "));
  }

  private static List<MavenJar> jars(String text) {
    List<MavenJar> jars = new ArrayList<>();
    for (String word : words(text)) {
      jars.add(MavenJar.of(word));
    }
    return jars;
  }

  private static List<Integer> numbers(String text) {
    List<Integer> numbers = new ArrayList<>();
    for (String word : words(text)) {
      numbers.add(Integer.valueOf(word));
    }
    return numbers;
  }

  private static Properties load() {
    try (InputStream in =
        Objects.requireNonNull(SparkReleases.class.getResourceAsStream(FILE), FILE)) {
      Properties facts = new Properties();
      facts.load(in);
      return facts;
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }
}
