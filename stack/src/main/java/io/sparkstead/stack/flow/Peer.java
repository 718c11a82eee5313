package io.sparkstead.stack.flow;

import io.sparkstead.dsl.kube.Labels;
import io.sparkstead.dsl.value.Port;

/** One end of a {@link Flow}. */
public sealed interface Peer {

  /** As a picture names it. */
  String title();

  /** Pods that carry the labels of a component. */
  record Pods(Labels labels) implements Peer {
    @Override
    public String title() {
      return labels.name().text();
    }
  }

  /** Whoever reaches the cluster from outside. */
  record People() implements Peer {
    @Override
    public String title() {
      return "people";
    }
  }

  /** The cluster's own API server. */
  record ApiServer() implements Peer {

    /** Where {@code kubernetes.default.svc} answers. */
    public static final Port PORT = new Port("https", 443);

    @Override
    public String title() {
      return "Kubernetes API";
    }
  }
}
