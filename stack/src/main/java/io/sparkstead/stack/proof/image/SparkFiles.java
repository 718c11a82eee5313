package io.sparkstead.stack.proof.image;

import io.sparkstead.stack.conf.SparkVolumes;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.image.BuiltImage;
import io.sparkstead.stack.proof.evidence.image.Copied;
import io.sparkstead.stack.proof.evidence.image.KnownPrograms;
import io.sparkstead.stack.proof.evidence.image.Paths;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Words;
import io.sparkstead.stack.release.SparkRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether the files that scripts and pods name are in the image of Spark. */
public record SparkFiles(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule FILE_IS_IN_THE_IMAGE =
      Rule.error("IMG-15", "A program or a file that is named in Spark's image is in it")
          .why("The driver ends with: no such file or directory.")
          .fix("Name it as the image has it, or copy it into the image.");

  private static final String LOCAL = "local://";
  private static final String MOUNT_PATH = "mountPath: ";

  /** Of Spark's archive, which nobody mounts over. */
  private static final List<String> OF_THE_ARCHIVE =
      List.of("bin", "data", "examples", "jars", "python", "sbin");

  private static final String SOURCES = "/examples/src/main/";
  private static final String PYTHON = SOURCES + "python/";
  private static final String JARS = "/examples/jars/";

  private static final List<String> LANGUAGES =
      List.of("java", "python", "r", "resources", "scala", "scripts");

  /** What stands in {@link #PYTHON}, of each release in the catalogue. */
  private static final List<String> EXAMPLES =
      List.of(
          "__init__.py",
          "als.py",
          "avro_inputformat.py",
          "kmeans.py",
          "logistic_regression.py",
          "pagerank.py",
          "parquet_inputformat.py",
          "pi.py",
          "sort.py",
          "status_api_demo.py",
          "transitive_closure.py",
          "wordcount.py",
          "ml",
          "mllib",
          "sql",
          "streaming");

  /** A path in a text, as it is written there. */
  private record Named(String subject, String file, String path, boolean isLocal) {}

  @Override
  public void check() {
    List<BuiltImage> images = List.copyOf(BuiltImage.ofSpark(stack).values());
    if (images.size() != 1) {
      return;
    }
    BuiltImage image = images.get(0);
    Optional<String> home = image.variable("SPARK_HOME");
    if (home.isEmpty() || image.isOnUnknown()) {
      return;
    }
    Set<String> mounted = mounted();
    for (Named named : named(home.get())) {
      isInTheImage(named, image, home.get(), mounted);
    }
  }

  private List<Named> named(String home) {
    List<Named> all = new ArrayList<>();
    for (Map.Entry<String, String> script : stack.scripts().entrySet()) {
      if (!script.getKey().startsWith("images/")) {
        addNamed(all, script.getKey(), script.getKey(), script.getValue(), home);
      }
    }
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        String words = String.join("\n", container.words());
        addNamed(all, workload.toString(), workload.path(), words, home);
      }
    }
    return all;
  }

  private static void addNamed(
      List<Named> all, String subject, String file, String text, String home) {
    for (String start : List.of(LOCAL + "/", home + "/")) {
      for (int at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
        boolean isLocal = start.startsWith(LOCAL);
        int from = isLocal ? at + LOCAL.length() : at;
        int end = endOfPath(text, from);
        String path = text.substring(from, end);
        boolean isWhole = isLocal || (at > 0 && " \t\n\"'=:".indexOf(text.charAt(at - 1)) >= 0);
        if (isWhole && Paths.isLiteral(path) && !goesOn(text, end)) {
          all.add(new Named(subject, file, Paths.plain(path), isLocal));
        }
      }
    }
  }

  /** Whether a shell makes more of it: {@code /opt/spark/jars/$name}. */
  private static boolean goesOn(String text, int end) {
    return end < text.length() && "$*?{[<(".indexOf(text.charAt(end)) >= 0;
  }

  private static int endOfPath(String text, int from) {
    int end = from;
    while (end < text.length() && (Words.endOfName(text, end) > end || text.charAt(end) == '/')) {
      end = Math.max(end + 1, Words.endOfName(text, end));
    }
    return end;
  }

  /** Where any pod has a volume, those that Spark makes among them. */
  private Set<String> mounted() {
    Set<String> mounted = new TreeSet<>();
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        for (Mount mount : container.mounts()) {
          mounted.add(Paths.plain(mount.path()));
        }
      }
    }
    for (Evidence.Embedded file : stack.embedded()) {
      for (String path : Words.allAfter(file.text(), MOUNT_PATH.strip())) {
        mounted.add(Paths.plain(Words.unquoted(path)));
      }
    }
    for (Conf conf : stack.confs()) {
      for (SparkVolumes.Volume volume : SparkVolumes.of(conf.properties())) {
        mounted.add(Paths.plain(volume.path()));
      }
    }
    return mounted;
  }

  private void isInTheImage(Named named, BuiltImage image, String home, Set<String> mounted) {
    String path = named.path();
    for (String folder : mounted) {
      if (Paths.isAtOrIn(folder, path) || Paths.isIn(path, folder)) {
        return;
      }
    }
    boolean isArchives = false;
    for (String folder : OF_THE_ARCHIVE) {
      isArchives |= Paths.isAtOrIn(home + "/" + folder, path);
    }
    boolean isMisspelled =
        Paths.isIn(home, path) && KnownPrograms.near(top(home, path), OF_THE_ARCHIVE).isPresent();
    Optional<String> near = nearFolder(path, image);
    // What people bake into an image elsewhere, on top of ours, is in none of its folders.
    boolean isOurs = Paths.isIn(home, path) || near.isPresent();
    if (image.lacks(path) && ((named.isLocal() && isOurs) || isArchives || isMisspelled)) {
      say(named, near.isPresent() ? "did you mean " + near.get() + "?" : "copy it there");
    } else if (path.startsWith(home + "/examples/") && isOfTheArchive(image, path)) {
      Optional<String> remedy = noExample(path.substring(home.length()));
      if (remedy.isPresent()) {
        say(named, remedy.get());
      }
    }
  }

  /** The name of what {@code path} goes through at the top of {@code home}. */
  private static String top(String home, String path) {
    String rest = path.substring(home.length() + 1);
    return rest.indexOf('/') < 0 ? rest : rest.substring(0, rest.indexOf('/'));
  }

  /** Whether Spark's archive alone can have brought {@code path}. */
  private static boolean isOfTheArchive(BuiltImage image, String path) {
    for (Copied copied : image.copies()) {
      for (String source : copied.sources()) {
        String name = Paths.name(Paths.plain(source));
        boolean isArchives = name.equals("examples") || name.startsWith("spark");
        if ((copied.mayHave(path) && !isArchives) || copied.files().contains(path)) {
          return false;
        }
      }
    }
    return !image.mayMake(path);
  }

  /** The path with a folder that is there in place of one that is near to it. */
  private static Optional<String> nearFolder(String path, BuiltImage image) {
    for (String folder = path; !folder.equals("/"); folder = Paths.folder(folder)) {
      Optional<String> near = KnownPrograms.near(folder, image.places());
      if (near.isPresent()) {
        return Optional.of(near.get() + path.substring(folder.length()));
      }
    }
    return Optional.empty();
  }

  /** What to name instead, if {@code path} is no example of Spark's archive. */
  private Optional<String> noExample(String path) {
    if (path.startsWith(PYTHON)) {
      return notOneOf(EXAMPLES, path, PYTHON);
    }
    if (path.startsWith(SOURCES)) {
      return notOneOf(LANGUAGES, path, SOURCES);
    }
    Optional<SparkRelease> release = stack.release();
    if (path.startsWith(JARS + "spark-examples") && release.isPresent()) {
      String jar =
          "spark-examples_" + release.get().scala() + "-" + release.get().version() + ".jar";
      return path.equals(JARS + jar) ? Optional.empty() : Optional.of("the release has " + jar);
    }
    boolean isKnown =
        path.startsWith(JARS) || SOURCES.startsWith(path + "/") || JARS.startsWith(path + "/");
    return isKnown ? Optional.empty() : Optional.of("they are in " + SOURCES + " and " + JARS);
  }

  private static Optional<String> notOneOf(List<String> known, String path, String folder) {
    String rest = path.substring(folder.length());
    String first = rest.indexOf('/') < 0 ? rest : rest.substring(0, rest.indexOf('/'));
    if (first.isEmpty() || known.contains(first)) {
      return Optional.empty();
    }
    Optional<String> near = KnownPrograms.near(first, known);
    return Optional.of(
        near.isPresent() ? "did you mean " + near.get() + "?" : "there are " + known);
  }

  private void say(Named named, String remedy) {
    findings
        .at(FILE_IS_IN_THE_IMAGE, named.subject(), named.file(), named.path())
        .say("{it} names {}, which is not in the image of Spark; {}", named.path(), remedy);
  }
}
