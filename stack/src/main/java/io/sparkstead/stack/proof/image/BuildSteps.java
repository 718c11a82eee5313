package io.sparkstead.stack.proof.image;

import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.image.BuiltImage;
import io.sparkstead.stack.proof.evidence.image.KnownPrograms;
import io.sparkstead.stack.proof.evidence.image.Paths;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.DockerfileText;
import io.sparkstead.stack.proof.text.DockerfileText.Instruction;
import io.sparkstead.stack.proof.text.ScriptCommands;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the builder of an image can take each line of its Dockerfile. */
public record BuildSteps(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule LINE_IS_AN_INSTRUCTION =
      Rule.error("IMG-27", "Each line of a Dockerfile is an instruction, or goes on with one")
          .why("The builder refuses the file: unknown instruction.")
          .fix("End the line above with a backslash, or write the instruction as it is called.");

  static final Rule BUILD_KNOWS_ITS_PROGRAMS =
      Rule.error("IMG-28", "A build starts programs, and asks them for something, by their names")
          .why("The build ends with: command not found, or No such command.")
          .fix("Write the name as the program has it.");

  static final Rule REQUIREMENTS_ARE_THERE =
      Rule.error("IMG-29", "A file that pip installs from is copied first")
          .why("The build ends with: could not open requirements file.")
          .fix("Copy it, to the path that pip is told.");

  private static final Set<String> INSTRUCTIONS =
      Set.of(
          "ADD",
          "ARG",
          "CMD",
          "COPY",
          "ENTRYPOINT",
          "ENV",
          "EXPOSE",
          "FROM",
          "HEALTHCHECK",
          "LABEL",
          "MAINTAINER",
          "ONBUILD",
          "RUN",
          "SHELL",
          "STOPSIGNAL",
          "USER",
          "VOLUME",
          "WORKDIR");

  /** Programs of builds, beside those that pods start. */
  private static final List<String> OF_BUILDS =
      List.of("apt-get", "groupadd", "microdnf", "useradd", "sha256sum", "update-ca-certificates");

  private static final List<String> OF_PACKAGES =
      List.of(
          "install",
          "clean",
          "update",
          "upgrade",
          "remove",
          "autoremove",
          "download",
          "search",
          "module",
          "repolist",
          "makecache",
          "list",
          "info",
          "reinstall",
          "erase",
          "config-manager",
          "copr",
          "groupinstall",
          "builddep",
          "purge",
          "build-dep",
          "source",
          "check");

  private static final Map<String, List<String>> SUBCOMMANDS =
      Map.of(
          "microdnf", OF_PACKAGES,
          "dnf", OF_PACKAGES,
          "yum", OF_PACKAGES,
          "apt-get", OF_PACKAGES,
          "apt", OF_PACKAGES,
          "apk", List.of("add", "del", "update", "upgrade", "info", "fetch", "cache", "fix"),
          "pip",
              List.of(
                  "install",
                  "download",
                  "uninstall",
                  "freeze",
                  "list",
                  "cache",
                  "config",
                  "check",
                  "wheel",
                  "show",
                  "hash",
                  "index",
                  "inspect"));

  @Override
  public void check() {
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      if (!dockerfile.text().contains("# escape=")) {
        linesAreInstructions(dockerfile);
      }
      for (Instruction run : dockerfile.instructions()) {
        if (run.is("RUN")) {
          programsAreKnown(dockerfile, run);
        }
      }
      BuiltImage image = BuiltImage.of(stack, dockerfile);
      requirementsAreThere(image);
      if (image.lacksUserPrograms()) {
        inFile(BUILD_KNOWS_ITS_PROGRAMS, dockerfile.path(), "useradd")
            .say("{it} runs useradd or groupadd, which its base has not; install shadow-utils");
      }
    }
  }

  private void linesAreInstructions(DockerfileText dockerfile) {
    List<Instruction> all = dockerfile.instructions();
    for (int i = 0; i < all.size(); i++) {
      Instruction one = all.get(i);
      if (!INSTRUCTIONS.contains(one.keyword().toUpperCase(Locale.ROOT))) {
        Optional<String> near = NearName.of(one.keyword().toUpperCase(Locale.ROOT), INSTRUCTIONS);
        unknown(
            dockerfile,
            one.keyword(),
            near.isPresent()
                ? "did you mean " + near.get() + "?"
                : "end the line above with a backslash");
      } else if (!one.rest().contains("<<")) {
        int end = i + 1 < all.size() ? all.get(i + 1).at() : dockerfile.expanded().length();
        restIsEmpty(dockerfile, dockerfile.expanded().substring(one.at(), end));
      }
    }
  }

  /** What stands below an instruction, and is none: comments and indented ones are left out. */
  private void restIsEmpty(DockerfileText dockerfile, String text) {
    String[] lines = text.split("\n", -1);
    for (int i = 1; i < lines.length; i++) {
      String line = lines[i].strip();
      int end = line.indexOf(' ') < 0 ? line.length() : line.indexOf(' ');
      boolean isInstruction =
          INSTRUCTIONS.contains(line.substring(0, end).toUpperCase(Locale.ROOT));
      if (!line.isEmpty() && !line.startsWith("#") && !isInstruction) {
        unknown(dockerfile, line.substring(0, end), "end the line above with a backslash");
        return;
      }
    }
  }

  private void unknown(DockerfileText dockerfile, String keyword, String remedy) {
    inFile(LINE_IS_AN_INSTRUCTION, dockerfile.path(), keyword)
        .say("{it} has a line that begins with {}, which is no instruction; {}", keyword, remedy);
  }

  private void programsAreKnown(DockerfileText dockerfile, Instruction run) {
    String text = dockerfile.whole(run);
    boolean isOfAnother = text.startsWith("<<") && text.contains("\n#!") && !text.contains("sh\n");
    if (text.startsWith("[") || text.startsWith("--") || isOfAnother) {
      return;
    }
    ScriptCommands shell =
        ScriptCommands.of(
            text.startsWith("<<") ? text.substring(Math.max(0, text.indexOf('\n'))) : text);
    for (List<String> command : shell.all()) {
      String program = command.get(0);
      boolean isOurs = shell.functions().contains(program) || program.indexOf('/') >= 0;
      Optional<String> meant = isOurs ? Optional.empty() : KnownPrograms.meantBy(program);
      if (meant.isEmpty() && !isOurs && !OF_BUILDS.contains(program)) {
        meant = KnownPrograms.near(program, OF_BUILDS);
      }
      if (meant.isPresent() && !isBroughtElsewhere(dockerfile, run, program)) {
        inFile(BUILD_KNOWS_ITS_PROGRAMS, dockerfile.path(), program)
            .say("{it} runs {}, which is no program; did you mean {}?", program, meant.get());
      }
      subcommandIsKnown(dockerfile, command);
    }
  }

  /** Whether another line names it too: then a slip of the keyboard it is not. */
  private static boolean isBroughtElsewhere(
      DockerfileText dockerfile, Instruction run, String program) {
    for (Instruction other : dockerfile.instructions()) {
      if (other.at() != run.at() && other.rest().contains(program)) {
        return true;
      }
    }
    return false;
  }

  private void subcommandIsKnown(DockerfileText dockerfile, List<String> command) {
    boolean isOfPython = command.size() > 2 && command.get(1).equals("-m");
    int pip = command.indexOf("pip");
    boolean isModule = pip == 2 && isOfPython;
    Optional<String> module =
        isOfPython
            ? KnownPrograms.near(command.get(2), List.of("pip", "venv", "ensurepip"))
            : Optional.empty();
    if (isOfPython && module.isEmpty() && command.get(2).length() < 5) {
      module = NearName.within(1, command.get(2), List.of("pip"));
      module = command.get(2).equals("pip") ? Optional.empty() : module;
    }
    if (module.isPresent()) {
      inFile(BUILD_KNOWS_ITS_PROGRAMS, dockerfile.path(), command.get(2))
          .say("{it} runs module {} of Python; did you mean {}?", command.get(2), module.get());
    }
    List<String> words = isModule ? command.subList(pip, command.size()) : command;
    List<String> known = SUBCOMMANDS.getOrDefault(Paths.name(words.get(0)), List.of());
    int at = 1;
    while (at < words.size() && words.get(at).startsWith("-")) {
      at++;
    }
    if (at >= words.size() || known.isEmpty() || known.contains(words.get(at))) {
      return;
    }
    Optional<String> meant = KnownPrograms.near(words.get(at), known);
    // The word before may be an option that takes it.
    if (meant.isPresent() && (at == 1 || words.get(at).length() > 4)) {
      inFile(BUILD_KNOWS_ITS_PROGRAMS, dockerfile.path(), words.get(at))
          .say("{it} asks {} to {}; did you mean {}?", words.get(0), words.get(at), meant.get());
    }
  }

  private void requirementsAreThere(BuiltImage image) {
    for (String file : image.requirements()) {
      if (Paths.isLiteral(file) && image.lacks(file)) {
        Optional<String> near = KnownPrograms.near(file, image.places());
        inFile(REQUIREMENTS_ARE_THERE, image.dockerfile().path(), file)
            .say(
                "{it} installs from {}, which no step copies; {}",
                file,
                near.isPresent() ? "did you mean " + near.get() + "?" : "copy it there first");
      }
    }
  }
}
