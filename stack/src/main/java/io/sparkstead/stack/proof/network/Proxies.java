package io.sparkstead.stack.proof.network;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.ClusterName;
import io.sparkstead.stack.proof.evidence.network.Policies;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Words;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Whether a proxy that variables name is there for what is outside, and can be reached. */
public record Proxies(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule CLUSTER_IS_EXCEPTED =
      Rule.error("NET-48", "What goes through a proxy is not what is in the cluster")
          .why(
              "The proxy knows no name of the cluster: no executor is made, and no bucket is found.")
          .fix("Say NO_PROXY=.svc,.cluster.local beside it.");

  static final Rule PROXY_IS_OPEN =
      Rule.error("NET-49", "Policies open the proxy that variables name")
          .why("Each connection that goes through it hangs until it times out.")
          .fix("Open it by .reaching(\"proxy\", Reach.outside(…)), or drop the variable.");

  private static final List<String> PROXIES = List.of("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY");

  private static final String EXCEPT = "NO_PROXY";

  /** What heeds these variables, and is told names of the cluster by scripts. */
  private static final List<String> CLIENTS = List.of("curl", "wget", "mc");

  /** It ends at its start: NO_PROXY URL contains invalid entry. */
  private static final String SPARK = "Spark's client of Kubernetes";

  /** What says that a program runs whose exceptions have no star, and how that is called. */
  private static final Map<String, String> WITHOUT_STARS =
      new TreeMap<>(
          Map.of(
              "curl", "curl",
              "wget", "wget",
              "requests", "Python",
              "urllib", "Python",
              "boto3", "Python"));

  private static final String MASTER = "spark.master";
  private static final String KUBERNETES = "k8s://";

  @Override
  public void check() {
    Policies policies = Policies.of(stack);
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.containers()) {
        for (String name : PROXIES) {
          Optional<String> proxy = variable(container, name);
          if (proxy.isPresent() && !proxy.get().isBlank() && !proxy.get().contains("$")) {
            clusterIsExcepted(workload, container, name, proxy.get());
            proxyIsOpen(policies, workload, name, proxy.get());
          }
        }
      }
    }
  }

  /** By either of its spellings. */
  private static Optional<String> variable(ContainerView container, String name) {
    Optional<String> said = container.variable(name);
    return said.isPresent() ? said : container.variable(name.toLowerCase(Locale.ROOT));
  }

  private void clusterIsExcepted(
      Workload workload, ContainerView container, String name, String proxy) {
    String except = variable(container, EXCEPT).orElse("");
    Optional<String> reader = readerWithoutStars(workload, container);
    for (String one : except.split("[,\\s]+", -1)) {
      boolean isAll = one.equals("*") && !reader.equals(Optional.of(SPARK));
      if (reader.isPresent() && one.startsWith("*") && !isAll) {
        at(CLUSTER_IS_EXCEPTED, workload, EXCEPT)
            .say(
                "container {} of {it} excepts {} from {}, and {} takes no star there; say {}",
                container.name(),
                one,
                name,
                reader.get(),
                one.length() > 1 ? one.substring(1) : ".svc,.cluster.local");
        return;
      }
    }
    boolean isElsewhere = !container.variableSources().isEmpty() || isTaken(container);
    for (String host : dialled(workload, container)) {
      if (!except.contains("$") && !isElsewhere && !isExcepted(host, except)) {
        at(CLUSTER_IS_EXCEPTED, workload, name)
            .say(
                "container {} of {it} goes to {} through {}={}; say NO_PROXY=.svc,.cluster.local",
                container.name(),
                host,
                name,
                proxy);
        return;
      }
    }
  }

  /**
   * A program that is told names of the cluster, or of outside, and refuses or passes over {@code
   * *.svc}. Those in Go, such as mc, take it; Java reads no such variable, but Spark's client of
   * Kubernetes does.
   */
  private Optional<String> readerWithoutStars(Workload workload, ContainerView container) {
    for (Conf conf : stack.confs()) {
      if (conf.get(MASTER).orElse("").startsWith(KUBERNETES)
          && conf.isApplication()
          && stack.reads(workload, conf)
          && workload.ownContainers().contains(container)) {
        return Optional.of(SPARK);
      }
    }
    for (Map.Entry<String, String> told : stack.told(workload).entrySet()) {
      boolean isBuilt = stack.images().files(container.image()).containsKey(told.getKey());
      for (Map.Entry<String, String> known : WITHOUT_STARS.entrySet()) {
        if (!isBuilt && Words.indexOf(told.getValue(), known.getKey(), 0) >= 0) {
          return Optional.of(known.getValue());
        }
      }
    }
    return Optional.empty();
  }

  /** Whether what is excepted stands in a ConfigMap or Secret. */
  private static boolean isTaken(ContainerView container) {
    for (ContainerView.Variable variable : container.variables()) {
      if (variable.name().equalsIgnoreCase(EXCEPT) && variable.source().isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Names of the cluster that programs which heed such variables connect to. */
  private Set<String> dialled(Workload workload, ContainerView container) {
    Set<String> hosts = new LinkedHashSet<>();
    for (Conf conf : stack.confs()) {
      String master = conf.get(MASTER).orElse("");
      if (master.startsWith(KUBERNETES) && conf.isApplication() && stack.reads(workload, conf)) {
        hosts.add(host(master.substring(KUBERNETES.length())));
      }
    }
    for (Map.Entry<String, String> told : stack.told(workload).entrySet()) {
      boolean isBuilt = stack.images().files(container.image()).containsKey(told.getKey());
      if (!isBuilt && isScript(told.getValue())) {
        for (ClusterName.Found found : ClusterName.allIn(told.getValue())) {
          hosts.add(host(found.written()));
        }
      }
    }
    hosts.removeIf(host -> !host.contains(".svc"));
    return hosts;
  }

  /** Whether {@code text} runs a program that heeds these variables. */
  private static boolean isScript(String text) {
    for (String client : CLIENTS) {
      if (Words.indexOf(text, client, 0) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean isExcepted(String host, String except) {
    for (String one : except.split("[,\\s]+", -1)) {
      String end = one.strip().replaceFirst("^\\*", "").replaceFirst(":\\d+$", "");
      if ((!end.isEmpty() && host.endsWith(end)) || one.strip().equals("*")) {
        return true;
      }
    }
    return false;
  }

  private void proxyIsOpen(Policies policies, Workload workload, String name, String proxy) {
    String host = host(proxy);
    int port = port(proxy);
    if (policies.all().isEmpty() || host.isEmpty() || isOpen(policies, workload, host, port)) {
      return;
    }
    at(PROXY_IS_OPEN, workload, name)
        .say(
            "{it} goes through {}={}, and no policy opens port {} there; open it by"
                + " .reaching(\"proxy\", Reach.outside(…, {})), or drop {}",
            name,
            proxy,
            port,
            port,
            name);
  }

  private boolean isOpen(Policies policies, Workload workload, String host, int port) {
    Optional<ClusterName> inside = ClusterName.of(host, port, stack);
    if (host.equals("localhost") || host.startsWith("127.")) {
      return true;
    }
    if (inside.isPresent()) {
      return policies.openToNamespace(workload.labels(), inside.get().namespace())
          || inside.get().namespace().equals(stack.namespace());
    }
    return policies.mayLeadTo(workload.labels(), host, port);
  }

  private static String host(String url) {
    String host = uri(url).getHost();
    return host == null ? "" : host;
  }

  private static int port(String url) {
    URI uri = uri(url);
    boolean isTls = "https".equals(uri.getScheme());
    return uri.getPort() > 0 ? uri.getPort() : isTls ? 443 : 80;
  }

  private static URI uri(String text) {
    try {
      return URI.create(text.contains("://") ? text : "http://" + text);
    } catch (IllegalArgumentException e) {
      return URI.create("unreadable:x");
    }
  }
}
