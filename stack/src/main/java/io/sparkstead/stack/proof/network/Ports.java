package io.sparkstead.stack.proof.network;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Port;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whoever asks a port is answered: container, Service and probe name the same. */
public record Ports(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule SERVICE_PORT_EXISTS =
      Rule.error("REF-02", "A Service points at a port that its pods declare")
          .why(
              "A named port that no container has leaves the Service without it; a number that"
                  + " nobody declares is a guess.")
          .fix("Declare the port on the container, or point the Service at one that is declared.");

  static final Rule HEADLESS_PORT_IS_THE_PODS =
      Rule.error("REF-23", "A headless Service's port is the pod's own")
          .why("Its name leads to the pod itself, so nothing turns one port into another.")
          .fix("Give both one number.");

  static final Rule PORT_IS_OFFERED =
      Rule.warning("REF-22", "A port that a container declares is offered by a Service")
          .why("Nobody reaches it by a name.")
          .fix("Add the port to a Service, or do not declare it.");

  static final Rule PROBE_PORT_EXISTS =
      Rule.error("REF-13", "A probe asks a port that its container declares")
          .why("The probe fails, and the container is killed for it.")
          .fix("Probe a port that the container declares.");

  @Override
  public void check() {
    for (ServiceView service : stack.services()) {
      List<Workload> selected = stack.selectedBy(service);
      if (!selected.isEmpty()) {
        for (ServiceView.Port port : service.ports()) {
          target(service, port, selected);
        }
      }
    }
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.mainContainers()) {
        for (Port port : container.ports()) {
          if (!isAskedBesides(workload, container, port)) {
            portIsOffered(workload, port);
          }
        }
      }
      for (ContainerView container : workload.containers()) {
        for (Probe probe : container.probes()) {
          probe(workload, container, probe);
        }
      }
    }
  }

  private void target(ServiceView service, ServiceView.Port port, List<Workload> selected) {
    List<Port> ports = new ArrayList<>();
    for (Workload workload : selected) {
      ports.addAll(workload.ports());
    }
    Optional<Port> declared = asked(ports, port.target());
    if (declared.isPresent() && !declared.get().protocol().equals(port.protocol())) {
      at(SERVICE_PORT_EXISTS, service, "protocol: " + port.protocol())
          .say("port {} of {it} is for {}; say what its pods do", port.number(), port.protocol());
    }
    if (declared.isEmpty()) {
      String target = String.valueOf(port.target().getValue());
      at(SERVICE_PORT_EXISTS, service, "targetPort: " + target)
          .say(
              "port {} of {it} points at {}, which {} does not declare; declare it on the container",
              port.number(),
              target,
              selected.get(0));
    } else if (service.isHeadless() && declared.get().number() != port.number()) {
      at(HEADLESS_PORT_IS_THE_PODS, service, "port: " + port.number())
          .say(
              "port {} of headless {it} leads to nothing: the pod listens at {}; give both one"
                  + " number",
              port.number(),
              declared.get().number());
    }
  }

  private static Optional<Port> asked(List<Port> ports, IntOrString asked) {
    for (Port port : ports) {
      if (port.is(asked)) {
        return Optional.of(port);
      }
    }
    return Optional.empty();
  }

  /** Whether the kubelet asks a sidecar there, or whoever collects its metrics. */
  private static boolean isAskedBesides(Workload workload, ContainerView container, Port port) {
    if (workload.ownContainers().contains(container)) {
      return false;
    }
    for (Probe probe : container.probes()) {
      boolean isByHttp =
          probe.getHttpGet() != null && port.is(Given.port(probe.getHttpGet().getPort()));
      boolean isByTcp =
          probe.getTcpSocket() != null && port.is(Given.port(probe.getTcpSocket().getPort()));
      if (isByHttp || isByTcp) {
        return true;
      }
    }
    return String.valueOf(port.number())
        .equals(workload.annotations().getOrDefault("prometheus.io/port", ""));
  }

  private void portIsOffered(Workload workload, Port port) {
    for (ServiceView service : stack.services()) {
      if (service.selects(workload) && offers(service, port)) {
        return;
      }
    }
    at(PORT_IS_OFFERED, workload, "containerPort: " + port.number())
        .say("port {} of {it} is offered by no Service; add it to one, or drop it", port.number());
  }

  private static boolean offers(ServiceView service, Port port) {
    for (ServiceView.Port one : service.ports()) {
      if (port.is(one.target())) {
        return true;
      }
    }
    return false;
  }

  private void probe(Workload workload, ContainerView container, Probe probe) {
    if (probe.getHttpGet() != null) {
      probePortExists(workload, container, Given.port(probe.getHttpGet().getPort()));
    }
    if (probe.getTcpSocket() != null) {
      probePortExists(workload, container, Given.port(probe.getTcpSocket().getPort()));
    }
  }

  private void probePortExists(Workload workload, ContainerView container, IntOrString asked) {
    // What a sidecar listens at need not be declared to be asked by number.
    boolean isBeside =
        asked.getStrVal() == null
            && container.ports().isEmpty()
            && !workload.ownContainers().contains(container);
    if (asked(container.ports(), asked).isEmpty() && !isBeside) {
      String port = String.valueOf(asked.getValue());
      at(PROBE_PORT_EXISTS, workload, "port: " + port)
          .say(
              "a probe of container {} in {it} asks port {}, which it does not declare; probe one"
                  + " it does",
              container.name(),
              port);
    }
  }
}
