package io.sparkstead.stack.proof.evidence;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.sparkstead.stack.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A Service; what its manifest leaves out is empty here.
 *
 * @param spec as fabric8 models it, for what no method here tells: to read, and not to change
 */
public record ServiceView(
    Manifest manifest, ServiceSpec spec, Map<String, String> selector, List<Port> ports)
    implements Written.InManifest {

  /**
   * A port it offers; one without a number is 0.
   *
   * @param target of its pods, by number or by name: its own number unless it says so
   */
  public record Port(String name, int number, String protocol, IntOrString target) {}

  static ServiceView of(Manifest manifest, Service service) {
    ServiceSpec spec = service.getSpec() == null ? new ServiceSpec() : service.getSpec();
    List<Port> ports = new ArrayList<>();
    for (ServicePort port : Given.list(spec.getPorts())) {
      int number = Given.number(port.getPort());
      ports.add(
          new Port(
              Given.text(port.getName()),
              number,
              Objects.requireNonNullElse(port.getProtocol(), ContainerView.TCP),
              port.getTargetPort() == null ? new IntOrString(number) : port.getTargetPort()));
    }
    return new ServiceView(manifest, spec, Given.texts(spec.getSelector()), List.copyOf(ports));
  }

  /** {@code ClusterIP}, {@code LoadBalancer} and so on, or empty. */
  public String type() {
    return Given.text(spec.getType());
  }

  /** Whether DNS leads to its pods themselves. */
  public boolean isHeadless() {
    return "None".equals(spec.getClusterIP());
  }

  /** Whether it leads to the pods of {@code workload}, which are in its namespace. */
  public boolean selects(Workload workload) {
    return manifest.namespace().equals(workload.manifest().namespace())
        && workload.isSelectedBy(selector);
  }

  /** Whether it offers the port of that number. */
  public boolean serves(int number) {
    for (Port port : ports) {
      if (port.number() == number) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return manifest.toString();
  }
}
