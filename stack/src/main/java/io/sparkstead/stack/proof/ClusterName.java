package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.Service;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name of the cluster's DNS: {@code minio.spark.svc:9000}, {@code jupyter-0.jupyter.spark.svc}.
 *
 * @param pod in front of the Service, or empty
 * @param port or -1 if none is named
 */
record ClusterName(String pod, String service, String namespace, int port) {

  /** Any such name in a text. */
  static final Pattern ANYWHERE =
      Pattern.compile(
          "(?<![\\w.-])(?:([a-z0-9-]+)\\.)?([a-z0-9-]+)\\.([a-z0-9-]+)\\.svc"
              + "(?:\\.cluster\\.local)?(?::(\\d{1,5}))?(?![\\w-])");

  private static final Pattern SHORT = Pattern.compile("([a-z0-9-]+)(?:\\.([a-z0-9-]+))?");

  static ClusterName of(Matcher match) {
    return new ClusterName(
        match.group(1) == null ? "" : match.group(1),
        match.group(2),
        match.group(3),
        match.group(4) == null ? -1 : Integer.parseInt(match.group(4)));
  }

  /** {@code host} as a pod in {@code namespace} would look it up, unless it leads out. */
  static Optional<ClusterName> of(String host, int port, String namespace, Evidence stack) {
    Matcher full = ANYWHERE.matcher(host);
    if (full.matches()) {
      ClusterName name = of(full);
      return Optional.of(new ClusterName(name.pod(), name.service(), name.namespace(), port));
    }
    Matcher brief = SHORT.matcher(host);
    if (brief.matches() && brief.group(2) == null) {
      return Optional.of(new ClusterName("", brief.group(1), namespace, port));
    }
    // Two words may be a Service and a namespace, a pod and its Service, or a domain.
    boolean isOurs = brief.matches() && namespace.equals(brief.group(2));
    boolean isPods =
        brief.matches() && stack.names(Service.class).contains(String.valueOf(brief.group(2)));
    if (isOurs) {
      return Optional.of(new ClusterName("", brief.group(1), namespace, port));
    }
    return isPods
        ? Optional.of(new ClusterName(brief.group(1), brief.group(2), namespace, port))
        : Optional.empty();
  }

  /**
   * Whether it leads nowhere, as far as one can see: what is in another namespace is another's,
   * unless a Service of that name is here.
   */
  boolean leadsNowhere(Evidence stack) {
    Optional<Service> named = stack.named(Service.class, service);
    if (!namespace.equals(stack.namespace())) {
      return named.isPresent();
    }
    return named.isEmpty() || (port >= 0 && !serves(named.get()));
  }

  private boolean serves(Service named) {
    return named.getSpec().getPorts().stream().anyMatch(served -> served.getPort() == port);
  }
}
