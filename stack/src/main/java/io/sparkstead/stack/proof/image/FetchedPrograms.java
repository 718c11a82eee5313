package io.sparkstead.stack.proof.image;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.image.Paths;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.DockerfileText;
import io.sparkstead.stack.proof.text.DockerfileText.Instruction;
import io.sparkstead.stack.proof.text.ScriptCommands;
import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether programs that a build fetches may be run where it puts them. */
public record FetchedPrograms(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule FETCHED_CAN_BE_RUN =
      Rule.error("IMG-39", "A program that a build fetches may be run in its image")
          .why("curl, wget and ADD write it as a file that nobody may run: permission denied.")
          .fix("Copy it with --chmod=0555.");

  private static final Set<String> FETCHING = Set.of("curl", "wget");

  /** Folders of programs. */
  private static final Set<String> OF_PROGRAMS =
      Set.of("/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin");

  @Override
  public void check() {
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      for (Instruction copy : dockerfile.instructions()) {
        boolean isOfStage = copy.is("COPY") && copy.rest().contains("--from=");
        if ((isOfStage || copy.is("ADD")) && !copy.rest().contains("--chmod=")) {
          fetchedCanBeRun(dockerfile, copy);
        }
      }
    }
  }

  private void fetchedCanBeRun(DockerfileText dockerfile, Instruction copy) {
    List<String> words = new ArrayList<>(Words.of(copy.rest()));
    words.removeIf(word -> word.startsWith("--"));
    if (words.size() != 2) {
      return;
    }
    String source = Words.unquoted(words.get(0));
    String to = Words.unquoted(words.get(1));
    String path = to.endsWith("/") ? to + Paths.name(source) : to;
    // What has an ending is hardly a program.
    boolean isProgram =
        OF_PROGRAMS.contains(Paths.folder(path)) && Paths.name(path).indexOf('.') < 0;
    boolean isFetched =
        copy.is("ADD")
            ? source.startsWith("https://") || source.startsWith("http://")
            : isFetched(dockerfile, Paths.name(source));
    if (isProgram && isFetched && !isMadeOne(dockerfile, Paths.name(source), path)) {
      inFile(FETCHED_CAN_BE_RUN, dockerfile.path(), copy.rest())
          .say(
              "{it} fetches {} and puts it at {} as a file that nobody may run; say {}"
                  + " --chmod=0555",
              Paths.name(source),
              path,
              copy.keyword());
    }
  }

  /** Whether a step fetches the file, under its name or under one that it had before. */
  private static boolean isFetched(DockerfileText dockerfile, String name) {
    for (Instruction run : dockerfile.instructions()) {
      if (run.is("RUN")) {
        ScriptCommands shell = ScriptCommands.of(dockerfile.whole(run));
        Set<String> functions = shell.functions();
        boolean fetches = shell.all().stream().anyMatch(one -> FETCHING.contains(one.get(0)));
        String called = calledBefore(shell, name);
        for (List<String> command : shell.all()) {
          String program = command.get(0);
          boolean isFetching =
              FETCHING.contains(program) || (fetches && functions.contains(program));
          if (isFetching && isWrittenTo(command, functions.contains(program), called)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static String calledBefore(ScriptCommands shell, String name) {
    for (List<String> command : shell.all()) {
      boolean isMove = command.get(0).equals("mv") && command.size() == 3;
      if (isMove && Paths.name(command.get(2)).equals(name)) {
        return Paths.name(command.get(1));
      }
    }
    return name;
  }

  /** Whether {@code name} is a word of its own, as that behind {@code -o} is, or the URL's end. */
  private static boolean isWrittenTo(List<String> command, boolean isFunction, String name) {
    for (int i = 1; i < command.size(); i++) {
      String before = command.get(i - 1);
      boolean isOutput =
          before.matches("-[a-zA-Z]*[oO]|--output|--output-document") || before.equals(">");
      boolean isUrl = command.get(i).contains("://");
      boolean isByUrl =
          isUrl
              && (command.contains("-O") || command.contains("--remote-name"))
              && command.get(0).equals("curl");
      if ((isFunction || isOutput || isByUrl) && Paths.name(command.get(i)).equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a step changes modes, of it or of a folder that it may be in; or installs it. */
  private static boolean isMadeOne(DockerfileText dockerfile, String name, String path) {
    for (Instruction run : dockerfile.instructions()) {
      if (run.is("RUN")) {
        ScriptCommands shell = ScriptCommands.of(dockerfile.whole(run));
        String called = calledBefore(shell, name);
        for (List<String> command : shell.all()) {
          boolean isOfModes = Set.of("chmod", "install").contains(command.get(0));
          if (isOfModes && mayBe(command, List.of(name, called, Paths.name(path)), path)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean mayBe(List<String> command, List<String> names, String path) {
    for (String word : command.subList(1, command.size())) {
      boolean isOpen = word.contains("*") || word.contains("$") || word.equals(".");
      boolean isAbove = word.startsWith("/") && Paths.isAtOrIn(Paths.plain(word), path);
      if (isOpen || isAbove || names.contains(Paths.name(word))) {
        return true;
      }
    }
    return false;
  }
}
