package io.sparkstead.stack.proof.route;

import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.Probe;
import io.sparkstead.dsl.value.NearName;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.ClusterName;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whether the programs that are known answer what their probes ask. */
public record ProbedPaths(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule PROBE_IS_ANSWERED =
      Rule.error("REF-33", "A probe asks a path that the program behind it answers")
          .why("It answers 403 or 404: the pod is never ready, or is killed for ever.")
          .fix("Ask what the finding names.");

  static final Rule PROBE_SPEAKS_AS_THE_PROGRAM =
      Rule.error("REF-34", "A probe or a script asks by TLS where the program speaks TLS alone")
          .why("No handshake comes about: the pod is never ready, or the script waits for ever.")
          .fix("Ask by HTTP, or give the program a certificate.");

  private static final String TLS = "https://";

  @Override
  public void check() {
    // By file: several workloads are told what stands in one.
    Map<String, String> told = new TreeMap<>();
    for (Workload workload : stack.workloads()) {
      for (ContainerView container : workload.mainContainers()) {
        for (Probe probe : container.probes()) {
          asked(workload, container, probe.getHttpGet());
          if (probe.getGrpc() != null) {
            askedByGrpc(workload, container, Given.number(probe.getGrpc().getPort()));
          }
        }
        Lifecycle lifecycle = container.model().getLifecycle();
        if (lifecycle != null && lifecycle.getPostStart() != null) {
          asked(workload, container, lifecycle.getPostStart().getHttpGet());
        }
      }
      told.putAll(stack.told(workload));
    }
    for (Map.Entry<String, String> file : told.entrySet()) {
      String text = file.getValue();
      // Names are dear to look for, and most texts dial nobody by TLS.
      if (text.contains(TLS)) {
        for (ClusterName.Found found : ClusterName.allIn(text)) {
          if (text.contains(TLS + found.written())) {
            dialled(file.getKey(), found);
          }
        }
      }
    }
  }

  private void dialled(String path, ClusterName.Found found) {
    Optional<ServiceView> service = stack.service(found.name().service());
    if (service.isEmpty() || !found.name().namespace().equals(stack.namespace())) {
      return;
    }
    for (Workload workload : stack.selectedBy(service.get())) {
      for (ServiceView.Port served : service.get().ports()) {
        for (ContainerView container : workload.mainContainers()) {
          Optional<Answering> program =
              Answering.at(stack, workload, container, workload.portBehind(served));
          if (served.number() == found.name().port()
              && program.isPresent()
              && !program.get().tls()) {
            inFile(PROBE_SPEAKS_AS_THE_PROGRAM, path, TLS + found.written())
                .say(
                    "{it} asks {} by https://{}, and it has no certificate; say http://",
                    program.get().title(),
                    found.written());
          }
        }
      }
    }
  }

  private void askedByGrpc(Workload workload, ContainerView container, int port) {
    Optional<Answering> program = Answering.at(stack, workload, container, port);
    if (program.isPresent()) {
      at(PROBE_IS_ANSWERED, workload, "grpc")
          .say(
              "a probe of {it} asks {} by gRPC, which speaks HTTP; ask for {} by httpGet",
              program.get().title(),
              program.get().whole().get(0));
    }
  }

  private void asked(Workload workload, ContainerView container, @Nullable HTTPGetAction get) {
    // Another host is another program.
    if (get == null || get.getHost() != null) {
      return;
    }
    Optional<Answering> program = program(workload, container, get);
    if (program.isEmpty()) {
      return;
    }
    String path = Given.text(get.getPath());
    if (!program.get().answers(path)) {
      at(PROBE_IS_ANSWERED, workload, path.isEmpty() ? "httpGet" : path)
          .say(
              "a probe of {it} asks {} for {}, which it does not answer; did you mean {}?",
              program.get().title(),
              path.isEmpty() ? "/" : path,
              NearName.of(path, program.get().whole()).orElse(program.get().whole().get(0)));
    }
    if ("HTTPS".equals(get.getScheme()) && !program.get().tls()) {
      at(PROBE_SPEAKS_AS_THE_PROGRAM, workload, "scheme: HTTPS")
          .say(
              "a probe of {it} asks {} by HTTPS, and it has no certificate; leave scheme out",
              program.get().title());
    }
  }

  private Optional<Answering> program(
      Workload workload, ContainerView container, HTTPGetAction get) {
    IntOrString asked = Given.port(get.getPort());
    int port = Given.number(asked.getIntVal());
    for (ContainerView.Port declared : container.ports()) {
      port = declared.is(asked) ? declared.number() : port;
    }
    return Answering.at(stack, workload, container, port);
  }
}
