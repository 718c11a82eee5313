package io.sparkstead.stack.proof;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An image comes out the same tomorrow, and on another machine. */
final class Builds implements RuleFamily {

  private static final Pattern RUN = Pattern.compile("(?m)^RUN\\s+(.*)$");
  private static final Pattern DOWNLOAD_FROM_VARIABLE =
      Pattern.compile("(?:curl|wget)\\b[^&|;]*?\\s[\"']?\\$\\{?([A-Za-z_]\\w*)\\}?/");
  private static final Pattern ARGUMENT = Pattern.compile("(?m)^ARG\\s+(\\w+)");
  private static final Pattern UPDATE =
      Pattern.compile(
          "((?:microdnf|dnf|yum|apt-get|apt|apk) (?:-\\S+ )*(?:update|upgrade)\\b)(?! *&& *apt)");
  private static final Pattern SYSTEM_FILE =
      Pattern.compile("\\brm (?:-\\S+ )*(/(?:usr/)?s?bin/\\S+)");
  private static final Pattern BINARY =
      Pattern.compile("https?://\\S*?[-_./](amd64|x86_64|arm64|aarch64)\\b");
  private static final List<String> ASKS_THE_MACHINE =
      List.of("uname -m", "TARGETARCH", "dpkg --print-architecture");
  private static final Pattern RENAMED_JAR =
      Pattern.compile(
          "/[\\w.-]+-\\d[\\w.]*\\.jar[\"']?\\s+(?:-o|-O|--output)\\s*(\\S*/[a-z-]+\\.jar)");
  private static final Pattern SEARCH_PATH =
      Pattern.compile("(?m)\\b((?:PYTHON|CLASS|LD_LIBRARY_|MAN)_?PATH)=\"?([^\\s\"]*)");

  @Override
  public void check(Evidence stack, Findings findings) {
    stack
        .dockerfiles()
        .forEach(
            (path, text) -> {
              String expanded = Dockerfiles.expanded(text);
              for (String run : Dockerfiles.findAll(expanded, RUN)) {
                run(findings, path, run, expanded);
              }
              Stream<String> ours = stack.images().values().stream().map(Dockerfiles::byTag);
              if (!ours.toList().containsAll(Dockerfiles.bases(text))) {
                searchPaths(findings, path, expanded);
              }
              arguments(findings, path, text);
            });
  }

  private static void run(Findings findings, String path, String run, String dockerfile) {
    findings.checking(Rule.DOWNLOAD_HAS_AN_ADDRESS);
    Set<String> given = new TreeSet<>(Dockerfiles.findAll(dockerfile, ARGUMENT));
    for (String variable : Dockerfiles.findAll(run, DOWNLOAD_FROM_VARIABLE)) {
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
    for (String update : Dockerfiles.findAll(run, UPDATE)) {
      findings.about(
          path,
          update,
          "'" + update + "' makes every build another image; pin a newer base image instead");
    }
    findings.checking(Rule.SYSTEM_FILES_STAY);
    for (String file : Dockerfiles.findAll(run, SYSTEM_FILE)) {
      findings.about(
          path,
          file,
          path + " removes " + file + ", which the distribution's programs use; leave it there");
    }
    findings.checking(Rule.DOWNLOAD_FITS_THE_MACHINE);
    boolean asks = ASKS_THE_MACHINE.stream().anyMatch(run::contains);
    for (String machine : asks ? List.<String>of() : Dockerfiles.findAll(run, BINARY)) {
      findings.about(
          path,
          machine,
          path + " downloads a program for " + machine + " alone; ask uname -m for the machine");
    }
    findings.checking(Rule.JAR_KEEPS_ITS_NAME);
    for (String jar : Dockerfiles.findAll(run, RENAMED_JAR)) {
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
    for (String argument : Dockerfiles.findAll(text, ARGUMENT)) {
      boolean isUsed = Pattern.compile("\\$\\{?" + argument + "\\b").matcher(text).find();
      // Those of the builder are there without being used.
      if (!isUsed && !argument.startsWith("TARGET") && !argument.startsWith("BUILD")) {
        findings.about(path, "ARG " + argument, "ARG " + argument + " is used nowhere; drop it");
      }
    }
  }
}
