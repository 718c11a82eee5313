package io.sparkstead.stack.proof.syntax.shell;

import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.image.Paths;
import io.sparkstead.stack.proof.evidence.image.StartedScript;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether loops of scripts go over what they are for, and what they set is there behind them. */
public record ShellLoops(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule WHAT_A_LOOP_SETS_STAYS =
      Rule.error("TXT-43", "What a loop behind a pipe sets is not read after it")
          .why("The loop runs in a shell of its own: behind it the variable is as it was.")
          .fix("Redirect into the loop: done < file, or done < <(command).");

  static final Rule LOOP_GOES_OVER_FILES =
      Rule.error("TXT-44", "A loop over a folder's files names them, and not the folder")
          .why("It goes once, with the folder itself, which no command for a file takes.")
          .fix("Write for each in /folder/*.");

  private static final Pattern PIPED =
      Pattern.compile(
          "\\|[ \\t]*(?:\\\\\\n[ \\t]*)?(?:while|until|for)\\b(.*?)\\n([ \\t]*)done\\b([^\\n]*)",
          Pattern.DOTALL);

  private static final Pattern SET = Pattern.compile("(?m)(?:^|[;)&])[ \\t]*([A-Za-z_]\\w*)=");

  /** What is not quoted, and has neither a variable nor a star. */
  private static final Pattern EACH =
      Pattern.compile(
          "\\bfor (\\w+) in (/[\\w./-]+)\\s*(?:;|\\n)\\s*do\\b(.*?)\\bdone\\b", Pattern.DOTALL);

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        for (StartedScript script : StartedScript.of(stack, workload, container)) {
          whatItSetsStays(script);
          goesOverFiles(script, container);
        }
      }
    }
  }

  private void whatItSetsStays(StartedScript script) {
    String text = script.text();
    Matcher loop = PIPED.matcher(text);
    while (loop.find() && !text.contains("lastpipe")) {
      String behind = text.substring(loop.end());
      Matcher set = SET.matcher(loop.group(1));
      while (set.find()) {
        String name = set.group(1);
        Matcher again =
            Pattern.compile("\\b" + name + "=|\\bread\\b.*\\b" + name + "\\b").matcher(behind);
        Matcher read = Pattern.compile("\\$\\{?" + name + "\\b").matcher(behind);
        boolean isRead = read.find();
        if (isRead && !(again.find() && again.start() < read.start())) {
          at(WHAT_A_LOOP_SETS_STAYS, script, name)
              .say(
                  "{it} reads {} behind a loop that sets it behind a pipe, in a shell of its own;"
                      + " redirect into the loop",
                  name);
          return;
        }
      }
    }
  }

  private void goesOverFiles(StartedScript script, ContainerView container) {
    Matcher loop = EACH.matcher(script.text());
    while (loop.find()) {
      String folder = Paths.plain(loop.group(2));
      boolean isFolder =
          container.mounts().stream()
              .anyMatch(mount -> mount.path().equals(folder) && mount.subPath().isEmpty());
      boolean goesDeeper = loop.group(3).matches("(?s).*(?:cp|chmod|chown|rm) +-\\w*[rRa].*");
      if (isFolder && !goesDeeper) {
        at(LOOP_GOES_OVER_FILES, script, "for " + loop.group(1))
            .say(
                "{it} has a loop over {}, which goes once, with the folder itself; write {}/*",
                folder,
                folder);
      }
    }
  }
}
