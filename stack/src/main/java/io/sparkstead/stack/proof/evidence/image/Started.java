package io.sparkstead.stack.proof.evidence.image;

import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.Probe;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.text.ScriptCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a container starts, as Kubernetes puts it together: its command, or the entrypoint of its
 * image; its arguments, or those of the image.
 *
 * @param words all of it; none where the image alone knows
 * @param image its image, if that is built here
 */
public record Started(List<String> words, Optional<BuiltImage> image) {

  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "zsh");

  /** What starts another program: tini, and the like. */
  private static final Set<String> WRAPPERS =
      Set.of(
          "tini",
          "tini-static",
          "dumb-init",
          "env",
          "exec",
          "nohup",
          "nice",
          "ionice",
          "setsid",
          "stdbuf",
          "catatonit");

  public static Started of(Evidence stack, ContainerView container) {
    Optional<BuiltImage> image = BuiltImage.of(stack, container.image());
    List<String> words = new ArrayList<>(container.command());
    List<String> own = container.words().subList(words.size(), container.words().size());
    if (!words.isEmpty()) {
      words.addAll(own);
    } else if (image.isPresent() && !image.get().entrypoint().isEmpty()) {
      words.addAll(image.get().entrypoint());
      words.addAll(own.isEmpty() ? image.get().arguments() : own);
    }
    return new Started(List.copyOf(words), image);
  }

  /** What probes and hooks of {@code container} start in it. */
  public static List<Started> inside(Evidence stack, ContainerView container) {
    Optional<BuiltImage> image = BuiltImage.of(stack, container.image());
    List<List<String>> commands = new ArrayList<>();
    for (Probe probe : container.probes()) {
      commands.add(command(probe.getExec()));
    }
    Lifecycle lifecycle = container.model().getLifecycle();
    if (lifecycle != null) {
      commands.add(command(lifecycle.getPostStart()));
      commands.add(command(lifecycle.getPreStop()));
    }
    List<Started> all = new ArrayList<>();
    for (List<String> command : commands) {
      if (!command.isEmpty()) {
        all.add(new Started(command, image));
      }
    }
    return all;
  }

  private static List<String> command(@Nullable LifecycleHandler hook) {
    return hook == null ? List.of() : command(hook.getExec());
  }

  private static List<String> command(@Nullable ExecAction exec) {
    return exec == null || exec.getCommand() == null ? List.of() : List.copyOf(exec.getCommand());
  }

  /** The programs one after the other: tini, and what it starts; shells, and their scripts. */
  public List<String> programs() {
    List<String> programs = new ArrayList<>();
    int at = 0;
    while (at < words.size()) {
      programs.add(words.get(at));
      if (!isWrapper(words.get(at))) {
        boolean isScript = isInterpreter(words.get(at)) && at + 1 < words.size();
        if (isScript && words.get(at + 1).startsWith("/")) {
          programs.add(words.get(at + 1));
        }
        return programs;
      }
      at = behindOptions(at + 1);
    }
    return programs;
  }

  /** Where what a wrapper starts stands, whose options begin at {@code from}. */
  private int behindOptions(int from) {
    int at = from;
    while (at < words.size()) {
      String word = words.get(at);
      boolean takesOne = word.equals("-p") || word.equals("-e") || word.equals("-n");
      if (word.equals("--")) {
        return at + 1;
      }
      if (!word.startsWith("-") && word.indexOf('=') < 0) {
        return at;
      }
      at += takesOne ? 2 : 1;
    }
    return at;
  }

  public static boolean isWrapper(String word) {
    return WRAPPERS.contains(Paths.name(word));
  }

  /** Whether it reads the program that it runs, which need not be one of its own. */
  public static boolean isInterpreter(String word) {
    return isShell(word) || Paths.name(word).startsWith("python");
  }

  public static boolean isShell(String word) {
    return SHELLS.contains(Paths.name(word));
  }

  /** What stands behind the last wrapper: the program and all it is given; none if nothing does. */
  public List<String> main() {
    int at = 0;
    while (at < words.size() && isWrapper(words.get(at))) {
      at = behindOptions(at + 1);
    }
    return words.subList(Math.min(at, words.size()), words.size());
  }

  /** What a shell is given behind {@code -c}. */
  public Optional<String> script() {
    List<String> main = main();
    for (int i = 1; i < main.size() - 1 && isShell(main.get(0)); i++) {
      String option = main.get(i);
      if (option.startsWith("-") && !option.startsWith("--") && option.endsWith("c")) {
        return Optional.of(main.get(i + 1));
      }
    }
    return Optional.empty();
  }

  /** The commands that it comes to, one by one: those of a shell's text, or one. */
  public List<List<String>> commands() {
    Optional<String> script = script();
    if (script.isPresent()) {
      return ScriptCommands.of(script.get()).all();
    }
    return main().isEmpty() ? List.of() : List.of(main());
  }
}
