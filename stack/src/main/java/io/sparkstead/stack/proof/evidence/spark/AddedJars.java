package io.sparkstead.stack.proof.evidence.spark;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.text.DockerfileText;
import io.sparkstead.stack.proof.text.Words;
import io.sparkstead.stack.release.SparkRelease;
import java.util.List;
import java.util.Optional;

/**
 * Jars that drivers and executors have besides Spark's own: in an image, or fetched at the start.
 *
 * @param told every text that may name one
 * @param areUnknown whether there are some of which nobody here knows the classes
 */
public record AddedJars(String told, boolean areUnknown) {

  private static final List<String> KEYS =
      List.of(
          "spark.jars",
          Keys.PACKAGES,
          "spark.driver.extraClassPath",
          "spark.executor.extraClassPath");

  /** A base image that people bring may have any. */
  private static final String OWN_BASE = "registry.access.redhat.com/ubi";

  /** Those that the programs of {@code conf} have. */
  public static AddedJars of(Evidence stack, Conf conf) {
    StringBuilder told = new StringBuilder();
    boolean areUnknown = false;
    List<String> ofSpark = stack.release().map(SparkRelease::s3Jars).orElse(List.of());
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      told.append(dockerfile.text()).append('\n');
      areUnknown |= hasUnknown(stack, dockerfile, ofSpark);
    }
    for (Conf other : conf.isWhole() ? List.of(conf) : stack.confs()) {
      for (String key : KEYS) {
        String named = other.get(key).orElse("");
        told.append(named).append('\n');
        areUnknown |= !named.isEmpty();
      }
    }
    Optional<Workload> reader = stack.readerOf(conf);
    String program = reader.isPresent() ? stack.allTold(reader.get()) : "";
    // A program's own jar has what its author put into it.
    areUnknown |= program.contains("--class") || program.contains("--jars");
    return new AddedJars(told.toString(), areUnknown);
  }

  private static boolean hasUnknown(Evidence stack, DockerfileText dockerfile, List<String> own) {
    boolean isOurs = stack.images().base(dockerfile).isPresent();
    for (String base : dockerfile.bases()) {
      isOurs |= base.startsWith(OWN_BASE);
    }
    if (!isOurs) {
      return true;
    }
    for (String copied : dockerfile.all("COPY")) {
      if (!copied.contains("--from=") && (copied.contains("jar") || copied.contains("/ "))) {
        return true;
      }
    }
    for (String word : Words.of(dockerfile.expanded())) {
      boolean isCoordinate = word.indexOf(':') > 0 && word.split(":", -1).length == 3;
      if (word.endsWith(".jar") || (isCoordinate && isForeign(word, own))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isForeign(String coordinate, List<String> own) {
    String version = coordinate.substring(coordinate.lastIndexOf(':') + 1);
    return !own.contains(coordinate)
        && Words.endOfVersion(version, 0) > 0
        && coordinate.indexOf('/') < 0;
  }

  /** Whether one of them is called so, or begins so. */
  public boolean has(String artifact) {
    return told.contains(artifact);
  }
}
