package io.sparkstead.render.tree;

import io.sparkstead.dsl.kube.Namespace;
import io.sparkstead.dsl.text.Blanks;
import io.sparkstead.dsl.text.ShellScript;
import io.sparkstead.stack.Stack;
import io.sparkstead.stack.flow.Endpoint;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code port-forward.sh}: opens on a person's own machine what has no address outside the cluster.
 *
 * <pre>
 * MinIO console  http://localhost:9090
 * JupyterLab     http://localhost:8888
 * </pre>
 *
 * <p>At the port that it has inside, or at the next that is free where two have the same.
 *
 * @param local where each such endpoint is opened, in the order of the stack; empty if all have
 *     addresses
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/access-application-cluster/port-forward-access-application-cluster/">
 *     Port forwarding</a>
 */
record PortForward(Namespace namespace, Map<Endpoint, Integer> local) {

  static final String FILE = "port-forward.sh";

  static PortForward of(Stack stack) {
    Map<Endpoint, Integer> local = new LinkedHashMap<>();
    Set<Integer> taken = new LinkedHashSet<>();
    for (Endpoint endpoint : stack.endpoints()) {
      if (endpoint.outside().isEmpty()) {
        int port = URI.create(endpoint.inside()).getPort();
        while (!taken.add(port)) {
          port++;
        }
        local.put(endpoint, port);
      }
    }
    return new PortForward(stack.namespace(), local);
  }

  /** Where a browser, or a client of another protocol, finds it while the script runs. */
  String url(Endpoint endpoint) {
    return URI.create(endpoint.inside()).getScheme() + "://localhost:" + local.get(endpoint);
  }

  String text() {
    return ShellScript.bash(
            Blanks.fill(
                """
            # Opens on this machine, until it is stopped, what has no address outside the cluster:
            #
            %2$s
            # One port each: the first connection to a port where nothing listens yet, such as the
            # Spark UI, ends its forward, and would end others with it. So does the end of the pod.
            forward() {
              trap 'kill "$!" 2> /dev/null; exit' TERM
              while true; do
                kubectl port-forward --namespace %1$s "service/$1" "$2" &
                wait "$!" || sleep 1
              done
            }

            # Without it, the forwards would go on alone.
            trap 'kill $(jobs -pr) 2> /dev/null || true' EXIT
            trap 'exit 130' INT TERM
            %3$swait
            """,
                ShellScript.quote(namespace.name()), titles(), forwards()))
        .text();
  }

  private String titles() {
    return local.keySet().stream()
        .map(endpoint -> "#   %-24s%s\n".formatted(url(endpoint), endpoint.title()))
        .collect(Collectors.joining());
  }

  private String forwards() {
    return local.entrySet().stream()
        .map(
            each ->
                "forward "
                    + ShellScript.quote(service(each.getKey()))
                    + " "
                    + each.getValue()
                    + ":"
                    + URI.create(each.getKey().inside()).getPort()
                    + " &\n")
        .collect(Collectors.joining());
  }

  /** {@code minio} of {@code http://minio.spark.svc:9000}. */
  private static String service(Endpoint endpoint) {
    return URI.create(endpoint.inside()).getHost().replaceFirst("\\..*", "");
  }
}
