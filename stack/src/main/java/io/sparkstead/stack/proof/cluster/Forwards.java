package io.sparkstead.stack.proof.cluster;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.network.ClusterName;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Near;
import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether scripts forward ports that Services have. */
public record Forwards(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule PORT_IS_SERVED =
      Rule.error("REF-44", "A port that a script forwards is one of a Service")
          .why("kubectl refuses it, 'does not have a service port', and nobody gets there.")
          .fix("Forward a port that the Service has.");

  private static final Set<String> KINDS = Set.of("service", "services", "svc");
  private static final String FORWARD = "forward";

  private static final String OURS = "port-forward.sh";

  @Override
  public void check() {
    for (String address : stack.declared().forwarded()) {
      for (ClusterName.Found found : ClusterName.allIn(address)) {
        if (found.name().leadsNowhere(stack)) {
          inFile(PORT_IS_SERVED, OURS, found.written())
              .say(
                  "{it} looks for a page at {}, which is no Service and port of the stack; leave"
                      + " them as the part has them",
                  found.written());
        }
      }
    }
    for (Map.Entry<String, String> script : stack.scripts().entrySet()) {
      if (script.getValue().contains("port-forward")) {
        boolean hasOwn = script.getValue().contains(FORWARD + "()");
        for (String line : script.getValue().replace("\\\n", " ").split("\n", -1)) {
          forwards(script.getKey(), words(line), hasOwn);
        }
      }
    }
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    for (String word : Words.of(line)) {
      words.add(word.replace("'", "").replace("\"", ""));
    }
    return words;
  }

  /**
   * One line.
   *
   * @param hasOwn whether the script calls it by a function of ours
   */
  private void forwards(String path, List<String> words, boolean hasOwn) {
    if (hasOwn && words.size() > 2 && words.get(0).equals(FORWARD)) {
      served(path, words.get(1), words.subList(2, words.size()));
    }
    if (!words.contains("port-forward") || isElsewhere(words)) {
      return;
    }
    for (int i = 0; i < words.size(); i++) {
      int slash = words.get(i).indexOf('/');
      if (slash > 0 && KINDS.contains(words.get(i).substring(0, slash))) {
        served(path, words.get(i).substring(slash + 1), words.subList(i + 1, words.size()));
      }
    }
  }

  private boolean isElsewhere(List<String> words) {
    for (String option : List.of("-n", "--namespace")) {
      int at = words.indexOf(option);
      String name = at >= 0 && at + 1 < words.size() ? words.get(at + 1) : stack.namespace();
      if (!name.equals(stack.namespace())) {
        return true;
      }
    }
    return String.join(" ", words).contains("--namespace=");
  }

  private void served(String path, String name, List<String> rest) {
    // What a variable holds, nobody here knows.
    if (name.isEmpty() || name.contains("$")) {
      return;
    }
    Optional<ServiceView> service = stack.service(name);
    if (service.isEmpty()) {
      inFile(PORT_IS_SERVED, path, name)
          .say("{it} forwards to Service {}, which is not there{}", name, remedy(name));
      return;
    }
    for (String word : rest) {
      String port = word.substring(word.lastIndexOf(':') + 1);
      boolean isPort = Words.isPort(port) || (word.indexOf(':') >= 0 && isName(port));
      if (isPort && !isServed(service.get(), port)) {
        inFile(PORT_IS_SERVED, path, word)
            .say(
                "{it} forwards to port {} of {}, which has {}; forward one of them",
                port,
                service.get(),
                numbers(service.get()));
      }
    }
  }

  private String remedy(String name) {
    Set<String> names = new TreeSet<>();
    for (ServiceView service : stack.services()) {
      names.add(service.name());
    }
    return Near.remedy(name, names);
  }

  private static boolean isName(String port) {
    return !port.isEmpty() && Words.endOfName(port, 0) == port.length();
  }

  private static boolean isServed(ServiceView service, String port) {
    for (ServiceView.Port served : service.ports()) {
      if (port.equals(served.name()) || port.equals(String.valueOf(served.number()))) {
        return true;
      }
    }
    return false;
  }

  private static List<Integer> numbers(ServiceView service) {
    List<Integer> numbers = new ArrayList<>();
    for (ServiceView.Port served : service.ports()) {
      numbers.add(served.number());
    }
    return numbers;
  }
}
