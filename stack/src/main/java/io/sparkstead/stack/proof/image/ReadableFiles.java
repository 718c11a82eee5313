package io.sparkstead.stack.proof.image;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.DockerfileText;
import io.sparkstead.stack.proof.text.ScriptCommands;
import java.util.List;
import java.util.regex.Pattern;

/** Whether the user that an image ends with may read what its build lays down as root. */
public record ReadableFiles(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule OTHERS_MAY_READ =
      Rule.error("IMG-40", "What a build lays down as root may be read by the image's user")
          .why("Permission denied: neither programs nor jars of it are found.")
          .fix("Say chmod -R go-w,a+rX, or give the files to the user by chown.");

  /** Takes reading from others: {@code go-rwx}, {@code o=}, {@code 0700}. */
  private static final Pattern CLOSING =
      Pattern.compile("(?:[ugoa]*[oa][ugoa]*-[wx]*r[wx]*|[ugo]*o[ugo]*=[wx]*|0?[0-7][0-7][0-3])");

  private static final Pattern OPENING = Pattern.compile(".*(?:a|o|go|ugo)?[+=]r.*");

  @Override
  public void check() {
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      List<String> users = dockerfile.all("USER");
      String last = users.isEmpty() ? "" : users.get(users.size() - 1);
      if (!last.isEmpty() && !last.equals("root") && !last.startsWith("0")) {
        for (String run : dockerfile.all("RUN")) {
          othersMayRead(dockerfile, run, last);
        }
      }
    }
  }

  private void othersMayRead(DockerfileText dockerfile, String run, String user) {
    List<List<String>> commands = ScriptCommands.of(run).all();
    for (List<String> command : commands) {
      if (!command.get(0).equals("chmod") || !isOfAll(command)) {
        continue;
      }
      for (String word : command.subList(1, command.size())) {
        if (isClosing(word) && !isGivenAway(commands)) {
          inFile(OTHERS_MAY_READ, dockerfile.path(), "chmod")
              .say(
                  "{it} runs '{}', and user {} may read none of it; say chmod -R go-w,a+rX",
                  String.join(" ", command),
                  user);
          return;
        }
      }
    }
  }

  private static boolean isOfAll(List<String> command) {
    return command.stream().anyMatch(word -> word.matches("-\\w*R\\w*|--recursive"));
  }

  private static boolean isClosing(String word) {
    boolean opens = false;
    boolean closes = false;
    for (String one : word.split(",", -1)) {
      opens |= OPENING.matcher(one).matches() && !one.startsWith("u+") && !one.startsWith("u=");
      closes |= CLOSING.matcher(one).matches();
    }
    return closes && !opens;
  }

  private static boolean isGivenAway(List<List<String>> commands) {
    return commands.stream()
        .anyMatch(one -> one.get(0).equals("chown") || one.get(0).equals("chgrp"));
  }
}
