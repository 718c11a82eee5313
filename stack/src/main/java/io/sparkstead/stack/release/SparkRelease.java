package io.sparkstead.stack.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One Spark release and what it is known to run with. {@link SparkReleases} has them all.
 *
 * <pre>{@code
 * SparkReleases.version("4.1.2").withJava(21);
 * SparkReleases.version("3.5.4").withJava(21); // refused: 3.5.4 runs on 17, 11 or 8
 * }</pre>
 *
 * @param version as in {@code spark-3.5.4-bin-hadoop3.tgz}
 * @param hadoop the Hadoop it bundles; hadoop-aws must be exactly this version
 * @param awsSdk the generation of SDK that this hadoop-aws was built with
 * @param awsSdkVersion the version of it that hadoop-aws names
 * @param scala the Scala line of its jars, {@code 2.12} or {@code 2.13}
 * @param py4j the version in the name of the zip under {@code python/lib}
 * @param javas the Javas it supports; its images get the first
 * @param pythons the Pythons it supports; its images get the first, and so driver and executors
 *     share it
 * @param kubernetes the oldest Kubernetes it is documented for
 * @param signingKey the fingerprint of the key that signed the archive, if we have read it
 * @param extraJars Maven coordinates that this release's S3A needs besides
 * @param iceberg the Iceberg that was tried with this line, if one was
 * @param delta the jars of the Delta that was tried with this line; none if none was
 * @param graphFrames the jars of GraphFrames for this line; none if there are none
 */
public record SparkRelease(
    String version,
    String hadoop,
    AwsSdk awsSdk,
    String awsSdkVersion,
    String scala,
    String py4j,
    List<Integer> javas,
    List<String> pythons,
    String kubernetes,
    Optional<String> signingKey,
    List<String> extraJars,
    Optional<String> iceberg,
    List<MavenJar> delta,
    List<MavenJar> graphFrames) {

  public SparkRelease {
    javas = List.copyOf(javas);
    pythons = List.copyOf(pythons);
    extraJars = List.copyOf(extraJars);
    delta = List.copyOf(delta);
    graphFrames = List.copyOf(graphFrames);
  }

  /** {@code 3.5} of {@code 3.5.4}: what shares its properties and their defaults. */
  public String line() {
    return version.substring(0, version.lastIndexOf('.'));
  }

  /** The Java its images get. */
  public int java() {
    return javas.get(0);
  }

  /** The Python its images get. */
  public String python() {
    return pythons.get(0);
  }

  /** This release with {@code java} in its images; refused if it does not support that. */
  public SparkRelease withJava(int java) {
    return new SparkRelease(
        version,
        hadoop,
        awsSdk,
        awsSdkVersion,
        scala,
        py4j,
        first(java, javas, "Java"),
        pythons,
        kubernetes,
        signingKey,
        extraJars,
        iceberg,
        delta,
        graphFrames);
  }

  /** This release with {@code python} in its images; refused if it does not support that. */
  public SparkRelease withPython(String python) {
    return new SparkRelease(
        version,
        hadoop,
        awsSdk,
        awsSdkVersion,
        scala,
        py4j,
        javas,
        first(python, pythons, "Python"),
        kubernetes,
        signingKey,
        extraJars,
        iceberg,
        delta,
        graphFrames);
  }

  private <T> List<T> first(T chosen, List<T> supported, String what) {
    if (!supported.contains(chosen)) {
      throw new IllegalArgumentException(
          what
              + " "
              + chosen
              + " does not go with Spark "
              + version
              + ", which supports "
              + supported.stream().map(Object::toString).collect(Collectors.joining(", "))
              + "; take "
              + supported.get(0));
    }
    List<T> reordered = new ArrayList<>(supported);
    reordered.remove(chosen);
    reordered.add(0, chosen);
    return reordered;
  }

  /** The jars Spark's archive lacks for S3, as {@code group:artifact:version}. */
  public List<String> s3Jars() {
    List<String> jars = new ArrayList<>();
    jars.add("org.apache.hadoop:hadoop-aws:" + hadoop);
    jars.add(awsSdk.artifact() + ":" + awsSdkVersion);
    // The committers that make writing to S3 safe: without this jar Spark renames, file by file.
    jars.add("org.apache.spark:spark-hadoop-cloud_" + scala + ":" + version);
    jars.addAll(extraJars);
    return List.copyOf(jars);
  }

  /**
   * What an image of this release has of the library that {@code jar} is, if that is another
   * version: a jar that Spark brings, or one of {@link #s3Jars}.
   */
  public Optional<String> hasOtherThan(MavenJar jar) {
    for (String own : s3Jars()) {
      MavenJar there = MavenJar.of(own);
      if (there.library().equals(jar.library())) {
        return there.equals(jar) ? Optional.empty() : Optional.of(own);
      }
    }
    Optional<String> bundled = BundledJars.of(version).version(jar);
    return bundled.isPresent() && !bundled.get().equals(jar.version())
        ? Optional.of("version " + bundled.get())
        : Optional.empty();
  }

  /**
   * The jar that teaches this line Iceberg. It holds all it needs but Amazon's SDK, which is among
   * {@link #s3Jars}.
   */
  public Optional<MavenJar> icebergJar() {
    return iceberg.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new MavenJar(
                "org.apache.iceberg",
                "iceberg-spark-runtime-" + line() + "_" + scala,
                iceberg.get()));
  }
}
