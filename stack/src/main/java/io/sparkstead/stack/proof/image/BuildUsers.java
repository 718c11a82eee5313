package io.sparkstead.stack.proof.image;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Images;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.DockerfileText;
import io.sparkstead.stack.proof.text.DockerfileText.Instruction;
import io.sparkstead.stack.proof.text.ScriptCommands;
import io.sparkstead.stack.proof.text.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the user of each step of a build may do what the step does. */
public record BuildUsers(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule ROOT_INSTALLS =
      Rule.error("IMG-37", "What is installed for all of an image is installed by root")
          .why(
              "pip installs below the user's home instead, where HOME of the pod is not; other"
                  + " programs end with an error.")
          .fix("Say USER 0:0 before the step, and the pods' user behind it.");

  private static final Set<String> MANAGERS =
      Set.of("apt-get", "apt", "apk", "dnf", "microdnf", "yum", "zypper");

  private static final Set<String> CHANGES =
      Set.of("install", "add", "remove", "update", "upgrade");

  /** Others that change what is root's alone. */
  private static final Set<String> OF_ROOT =
      Set.of(
          "useradd",
          "groupadd",
          "usermod",
          "adduser",
          "addgroup",
          "update-ca-certificates",
          "update-ca-trust",
          "update-alternatives",
          "ldconfig");

  /** Told so, pip writes where the user may write, or is asked to. */
  private static final List<String> ELSEWHERE =
      List.of("--user", "--target", "-t", "--prefix", "--root", "--python", "download", "wheel");

  /** Those of a distribution; one of a virtual environment may be the user's own. */
  private static final Set<String> FOLDERS =
      Set.of("", "/usr/bin", "/usr/local/bin", "/bin", "/opt/conda/bin");

  @Override
  public void check() {
    for (DockerfileText dockerfile : stack.dockerfiles()) {
      steps(dockerfile);
    }
  }

  private void steps(DockerfileText dockerfile) {
    Map<String, String> users = new HashMap<>();
    String stage = "";
    String user = "";
    for (Instruction step : dockerfile.instructions()) {
      if (step.is("FROM")) {
        users.put(stage, user);
        List<String> words =
            Words.of(step.rest()).stream().filter(w -> !w.startsWith("--")).toList();
        String base = words.isEmpty() ? "" : words.get(0);
        user = users.containsKey(base) ? users.getOrDefault(base, "") : ofBase(base);
        stage = words.size() > 2 ? words.get(2) : base;
      } else if (step.is("USER")) {
        user = Words.unquoted(step.rest()).split(":", 2)[0];
      } else if (step.is("RUN") && isNobodySpecial(user)) {
        rootInstalls(dockerfile, dockerfile.whole(step), user);
      }
    }
  }

  /** As whom an image of ours ends; of others it is not known. */
  private String ofBase(String base) {
    Optional<DockerfileText> ours = stack.images().pulledAs(base);
    return ours.isEmpty() ? "" : Images.user(ours.get());
  }

  /** Not root, whom an image has at first, and no variable. */
  private static boolean isNobodySpecial(String user) {
    return !user.isEmpty() && !user.equals("0") && !user.equals("root") && user.indexOf('$') < 0;
  }

  private void rootInstalls(DockerfileText dockerfile, String run, String user) {
    // Its own environment, or somebody else's rights.
    if (run.contains("venv") || run.contains("sudo") || run.contains("VIRTUAL_ENV")) {
      return;
    }
    for (List<String> command : ScriptCommands.of(run.replaceAll("^(?:--\\S+\\s+)+", "")).all()) {
      if (needsRoot(command)) {
        inFile(ROOT_INSTALLS, dockerfile.path(), command.get(0))
            .say(
                "{it} runs {} as user {}, who may not write there; say USER 0:0 before it",
                String.join(" ", command.subList(0, Math.min(4, command.size()))),
                user);
        return;
      }
    }
  }

  private boolean needsRoot(List<String> command) {
    int slash = command.get(0).lastIndexOf('/');
    String program = command.get(0).substring(slash + 1);
    String folder = slash < 0 ? "" : command.get(0).substring(0, slash);
    if (MANAGERS.contains(program)) {
      return command.stream().anyMatch(CHANGES::contains);
    }
    if (OF_ROOT.contains(program)) {
      return true;
    }
    boolean isPip =
        program.matches("pip[0-9.]*")
            || (program.matches("python[0-9.]*")
                && command.size() > 2
                && command.subList(1, 3).equals(List.of("-m", "pip")));
    return isPip
        && FOLDERS.contains(folder)
        && command.contains("install")
        && command.stream().noneMatch(this::isElsewhere);
  }

  private boolean isElsewhere(String word) {
    return ELSEWHERE.contains(word.split("=", 2)[0]);
  }
}
