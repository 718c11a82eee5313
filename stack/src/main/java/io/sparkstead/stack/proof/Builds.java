package io.sparkstead.stack.proof;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An image comes out the same tomorrow, and on another machine. */
final class Builds implements RuleFamily {

  private static final Hinted RUN = new Hinted("RUN", "(?m)^RUN\\s+(.*)$");
  private static final Hinted DOWNLOAD_FROM_VARIABLE =
      new Hinted("$", "(?:curl|wget)\\b[^&|;]*?\\s[\"']?\\$\\{?([A-Za-z_]\\w*)\\}?/");
  private static final Hinted ARGUMENT = new Hinted("ARG", "(?m)^ARG\\s+(\\w+)");
  private static final Hinted UPDATE =
      new Hinted(
          "up",
          "((?:microdnf|dnf|yum|apt-get|apt|apk) (?:-\\S+ )*(?:update|upgrade)\\b)(?! *&& *apt)");
  private static final Hinted SYSTEM_FILE =
      new Hinted("rm ", "\\brm (?:-\\S+ )*(/(?:usr/)?s?bin/\\S+)");
  private static final Hinted BINARY =
      new Hinted("://", "https?://\\S*?[-_./](amd64|x86_64|arm64|aarch64)\\b");
  private static final List<String> ASKS_THE_MACHINE =
      List.of("uname -m", "TARGETARCH", "dpkg --print-architecture");
  private static final Hinted RENAMED_JAR =
      new Hinted(
          ".jar", "/[\\w.-]+-\\d[\\w.]*\\.jar[\"']?\\s+(?:-o|-O|--output)\\s*(\\S*/[a-z-]+\\.jar)");
  private static final Hinted SEARCH_PATH =
      new Hinted("PATH=", "(?m)\\b((?:PYTHON|CLASS|LD_LIBRARY_|MAN)_?PATH)=\"?([^\\s\"]*)");

  @Override
  public void check(Evidence stack, Findings findings) {
    for (Map.Entry<String, String> file : stack.dockerfiles().entrySet()) {
      String path = file.getKey();
      String text = file.getValue();
      String expanded = Dockerfiles.expanded(text);
      for (String run : RUN.findAll(expanded)) {
        run(findings, path, run, expanded);
      }
      if (!ours(stack).containsAll(Dockerfiles.bases(text))) {
        searchPaths(findings, path, expanded);
      }
      arguments(findings, path, text);
    }
  }

  private static Set<String> ours(Evidence stack) {
    Set<String> ours = new TreeSet<>();
    for (String image : stack.images().values()) {
      ours.add(Dockerfiles.byTag(image));
    }
    return ours;
  }

  private static void run(Findings findings, String path, String run, String dockerfile) {
    findings.checking(Rule.DOWNLOAD_HAS_AN_ADDRESS);
    Set<String> given = new TreeSet<>(ARGUMENT.findAll(dockerfile));
    for (String variable : DOWNLOAD_FROM_VARIABLE.findAll(run)) {
      boolean isSet =
          given.contains(variable)
              || Pattern.compile("(?m)(?:^ENV[^\\n]*\\s|[;&\\s])" + variable + "=")
                  .matcher(dockerfile)
                  .find();
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
    for (String file : SYSTEM_FILE.findAll(run)) {
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
  private static void searchPaths(Findings findings, String path, String dockerfile) {
    findings.checking(Rule.SEARCH_PATH_HAS_NO_HOLE);
    Matcher searched = SEARCH_PATH.matcher(dockerfile);
    while (searched.find()) {
      String variable = searched.group(1);
      List<String> entries = List.of(searched.group(2).split(":", -1));
      if (entries.contains("$" + variable) || entries.contains("${" + variable + "}")) {
        findings.about(
            path,
            variable,
            variable
                + " ends in itself, which is empty, and so the current folder is searched; name"
                + " the folders alone");
      }
    }
  }

  private static void arguments(Findings findings, String path, String text) {
    findings.checking(Rule.ARGUMENT_IS_USED);
    for (String argument : ARGUMENT.findAll(text)) {
      boolean isUsed = Pattern.compile("\\$\\{?" + argument + "\\b").matcher(text).find();
      // Those of the builder are there without being used.
      if (!isUsed && !argument.startsWith("TARGET") && !argument.startsWith("BUILD")) {
        findings.about(path, "ARG " + argument, "ARG " + argument + " is used nowhere; drop it");
      }
    }
  }
}
