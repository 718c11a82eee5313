package io.sparkstead.dsl.kube;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.TCPSocketAction;
import io.sparkstead.dsl.value.Port;

/**
 * How the kubelet knows that a container has started, may be sent requests, and is still alive.
 *
 * <p>The three differ on purpose: readiness asks {@code ready} every 10 s; liveness asks less, less
 * often and gives up later, because its failure kills the container; startup gives a slow start
 * three minutes before liveness begins.
 *
 * @param ready an answer means requests may come
 * @param alive an answer means the process is not stuck
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/">
 *     Probes</a>
 */
public record Probes(Check ready, Check alive) {

  /** Gives {@code container} its three probes. */
  public void on(Container container) {
    container.setStartupProbe(probe(ready, 5, 36));
    container.setReadinessProbe(probe(ready, 10, 3));
    container.setLivenessProbe(probe(alive, 20, 6));
  }

  private static Probe probe(Check check, int periodSeconds, int failures) {
    Probe probe = new Probe();
    check.ask(probe);
    probe.setPeriodSeconds(periodSeconds);
    probe.setTimeoutSeconds(5);
    probe.setFailureThreshold(failures);
    return probe;
  }

  /** A question the kubelet can ask. */
  public sealed interface Check {
    void ask(Probe probe);
  }

  /** Does {@code GET path} answer with 2xx or 3xx? */
  public record Http(String path, Port port) implements Check {
    @Override
    public void ask(Probe probe) {
      HTTPGetAction get = new HTTPGetAction();
      get.setPath(path);
      get.setPort(port.target());
      probe.setHttpGet(get);
    }
  }

  /** Does {@code port} accept a connection? */
  public record Tcp(Port port) implements Check {
    @Override
    public void ask(Probe probe) {
      TCPSocketAction socket = new TCPSocketAction();
      socket.setPort(port.target());
      probe.setTcpSocket(socket);
    }
  }
}
