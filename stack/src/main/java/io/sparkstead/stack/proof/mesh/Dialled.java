package io.sparkstead.stack.proof.mesh;

import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.image.Paths;
import io.sparkstead.stack.proof.evidence.image.Started;
import io.sparkstead.stack.proof.evidence.image.StartedScript;
import io.sparkstead.stack.proof.evidence.network.ClusterName;
import io.sparkstead.stack.proof.evidence.network.Policies;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether policies open the hosts that commands of containers connect to. */
public record Dialled(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule DIALLED_HOSTS_ARE_OPEN =
      Rule.error("NET-58", "Policies open the hosts that containers' commands connect to")
          .why("The command hangs until it times out; of an init container, the pod never starts.")
          .fix("Say so in the component's flows() or by .reaching(…), or leave the command out.");

  /** Which do nothing with the URL that they are given but go there. */
  private static final Set<String> CLIENTS = Set.of("curl", "wget", "git");

  private static final Set<String> KNOCKERS = Set.of("nc", "ncat", "telnet");

  private static final List<String> PROXIES = List.of("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY");

  /** Where a command goes. */
  private record Dial(String host, int port) {}

  @Override
  public void check() {
    Policies policies = Policies.of(stack);
    if (policies.all().isEmpty()) {
      return;
    }
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        if (!isProxied(container)) {
          for (Dial dial : dials(workload, container)) {
            isOpen(policies, workload, container, dial);
          }
        }
      }
    }
  }

  private static boolean isProxied(ContainerView container) {
    for (String name : PROXIES) {
      if (container.variable(name).isPresent()
          || container.variable(name.toLowerCase(Locale.ROOT)).isPresent()) {
        return true;
      }
    }
    // What a ConfigMap or Secret sets nobody here knows.
    return !container.variableSources().isEmpty();
  }

  private List<Dial> dials(Workload workload, ContainerView container) {
    Map<String, Dial> dials = new LinkedHashMap<>();
    List<List<String>> commands = new ArrayList<>(Started.of(stack, container).commands());
    commands.add(container.words());
    for (StartedScript script : StartedScript.of(stack, workload, container)) {
      commands.addAll(script.commands().all());
    }
    for (List<String> command : commands) {
      Optional<Dial> dial = command.isEmpty() ? Optional.empty() : dialOf(command);
      if (dial.isPresent()) {
        dials.putIfAbsent(dial.get().toString(), dial.get());
      }
    }
    return List.copyOf(dials.values());
  }

  private static Optional<Dial> dialOf(List<String> command) {
    String program = Paths.name(command.get(0));
    if (CLIENTS.contains(program)) {
      for (String word : command) {
        Optional<Dial> dial = ofUrl(word);
        if (dial.isPresent()) {
          return dial;
        }
      }
    }
    if (KNOCKERS.contains(program) && command.size() > 2) {
      return of(command.get(command.size() - 2), command.get(command.size() - 1));
    }
    return Optional.empty();
  }

  private static Optional<Dial> ofUrl(String word) {
    if (!word.startsWith("http://") && !word.startsWith("https://")) {
      return Optional.empty();
    }
    try {
      URI uri = URI.create(word);
      int usual = word.startsWith("https") ? 443 : 80;
      int port = uri.getPort() < 0 ? usual : uri.getPort();
      return uri.getHost() == null ? Optional.empty() : Optional.of(new Dial(uri.getHost(), port));
    } catch (IllegalArgumentException e) {
      // With a variable in it.
      return Optional.empty();
    }
  }

  private static Optional<Dial> of(String host, String port) {
    boolean isPort = port.matches("\\d{1,5}");
    return isPort && host.matches("[a-z0-9][a-zA-Z0-9.-]+")
        ? Optional.of(new Dial(host, Integer.parseInt(port)))
        : Optional.empty();
  }

  private void isOpen(Policies policies, Workload workload, ContainerView container, Dial dial) {
    Optional<ClusterName> inside = ClusterName.of(dial.host(), dial.port(), stack);
    boolean isOwn =
        dial.host().equals("localhost")
            || dial.host().startsWith("127.")
            || (inside.isPresent() && inside.get().namespace().equals(stack.namespace()));
    // Of Services of the stack's own another family speaks.
    if (isOwn || isOpen(policies, workload, inside, dial)) {
      return;
    }
    at(DIALLED_HOSTS_ARE_OPEN, workload, dial.host())
        .say(
            "container {} of {it} connects to {}:{}, and no policy opens that; open it by"
                + " .reaching(…) or flows(), or leave the command out",
            container.name(),
            dial.host(),
            dial.port());
  }

  private static boolean isOpen(
      Policies policies, Workload workload, Optional<ClusterName> inside, Dial dial) {
    return inside.isPresent()
        ? policies.openToNamespace(workload.labels(), inside.get().namespace())
        : policies.mayLeadTo(workload.labels(), dial.host(), dial.port());
  }
}
