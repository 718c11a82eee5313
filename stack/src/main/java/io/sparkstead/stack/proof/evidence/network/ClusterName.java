package io.sparkstead.stack.proof.evidence.network;

import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.dsl.value.DnsLabel;
import io.sparkstead.stack.flow.Peer;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A name of the cluster's DNS: {@code minio.spark.svc:9000}, {@code jupyter-0.jupyter.spark.svc}.
 *
 * @param pod in front of the Service, or empty
 * @param port or -1 if none is named
 */
public record ClusterName(String pod, String service, String namespace, int port) {

  /** What every such name has a part of. */
  private static final String HINT = ".svc";

  private static final String DOMAIN = ".cluster.local";

  /**
   * A name as it stands in a text.
   *
   * @param written with its port, if one is named
   */
  public record Found(String written, ClusterName name) {}

  /** All such names in {@code text}. */
  public static List<Found> allIn(String text) {
    List<Found> found = new ArrayList<>();
    int end = 0;
    for (int at = text.indexOf(HINT); at >= 0; at = text.indexOf(HINT, at + 1)) {
      int start = Words.startOfName(text, at);
      Optional<Found> name = start < end ? Optional.empty() : read(text, start);
      if (name.isPresent()) {
        found.add(name.get());
        end = start + name.get().written().length();
      }
    }
    return found;
  }

  /** The name that begins at {@code start}; with a pod in front, if it can be read so. */
  private static Optional<Found> read(String text, int start) {
    int service = endOfLabel(text, start) + 1;
    int namespace = endOfLabel(text, service) + 1;
    int end = endOfLabel(text, namespace);
    Optional<Found> found = Optional.empty();
    if (text.startsWith(HINT, end)) {
      String pod = text.substring(start, service - 1);
      found = read(text, start, pod, service, namespace, end);
    }
    return found.isEmpty() && text.startsWith(HINT, namespace - 1)
        ? read(text, start, "", start, service, namespace - 1)
        : found;
  }

  private static Optional<Found> read(
      String text, int start, String pod, int service, int namespace, int hint) {
    int plain = hint + HINT.length();
    int whole = text.startsWith(DOMAIN, plain) ? plain + DOMAIN.length() : plain;
    // What looks like a domain or a port may be the beginning of something else.
    for (int colon : new int[] {whole, plain}) {
      for (int end : new int[] {endOfPort(text, colon), colon}) {
        if (end >= 0 && !goesOn(text, end)) {
          int port = end > colon ? Integer.parseInt(text.substring(colon + 1, end)) : -1;
          return Optional.of(
              new Found(
                  text.substring(start, end),
                  new ClusterName(
                      pod,
                      text.substring(service, namespace - 1),
                      text.substring(namespace, hint),
                      port)));
        }
      }
    }
    return Optional.empty();
  }

  /** Where the label ends that begins at {@code start}: far behind, if there is none. */
  private static int endOfLabel(String text, int start) {
    int end = start;
    while (end < text.length() && DnsLabel.isInLabel(text.charAt(end))) {
      end++;
    }
    boolean isOne = end > start && text.startsWith(".", end);
    return isOne ? end : text.length();
  }

  /** Where the port ends whose colon is at {@code colon}; -1 if none is there. */
  private static int endOfPort(String text, int colon) {
    int end = text.startsWith(":", colon) ? Ascii.endOfDigits(text, colon + 1) : 0;
    return end > colon + 1 && end <= colon + 6 ? end : -1;
  }

  private static boolean goesOn(String text, int end) {
    return Words.isInWord(text, end) || text.startsWith("-", end);
  }

  private static boolean isLabel(String text) {
    return endOfLabel(text + ".", 0) == text.length();
  }

  /** {@code host} as a pod of {@code stack} would look it up, unless it leads out. */
  public static Optional<ClusterName> of(String host, int port, Evidence stack) {
    String namespace = stack.namespace();
    Optional<Found> found = host.contains(HINT) ? read(host, 0) : Optional.empty();
    if (found.isPresent() && found.get().written().equals(host)) {
      ClusterName name = found.get().name();
      return Optional.of(new ClusterName(name.pod(), name.service(), name.namespace(), port));
    }
    int dot = host.indexOf('.');
    String first = dot < 0 ? host : host.substring(0, dot);
    String second = dot < 0 ? namespace : host.substring(dot + 1);
    if (!isLabel(first) || !isLabel(second)) {
      return Optional.empty();
    }
    // Two words may be a Service and a namespace, a pod and its Service, or a domain.
    if (second.equals(namespace)) {
      return Optional.of(new ClusterName("", first, namespace, port));
    }
    return stack.service(second).isPresent()
        ? Optional.of(new ClusterName(first, second, namespace, port))
        : Optional.empty();
  }

  /**
   * Whether it leads nowhere, as far as one can see: what is in another namespace is another's,
   * unless a Service of that name is here.
   */
  public boolean leadsNowhere(Evidence stack) {
    if (service.equals("kubernetes") && namespace.equals("default")) {
      // The API server's own, which every cluster has.
      return port >= 0 && port != Peer.ApiServer.PORT.number();
    }
    Optional<ServiceView> named = stack.service(service);
    if (!namespace.equals(stack.namespace())) {
      return named.isPresent();
    }
    return named.isEmpty() || (port >= 0 && !named.get().serves(port));
  }
}
