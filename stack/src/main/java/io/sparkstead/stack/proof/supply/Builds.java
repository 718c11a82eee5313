package io.sparkstead.stack.proof.supply;

import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Images;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.DockerfileText;
import io.sparkstead.stack.proof.text.Hinted;
import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether an image comes out the same tomorrow, and on another machine. */
public record Builds(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule DOWNLOAD_HAS_AN_ADDRESS =
      Rule.error("PIN-09", "A variable that a download's address begins with is set")
          .why("curl fails with URL using bad/illegal format.")
          .fix("Write the address, or set the variable by ARG.");

  static final Rule BASE_IS_NOT_UPDATED =
      Rule.warning("PIN-10", "A Dockerfile does not update its base image")
          .why("Tomorrow's build holds other packages.")
          .fix("Pin a newer base image.");

  static final Rule SYSTEM_FILES_STAY =
      Rule.warning("PIN-11", "A Dockerfile removes no program of the distribution")
          .why("Its package manager and tools may stop to work.")
          .fix("Set PYSPARK_PYTHON to the one Spark should use.");

  static final Rule DOWNLOAD_FITS_THE_MACHINE =
      Rule.warning("PIN-12", "A program is downloaded for the machine that builds")
          .why("On another processor the image starts with exec format error.")
          .fix("Choose the download by uname -m.");

  static final Rule JAR_KEEPS_ITS_NAME =
      Rule.warning("PIN-13", "A jar keeps its version in its name")
          .why("Neither people nor scanners see which one is there.")
          .fix("Keep the name it was published by.");

  static final Rule ARGUMENT_IS_USED =
      Rule.note("PIN-14", "An ARG is used")
          .why("Whoever changes it expects something to change.")
          .fix("Drop it.");

  static final Rule SEARCH_PATH_HAS_NO_HOLE =
      Rule.warning("PIN-15", "A search path does not end in a variable that is empty")
          .why("An empty entry is the current folder: whoever writes there chooses what is run.")
          .fix("Name the folders alone.");

  static final Rule NO_PROXY_STAYS =
      Rule.warning("PIN-18", "An image does not keep the proxy or the index it was built through")
          .why(
              "Each program in each pod goes through the proxy then, on its way to the store and to"
                  + " Kubernetes too; and the address is in every copy of the image.")
          .fix("Give it to the build alone: Mirrors, or --build-arg HTTPS_PROXY=….");

  static final Rule SERVERS_ARE_KNOWN =
      Rule.warning("PIN-19", "A build holds whom it fetches from to their certificates")
          .why("Whoever stands between is taken for the server.")
          .fix("Trust the authority that signed it: Authorities.");

  private static final List<Download> DOWNLOADS =
      List.of(
          new Download("curl", "o", List.of("--output", "--output-dir")),
          new Download("wget", "OP", List.of("--output-document", "--directory-prefix")));

  /** What a build is told, and pods are not. */
  private static final Set<String> OF_THE_BUILD =
      Set.of(
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "FTP_PROXY",
          "ALL_PROXY",
          "NO_PROXY",
          "PIP_INDEX_URL",
          "PIP_EXTRA_INDEX_URL",
          "PIP_PROXY",
          "UV_INDEX_URL",
          "UV_DEFAULT_INDEX");

  private static final Hinted TAKES_ANY_SERVER =
      Hinted.onLine(
          "(--no-check-certificate|--trusted-host[ =]\\S+|PIP_TRUSTED_HOST=\\S+"
              + "|--nogpgcheck|\\b(?:gpgcheck|sslverify)=(?:0|False|false)"
              + "|-Dmaven\\.wagon\\.http\\.ssl\\.insecure=true|-Daether\\.connector\\.https\\.securityMode=insecure"
              + "|GIT_SSL_NO_VERIFY=\\S+)",
          "-check-certificate",
          "trusted",
          "TRUSTED",
          "gpgcheck",
          "sslverify",
          "insecure",
          "securityMode",
          "NO_VERIFY");

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
  public void check() {
    Set<String> ours = ours(stack.images());
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      for (String run : dockerfile.all("RUN")) {
        downloadHasAnAddress(dockerfile, run);
        baseIsNotUpdated(dockerfile, run);
        systemFilesStay(dockerfile, run);
        downloadFitsTheMachine(dockerfile, run);
        jarKeepsItsName(dockerfile, run);
      }
      if (!ours.containsAll(dockerfile.bases())) {
        searchPathHasNoHole(dockerfile);
      }
      argumentIsUsed(dockerfile);
      noProxyStays(dockerfile);
      serversAreKnown(dockerfile);
    }
  }

  private static Set<String> ours(Images images) {
    Set<String> ours = new TreeSet<>();
    for (String image : images.names().values()) {
      ours.add(Images.byTag(image));
    }
    return ours;
  }

  private void downloadHasAnAddress(DockerfileText dockerfile, String run) {
    for (String variable : downloadedFrom(run)) {
      if (!isSet(dockerfile, variable)) {
        inFile(DOWNLOAD_HAS_AN_ADDRESS, dockerfile.path(), variable)
            .say("{it} downloads from ${}, which nothing sets; write the address", variable);
      }
    }
  }

  private boolean isSet(DockerfileText dockerfile, String variable) {
    return dockerfile.arguments().contains(variable)
        || Hinted.onLine("(?:^|[;&\\s])" + variable + "=", variable + "=")
            .isIn(dockerfile.expanded());
  }

  /** The variables that an address to download from begins with: {@code curl "$MIRROR/x.tgz"}. */
  private static Set<String> downloadedFrom(String run) {
    Set<String> variables = new TreeSet<>();
    for (Download download : DOWNLOADS) {
      for (String command : Words.commands(run, download.program())) {
        String before = "";
        for (String word : Words.of(command)) {
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

  private void baseIsNotUpdated(DockerfileText dockerfile, String run) {
    for (String update : UPDATE.findAll(run)) {
      inFile(BASE_IS_NOT_UPDATED, dockerfile.path(), update)
          .say("'{}' makes every build another image; pin a newer base image instead", update);
    }
  }

  private void systemFilesStay(DockerfileText dockerfile, String run) {
    for (String file : removedFromSystem(run)) {
      inFile(SYSTEM_FILES_STAY, dockerfile.path(), file)
          .say("{it} removes {}, which the distribution's programs use; leave it there", file);
    }
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

  private void downloadFitsTheMachine(DockerfileText dockerfile, String run) {
    for (String question : ASKS_THE_MACHINE) {
      if (run.contains(question)) {
        return;
      }
    }
    for (String machine : BINARY.findAll(run)) {
      inFile(DOWNLOAD_FITS_THE_MACHINE, dockerfile.path(), machine)
          .say("{it} downloads a program for {} alone; ask uname -m for the machine", machine);
    }
  }

  private void jarKeepsItsName(DockerfileText dockerfile, String run) {
    for (String jar : RENAMED_JAR.findAll(run)) {
      inFile(JAR_KEEPS_ITS_NAME, dockerfile.path(), jar)
          .say("{} has lost its version; keep the name it was published by", jar);
    }
  }

  /** A variable that only an image of ours would have set leaves the current folder behind. */
  private void searchPathHasNoHole(DockerfileText dockerfile) {
    for (String variable : SEARCH_PATHS) {
      if (endsInItself(dockerfile.expanded(), variable)) {
        inFile(SEARCH_PATH_HAS_NO_HOLE, dockerfile.path(), variable)
            .say(
                "{} ends in itself, which is empty, and so the current folder is searched; name the"
                    + " folders alone",
                variable);
      }
    }
  }

  private static boolean endsInItself(String text, String variable) {
    for (int at = Words.indexOf(text, variable, 0);
        at >= 0;
        at = Words.indexOf(text, variable, at + 1)) {
      int equals = at + variable.length();
      String value = text.startsWith("=", equals) ? Words.at(text, equals + 1) : "";
      List<String> entries = List.of(value.replace("\"", "").split(":", -1));
      if (entries.contains("$" + variable) || entries.contains("${" + variable + "}")) {
        return true;
      }
    }
    return false;
  }

  /** What an earlier stage is told does not run. */
  private void noProxyStays(DockerfileText dockerfile) {
    String text = dockerfile.text();
    if (!text.contains("_PROXY") && !text.contains("_proxy") && !text.contains("_INDEX")) {
      return;
    }
    for (String env : dockerfile.allOfLastStage("ENV")) {
      for (String word : Words.of(env)) {
        String name = word.substring(0, Words.endOfWord(word, 0));
        if (OF_THE_BUILD.contains(name.toUpperCase(Locale.ROOT))) {
          inFile(NO_PROXY_STAYS, dockerfile.path(), name)
              .say(
                  "{} stays in the image of {it}, and in all its pods; give it to the build alone,"
                      + " as Mirrors do",
                  name);
        }
        if (word.indexOf('=') < 0) {
          // ENV NAME value: all that follows is the value.
          break;
        }
      }
    }
  }

  private void serversAreKnown(DockerfileText dockerfile) {
    List<String> options = TAKES_ANY_SERVER.findAll(dockerfile.expanded());
    for (String run : dockerfile.all("RUN")) {
      for (String command : Words.commands(run, "curl")) {
        for (String word : Words.of(command)) {
          if (word.equals("--insecure") || isInsecure(word)) {
            options.add(word);
          }
        }
      }
    }
    for (String option : options) {
      inFile(SERVERS_ARE_KNOWN, dockerfile.path(), option)
          .say(
              "{it} takes any server for the right one by {}; leave it out, and trust the authority"
                  + " that signed its certificate",
              option);
    }
  }

  /** {@code -k}, and {@code -fsSLk}; what follows {@code o} is a file. */
  private static boolean isInsecure(String option) {
    boolean isShort = option.startsWith("-") && option.endsWith("k") && option.indexOf('o') < 0;
    for (int i = 1; i < option.length(); i++) {
      isShort &= Ascii.isLetter(option.charAt(i));
    }
    return isShort;
  }

  private void argumentIsUsed(DockerfileText dockerfile) {
    for (String argument : dockerfile.arguments()) {
      boolean isUsed =
          Hinted.onLine("\\$\\{?" + argument + "\\b", argument).isIn(dockerfile.text());
      // Those of the builder are there without being used.
      if (!isUsed && !argument.startsWith("TARGET") && !argument.startsWith("BUILD")) {
        inFile(ARGUMENT_IS_USED, dockerfile.path(), "ARG " + argument)
            .say("ARG {} is used nowhere; drop it", argument);
      }
    }
  }
}
