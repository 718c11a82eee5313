package io.sparkstead.dsl.value;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.ArrayList;
import java.util.List;

/**
 * A TCP port under the one name that its container and its Service both use.
 *
 * <p>The Service targets the name, so the number is said once:
 *
 * <pre>{@code
 * private static final Port API = new Port("api", 9000);
 *
 * API.onContainer(); // {name: api, containerPort: 9000, protocol: TCP}
 * API.onService();   // {name: api, port: 9000, targetPort: api, protocol: TCP}
 * }</pre>
 *
 * @param name an IANA service name: 1 to 15 of {@code a-z 0-9 -}, a letter among them, no two
 *     hyphens in a row
 * @param number 1 to 65535
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/services-networking/service/#multi-port-services">
 *     Multi-port Services</a>
 */
public record Port(String name, int number) {

  private static final String TCP = "TCP";

  public Port {
    if (!isIanaServiceName(name)) {
      throw new IllegalArgumentException(
          "port name '"
              + name
              + "' is not an IANA service name: use 1-15 of a-z, 0-9 and single hyphens, with a"
              + " letter among them");
    }
    if (number < 1 || number > 65535) {
      throw new IllegalArgumentException(
          "port " + name + " is " + number + ": a TCP port is 1-65535");
    }
  }

  /** As the container declares it. */
  public ContainerPort onContainer() {
    ContainerPort port = new ContainerPort();
    port.setName(name);
    port.setContainerPort(number);
    port.setProtocol(TCP);
    return port;
  }

  /** As the Service offers it: the same number outside, the name inside. */
  public ServicePort onService() {
    ServicePort port = new ServicePort();
    port.setName(name);
    port.setPort(number);
    port.setTargetPort(target());
    port.setProtocol(TCP);
    if (isGrpc()) {
      // Else a Gateway would speak HTTP/1 to it.
      port.setAppProtocol("kubernetes.io/h2c");
    }
    return port;
  }

  /** Each as {@link #onContainer()}. */
  public static List<ContainerPort> onContainer(List<Port> ports) {
    List<ContainerPort> declared = new ArrayList<>();
    for (Port port : ports) {
      declared.add(port.onContainer());
    }
    return declared;
  }

  /** Each as {@link #onService()}. */
  public static List<ServicePort> onService(List<Port> ports) {
    List<ServicePort> offered = new ArrayList<>();
    for (Port port : ports) {
      offered.add(port.onService());
    }
    return offered;
  }

  /** Whether it is called {@code grpc}, or begins so as in {@code grpc-admin}: HTTP/2, no TLS. */
  public boolean isGrpc() {
    return name.equals("grpc") || name.startsWith("grpc-");
  }

  /** As a probe or a Service points at it: by name. */
  public IntOrString target() {
    return new IntOrString(name);
  }

  /** Whether the API server takes {@code name} for a port of a container. */
  public static boolean isIanaServiceName(String name) {
    return name.length() <= 15
        && DnsLabel.isRfc1123(name)
        && !name.contains("--")
        && hasLetter(name);
  }

  private static boolean hasLetter(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (Ascii.isLowerCase(name.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}
