package io.sparkstead.stack.proof.spark;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.DockerfileText;
import io.sparkstead.stack.proof.text.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether an image has the programs that its variables name, and those that Spark's scripts run.
 */
public record ImageTools(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule NAMED_PROGRAM_IS_INSTALLED =
      Rule.error(
              "VER-22",
              "The Python and the Java that an image's variables name are installed in it")
          .why("Executors fail with Cannot run program, or nothing of Spark starts.")
          .fix("Name the one that the Dockerfile installs, or install the other.");

  static final Rule SCRIPTS_FIND_THEIR_TOOLS =
      Rule.warning("VER-23", "The image has ps where executors hand on their data")
          .why(
              "Kubernetes runs decom.sh before it stops an executor, and that finds the JVM by ps:"
                  + " without it nobody is told, and shuffle data goes with the node.")
          .fix("Install procps-ng, or procps on Debian.");

  private static final List<String> INTERPRETERS =
      List.of("PYSPARK_PYTHON", "PYSPARK_DRIVER_PYTHON");

  private static final String JAVA_HOME = "JAVA_HOME";
  private static final String JVMS = "/usr/lib/jvm/";
  private static final String BIN = "/usr/bin/";
  private static final String PYTHON = "python";

  /** What UBI's package of no version installs. */
  private static final String UBI_PYTHON = "python3";

  private static final List<String> UBI_PYTHONS = List.of("python3", "python3.9");

  /** Bases that have no Python, no Java and no ps of their own. */
  private static final List<String> BARE = List.of("/ubi-minimal:", "/ubi-micro:", "/ubi-minimal@");

  private static final List<String> INSTALLERS = List.of("microdnf", "dnf", "yum");

  /** What makes a program without a package of its name. */
  private static final List<String> MAKERS =
      List.of("ln ", "alternatives", "conda", "pyenv", "uv ", "make ", "venv");

  @Override
  public void check() {
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      Set<String> packages = packages(dockerfile);
      if (!packages.isEmpty()) {
        for (Map.Entry<String, String> variable : variables(dockerfile).entrySet()) {
          variable(dockerfile, packages, variable.getKey(), variable.getValue());
        }
        if (stack.images().base(dockerfile).isEmpty()) {
          hasPs(dockerfile, packages);
        }
      }
    }
  }

  /** What is installed over a base that is known to have nothing; else nothing is known. */
  private Set<String> packages(DockerfileText dockerfile) {
    Set<String> packages = new TreeSet<>();
    String first = dockerfile.lastStage().lines().findFirst().orElse("");
    Optional<DockerfileText> base = stack.images().base(dockerfile);
    boolean isBare = false;
    for (String bare : BARE) {
      isBare |= first.contains(bare);
    }
    if (!isBare && base.isEmpty()) {
      return packages;
    }
    if (base.isPresent()) {
      packages.addAll(packages(base.get()));
    }
    for (String run : dockerfile.allOfLastStage("RUN")) {
      for (String installer : INSTALLERS) {
        for (String command : Words.commands(run, installer)) {
          packages.addAll(Words.of(command));
        }
      }
    }
    return packages;
  }

  /** What its ENV lines say; a value with blanks in it is no program. */
  private static Map<String, String> variables(DockerfileText dockerfile) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String said : dockerfile.allOfLastStage("ENV")) {
      for (String word : Words.of(said)) {
        int equals = word.indexOf('=');
        if (equals > 0) {
          variables.put(word.substring(0, equals), Words.unquoted(word.substring(equals + 1)));
        }
      }
    }
    return variables;
  }

  private void variable(
      DockerfileText dockerfile, Set<String> packages, String name, String value) {
    if (INTERPRETERS.contains(name) && !hasPython(dockerfile, packages, value)) {
      inFile(NAMED_PROGRAM_IS_INSTALLED, dockerfile.path(), name)
          .say(
              "{} of {it} is {}, which nothing there installs; name the Python that is, {}",
              name,
              value,
              installed(packages));
    }
    if (name.equals(JAVA_HOME) && !hasJava(packages, value)) {
      inFile(NAMED_PROGRAM_IS_INSTALLED, dockerfile.path(), name)
          .say(
              "{} of {it} is {}, and no package there brings that Java; name the one that is",
              name,
              value);
    }
  }

  private static String installed(Set<String> packages) {
    for (String each : packages) {
      if (isPython(each)) {
        return BIN + each;
      }
    }
    return "of the base";
  }

  /** Whether it is a Python itself, and no package for one. */
  private static boolean isPython(String word) {
    String version = word.startsWith(PYTHON) ? word.substring(PYTHON.length()) : "";
    return !version.isEmpty() && Words.endOfVersion(version, 0) == version.length();
  }

  private static boolean hasPython(DockerfileText dockerfile, Set<String> packages, String value) {
    boolean isKnown = false;
    for (String each : packages) {
      isKnown |= isPython(each);
    }
    String name = value.substring(value.lastIndexOf('/') + 1);
    boolean isOfSystem = value.startsWith(BIN) || !value.contains("/");
    if (!isKnown || value.contains("$")) {
      return true;
    }
    if (!isOfSystem) {
      return isMade(dockerfile, folderOf(folderOf(value)));
    }
    return packages.contains(name)
        || (packages.contains(UBI_PYTHON) && UBI_PYTHONS.contains(name))
        || isMade(dockerfile, BIN + name);
  }

  private static String folderOf(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** Whether a line that makes files speaks of {@code path}. */
  private static boolean isMade(DockerfileText dockerfile, String path) {
    for (String run : dockerfile.allOfLastStage("RUN")) {
      for (String maker : MAKERS) {
        if (run.contains(maker) && Words.indexOf(run, path, 0) >= 0) {
          return true;
        }
      }
    }
    for (String copied : dockerfile.allOfLastStage("COPY")) {
      List<String> words = Words.of(copied);
      String to = words.get(words.size() - 1);
      if (to.startsWith(path) || path.startsWith(to)) {
        return true;
      }
    }
    return false;
  }

  /** {@code jre-17} is of {@code java-17-openjdk-headless}. */
  private static boolean hasJava(Set<String> packages, String home) {
    String name = home.startsWith(JVMS) ? home.substring(JVMS.length()) : "";
    int dash = name.indexOf('-');
    String version = Words.number(name.substring(dash + 1)).orElse("");
    boolean isKnown = false;
    for (String each : packages) {
      boolean isJava = each.startsWith("java-") && each.contains("openjdk");
      isKnown |= isJava;
      if (isJava && each.startsWith("java-" + version + "-")) {
        return true;
      }
    }
    return !isKnown || version.isEmpty();
  }

  private void hasPs(DockerfileText dockerfile, Set<String> packages) {
    for (Conf conf : stack.confs()) {
      boolean hasPs = packages.contains("procps-ng") || packages.contains("procps");
      if (conf.is(Keys.DECOMMISSION, "true") && !hasPs && hasSpark(dockerfile)) {
        inFile(SCRIPTS_FIND_THEIR_TOOLS, dockerfile.path(), "install")
            .say(
                "{it} installs no ps, by which decom.sh finds the executor that {} has hand on its"
                    + " data; install procps-ng",
                conf);
        return;
      }
    }
  }

  private static boolean hasSpark(DockerfileText dockerfile) {
    return dockerfile.lastStage().contains("decom.sh");
  }
}
