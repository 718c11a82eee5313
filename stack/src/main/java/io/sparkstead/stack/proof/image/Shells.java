package io.sparkstead.stack.proof.image;

import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.Written;
import io.sparkstead.stack.proof.evidence.image.ImageShells;
import io.sparkstead.stack.proof.evidence.image.Paths;
import io.sparkstead.stack.proof.evidence.image.Started;
import io.sparkstead.stack.proof.evidence.image.StartedScript;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.List;
import java.util.Optional;

/** Whether the shells that commands, hooks, probes and scripts start are in their images. */
public record Shells(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule SHELL_IS_THERE =
      Rule.error("IMG-32", "A shell that is started is one that the image has")
          .why("Images of Alpine and busybox have sh alone, and distroless ones none: not found.")
          .fix("Start it by sh, in what sh knows, or take an image that has the shell.");

  private static final String FIRST_LINE = "#!";

  /** How a script asks first. */
  private static final List<String> ASKING = List.of("command -v ", "which ", "-x /bin/", "type ");

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        Optional<ImageShells> image = ImageShells.of(stack, container.image());
        if (image.isPresent()) {
          container(workload, container, image.get());
        }
      }
    }
  }

  private void container(Workload workload, ContainerView container, ImageShells image) {
    Started started = Started.of(stack, container);
    shellsAreThere(workload, container, image, started.programs());
    for (Started inside : Started.inside(stack, container)) {
      shellsAreThere(workload, container, image, inside.programs());
    }
    for (StartedScript script : StartedScript.of(stack, workload, container)) {
      String first = script.text().lines().findFirst().orElse("");
      boolean isGiven = started.programs().stream().anyMatch(Started::isShell);
      if (first.startsWith(FIRST_LINE) && !isGiven) {
        List<String> words =
            List.of(first.substring(FIRST_LINE.length()).strip().split("\\s+", -1));
        shellsAreThere(script, container, image, new Started(words, Optional.empty()).programs());
      }
      for (List<String> command : script.commands().all()) {
        if (ASKING.stream().noneMatch(script.text()::contains)) {
          shellsAreThere(
              script, container, image, new Started(command, Optional.empty()).programs());
        }
      }
    }
  }

  private void shellsAreThere(
      Written where, ContainerView container, ImageShells image, List<String> programs) {
    for (String program : programs) {
      if (Started.isShell(program)
          && !image.shells().contains(Paths.name(program))
          && container.mountOf(program).isEmpty()) {
        at(SHELL_IS_THERE, where, program)
            .say(
                "{it} starts {} in container {}, and image {} is one {}, which has {}; {}",
                program,
                container.name(),
                container.image(),
                image.kind(),
                image.shells().isEmpty() ? "no shell" : "sh alone",
                image.shells().isEmpty() ? "start the program itself" : "start sh");
      }
    }
  }
}
