package io.sparkstead.stack.proof.syntax;

import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.image.BuiltImage;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.syntax.JupyterConfig.Setting;
import io.sparkstead.stack.proof.syntax.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether notebooks find a kernel in Jupyter, and are saved. */
public record JupyterNotebooks(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule A_KERNEL_IS_ALLOWED =
      Rule.error("TXT-38", "Of the kernels that Jupyter allows, its image has one")
          .why("JupyterLab has no kernel then: no notebook can be run.")
          .fix("Allow python3 too, or leave the list out.");

  static final Rule NOTEBOOKS_ARE_SAVED =
      Rule.warning("TXT-39", "Jupyter takes requests as large as a notebook with plots")
          .why("It refuses to save it, by 413, and what was done is lost.")
          .fix("Leave the limit out: it is 512 MiB.");

  private static final Set<String> ALLOWING =
      Set.of("allowed_kernelspecs", "whitelist", "allowed_kernels");

  private static final Set<String> LIMITS = Set.of("max_body_size", "max_buffer_size");

  /** What a notebook with a few plots comes to, in bytes. */
  private static final long NOTEBOOK = 10L * 1024 * 1024;

  /** That of ipykernel, which is there where nobody brings another. */
  private static final String OF_PYTHON = "python3";

  @Override
  public void check() {
    for (JupyterConfig.Found found : JupyterConfig.allOf(stack)) {
      for (Setting setting : found.config().settings()) {
        aKernelIsAllowed(found.text(), setting);
        areSaved(found.text(), setting);
      }
    }
  }

  private void aKernelIsAllowed(Text text, Setting setting) {
    List<String> allowed =
        ALLOWING.contains(setting.trait()) ? strings(setting.value()) : List.of();
    if (allowed.isEmpty() || allowed.contains(OF_PYTHON)) {
      return;
    }
    for (Text.Runner runner : text.runners()) {
      if (hasNone(runner.container(), allowed)) {
        at(A_KERNEL_IS_ALLOWED, text, setting.trait())
            .say(
                "line {} of {it} allows the kernels {} alone, and the image of {} has none of them"
                    + " but python3; allow python3 too, or leave the line out",
                setting.line(),
                String.join(", ", allowed),
                runner.workload());
        return;
      }
    }
  }

  /** What stands in a set, a list or a tuple; empty where some of it is computed. */
  private static List<String> strings(Node value) {
    List<String> strings = new ArrayList<>();
    for (Node each :
        Set.of("set", "list", "tuple").contains(value.type())
            ? value.children()
            : List.<Node>of()) {
      String word = each.text();
      if (each.is("string") && word.matches("[\"'][^\"'\\\\]*[\"']")) {
        strings.add(word.substring(1, word.length() - 1));
      } else if (Character.isLetter(word.charAt(0)) || word.startsWith("*")) {
        return List.of();
      }
    }
    return strings;
  }

  /** Whether neither the image nor what is mounted can bring one of {@code kernels}. */
  private boolean hasNone(ContainerView container, List<String> kernels) {
    Optional<BuiltImage> image = BuiltImage.of(stack, container.image());
    if (image.isEmpty() || image.get().isOnUnknown()) {
      return false;
    }
    boolean isElsewhere =
        container.variable("JUPYTER_PATH").isPresent()
            || image.get().variables().containsKey("JUPYTER_PATH");
    for (Mount mount : container.mounts()) {
      isElsewhere |= mount.path().contains("kernel") || mount.path().contains("share/jupyter");
    }
    for (String file : stack.images().files(container.image()).values()) {
      for (String kernel : kernels) {
        isElsewhere |= file.contains(kernel);
      }
    }
    return !isElsewhere;
  }

  private void areSaved(Text text, Setting setting) {
    long bytes = LIMITS.contains(setting.trait()) ? bytes(setting.value().text()) : NOTEBOOK;
    if (bytes < NOTEBOOK) {
      at(NOTEBOOKS_ARE_SAVED, text, setting.trait())
          .say(
              "line {} of {it} sets {} to {} bytes, less than a notebook with a few plots; leave it"
                  + " out, or say 10 MiB or more",
              setting.line(),
              setting.trait(),
              bytes);
    }
  }

  /** What a product such as {@code 512 * 1024} comes to; enough, where it is no number. */
  private static long bytes(String value) {
    long bytes = 1;
    for (String factor : value.replaceAll("[()\\s_]", "").split("\\*", -1)) {
      if (!factor.matches("\\d{1,12}")) {
        return NOTEBOOK;
      }
      bytes *= Long.parseLong(factor);
    }
    return bytes;
  }
}
