package io.sparkstead.stack.proof.syntax;

import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.ScriptCommands;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether what people have saved in Jupyter outlasts its next start. */
public record Workspaces(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule SAVED_WORK_STAYS =
      Rule.warning("TXT-37", "What starts Jupyter leaves what people have saved")
          .why("Each start of the pod takes back what they changed under the same names.")
          .fix("Copy only what is not there: [ -e \"$file\" ] || cp …, or cp -n.");

  /** Told so, a copy leaves what is there. */
  private static final Set<String> CAREFUL =
      Set.of("-n", "--no-clobber", "-u", "--update", "--ignore-existing", "--backup", "-b");

  /** A script that asks first. */
  private static final Pattern ASKS =
      Pattern.compile("! *-[edfsLh] |\\|\\| *\\{? *(?:cp|rsync|ln)\\b|-nt ");

  private static final Pattern FOLDER = Pattern.compile("(?m)^\\s*cd +[\"']?(/[^\\s\"';&]+)");

  @Override
  public void check() {
    for (Text text : Texts.of(stack, TextKind.SHELL)) {
      boolean startsJupyter = text.isRun() && text.text().matches("(?s).*\\bjupyter[ -]+lab\\b.*");
      if (startsJupyter && !ASKS.matcher(text.text()).find()) {
        for (List<String> command : ScriptCommands.of(text.text()).all()) {
          savedWorkStays(text, command);
        }
      }
    }
  }

  private void savedWorkStays(Text text, List<String> command) {
    for (Text.Runner runner : text.runners()) {
      if (takesBack(text, command, runner)) {
        String said = String.join(" ", command);
        at(SAVED_WORK_STAYS, text, command.get(0) + " ")
            .say(
                "{it} says '{}' at each start of {}, over what people have saved; copy only what is"
                    + " not there",
                said,
                runner.workload());
        return;
      }
    }
  }

  private boolean takesBack(Text text, List<String> command, Text.Runner runner) {
    String program = command.get(0);
    if (program.equals("git")) {
      boolean isReset =
          (command.contains("reset") && command.contains("--hard"))
              || (command.contains("clean") && command.toString().contains("-f"))
              || (command.contains("checkout") && command.contains("-f"));
      return isReset && isKept(folder(text).orElse("/"), runner);
    }
    boolean isCopy =
        program.equals("cp")
            || program.equals("rsync")
            || (program.equals("ln") && command.toString().matches(".*, -\\w*f.*"));
    return isCopy
        && command.size() > 2
        && command.stream().noneMatch(word -> CAREFUL.contains(word.split("=", 2)[0]))
        && isKept(target(text, command.get(command.size() - 1)), runner);
  }

  /** A path that begins with a variable is taken for one in the folder that the script is in. */
  private static String target(Text text, String word) {
    boolean isRelative = !word.startsWith("/") && !word.startsWith("~");
    return isRelative ? folder(text).map(folder -> folder + "/" + word).orElse("/") : word;
  }

  private static Optional<String> folder(Text text) {
    Matcher folder = FOLDER.matcher(text.text());
    return folder.find() ? Optional.of(folder.group(1)) : Optional.empty();
  }

  /** Whether it lies on a disk that outlasts the pod. */
  private static boolean isKept(String path, Text.Runner runner) {
    Optional<Mount> mount = runner.container().mountOf(path);
    Optional<VolumeView> volume =
        mount.isEmpty() ? Optional.empty() : runner.workload().volume(mount.get());
    boolean isTemplate =
        mount.isPresent()
            && runner.workload().claimTemplates().stream()
                .anyMatch(claim -> claim.getMetadata().getName().equals(mount.get().volume()));
    return isTemplate || volume.flatMap(VolumeView::claim).isPresent();
  }
}
