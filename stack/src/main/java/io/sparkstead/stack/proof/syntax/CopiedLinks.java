package io.sparkstead.stack.proof.syntax;

import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.syntax.shell.ShellFiles;
import java.util.List;
import java.util.Optional;

/** Whether what scripts copy from a ConfigMap or a Secret are files. */
public record CopiedLinks(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule FILES_ARE_COPIED =
      Rule.error("TXT-42", "A script copies files of a ConfigMap, and not the links to them")
          .why("The links lead into ..data, which is not beside the copy: they dangle.")
          .fix("Say cp --dereference, or leave out what keeps links.");

  /** Each takes a link for what is copied: with -r too, where it is named itself. */
  private static final String KEEPING =
      "-[a-zA-Z]*[adPrR][a-zA-Z]*|--archive|--no-dereference|--recursive";

  private static final String FOLLOWING = "-[a-zA-Z]*[LH][a-zA-Z]*|--dereference";

  @Override
  public void check() {
    for (Text text : Texts.of(stack, TextKind.SHELL)) {
      for (Text.Runner runner : text.isRun() ? text.runners() : List.<Text.Runner>of()) {
        String folder = Given.text(runner.container().model().getWorkingDir());
        for (ShellFiles.Copy copy : ShellFiles.of(text.text(), folder).copies()) {
          filesAreCopied(text, runner, copy);
        }
      }
    }
  }

  private void filesAreCopied(Text text, Text.Runner runner, ShellFiles.Copy copy) {
    List<String> words = copy.words();
    boolean keepsLinks =
        words.get(0).endsWith("cp")
            && words.stream().anyMatch(word -> word.matches(KEEPING))
            && words.stream().noneMatch(word -> word.matches(FOLLOWING));
    if (keepsLinks && isLink(runner, copy.from())) {
      at(FILES_ARE_COPIED, text, "cp ")
          .say(
              "{it} says '{}', which copies a link that leads nowhere beside {}; say cp"
                  + " --dereference",
              String.join(" ", words),
              copy.to());
    }
  }

  /** Whether the kubelet puts a link there: at the top of what it writes, and by no subPath. */
  private static boolean isLink(Text.Runner runner, String path) {
    Optional<Mount> mount = runner.container().mountOf(path);
    if (mount.isEmpty() || mount.get().subPath().isPresent()) {
      return false;
    }
    String name = path.substring(Math.min(path.length(), mount.get().path().length()));
    boolean isAtTop = name.matches("/[^/.][^/]*");
    Optional<VolumeView> volume = runner.workload().volume(mount.get());
    return isAtTop
        && volume.isPresent()
        && (volume.get().configMap().isPresent()
            || volume.get().secret().isPresent()
            || !volume.get().projections().isEmpty());
  }
}
