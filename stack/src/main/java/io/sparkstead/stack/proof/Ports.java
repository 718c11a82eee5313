package io.sparkstead.stack.proof;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.sparkstead.stack.Manifest;
import io.sparkstead.stack.proof.Evidence.Conf;
import io.sparkstead.stack.proof.Evidence.Workload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whoever asks a port is answered: program, container, Service and probe name the same. */
final class Ports implements RuleFamily {

  private static final String HISTORY_PORT = "spark.history.ui.port";
  private static final List<String> WEED_TLS =
      List.of("WEED_GRPC_CA", "WEED_GRPC_S3_CERT", "WEED_GRPC_S3_KEY");

  private static final Hinted WEED_SERVER =
      Hinted.anywhere("\\bweed\\b.*?\\s(?:server|mini|s3)(?=\\s)", "weed");
  private static final Hinted JUPYTER_OPTION =
      Hinted.anywhere("jupyter[- ]lab\\b[^;&|]*--port[=\\s]+(\\d+)", "--port").with("jupyter");

  @Override
  public void check(Evidence stack, Findings findings) {
    for (Map.Entry<Manifest, Service> service : stack.all(Service.class).entrySet()) {
      targets(stack, findings, service.getKey(), service.getValue());
    }
    for (Workload workload : stack.workloads()) {
      offered(stack, findings, workload);
      probes(findings, workload);
      programs(stack, findings, workload);
    }
    for (Conf conf : stack.confs()) {
      Optional<Workload> reader = stack.readerOf(conf);
      if (reader.isPresent()) {
        spark(stack, findings, conf, reader.get());
      }
    }
  }

  private static void targets(
      Evidence stack, Findings findings, Manifest manifest, Service service) {
    List<Workload> selected = References.selected(stack, service);
    if (selected.isEmpty()) {
      return;
    }
    for (ServicePort port : service.getSpec().getPorts()) {
      String target = String.valueOf(port.getTargetPort().getValue());
      Optional<ContainerPort> declared = declared(selected, port.getTargetPort());
      findings.checking(Rule.SERVICE_PORT_EXISTS);
      if (declared.isEmpty()) {
        findings.about(
            manifest,
            "targetPort: " + target,
            "port "
                + port.getPort()
                + " of "
                + manifest
                + " points at "
                + target
                + ", which "
                + selected.get(0)
                + " does not declare; declare it on the container");
      }
      findings.checking(Rule.HEADLESS_PORT_IS_THE_PODS);
      if (declared.isPresent()
          && isHeadless(service)
          && !declared.get().getContainerPort().equals(port.getPort())) {
        findings.about(
            manifest,
            "port: " + port.getPort(),
            "port "
                + port.getPort()
                + " of headless "
                + manifest
                + " leads to nothing: the pod listens at "
                + declared.get().getContainerPort()
                + "; give both one number");
      }
    }
  }

  private static Optional<ContainerPort> declared(List<Workload> workloads, IntOrString target) {
    for (Workload workload : workloads) {
      for (ContainerPort port : ports(workload)) {
        if (is(port, target)) {
          return Optional.of(port);
        }
      }
    }
    return Optional.empty();
  }

  static boolean isHeadless(Service service) {
    return "None".equals(service.getSpec().getClusterIP());
  }

  private static List<ContainerPort> ports(Workload workload) {
    List<ContainerPort> ports = new ArrayList<>();
    for (Container container : workload.template().getSpec().getContainers()) {
      ports.addAll(container.getPorts());
    }
    return ports;
  }

  private static boolean is(ContainerPort port, IntOrString target) {
    return target.getStrVal() != null
        ? target.getStrVal().equals(port.getName())
        : port.getContainerPort().equals(target.getIntVal());
  }

  private static void offered(Evidence stack, Findings findings, Workload workload) {
    findings.checking(Rule.PORT_IS_OFFERED);
    List<ServicePort> served = new ArrayList<>();
    for (Service service : stack.all(Service.class).values()) {
      if (References.selects(service, workload)) {
        served.addAll(service.getSpec().getPorts());
      }
    }
    for (ContainerPort port : ports(workload)) {
      if (!isServed(port, served)) {
        findings.about(
            workload.manifest(),
            "containerPort: " + port.getContainerPort(),
            "port "
                + port.getContainerPort()
                + " of "
                + workload
                + " is offered by no Service; add it to one, or drop it");
      }
    }
  }

  private static boolean isServed(ContainerPort port, List<ServicePort> served) {
    for (ServicePort one : served) {
      if (is(port, one.getTargetPort())) {
        return true;
      }
    }
    return false;
  }

  private static void probes(Findings findings, Workload workload) {
    findings.checking(Rule.PROBE_PORT_EXISTS);
    for (Container container : workload.containers()) {
      probe(findings, workload, container, container.getStartupProbe());
      probe(findings, workload, container, container.getReadinessProbe());
      probe(findings, workload, container, container.getLivenessProbe());
    }
  }

  private static void probe(
      Findings findings, Workload workload, Container container, @Nullable Probe probe) {
    if (probe != null && probe.getHttpGet() != null) {
      asked(findings, workload, container, probe.getHttpGet().getPort());
    }
    if (probe != null && probe.getTcpSocket() != null) {
      asked(findings, workload, container, probe.getTcpSocket().getPort());
    }
  }

  private static void asked(
      Findings findings, Workload workload, Container container, IntOrString port) {
    for (ContainerPort declared : container.getPorts()) {
      if (is(declared, port)) {
        return;
      }
    }
    findings.about(
        workload.manifest(),
        "port: " + port.getValue(),
        "a probe of container "
            + container.getName()
            + " in "
            + workload
            + " asks port "
            + port.getValue()
            + ", which it does not declare; probe one it does");
  }

  /** Where the object store and Jupyter listen, by what they are told. */
  private static void programs(Evidence stack, Findings findings, Workload workload) {
    String told = String.join("\n", stack.told(workload).values());
    if (runsMinio(workload) && isServer(told)) {
      String api = portAfter(told, "--address").orElse("9000");
      listens(findings, workload, "MinIO", api);
      listens(findings, workload, "MinIO's console", portAfter(told, "--console-address"));
    }
    if (WEED_SERVER.isIn(told)) {
      String s3 = Words.numberAfter(told, "-s3.port").orElse("8333");
      listens(findings, workload, "SeaweedFS", s3);
      Optional<String> catalog = Words.numberAfter(told, "-s3.port.iceberg");
      if (!catalog.orElse("0").startsWith("0")) {
        listens(findings, workload, "SeaweedFS's catalogue", catalog);
      }
      seaweed(findings, workload, told);
    }
    listens(findings, workload, "Jupyter", jupyter(told));
  }

  /** Whether the command {@code server} is there, with a folder behind it. */
  private static boolean isServer(String told) {
    for (String word : Words.allAfter(told, "server")) {
      if (word.startsWith("/")) {
        return true;
      }
    }
    return false;
  }

  /** {@code 9000} of {@code --address :9000}. */
  private static Optional<String> portAfter(String told, String option) {
    for (String address : Words.allAfter(told, option)) {
      int colon = address.lastIndexOf(':');
      Optional<String> port = Words.number(address.substring(colon + 1));
      if (colon >= 0 && port.isPresent()) {
        return port;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> jupyter(String told) {
    Optional<String> set = Words.numberAfter(told, "ServerApp.port");
    return set.isEmpty() ? JUPYTER_OPTION.find(told) : set;
  }

  private static void seaweed(Findings findings, Workload workload, String told) {
    findings.checking(Rule.STORE_KEEPS_ITS_INNER_PORTS);
    if (!told.contains("-ip.bind=127.0.0.1")) {
      findings.about(
          workload.manifest(),
          "command:",
          workload
              + " opens SeaweedFS's master, volume server and filer to all; tell weed"
              + " -ip.bind=127.0.0.1");
    }
    if (!told.contains("-s3.config=")) {
      findings.about(
          workload.manifest(),
          "command:",
          workload + " lets everybody into every bucket; tell weed -s3.config");
    }
    Set<String> variables = new HashSet<>();
    for (Container container : workload.containers()) {
      for (EnvVar variable : container.getEnv()) {
        variables.add(variable.getName());
      }
    }
    if (!variables.containsAll(WEED_TLS)) {
      findings.about(
          workload.manifest(),
          "env:",
          workload
              + " takes users from whoever reaches the gRPC port of its S3 gateway; set "
              + String.join(", ", WEED_TLS));
    }
  }

  private static boolean runsMinio(Workload workload) {
    for (Container container : workload.template().getSpec().getContainers()) {
      if (container.getImage().contains("minio")
          || String.join(" ", container.getCommand()).contains("minio")) {
        return true;
      }
    }
    return false;
  }

  /** Where Spark listens, by the properties it reads. */
  private static void spark(Evidence stack, Findings findings, Conf conf, Workload reader) {
    if (conf.isHistory()) {
      String port = conf.get(HISTORY_PORT).orElse("18080");
      listens(findings, reader, "the History Server", port);
    }
    if (conf.isClient()) {
      listens(findings, reader, "the driver", conf.get("spark.driver.port"));
      listens(findings, reader, "the driver's block manager", conf.get("spark.blockManager.port"));
      listens(findings, reader, "Spark's UI", conf.get("spark.ui.port").orElse("4040"));
      if (Connect.isServer(stack, reader)) {
        listens(findings, reader, "Spark Connect", conf.get(Connect.PORT).orElse("15002"));
      }
    }
  }

  private static void listens(
      Findings findings, Workload workload, String who, Optional<String> port) {
    if (port.isPresent()) {
      listens(findings, workload, who, port.get());
    }
  }

  private static void listens(Findings findings, Workload workload, String who, String port) {
    findings.checking(Rule.PROGRAM_LISTENS_WHERE_DECLARED);
    // A pod that declares nothing is judged by its Services alone.
    boolean declares = !ports(workload).isEmpty();
    if (declares && (!isNumber(port) || !workload.declares(Integer.parseInt(port)))) {
      findings.about(
          workload.manifest(),
          "ports:",
          who
              + " listens at "
              + port
              + ", which "
              + workload
              + " does not declare; give both one number");
    }
  }

  /** Whether {@code text} is one to five digits. */
  static boolean isNumber(String text) {
    return Dockerfiles.isNumber(text) && text.length() <= 5;
  }
}
