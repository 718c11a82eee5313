package io.sparkstead.stack.proof.evidence;

import io.sparkstead.stack.image.ImageBuild;
import io.sparkstead.stack.proof.text.DockerfileText;
import io.sparkstead.stack.proof.text.Words;
import io.sparkstead.stack.release.SparkRelease;
import io.sparkstead.stack.release.SparkReleases;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The images that the stack builds: by what names, of which Dockerfiles, with which Spark. */
public final class Images {

  private static final String FOLDER = "images/";
  private static final String SPARK = "spark-";
  private static final String SPARK_ARCHIVE = "-bin-hadoop3";

  private final Map<String, String> names;
  private final Map<String, String> files;
  private final List<DockerfileText> dockerfiles;
  private final List<Released> released;

  Images(Map<String, String> names, Map<String, String> files) {
    this.names = names;
    this.files = files;
    this.dockerfiles = dockerfilesIn(files);
    this.released = findReleased();
  }

  private static List<DockerfileText> dockerfilesIn(Map<String, String> files) {
    List<DockerfileText> found = new ArrayList<>();
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (file.getKey().endsWith("/" + ImageBuild.DOCKERFILE)) {
        found.add(new DockerfileText(file.getKey(), file.getValue()));
      }
    }
    return List.copyOf(found);
  }

  /** What each is pulled as, by the name that manifests give it. */
  public Map<String, String> names() {
    return names;
  }

  /** Whether manifests mean one of these by {@code image}. */
  public boolean has(String image) {
    return names.containsKey(image);
  }

  /** In the order of their paths. */
  public List<DockerfileText> dockerfiles() {
    return dockerfiles;
  }

  /** The Dockerfile of the image that manifests call {@code image}, if it is built here. */
  public Optional<DockerfileText> dockerfile(String image) {
    if (has(image)) {
      String path = folder(image) + ImageBuild.DOCKERFILE;
      for (DockerfileText dockerfile : dockerfiles) {
        if (dockerfile.path().equals(path)) {
          return Optional.of(dockerfile);
        }
      }
    }
    return Optional.empty();
  }

  /** The Dockerfile of the image that is pulled as {@code reference}, if it is built here. */
  public Optional<DockerfileText> pulledAs(String reference) {
    for (Map.Entry<String, String> image : names.entrySet()) {
      if (byTag(image.getValue()).equals(byTag(reference))) {
        return dockerfile(image.getKey());
      }
    }
    return Optional.empty();
  }

  /** What the image is told which manifests call {@code image}, by path: no lock files. */
  public Map<String, String> files(String image) {
    Map<String, String> found = new TreeMap<>();
    if (has(image)) {
      String folder = folder(image);
      for (Map.Entry<String, String> file : files.entrySet()) {
        if (file.getKey().startsWith(folder) && !file.getKey().endsWith(".lock")) {
          found.put(file.getKey(), file.getValue());
        }
      }
    }
    return found;
  }

  private static String folder(String image) {
    return FOLDER + image.substring(0, Math.max(0, image.lastIndexOf(':'))) + "/";
  }

  /** The number of the user of the image that manifests call {@code image}, if it is built here. */
  public Optional<Long> user(String image) {
    Optional<DockerfileText> dockerfile = dockerfile(image);
    String number = dockerfile.isEmpty() ? "" : user(dockerfile.get());
    boolean isUser = Words.isNumber(number) && number.length() <= 9;
    return isUser ? Optional.of(Long.valueOf(number)) : Optional.empty();
  }

  /** The user that {@code dockerfile} ends as, without the group; empty if it names none. */
  public static String user(DockerfileText dockerfile) {
    String user = dockerfile.lastUser().orElse("");
    int colon = user.indexOf(':');
    return colon < 0 ? user : user.substring(0, colon);
  }

  /** What an image is built and pushed by: its name without the digest. */
  public static String byTag(String image) {
    int digest = image.indexOf('@');
    return digest < 0 ? image : image.substring(0, digest);
  }

  /** The image of ours that {@code dockerfile} is built on. */
  public Optional<DockerfileText> base(DockerfileText dockerfile) {
    List<String> bases = dockerfile.bases();
    for (Map.Entry<String, String> image : names.entrySet()) {
      if (bases.contains(byTag(image.getValue()))) {
        Optional<DockerfileText> base = dockerfile(image.getKey());
        if (base.isPresent()) {
          return base;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * An image whose Spark the catalogue knows.
   *
   * @param base the image of ours that it is built on
   */
  public record Released(
      DockerfileText dockerfile, Optional<DockerfileText> base, SparkRelease release) {

    public String path() {
      return dockerfile.path();
    }

    /** With arguments put in, and continued lines joined. */
    public String text() {
      return dockerfile.expanded();
    }

    /** What becomes of the image that it is built on, or empty. */
    public String lastStageOfBase() {
      return base.isPresent() ? base.get().lastStage() : "";
    }

    /** Whether it puts Spark together itself, and is not built on an image that has it. */
    public boolean isOrigin() {
      return downloadedSpark(dockerfile).isPresent();
    }
  }

  /** Those whose Spark the catalogue knows, in the order of their paths. */
  public List<Released> released() {
    return released;
  }

  private List<Released> findReleased() {
    Set<String> known = SparkReleases.versions();
    List<Released> found = new ArrayList<>();
    for (DockerfileText dockerfile : dockerfiles) {
      Optional<String> version = spark(dockerfile);
      if (version.isPresent() && known.contains(version.get())) {
        SparkRelease release = SparkReleases.version(version.get());
        found.add(new Released(dockerfile, base(dockerfile), release));
      }
    }
    return List.copyOf(found);
  }

  /** The release of Spark that the images hold, if the catalogue knows it. */
  public Optional<SparkRelease> release() {
    return released.isEmpty() ? Optional.empty() : Optional.of(released.get(0).release());
  }

  /** The Spark that an image downloads, or that the image of ours has which it is built on. */
  public Optional<String> spark(DockerfileText dockerfile) {
    Optional<String> own = downloadedSpark(dockerfile);
    if (own.isPresent()) {
      return own;
    }
    Optional<DockerfileText> base = base(dockerfile);
    return base.isPresent() ? downloadedSpark(base.get()) : own;
  }

  /** {@code 3.5.4} of a {@code spark-3.5.4-bin-hadoop3} in {@code dockerfile}. */
  public static Optional<String> downloadedSpark(DockerfileText dockerfile) {
    String text = dockerfile.expanded();
    for (int end = text.indexOf(SPARK_ARCHIVE);
        end >= 0;
        end = text.indexOf(SPARK_ARCHIVE, end + 1)) {
      int name = text.lastIndexOf(SPARK, end - SPARK.length());
      String version = name < 0 ? "" : text.substring(name + SPARK.length(), end);
      if (isRelease(version)) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }

  /** Whether {@code version} is three numbers, and maybe letters: {@code 4.1.0-preview1}. */
  private static boolean isRelease(String version) {
    int end = Words.endOfVersion(version, 0);
    return version.substring(0, end).split("\\.").length == 3
        && version.indexOf('.', end) < 0
        && Words.endOfName(version, end) == version.length();
  }
}
