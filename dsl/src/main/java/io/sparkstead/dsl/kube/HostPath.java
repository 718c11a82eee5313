package io.sparkstead.dsl.kube;

import io.sparkstead.dsl.value.Ascii;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.DnsLabel;

/**
 * Where a browser finds a port behind a proxy: a host of its own, {@code jupyter.example.org}, or a
 * path of a host that others have too, {@code tools.example.org/jupyter}.
 *
 * @param host a DNS name in full
 * @param path with a slash in front and none at the end, or empty
 */
record HostPath(String host, String path) {

  /**
   * That which {@code text} says.
   *
   * @param what it is given to, as a message names it: {@code an Ingress}
   */
  static HostPath of(String text, String what) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    String path = slash < 0 ? "" : text.substring(slash);
    if (!DnsLabel.isSubdomain(host) || !host.contains(".") || Cidr.isAddress(host)) {
      throw new IllegalArgumentException(
          "host '"
              + host
              + "' of "
              + what
              + " is not a DNS name; write it in full, like"
              + " jupyter.example.org");
    }
    if (!path.isEmpty() && !isPath(path)) {
      throw new IllegalArgumentException(
          "path '"
              + path
              + "' of host "
              + host
              + " is not one: use letters, digits, hyphens and underscores behind each slash, and no"
              + " slash at the end, like tools.example.org/jupyter");
    }
    return new HostPath(host, path);
  }

  private static boolean isPath(String path) {
    for (String segment : path.substring(1).split("/", -1)) {
      if (segment.isEmpty()) {
        return false;
      }
      for (int i = 0; i < segment.length(); i++) {
        char c = segment.charAt(i);
        if (!Ascii.isLetter(c) && !Ascii.isDigit(c) && c != '-' && c != '_') {
          return false;
        }
      }
    }
    return true;
  }

  /** This for one of several: its path, or else the first label of its host, gets that name. */
  HostPath of(DnsLabel one) {
    int dot = host.indexOf('.');
    // In front of a domain, and not in its name, which would be somebody else's.
    if (path.isEmpty() && dot == host.lastIndexOf('.')) {
      return new HostPath(one + "." + host, path);
    }
    return path.isEmpty()
        ? new HostPath(host.substring(0, dot) + "-" + one + host.substring(dot), path)
        : new HostPath(host, path + "-" + one);
  }

  /** As a person writes it. */
  String text() {
    return host + path;
  }
}
