package io.sparkstead.dsl.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.sparkstead.dsl.value.Port;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

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
    private static final Pattern IPV4 =
        Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");

    public MetalLb {
      if (!IPV4.matcher(address).matches()) {
        throw new IllegalArgumentException(
            "MetalLB address '" + address + "' is not an IPv4 address; give one of its pool");
      }
    }

    @Override
    public void shape(Service service) {
      service.getMetadata().setAnnotations(Map.of(ANNOTATION, address));
      service.getSpec().setType("LoadBalancer");
    }

    @Override
    public Optional<String> outside(Port port) {
      return Optional.of("http://" + address + ":" + port.number());
    }
  }
}
