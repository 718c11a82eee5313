package io.sparkstead.dsl.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.sparkstead.dsl.value.Cidr;
import io.sparkstead.dsl.value.Port;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who may reach a component, and the objects that let them. */
public sealed interface Exposure {

  /**
   * The Service over {@code ports} of the pods that {@code labels} select, and what goes with it.
   */
  default List<HasMetadata> resources(Labels labels, Port... ports) {
    ServiceSpec spec = new ServiceSpec();
    spec.setSelector(labels.selector());
    spec.setPorts(Arrays.stream(ports).map(Port::onService).toList());
    Service service = new Service();
    service.setMetadata(labels.metadata());
    service.setSpec(spec);
    shape(service);
    return List.of(service);
  }

  /** Adds to a Service what makes it this kind of exposure. */
  void shape(Service service);

  /** Where a browser outside the cluster finds {@code port}, if it does. */
  Optional<String> outside(Port port);

  /** Reached from inside the cluster alone, through one virtual address. */
  record ClusterIp() implements Exposure {
    @Override
    public void shape(Service service) {
      service.getSpec().setType("ClusterIP");
    }

    @Override
    public Optional<String> outside(Port port) {
      return Optional.empty();
    }
  }

  /**
   * Reached from outside at an address that MetalLB holds.
   *
   * @param address an IPv4 address of a MetalLB pool, e.g. {@code 192.168.1.5}
   * @see <a href="https://metallb.io/usage/#requesting-specific-ips">Requesting specific IPs</a>
   */
  record MetalLb(String address) implements Exposure {

    private static final String ANNOTATION = "metallb.io/loadBalancerIPs";

    public MetalLb {
      if (!Cidr.isAddress(address)) {
        throw new IllegalArgumentException(
            "MetalLB address '" + address + "' is not an IPv4 address; give one of its pool");
      }
    }

    @Override
    public void shape(Service service) {
      service.getMetadata().setAnnotations(Map.of(ANNOTATION, address));
      service.getSpec().setType("LoadBalancer");
      // Else the node that takes the connection puts its own address in place of the client's, and
      // a NetworkPolicy that names clients lets nobody in.
      service.getSpec().setExternalTrafficPolicy("Local");
    }

    @Override
    public Optional<String> outside(Port port) {
      return Optional.of("http://" + address + ":" + port.number());
    }
  }
}
