package io.sparkstead.stack.proof.image;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Images;
import io.sparkstead.stack.proof.evidence.image.BuiltImage;
import io.sparkstead.stack.proof.evidence.image.Paths;
import io.sparkstead.stack.proof.evidence.image.Started;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the images of drivers and executors have what Spark starts in them. */
public record SparkInImages(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule EXECUTORS_FIND_AN_ENTRYPOINT =
      Rule.error("IMG-11", "The image of executors has an entrypoint")
          .why("Spark gives its pods arguments alone: executor, or driver. Nothing takes them.")
          .fix("End its Dockerfile with ENTRYPOINT [\"/opt/entrypoint.sh\"], Spark's own.");

  static final Rule SPARK_IS_THERE =
      Rule.error("IMG-12", "Spark is where SPARK_HOME and PYTHONPATH of its image say")
          .why("Its programs look there for jars, scripts and modules, and find none.")
          .fix("Copy bin, jars and python of Spark's archive there.");

  static final Rule LANGUAGES_ARE_THERE =
      Rule.error("IMG-13", "An image of Spark has a Java, and a Python for PySpark")
          .why("Executors do not start, or every task ends with: cannot run program python.")
          .fix("Install the Java and the Python of the release.");

  static final Rule USER_HAS_A_NAME =
      Rule.error("IMG-14", "The user that an image of Spark runs as is in its password file")
          .why("Hadoop asks for the name, and Spark dies with 'invalid null input: name'.")
          .fix("Make it by useradd --uid.");

  static final Rule EXECUTORS_HAND_ON =
      Rule.warning("IMG-26", "Where executors hand on, their image has the script that says so")
          .why("Kubernetes calls it before it ends a pod; what the executor holds is lost.")
          .fix("Copy decom.sh of Spark's archive to /opt.");

  private static final String DECOMMISSION_SCRIPT = "spark.kubernetes.decommission.script";

  /** What takes executor, or driver, for something else. */
  private static final Set<String> OTHERS =
      Set.of(
          "bash",
          "java",
          "jupyter",
          "pyspark",
          "python3",
          "sh",
          "spark-class",
          "spark-shell",
          "spark-submit");

  private static final String SPARK_HOME = "SPARK_HOME";
  private static final String PYTHONPATH = "PYTHONPATH";
  private static final String JARS = "jars";

  @Override
  public void check() {
    for (BuiltImage image : BuiltImage.ofSpark(stack).values()) {
      if (!image.isOnUnknown()) {
        entrypointIsThere(image);
        sparkIsThere(image);
        pythonIsThere(image);
        javaIsThere(image);
        executorsHandOn(image);
        userHasAName(image);
      }
    }
  }

  private void entrypointIsThere(BuiltImage image) {
    List<String> entrypoint = image.entrypoint();
    List<String> main = new Started(entrypoint, Optional.of(image)).main();
    if (!main.isEmpty() && takesNoWords(main, image)) {
      inFile(EXECUTORS_FIND_AN_ENTRYPOINT, image.dockerfile().path(), "ENTRYPOINT")
          .say(
              "executors are made of {it}, whose entrypoint {} takes no executor or driver; end it"
                  + " with ENTRYPOINT [\"/opt/entrypoint.sh\"], Spark's own",
              String.join(" ", entrypoint));
    }
    if (main.isEmpty()) {
      inFile(EXECUTORS_FIND_AN_ENTRYPOINT, image.dockerfile().path(), "FROM")
          .say(
              "executors are made of {it}, which has {}; end it with ENTRYPOINT"
                  + " [\"/opt/entrypoint.sh\"], Spark's own",
              entrypoint.isEmpty()
                  ? "no entrypoint"
                  : "the entrypoint " + String.join(" ", entrypoint) + " and no program behind it");
    }
  }

  /** Whether it starts something else, whatever Spark gives to it. */
  private boolean takesNoWords(List<String> main, BuiltImage image) {
    String name = Paths.name(main.get(0));
    boolean isOther = name.equals("decom.sh") || (main.size() == 1 && OTHERS.contains(name));
    Optional<String> source = image.sourceOf(main.get(0));
    String script = source.map(path -> stack.files().getOrDefault(path, "")).orElse("");
    boolean isDeaf = !script.isEmpty();
    for (String word : List.of("$@", "$*", "$1", "${1", "${@", "${*")) {
      isDeaf &= !script.contains(word);
    }
    return isOther || isDeaf;
  }

  private void sparkIsThere(BuiltImage image) {
    Optional<String> home = image.variable(SPARK_HOME);
    Optional<String> copied = home(image);
    if (home.isEmpty()) {
      if (copied.isPresent()) {
        missing(image, "FROM", "nothing says SPARK_HOME", "say " + copied.get() + " by ENV");
      }
      return;
    }
    String path = Paths.plain(home.get());
    if (Paths.isLiteral(path) && image.lacks(path)) {
      missing(
          image,
          SPARK_HOME,
          "SPARK_HOME is " + path + ", where nothing is",
          copied.isPresent() ? "Spark is in " + copied.get() : "copy Spark there");
      return;
    }
    for (String folder : List.of("bin", JARS)) {
      if (image.lacks(path + "/" + folder)) {
        missing(
            image,
            SPARK_HOME,
            "nothing is in " + path + "/" + folder,
            "copy " + folder + " of Spark's archive there");
      } else if (image.isClosed(path + "/" + folder)) {
        missing(
            image,
            path + "/" + folder,
            "--chmod lets nobody into " + path + "/" + folder,
            "leave the x to folders: --chmod=0555");
      }
    }
    for (String module : image.variable(PYTHONPATH).orElse("").split(":", -1)) {
      if (Paths.isIn(path, module) && image.lacks(module)) {
        missing(
            image,
            PYTHONPATH,
            "PYTHONPATH names " + module + ", where nothing is",
            "copy python of Spark's archive there");
        return;
      }
    }
  }

  private void missing(BuiltImage image, String mark, String what, String remedy) {
    inFile(SPARK_IS_THERE, image.dockerfile().path(), mark).say("in {it}, {}; {}", what, remedy);
  }

  /** Where the jars are copied into. */
  private static Optional<String> home(BuiltImage image) {
    for (String place : image.places()) {
      if (Paths.name(place).equals(JARS)) {
        return Optional.of(Paths.folder(place));
      }
    }
    return Optional.empty();
  }

  private void pythonIsThere(BuiltImage image) {
    boolean isWanted =
        image.variable("PYSPARK_PYTHON").isPresent() || image.variable(PYTHONPATH).isPresent();
    if (isWanted && !image.mayHavePython()) {
      inFile(LANGUAGES_ARE_THERE, image.dockerfile().path(), "PYSPARK_PYTHON")
          .say(
              "{it} names {} and installs no Python there; install the one of the release",
              image.variable("PYSPARK_PYTHON").orElse("PYTHONPATH"));
    }
  }

  private void javaIsThere(BuiltImage image) {
    if (!image.mayHaveJava()) {
      inFile(LANGUAGES_ARE_THERE, image.dockerfile().path(), "JAVA_HOME")
          .say("{it} installs no Java; install the one of the release");
    }
  }

  private void executorsHandOn(BuiltImage image) {
    for (Conf conf : stack.confs()) {
      String script = conf.get(DECOMMISSION_SCRIPT).orElse("/opt/decom.sh");
      if (conf.is(Keys.DECOMMISSION, "true") && image.lacks(script)) {
        inFile(EXECUTORS_HAND_ON, image.dockerfile().path(), "COPY")
            .say(
                "{it} has no {}, by which executors of {} are told to hand on; copy Spark's there",
                script,
                conf.subject());
        return;
      }
    }
  }

  private void userHasAName(BuiltImage image) {
    String user = Images.user(image.dockerfile());
    boolean isNumber = Words.isNumber(user) && user.length() <= 9;
    if (isNumber && !image.mayKnowUser(Long.parseLong(user))) {
      inFile(USER_HAS_A_NAME, image.dockerfile().path(), "USER " + user)
          .say("{it} runs as {} and makes no such user; add useradd --uid {}", user, user);
    }
  }
}
