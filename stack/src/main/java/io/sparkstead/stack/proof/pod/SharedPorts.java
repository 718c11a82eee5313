package io.sparkstead.stack.proof.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Port;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.evidence.spark.TemplatePod;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the containers of a pod, which share one network, keep out of each other's ports. */
public record SharedPorts(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule NUMBER_IS_ONES_OWN =
      Rule.error("POD-37", "No two containers of a pod listen at the same port")
          .why("They share one network: the second cannot bind, ends, and is started again.")
          .fix("Let one listen at another port, or declare the port where it is listened at.");

  static final Rule NAME_LEADS_TO_THE_SERVER =
      Rule.error("POD-38", "A Service's port by name leads to the container that it is for")
          .why("Of two ports of one name Kubernetes takes the first: the sidecar answers.")
          .fix("Name the sidecar's port otherwise.");

  static final Rule NAME_IS_ONES_OWN =
      Rule.warning("POD-39", "No two containers of a pod call a port alike")
          .why("Services take the first of them, monitors all: which is meant, its place decides.")
          .fix("Name one of the two otherwise.");

  private static final SparksPort BLOCKS = new SparksPort(Keys.BLOCK_MANAGER_PORT, "7079");

  private static final List<SparksPort> OF_DRIVERS =
      List.of(
          BLOCKS, new SparksPort(Keys.DRIVER_PORT, "7078"), new SparksPort(Keys.UI_PORT, "4040"));

  /** Where Spark listens, as a property says or Spark's manifests do. */
  private record SparksPort(String key, String usual) {

    String number(Conf conf) {
      return conf.get(key).orElse(usual);
    }
  }

  /** A port, and the container that declares it. */
  private record Declared(ContainerView container, Port port) {}

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      List<Declared> all = declared(workload);
      for (int i = 0; i < all.size(); i++) {
        for (Declared later : all.subList(i + 1, all.size())) {
          if (!later.container().equals(all.get(i).container())) {
            pair(workload, all.get(i), later);
          }
        }
      }
    }
    for (TemplatePod template : TemplatePod.allOf(stack)) {
      besideSpark(template, "driver", OF_DRIVERS);
      besideSpark(template, "executor", List.of(BLOCKS));
    }
  }

  /** In the order in which Kubernetes looks through them, of all that run at once. */
  private static List<Declared> declared(Workload workload) {
    List<ContainerView> together = new ArrayList<>(workload.mainContainers());
    for (ContainerView container : workload.initContainers()) {
      if ("Always".equals(container.model().getRestartPolicy())) {
        together.add(container);
      }
    }
    List<Declared> all = new ArrayList<>();
    for (ContainerView container : together) {
      for (Port port : container.ports()) {
        all.add(new Declared(container, port));
      }
    }
    return all;
  }

  private void pair(Workload workload, Declared first, Declared second) {
    Port port = first.port();
    boolean isOneProtocol = port.protocol().equals(second.port().protocol());
    if (isOneProtocol && port.number() == second.port().number()) {
      at(NUMBER_IS_ONES_OWN, workload, "containerPort: " + port.number())
          .say(
              "containers {} and {} of {it} both listen at port {}, and share one network; let one"
                  + " listen at another",
              first.container().name(),
              second.container().name(),
              port.number());
    } else if (!port.name().isEmpty() && port.name().equals(second.port().name())) {
      name(workload, first, second);
    }
  }

  private void name(Workload workload, Declared first, Declared second) {
    String name = first.port().name();
    Optional<ServiceView> service = ledByName(workload, name);
    if (service.isPresent()
        && isOwn(workload, second.container())
        && !isOwn(workload, first.container())) {
      at(NAME_LEADS_TO_THE_SERVER, workload, "name: " + name)
          .say(
              "{} leads to port {} by its name, and of {it} that is the one of container {}, which"
                  + " stands before {}; name the sidecar's port otherwise",
              service.get(),
              name,
              first.container().name(),
              second.container().name());
    } else {
      at(NAME_IS_ONES_OWN, workload, "name: " + name)
          .say(
              "containers {} and {} of {it} both call a port {}; name one otherwise",
              first.container().name(),
              second.container().name(),
              name);
    }
  }

  private Optional<ServiceView> ledByName(Workload workload, String name) {
    for (ServiceView service : stack.services()) {
      for (ServiceView.Port served : service.ports()) {
        if (service.selects(workload) && name.equals(served.target().getStrVal())) {
          return Optional.of(service);
        }
      }
    }
    return Optional.empty();
  }

  /** What the pod is there for: by its name, or else by its image, which the stack builds. */
  private boolean isOwn(Workload workload, ContainerView container) {
    List<ContainerView> own = workload.ownContainers();
    return own.size() == 1
        ? own.contains(container)
        : stack.images().has(container.image()) && own.contains(container);
  }

  private void besideSpark(TemplatePod template, String role, List<SparksPort> taken) {
    for (Conf conf : template.confs(stack, role)) {
      for (Container container : besideSparks(template, conf, role)) {
        for (ContainerPort port : Given.list(container.getPorts())) {
          for (SparksPort sparks : taken) {
            if (String.valueOf(port.getContainerPort()).equals(sparks.number(conf))) {
              at(NUMBER_IS_ONES_OWN, template.template(), sparks.number(conf))
                  .say(
                      "container {} of {it} listens at port {}, where Spark listens by {}; let it"
                          + " listen at another",
                      Given.text(container.getName()),
                      sparks.number(conf),
                      sparks.key());
            }
          }
        }
      }
    }
  }

  /** All but the container that Spark makes its own: the one that is named, or the first. */
  private static List<Container> besideSparks(TemplatePod template, Conf conf, String role) {
    List<Container> others = new ArrayList<>(Given.list(template.spec().getContainers()));
    Optional<String> named = conf.get("spark.kubernetes." + role + ".podTemplateContainerName");
    if (named.isPresent()) {
      others.removeIf(container -> named.get().equals(container.getName()));
    } else if (!others.isEmpty()) {
      others.remove(0);
    }
    return others;
  }
}
