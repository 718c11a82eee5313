package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.dsl.value.DnsLabel;
import java.util.ArrayList;
import java.util.List;
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

  /** What every such name has a part of. */
  private static final String HINT = ".svc";

  /**
   * A name as it stands in a text.
   *
   * @param written with its port, if one is named
   */
  record Found(String written, ClusterName name) {}

  /** All such names in {@code text}: looked for around {@link #HINT}, and not at every letter. */
  static List<Found> allIn(String text) {
    List<Found> found = new ArrayList<>();
    Matcher name = ANYWHERE.matcher(text).useTransparentBounds(true);
    int end = 0;
    for (int at = text.indexOf(HINT); at >= 0; at = text.indexOf(HINT, at + 1)) {
      int start = start(text, at);
      if (start >= end && name.region(start, text.length()).lookingAt()) {
        found.add(new Found(name.group(), of(name)));
        end = name.end();
      }
    }
    return found;
  }

  /** Where the word begins that goes on at {@code at}. */
  private static int start(String text, int at) {
    int start = at;
    while (start > 0 && Ascii.isInName(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean isLabel(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!DnsLabel.isInLabel(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  static ClusterName of(Matcher match) {
    return new ClusterName(
        match.group(1) == null ? "" : match.group(1),
        match.group(2),
        match.group(3),
        match.group(4) == null ? -1 : Integer.parseInt(match.group(4)));
  }

  /** {@code host} as a pod in {@code namespace} would look it up, unless it leads out. */
  static Optional<ClusterName> of(String host, int port, String namespace, Evidence stack) {
    if (host.contains(HINT)) {
      Matcher full = ANYWHERE.matcher(host);
      if (full.matches()) {
        ClusterName name = of(full);
        return Optional.of(new ClusterName(name.pod(), name.service(), name.namespace(), port));
      }
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
    return stack.names(Service.class).contains(second)
        ? Optional.of(new ClusterName(first, second, namespace, port))
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
    for (ServicePort served : named.getSpec().getPorts()) {
      if (served.getPort() == port) {
        return true;
      }
    }
    return false;
  }
}
