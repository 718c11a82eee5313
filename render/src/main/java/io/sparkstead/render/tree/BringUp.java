package io.sparkstead.render.tree;

import io.sparkstead.overlays.Environment;
import io.sparkstead.stack.Component;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.gitops.GitOps;
import io.sparkstead.stack.gitops.None;
import io.sparkstead.stack.secret.SecretDelivery;
import java.util.ArrayList;
import java.util.List;

/**
 * What the shell has to do with a tree, in order: once the images, the namespace and the Secrets,
 * then the tree, and what asks whether it works. The page about an environment says it, and so does
 * the run that writes one.
 */
public record BringUp(Stack stack, SecretDelivery.Place place) {

  /**
   * That of {@code environment}.
   *
   * @param root the folder of its tree, with slashes
   * @param command that starts this program
   */
  public static BringUp of(Environment environment, Stack stack, String root, String command) {
    return new BringUp(
        stack,
        new SecretDelivery.Place(root, command, environment.option(), stack.namespace().name()));
  }

  /** What is done once, before anything else is applied: whole lines. */
  public String once() {
    return images()
        + (stack.namespace().isOurs()
            ? "kubectl apply -f " + place.root() + "/namespace.yaml\n"
            : "")
        + (stack.existing().isEmpty()
            ? ""
            : "# now what others make: \"What others make\" in " + place.root() + "/README.md\n")
        + stack.delivery().once(place, List.copyOf(stack.secrets().keySet()));
  }

  /** Builds the images and pushes or loads them: a line, or none. */
  public String images() {
    return stack.builds().isEmpty() ? "" : place.root() + "/" + Layout.BUILD_SCRIPT + "\n";
  }

  /** Whether a person applies the tree; else a tool does, once it is told to. */
  public boolean isByHand() {
    return stack.gitOps() instanceof None;
  }

  /** Applies the tree, or what tells the tool to: a line. */
  public String apply() {
    return (isByHand() ? stack.delivery().always(place) : apply(GitOps.FOLDER)) + "\n";
  }

  /** Asks the cluster whether it works: a line for each part that does. */
  public String ask() {
    StringBuilder lines = new StringBuilder();
    for (Component component : probes()) {
      lines.append(apply(component.folder())).append('\n');
    }
    return lines.toString();
  }

  private String apply(String folder) {
    return "kubectl apply -k " + place.root() + "/" + folder;
  }

  /** The parts that are applied on request and are nobody's job. */
  private List<Component> probes() {
    List<Component> probes = new ArrayList<>();
    for (Component component : stack.components()) {
      if (component.applied() == Component.Applied.ON_REQUEST
          && component.submissions().isEmpty()) {
        probes.add(component);
      }
    }
    return probes;
  }
}
