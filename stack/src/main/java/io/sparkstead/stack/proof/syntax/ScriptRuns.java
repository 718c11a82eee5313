package io.sparkstead.stack.proof.syntax;

import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.syntax.shell.ShellFiles;
import io.sparkstead.stack.proof.syntax.shell.ShellOptions;
import io.sparkstead.stack.proof.syntax.shell.ShellPipes;
import io.sparkstead.stack.proof.syntax.tree.Grammar;
import io.sparkstead.stack.proof.syntax.tree.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a script that a shell takes can do what it does, and ends as its work does. */
public record ScriptRuns(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule MOUNTED_FILES_STAY =
      Rule.error("TXT-16", "A script changes no file of a volume that it may read alone")
          .why("The command fails, and under set -e the script with it: read-only file system.")
          .fix("Copy the file to a folder that may be written, and change that.");

  static final Rule WORK_IS_KEPT =
      Rule.warning("TXT-17", "A start of Jupyter copies no file over one that people changed")
          .why("Each restart of the pod undoes what they did under that name.")
          .fix("Ask [ ! -e FILE ] before, or say cp --no-clobber.");

  static final Rule PIPE_ENDS_AS_ITS_WORK =
      Rule.warning("TXT-18", "A pipe ends as the program does that works, and not as tee does")
          .why("A Job is complete, and a script goes on, whatever became of the work.")
          .fix("Say set -o pipefail above it.");

  private static final List<String> KEEPING = List.of("pipefail", "PIPESTATUS");

  private static final List<String> WITHOUT_CLOBBER =
      List.of("--no-clobber", "--update", "-n", "-u");

  /** How a script asks whether there is a file, or one that is older. */
  private static final String GUARD = "(?s).*(!\\s+-[a-z]\\s| -[no]t |\\|\\|\\s*cp ).*";

  @Override
  public void check() {
    for (Text text : Texts.of(stack, TextKind.SHELL)) {
      boolean isBuild = text.path().endsWith("Dockerfile");
      if (text.isRun()) {
        for (Text.Runner runner : text.runners()) {
          files(text, runner);
        }
      }
      if (!isBuild && !isPipeFail(text)) {
        pipes(text);
      }
    }
  }

  private void files(Text text, Text.Runner runner) {
    ContainerView container = runner.container();
    ShellFiles files = ShellFiles.of(text.text(), Given.text(container.model().getWorkingDir()));
    Set<String> links = new HashSet<>();
    for (ShellFiles.Copy copy : files.copies()) {
      if (copy.isLink() && isReadOnly(runner, copy.from())) {
        links.add(copy.to());
      }
      workIsKept(text, runner, copy);
    }
    for (ShellFiles.Change change : files.changes()) {
      boolean isLinked = change.isThroughLinks() && links.contains(change.path());
      if ((isLinked || isReadOnly(runner, change.path())) && !isExpected(text, change.words())) {
        at(MOUNTED_FILES_STAY, text, change.words().get(0))
            .say(
                "{it} lets {} change {}, which {} a volume of {} that it may read alone; copy the"
                    + " file, and change the copy",
                change.words().get(0),
                change.path(),
                isLinked ? "leads to" : "is on",
                runner.workload());
      }
    }
  }

  /** Where Kubernetes puts the files, or the mount says so. */
  private static boolean isReadOnly(Text.Runner runner, String path) {
    return runner.container().mountOf(path).isPresent()
        && !runner.workload().mayWrite(runner.container(), path);
  }

  /** Whether the script goes on where the command fails. */
  private static boolean isExpected(Text text, List<String> words) {
    String last = words.get(words.size() - 1);
    for (String line : text.text().replace("\\\n", " ").split("\n", -1)) {
      boolean isIt = line.contains(words.get(0)) && line.contains(last);
      if (isIt && (line.contains("||") || line.strip().matches("(if|while|until|elif|!) .*"))) {
        return true;
      }
    }
    return false;
  }

  private void workIsKept(Text text, Text.Runner runner, ShellFiles.Copy copy) {
    boolean isJupyter = text.text().contains("jupyter");
    boolean isGuarded =
        text.text().matches(GUARD) || WITHOUT_CLOBBER.stream().anyMatch(copy.words()::contains);
    if (isJupyter
        && !isGuarded
        && copy.words().get(0).endsWith("cp")
        && isReadOnly(runner, copy.from())
        && isOnDisk(runner.workload(), runner.container(), copy.to())) {
      at(WORK_IS_KEPT, text, copy.words().get(0))
          .say(
              "{it} copies {} to {} at each start, over what people changed there; ask whether the"
                  + " file is there, or say cp --no-clobber",
              copy.from(),
              copy.to());
    }
  }

  /** On a claim, which is there after the pod. */
  private static boolean isOnDisk(Workload workload, ContainerView container, String path) {
    Optional<Mount> mount = container.mountOf(path);
    Optional<VolumeView> volume = mount.isEmpty() ? Optional.empty() : workload.volume(mount.get());
    return mount.isPresent()
        && workload.mayWrite(container, path)
        && (volume.isEmpty() || volume.get().claim().isPresent());
  }

  private static boolean isPipeFail(Text text) {
    boolean isSaid = KEEPING.stream().anyMatch(text.text()::contains);
    for (Text.Runner runner : text.runners()) {
      List<String> words = runner.container().words();
      isSaid |= ShellOptions.before(words, text.name()).isPipeFail();
      isSaid |= text.name().isEmpty() && words.contains("pipefail");
    }
    return isSaid;
  }

  private void pipes(Text text) {
    Optional<Node> tree = Grammar.BASH.read(text.text());
    if (tree.isEmpty() || tree.get().firstBroken().isPresent()) {
      return;
    }
    boolean isErrorExit = text.text().matches("(?s).*(set|sh) -[a-zA-Z]*e.*");
    for (Text.Runner runner : text.runners()) {
      isErrorExit |= ShellOptions.before(runner.container().words(), text.name()).isErrorExit();
    }
    for (ShellPipes.Pipe pipe : ShellPipes.of(tree.get())) {
      if (pipe.isLast() || isErrorExit) {
        at(PIPE_ENDS_AS_ITS_WORK, text, text.mark(pipe.line()))
            .say(
                "line {} of {it} pipes {} into {}, and ends as that does whatever became of {}; say"
                    + " set -o pipefail above it",
                pipe.line(),
                pipe.first(),
                pipe.last(),
                pipe.first());
      }
    }
  }
}
