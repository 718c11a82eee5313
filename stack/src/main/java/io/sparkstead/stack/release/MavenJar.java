package io.sparkstead.stack.release;

import io.sparkstead.dsl.value.Ascii;
import java.util.Map;
import java.util.Optional;

/**
 * A jar by its Maven coordinates, as Maven Central has it.
 *
 * <pre>{@code
 * new MavenJar("io.delta", "delta-spark_2.12", "3.3.2")
 * MavenJar.of("io.delta:delta-spark_2.12:3.3.2")
 * MavenJar.of("com.google.cloud.bigdataoss:gcs-connector:hadoop3-2.2.26:jar:shaded")
 * }</pre>
 *
 * <p>Refuses what is no coordinate, and a version that floats, as a range or a snapshot does.
 *
 * @param classifier which of several jars of one version, as {@code shaded}
 * @see <a href="https://maven.apache.org/pom.html#Maven_Coordinates">Coordinates</a>
 */
public record MavenJar(String group, String artifact, String version, Optional<String> classifier) {

  /** What a library is called today, by what it was. */
  private static final Map<String, String> RENAMED =
      Map.of(
          "delta-core", "delta-spark",
          "mysql-connector-java", "mysql-connector-j",
          "aws-java-sdk-bundle", "aws-sdk",
          "bundle", "aws-sdk");

  /** The one jar of a version. */
  public MavenJar(String group, String artifact, String version) {
    this(group, artifact, version, Optional.empty());
  }

  public MavenJar {
    String jar = group + ":" + artifact + ":" + version;
    if (floats(version)) {
      throw refused(jar, "floats", "give a version that was released");
    }
    if (!isPart(group)
        || !isPart(artifact)
        || !isPart(version)
        || (classifier.isPresent() && !isPart(classifier.get()))) {
      throw refused(jar, "is no coordinate", "write group:artifact:version of A-Z a-z 0-9 - _ .");
    }
  }

  /** Out of {@code group:artifact:version}. */
  public static MavenJar of(String coordinate) {
    String[] parts = coordinate.split(":", -1);
    if (parts.length == 5 && parts[3].equals("jar")) {
      return new MavenJar(parts[0], parts[1], parts[2], Optional.of(parts[4]));
    }
    if (parts.length != 3) {
      throw refused(coordinate, "is no coordinate", "write group:artifact:version");
    }
    return new MavenJar(parts[0], parts[1], parts[2]);
  }

  private static boolean isPart(String part) {
    for (int i = 0; i < part.length(); i++) {
      if (!Ascii.isInName(part.charAt(i))) {
        return false;
      }
    }
    return !part.isEmpty();
  }

  private static boolean floats(String version) {
    return version.endsWith("-SNAPSHOT")
        || version.equals("LATEST")
        || version.equals("RELEASE")
        || version.startsWith("latest.")
        || version.startsWith("[")
        || version.startsWith("(")
        || version.endsWith("+");
  }

  private static IllegalArgumentException refused(String jar, String why, String remedy) {
    return new IllegalArgumentException("jar '" + jar + "' " + why + "; " + remedy);
  }

  /** The Scala line that its name ends in: {@code 2.12} of {@code delta-spark_2.12}. */
  public Optional<String> scala() {
    int suffix = artifact.lastIndexOf('_');
    String line = artifact.substring(suffix + 1);
    return suffix >= 0 && (line.equals("3") || isScala2(line))
        ? Optional.of(line)
        : Optional.empty();
  }

  private static boolean isScala2(String line) {
    return line.startsWith("2.")
        && line.length() > 2
        && Ascii.endOfDigits(line, 2) == line.length();
  }

  /**
   * The line of Spark that its name or version says it is for: {@code 3.5} of {@code
   * iceberg-spark-runtime-3.5_2.12}, {@code 3} of {@code hudi-spark3-bundle_2.12}; the first number
   * behind the word.
   */
  public Optional<String> sparkLine() {
    Optional<String> ofName =
        sparkLine(
            scala().isPresent() ? artifact.substring(0, artifact.lastIndexOf('_')) : artifact);
    if (ofName.isPresent()) {
      return ofName;
    }
    return switch (group) {
      case "io.delta" -> deltaLine();
      case "org.apache.spark" -> Optional.of(line(version));
      default -> sparkLine(version);
    };
  }

  /** Delta's name says the line since 4.1, and its version before. */
  private Optional<String> deltaLine() {
    if (artifact.startsWith("delta-core")) {
      return Optional.of("3.4");
    }
    if (!artifact.startsWith("delta-spark")) {
      return Optional.empty();
    }
    return version.startsWith("3.")
        ? Optional.of("3.5")
        : version.startsWith("4.0.") ? Optional.of("4.0") : Optional.empty();
  }

  /** {@code 3.5} of {@code 3.5.4}. */
  private static String line(String version) {
    int dot = version.indexOf('.');
    int end = version.indexOf('.', dot + 1);
    return dot < 0 || end < 0 ? version : version.substring(0, end);
  }

  /**
   * What it is called whichever Scala, Spark or age it is of: {@code delta-spark} of {@code
   * delta-spark_4.1_2.13} and of {@code delta-core_2.12}. Two of one library do not go together.
   */
  public String library() {
    String plain =
        scala().isPresent() ? artifact.substring(0, artifact.lastIndexOf('_')) : artifact;
    Optional<String> line = sparkLine(plain);
    String name =
        line.isEmpty()
            ? plain
            : plain
                .replace("-" + line.get(), "")
                .replace("_" + line.get(), "")
                .replace(line.get(), "");
    if (name.startsWith("ojdbc")) {
      return "ojdbc";
    }
    return RENAMED.getOrDefault(name, name);
  }

  private static Optional<String> sparkLine(String text) {
    for (int i = text.indexOf("spark") + 5; i >= 5 && i < text.length(); i++) {
      boolean begins = Ascii.isDigit(text.charAt(i)) && !Ascii.isDigit(text.charAt(i - 1));
      int major = Ascii.endOfDigits(text, i);
      if (begins) {
        boolean isMajor = major == i + 1 && "234".indexOf(text.charAt(i)) >= 0;
        boolean goesOn = isMajor && text.startsWith(".", major);
        int minor = goesOn ? Ascii.endOfDigits(text, major + 1) : major;
        return isMajor ? Optional.of(text.substring(i, minor)) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** {@code group:artifact:version}, and {@code :jar:classifier} behind it if there is one. */
  @Override
  public String toString() {
    String jar = group + ":" + artifact + ":" + version;
    return classifier.isPresent() ? jar + ":jar:" + classifier.get() : jar;
  }
}
