package io.sparkstead.stack.proof.store;

import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.StorePrograms;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.ClusterName;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Words;
import java.util.List;
import java.util.Optional;

/** Whether the servers of a SeaweedFS find one another. */
public record WeedNames(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule SERVERS_FIND_EACH_OTHER =
      Rule.error("STO-33", "What a SeaweedFS calls itself leads to its ports")
          .why("Master, volumes and gateway dial one another by that name: nothing is stored.")
          .fix("Say -ip=127.0.0.1 where all of them are in one pod.");

  /** Each server, where it listens by default, and where to be asked by gRPC. */
  private static final List<String> SERVERS = List.of("master:9333", "volume:8080", "filer:8888");

  private static final int TO_GRPC = 10_000;

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      for (List<String> server : StorePrograms.weedServers(stack, workload)) {
        serversFindEachOther(workload, option(server, "ip").orElse(""), server);
      }
    }
  }

  private static Optional<String> option(List<String> server, String name) {
    for (String word : server) {
      if (word.startsWith("-" + name + "=") || word.startsWith("--" + name + "=")) {
        return Optional.of(word.substring(word.indexOf('=') + 1));
      }
    }
    return Optional.empty();
  }

  private void serversFindEachOther(Workload workload, String ip, List<String> server) {
    Optional<ClusterName> name =
        ip.matches(".*[a-z].*") ? ClusterName.of(ip, -1, stack) : Optional.empty();
    // A pod of a headless Service is reached at all its ports.
    Optional<ServiceView> service =
        name.isPresent() && name.get().namespace().equals(stack.namespace())
            ? stack.service(name.get().service())
            : Optional.empty();
    if (service.isEmpty() || service.get().isHeadless()) {
      return;
    }
    for (String one : SERVERS) {
      String title = one.substring(0, one.indexOf(':'));
      String said = option(server, title + ".port").orElse(one.substring(one.indexOf(':') + 1));
      int port = Words.isPort(said) ? Integer.parseInt(said) : 0;
      if (port > 0 && !(service.get().serves(port) && service.get().serves(port + TO_GRPC))) {
        at(SERVERS_FIND_EACH_OTHER, workload, ip)
            .say(
                "{it} has its {} be asked at {}:{} and {}, and {} does not lead there; say"
                    + " -ip=127.0.0.1",
                title,
                ip,
                port,
                port + TO_GRPC,
                service.get());
        return;
      }
    }
  }
}
