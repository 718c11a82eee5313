package io.sparkstead.stack.proof.pod;

import io.sparkstead.stack.proof.evidence.ConfigMapView;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Mount;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.VolumeView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.ClusterName;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Hinted;
import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;

/** Whether what runs before a pod's own containers ends, and asks nobody who comes after it. */
public record InitContainers(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule SIDECAR_STAYS =
      Rule.error("POD-43", "An init container that is restarted always is one that stays")
          .why("Nobody waits for it to end, and each time it ends it is started again.")
          .fix("Drop restartPolicy: without it the others wait until it has ended.");

  static final Rule OTHERS_ARE_ASKED =
      Rule.error("POD-44", "An init container asks nobody who starts after it")
          .why("It waits for a server that waits for its end: the pod never starts.")
          .fix("Ask in postStart of the server, in a container beside it, or in a Job.");

  /** Words that a last line begins with which ends at once. */
  private static final Set<String> SHORT =
      Set.of(
          "chgrp", "chmod", "chown", "cp", "done", "echo", "esac", "exit", "fi", "ln", "mkdir",
          "mv", "printf", "rm", "tar", "touch", "true");

  /** With any of these somewhere a script may stay. */
  private static final List<String> STAYS =
      List.of("while true", "while :", "until false", "for ((;;", "infinity", "tail -f");

  /** What connects to a server. */
  private static final List<String> CLIENTS =
      List.of(
          "curl", "wget", "nc", "ncat", "mc", "weed", "aws", "java", "hadoop", "tcp", "pg_isready");

  private static final Hinted OWN =
      Hinted.onLine(
          "(?:127\\.0\\.0\\.1|\\blocalhost|\\[::1\\]):(\\d{2,5})", "127.0.0.1", "localhost", "::1");

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      List<ContainerView> before = new ArrayList<>();
      for (ContainerView container : workload.containers()) {
        boolean isInit = Given.list(workload.pod().getInitContainers()).contains(container.model());
        boolean isSidecar = isSidecar(container);
        String script = script(workload, container);
        if (isInit && isSidecar && ends(script)) {
          at(SIDECAR_STAYS, workload, "restartPolicy: Always")
              .say(
                  "init container {} of {it} ends by itself, and is restarted always; drop its"
                      + " restartPolicy",
                  container.name());
        }
        if (isInit && !isSidecar) {
          asksOthers(workload, container, script, before);
        }
        before.add(container);
      }
    }
  }

  private static boolean isSidecar(ContainerView container) {
    return "Always".equals(container.model().getRestartPolicy());
  }

  /** What it runs: its command, and the file of a ConfigMap that this names. */
  private String script(Workload workload, ContainerView container) {
    StringBuilder script = new StringBuilder(String.join("\n", container.words()));
    for (String word : container.words()) {
      Optional<Mount> mount = word.startsWith("/") ? container.mountOf(word) : Optional.empty();
      Optional<VolumeView> volume =
          mount.isPresent() ? workload.volume(mount.get()) : Optional.empty();
      if (volume.isPresent() && volume.get().configMap().isPresent()) {
        Optional<ConfigMapView> map = stack.configMap(volume.get().configMap().get().name());
        String key = word.substring(word.lastIndexOf('/') + 1);
        if (map.isPresent()) {
          script.append('\n').append(map.get().data().getOrDefault(key, ""));
        }
      }
    }
    return script.toString();
  }

  /** Whether it is sure to end: by its last line, and nothing in it that may go on. */
  private static boolean ends(String script) {
    boolean mayStay = isInTheBackground(script);
    for (String stays : STAYS) {
      mayStay |= script.contains(stays);
    }
    if (mayStay) {
      return false;
    }
    String[] steps = script.strip().split("[\\n;]|&&", -1);
    List<String> last = Words.of(steps[steps.length - 1]);
    List<String> first = Words.of(steps[0]);
    return isShort(first) || (steps.length > 1 && isShort(last));
  }

  /** Whether a command with these words ends at once. */
  private static boolean isShort(List<String> words) {
    String program = words.isEmpty() ? "" : words.get(0);
    return SHORT.contains(program.substring(program.lastIndexOf('/') + 1));
  }

  /** Whether some command is started without waiting for its end. */
  private static boolean isInTheBackground(String script) {
    String alone = script.replace("&&", ";") + "\n";
    return alone.contains("& ") || alone.contains("&\n");
  }

  private void asksOthers(
      Workload workload, ContainerView container, String script, List<ContainerView> before) {
    // What it starts itself in the background it may ask.
    if (isInTheBackground(script)) {
      return;
    }
    String dials = dials(script);
    for (MatchResult own : OWN.results(dials)) {
      if (before.stream().noneMatch(InitContainers::isSidecar)) {
        say(workload, container, own.group());
        return;
      }
    }
    for (ClusterName.Found found : ClusterName.allIn(dials)) {
      Optional<ServiceView> service = stack.service(found.name().service());
      if (service.isPresent()
          && found.name().namespace().equals(stack.namespace())
          && workload.replicas() == 1
          && stack.selectedBy(service.get()).equals(List.of(workload))) {
        say(workload, container, found.written());
        return;
      }
    }
  }

  /** The lines of {@code script} that run a client; others may write down an address for later. */
  private static String dials(String script) {
    StringBuilder dials = new StringBuilder();
    for (String line : script.replace("\\\n", " ").split("\n", -1)) {
      for (String client : CLIENTS) {
        if (Words.indexOf(line, client, 0) >= 0) {
          dials.append(line).append('\n');
          break;
        }
      }
    }
    return dials.toString();
  }

  private void say(Workload workload, ContainerView container, String asked) {
    at(OTHERS_ARE_ASKED, workload, "name: " + container.name())
        .say(
            "init container {} of {it} asks {}, where nobody answers before it has ended; ask in"
                + " postStart, in a container beside the server, or in a Job",
            container.name(),
            asked);
  }
}
