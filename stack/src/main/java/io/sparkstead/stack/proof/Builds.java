package io.sparkstead.stack.proof;

import io.sparkstead.dsl.value.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** An image comes out the same tomorrow, and on another machine. */
final class Builds implements RuleFamily {

  private static final List<Download> DOWNLOADS =
      List.of(
          new Download("curl", "o", List.of("--output", "--output-dir")),
          new Download("wget", "OP", List.of("--output-document", "--directory-prefix")));
  private static final String RM = "rm";
  private static final Hinted UPDATE =
      Hinted.onLine(
          "((?:microdnf|dnf|yum|apt-get|apt|apk) (?:-\\S+ )*(?:update|upgrade)\\b)(?! *&& *apt)",
          "update",
          "upgrade");
  private static final List<String> SYSTEM_FOLDERS =
      List.of("/bin/", "/sbin/", "/usr/bin/", "/usr/sbin/");
  private static final Hinted BINARY =
      Hinted.onLine(
          "https?://\\S*?[-_./](amd64|x86_64|arm64|aarch64)\\b",
          "amd64",
          "x86_64",
          "arm64",
          "aarch64");
  private static final List<String> ASKS_THE_MACHINE =
      List.of("uname -m", "TARGETARCH", "dpkg --print-architecture");
  private static final Hinted RENAMED_JAR =
      Hinted.onLine(
          "/[\\w.-]+-\\d[\\w.]*\\.jar[\"']?\\s+(?:-o|-O|--output)\\s*(\\S*/[a-z-]+\\.jar)", ".jar");
  private static final List<String> SEARCH_PATHS =
      List.of("PYTHONPATH", "CLASSPATH", "LD_LIBRARY_PATH", "MANPATH");

  /**
   * A program that downloads.
   *
   * @param letters of options with a file or a folder behind them, as the last of several too
   * @param options the same by their long names
   */
  private record Download(String program, String letters, List<String> options) {

    boolean isFileBehind(String option) {
      return options.contains(option)
          || (option.startsWith("-")
              && !option.startsWith("--")
              && letters.indexOf(option.charAt(option.length() - 1)) >= 0);
    }
  }

  @Override
  public void check(Evidence stack, Findings findings) {
    Set<String> ours = ours(stack);
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      for (String run : dockerfile.all("RUN")) {
        run(findings, dockerfile, run);
      }
      if (!ours.containsAll(dockerfile.bases())) {
        searchPaths(findings, dockerfile);
      }
      arguments(findings, dockerfile);
    }
  }

  private static Set<String> ours(Evidence stack) {
    Set<String> ours = new TreeSet<>();
    for (String image : stack.images().values()) {
      ours.add(Dockerfiles.byTag(image));
    }
    return ours;
  }

  private static void run(Findings findings, DockerfileText dockerfile, String run) {
    String path = dockerfile.path();
    findings.checking(Rule.DOWNLOAD_HAS_AN_ADDRESS);
    for (String variable : downloadedFrom(run)) {
      boolean isSet =
          dockerfile.arguments().contains(variable)
              || Hinted.onLine("(?:^|[;&\\s])" + variable + "=", variable + "=")
                  .isIn(dockerfile.expanded());
      if (!isSet) {
        findings.about(
            path,
            variable,
            path + " downloads from $" + variable + ", which nothing sets; write the address");
      }
    }
    findings.checking(Rule.BASE_IS_NOT_UPDATED);
    for (String update : UPDATE.findAll(run)) {
      findings.about(
          path,
          update,
          "'" + update + "' makes every build another image; pin a newer base image instead");
    }
    findings.checking(Rule.SYSTEM_FILES_STAY);
    for (String file : removedFromSystem(run)) {
      findings.about(
          path,
          file,
          path + " removes " + file + ", which the distribution's programs use; leave it there");
    }
    findings.checking(Rule.DOWNLOAD_FITS_THE_MACHINE);
    boolean asks = false;
    for (String question : ASKS_THE_MACHINE) {
      asks |= run.contains(question);
    }
    for (String machine : asks ? List.<String>of() : BINARY.findAll(run)) {
      findings.about(
          path,
          machine,
          path + " downloads a program for " + machine + " alone; ask uname -m for the machine");
    }
    findings.checking(Rule.JAR_KEEPS_ITS_NAME);
    for (String jar : RENAMED_JAR.findAll(run)) {
      findings.about(path, jar, jar + " has lost its version; keep the name it was published by");
    }
  }

  /** A variable that only an image of ours would have set leaves the current folder behind. */
  private static void searchPaths(Findings findings, DockerfileText dockerfile) {
    findings.checking(Rule.SEARCH_PATH_HAS_NO_HOLE);
    String text = dockerfile.expanded();
    for (String variable : SEARCH_PATHS) {
      for (int at = Words.indexOf(text, variable, 0);
          at >= 0;
          at = Words.indexOf(text, variable, at + 1)) {
        int equals = at + variable.length();
        String value = text.startsWith("=", equals) ? Words.at(text, equals + 1) : "";
        List<String> entries = List.of(value.replace("\"", "").split(":", -1));
        if (entries.contains("$" + variable) || entries.contains("${" + variable + "}")) {
          findings.about(
              dockerfile.path(),
              variable,
              variable
                  + " ends in itself, which is empty, and so the current folder is searched; name"
                  + " the folders alone");
        }
      }
    }
  }

  /** The variables that an address to download from begins with: {@code curl "$MIRROR/x.tgz"}. */
  private static Set<String> downloadedFrom(String run) {
    Set<String> variables = new TreeSet<>();
    for (Download download : DOWNLOADS) {
      for (int at = Words.indexOf(run, download.program(), 0);
          at >= 0;
          at = Words.indexOf(run, download.program(), at + 1)) {
        String before = "";
        for (String word : Words.of(Words.command(run, at))) {
          Optional<String> first = firstVariable(word);
          if (first.isPresent() && !download.isFileBehind(before)) {
            variables.add(first.get());
          }
          before = word;
        }
      }
    }
    return variables;
  }

  /** {@code MIRROR} of {@code "${MIRROR}/x.tgz"}; no argument of a function, {@code $1/x}. */
  private static Optional<String> firstVariable(String word) {
    int sign = word.indexOf('$');
    int start = word.startsWith("{", sign + 1) ? sign + 2 : sign + 1;
    int end = Words.endOfWord(word, start);
    boolean isFirst = sign == 0 || (sign == 1 && "\"'".indexOf(word.charAt(0)) >= 0);
    boolean isName = end > start && !Ascii.isDigit(word.charAt(start));
    return isFirst && isName && word.startsWith(start == sign + 1 ? "/" : "}/", end)
        ? Optional.of(word.substring(start, end))
        : Optional.empty();
  }

  /** What {@code rm} removes of the distribution's programs. */
  private static List<String> removedFromSystem(String run) {
    List<String> files = new ArrayList<>();
    for (int at = Words.indexOf(run, RM, 0); at >= 0; at = Words.indexOf(run, RM, at + 1)) {
      // Not docker run --rm, and not rm-something.
      if (run.startsWith("-", at - 1) || !Words.isBlank(run, at + RM.length())) {
        continue;
      }
      for (String word : Words.of(Words.command(run, at))) {
        for (String folder : SYSTEM_FOLDERS) {
          if (word.startsWith(folder) && word.length() > folder.length()) {
            files.add(word);
          }
        }
      }
    }
    return files;
  }

  private static void arguments(Findings findings, DockerfileText dockerfile) {
    findings.checking(Rule.ARGUMENT_IS_USED);
    for (String argument : dockerfile.arguments()) {
      boolean isUsed =
          Hinted.onLine("\\$\\{?" + argument + "\\b", argument).isIn(dockerfile.text());
      // Those of the builder are there without being used.
      if (!isUsed && !argument.startsWith("TARGET") && !argument.startsWith("BUILD")) {
        findings.about(
            dockerfile.path(), "ARG " + argument, "ARG " + argument + " is used nowhere; drop it");
      }
    }
  }
}
