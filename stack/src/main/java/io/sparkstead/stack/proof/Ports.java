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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whoever asks a port is answered: program, container, Service and probe name the same. */
final class Ports implements RuleFamily {

  private static final String HISTORY_PORT = "spark.history.ui.port";
  private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");
  private static final Pattern MINIO_SERVER = Pattern.compile("\\bserver\\s+/");
  private static final Pattern MINIO_ADDRESS = Pattern.compile("--address[\\s=]+\\S*:(\\d+)");
  private static final Pattern MINIO_CONSOLE =
      Pattern.compile("--console-address[\\s=]+\\S*:(\\d+)");
  private static final Pattern WEED_SERVER =
      Pattern.compile("\\bweed\\b.*?\\s(?:server|mini|s3)(?=\\s)");
  private static final Pattern WEED_S3 = Pattern.compile("-s3\\.port=(\\d+)");
  private static final Pattern WEED_CATALOG = Pattern.compile("-s3\\.port\\.iceberg=([1-9]\\d*)");
  private static final List<String> WEED_TLS =
      List.of("WEED_GRPC_CA", "WEED_GRPC_S3_CERT", "WEED_GRPC_S3_KEY");
  private static final Pattern JUPYTER_PORT =
      Pattern.compile("(?:ServerApp\\.port\\s*=\\s*|jupyter[- ]lab\\b[^;&|]*--port[=\\s]+)(\\d+)");

  @Override
  public void check(Evidence stack, Findings findings) {
    stack
        .all(Service.class)
        .forEach((manifest, service) -> targets(stack, findings, manifest, service));
    for (Workload workload : stack.workloads()) {
      offered(stack, findings, workload);
      probes(findings, workload);
      programs(stack, findings, workload);
    }
    for (Conf conf : stack.confs()) {
      stack.readerOf(conf).ifPresent(reader -> spark(stack, findings, conf, reader));
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
      Optional<ContainerPort> declared =
          selected.stream()
              .flatMap(Ports::ports)
              .filter(p -> is(p, port.getTargetPort()))
              .findFirst();
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
      declared
          .filter(pod -> isHeadless(service) && !pod.getContainerPort().equals(port.getPort()))
          .ifPresent(
              pod ->
                  findings.about(
                      manifest,
                      "port: " + port.getPort(),
                      "port "
                          + port.getPort()
                          + " of headless "
                          + manifest
                          + " leads to nothing: the pod listens at "
                          + pod.getContainerPort()
                          + "; give both one number"));
    }
  }

  static boolean isHeadless(Service service) {
    return "None".equals(service.getSpec().getClusterIP());
  }

  private static Stream<ContainerPort> ports(Workload workload) {
    return workload.template().getSpec().getContainers().stream()
        .flatMap(container -> container.getPorts().stream());
  }

  private static boolean is(ContainerPort port, IntOrString target) {
    return target.getStrVal() != null
        ? target.getStrVal().equals(port.getName())
        : port.getContainerPort().equals(target.getIntVal());
  }

  private static void offered(Evidence stack, Findings findings, Workload workload) {
    findings.checking(Rule.PORT_IS_OFFERED);
    ports(workload)
        .filter(
            port ->
                stack.all(Service.class).values().stream()
                    .filter(service -> References.selected(stack, service).contains(workload))
                    .flatMap(service -> service.getSpec().getPorts().stream())
                    .noneMatch(served -> is(port, served.getTargetPort())))
        .forEach(
            port ->
                findings.about(
                    workload.manifest(),
                    "containerPort: " + port.getContainerPort(),
                    "port "
                        + port.getContainerPort()
                        + " of "
                        + workload
                        + " is offered by no Service; add it to one, or drop it"));
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
    if (container.getPorts().stream().noneMatch(declared -> is(declared, port))) {
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
  }

  /** Where the object store and Jupyter listen, by what they are told. */
  private static void programs(Evidence stack, Findings findings, Workload workload) {
    String told = String.join("\n", stack.told(workload).values());
    if (runsMinio(workload) && MINIO_SERVER.matcher(told).find()) {
      listens(findings, workload, "MinIO", Dockerfiles.find(told, MINIO_ADDRESS).orElse("9000"));
      Dockerfiles.find(told, MINIO_CONSOLE)
          .ifPresent(port -> listens(findings, workload, "MinIO's console", port));
    }
    if (WEED_SERVER.matcher(told).find()) {
      listens(findings, workload, "SeaweedFS", Dockerfiles.find(told, WEED_S3).orElse("8333"));
      Dockerfiles.find(told, WEED_CATALOG)
          .ifPresent(port -> listens(findings, workload, "SeaweedFS's catalogue", port));
      seaweed(findings, workload, told);
    }
    Dockerfiles.find(told, JUPYTER_PORT)
        .ifPresent(port -> listens(findings, workload, "Jupyter", port));
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
    Set<String> variables =
        workload.containers().stream()
            .flatMap(container -> container.getEnv().stream())
            .map(EnvVar::getName)
            .collect(Collectors.toSet());
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
    return workload.template().getSpec().getContainers().stream()
        .anyMatch(
            container ->
                container.getImage().contains("minio")
                    || String.join(" ", container.getCommand()).contains("minio"));
  }

  /** Where Spark listens, by the properties it reads. */
  private static void spark(Evidence stack, Findings findings, Conf conf, Workload reader) {
    if (conf.isHistory()) {
      String port = conf.get(HISTORY_PORT).orElse("18080");
      listens(findings, reader, "the History Server", port);
    }
    if (conf.isClient()) {
      conf.get("spark.driver.port")
          .ifPresent(port -> listens(findings, reader, "the driver", port));
      conf.get("spark.blockManager.port")
          .ifPresent(port -> listens(findings, reader, "the driver's block manager", port));
      listens(findings, reader, "Spark's UI", conf.get("spark.ui.port").orElse("4040"));
      if (Connect.isServer(stack, reader)) {
        listens(findings, reader, "Spark Connect", conf.get(Connect.PORT).orElse("15002"));
      }
    }
  }

  private static void listens(Findings findings, Workload workload, String who, String port) {
    findings.checking(Rule.PROGRAM_LISTENS_WHERE_DECLARED);
    Matcher number = NUMBER.matcher(port);
    // A pod that declares nothing is judged by its Services alone.
    boolean declares = ports(workload).findAny().isPresent();
    if (declares && (!number.matches() || !workload.declares(Integer.parseInt(port)))) {
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
}
