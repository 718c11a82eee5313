package io.sparkstead.stack.proof.route;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.Set;
import java.util.TreeSet;

/** Whether probes of a server ask what is there while nobody works with it. */
public record ProbedSessions(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule PROBE_ASKS_THE_SERVER =
      Rule.error("POD-55", "No probe of a server asks a port that a session of Spark opens")
          .why("Nobody listens until somebody starts one: the pod is never ready, or is killed.")
          .fix("Ask the port of the server itself.");

  /** Of the page, the driver and its block manager, as Spark has them if nobody says. */
  private static final Set<String> KEYS =
      Set.of("spark.ui.port", "spark.driver.port", "spark.driver.blockManager.port");

  private static final String PAGE = "4040";

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      // What is a driver itself has a session from its start on, or is Spark Connect.
      if (stack.runsDriver(workload)
          && !workload.isJob()
          && stack.allTold(workload).contains("jupyter")) {
        Set<String> ports = ports(workload);
        for (ContainerView container : workload.ownContainers()) {
          for (Probe probe : container.probes()) {
            asked(workload, container, ports, probe);
          }
        }
      }
    }
  }

  private Set<String> ports(Workload workload) {
    Set<String> ports = new TreeSet<>(Set.of(PAGE));
    for (Conf conf : stack.confs()) {
      if (stack.reads(workload, conf)) {
        KEYS.forEach(key -> conf.get(key).ifPresent(ports::add));
      }
    }
    return ports;
  }

  private void asked(Workload workload, ContainerView container, Set<String> ports, Probe probe) {
    if (probe.getTcpSocket() != null) {
      asked(workload, container, ports, Given.port(probe.getTcpSocket().getPort()));
    }
    if (probe.getHttpGet() != null) {
      asked(workload, container, ports, Given.port(probe.getHttpGet().getPort()));
    }
  }

  private void asked(
      Workload workload, ContainerView container, Set<String> ports, IntOrString asked) {
    for (ContainerView.Port port : container.ports()) {
      if (port.is(asked) && ports.contains(String.valueOf(port.number()))) {
        at(PROBE_ASKS_THE_SERVER, workload, "port: " + asked.getValue())
            .say(
                "a probe of container {} in {it} asks port {}, at which nobody listens until a"
                    + " session of Spark is started; ask the server's own",
                container.name(),
                port.number());
        return;
      }
    }
  }
}
