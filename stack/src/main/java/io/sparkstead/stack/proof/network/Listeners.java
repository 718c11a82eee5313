package io.sparkstead.stack.proof.network;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.ContainerView;
import io.sparkstead.stack.proof.evidence.ContainerView.Variable;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.Given;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.spark.Keys;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Hinted;
import io.sparkstead.stack.proof.text.Words;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Programs listen where their pods declare it, by what they are told, and nowhere else. */
public record Listeners(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule PROGRAM_LISTENS_WHERE_DECLARED =
      Rule.error("AGR-24", "A program listens at a port that its container declares")
          .why("Service and probes ask a port where nobody answers.")
          .fix("Set property, argument and container port from one value.");

  static final Rule STORE_KEEPS_ITS_INNER_PORTS =
      Rule.error("NET-11", "SeaweedFS asks for keys wherever it listens for others")
          .why(
              "Its master, volume server and filer ask nobody, and its S3 gateway takes a new administrator"
                  + " from whoever reaches its gRPC port.")
          .fix(
              "Bind the servers to 127.0.0.1, name users in -s3.config, and let the gateway's gRPC speak"
                  + " TLS.");

  static final Rule PROGRAM_LISTENS_FOR_IPV6 =
      Rule.error("NET-16", "Behind a Service of IPv6 a program listens at addresses of IPv6")
          .why("Whoever opens it is refused: it listens at those of IPv4 alone.")
          .fix(
              "Give it an address of IPv4, or a Service inside and an Ingress or a Gateway in front,"
                  + " whose proxy takes both.");

  /** What Jupyter and SeaweedFS are told by: at where they listen. */
  private static final List<String> LISTENS = List.of("ServerApp.ip", "ip.bind");

  private static final String HISTORY_PORT = "spark.history.ui.port";
  private static final List<String> WEED_TLS =
      List.of("WEED_GRPC_CA", "WEED_GRPC_S3_CERT", "WEED_GRPC_S3_KEY");

  private static final Hinted WEED_SERVER =
      Hinted.anywhere("\\bweed\\b.*?\\s(?:server|mini|s3)(?=\\s)", "weed");
  private static final Hinted JUPYTER_OPTION =
      Hinted.anywhere("jupyter[- ]lab\\b[^;&|]*--port[=\\s]+(\\d+)", "--port").with("jupyter");

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      String told = stack.allTold(workload);
      if (runsMinio(workload) && isServer(told)) {
        listens(workload, "MinIO", portAfter(told, "--address").orElse("9000"));
        listens(workload, "MinIO's console", portAfter(told, "--console-address"));
      }
      if (WEED_SERVER.isIn(told)) {
        seaweed(workload, told);
      }
      listens(workload, "Jupyter", jupyter(told));
    }
    for (ServiceView service : stack.services()) {
      if (Given.list(service.spec().getIpFamilies()).contains("IPv6")) {
        listensForIpv6(service);
      }
    }
    for (Conf conf : stack.confs()) {
      Optional<Workload> reader = stack.readerOf(conf);
      if (reader.isPresent()) {
        spark(conf, reader.get());
      }
    }
  }

  private void listensForIpv6(ServiceView service) {
    for (Workload workload : stack.selectedBy(service)) {
      for (String option : LISTENS) {
        for (String address : Words.allAfter(stack.allTold(workload), option)) {
          if (address.contains("0.0.0.0")) {
            at(PROGRAM_LISTENS_FOR_IPV6, service, "IPv6")
                .say(
                    "{it} is of IPv6, and {} listens at {}, which is all of IPv4; give it an address"
                        + " of IPv4, or an Ingress or a Gateway",
                    workload,
                    address);
            return;
          }
        }
      }
    }
  }

  private static boolean runsMinio(Workload workload) {
    for (ContainerView container : workload.mainContainers()) {
      if (container.image().contains("minio")
          || String.join(" ", container.command()).contains("minio")) {
        return true;
      }
    }
    return false;
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

  private void seaweed(Workload workload, String told) {
    listens(workload, "SeaweedFS", Words.numberAfter(told, "-s3.port").orElse("8333"));
    String catalog = Words.numberAfter(told, "-s3.port.iceberg").orElse("0");
    if (!catalog.startsWith("0")) {
      listens(workload, "SeaweedFS's catalogue", catalog);
    }
    if (!told.contains("-ip.bind=127.0.0.1")) {
      at(STORE_KEEPS_ITS_INNER_PORTS, workload, "command:")
          .say(
              "{it} opens SeaweedFS's master, volume server and filer to all; tell weed"
                  + " -ip.bind=127.0.0.1");
    }
    if (!told.contains("-s3.config=")) {
      at(STORE_KEEPS_ITS_INNER_PORTS, workload, "command:")
          .say("{it} lets everybody into every bucket; tell weed -s3.config");
    }
    Set<String> variables = new HashSet<>();
    for (ContainerView container : workload.containers()) {
      for (Variable variable : container.variables()) {
        variables.add(variable.name());
        if (WEED_TLS.contains(variable.name())
            && variable.value().equals(Optional.of("/dev/null"))) {
          findings
              .at(STORE_KEEPS_ITS_INNER_PORTS, workload, variable.name())
              .say(
                  "{it} takes {} from /dev/null, with which SeaweedFS 4.53 does not start; name a"
                      + " file that start.sh writes",
                  variable.name());
        }
      }
    }
    if (!variables.containsAll(WEED_TLS)) {
      at(STORE_KEEPS_ITS_INNER_PORTS, workload, "env:")
          .say(
              "{it} takes users from whoever reaches the gRPC port of its S3 gateway; set {}",
              String.join(", ", WEED_TLS));
    }
  }

  private static Optional<String> jupyter(String told) {
    Optional<String> set = Words.numberAfter(told, "ServerApp.port");
    return set.isEmpty() ? JUPYTER_OPTION.find(told) : set;
  }

  /** Where Spark listens, by the properties it reads. */
  private void spark(Conf conf, Workload reader) {
    if (conf.isHistory()) {
      listens(reader, "the History Server", conf.get(HISTORY_PORT).orElse("18080"));
    }
    if (conf.isClient()) {
      listens(reader, "the driver", conf.get(Keys.DRIVER_PORT));
      listens(reader, "the driver's block manager", conf.get(Keys.BLOCK_MANAGER_PORT));
      listens(reader, "Spark's UI", conf.get(Keys.UI_PORT).orElse("4040"));
      if (stack.runsClass(reader, Keys.CONNECT_SERVER)) {
        listens(reader, "Spark Connect", conf.get(Keys.CONNECT_PORT).orElse("15002"));
      }
    }
  }

  private void listens(Workload workload, String who, Optional<String> port) {
    if (port.isPresent()) {
      listens(workload, who, port.get());
    }
  }

  private void listens(Workload workload, String who, String port) {
    boolean isDeclared = Words.isPort(port) && workload.declares(Integer.parseInt(port));
    // A pod that declares nothing is judged by its Services alone.
    if (!isDeclared && !workload.ports().isEmpty()) {
      at(PROGRAM_LISTENS_WHERE_DECLARED, workload, "ports:")
          .say("{} listens at {}, which {it} does not declare; give both one number", who, port);
    }
  }
}
