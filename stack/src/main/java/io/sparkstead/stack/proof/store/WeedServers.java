package io.sparkstead.stack.proof.store;

import io.sparkstead.stack.proof.evidence.Conf;
import io.sparkstead.stack.proof.evidence.Evidence;
import io.sparkstead.stack.proof.evidence.ServiceView;
import io.sparkstead.stack.proof.evidence.StorePrograms;
import io.sparkstead.stack.proof.evidence.Workload;
import io.sparkstead.stack.proof.evidence.network.ClusterName;
import io.sparkstead.stack.proof.evidence.spark.S3;
import io.sparkstead.stack.proof.rule.FamilyCheck;
import io.sparkstead.stack.proof.rule.Findings;
import io.sparkstead.stack.proof.rule.Rule;
import io.sparkstead.stack.proof.text.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a SeaweedFS that is asked for S3 starts all that it takes. */
public record WeedServers(Evidence stack, Findings findings) implements FamilyCheck {

  static final Rule GATEWAY_IS_STARTED =
      Rule.error(
              "STO-09",
              "A SeaweedFS that properties name starts its S3 gateway, and where to keep files")
          .why("Nobody answers at the endpoint, or there is nowhere to write to.")
          .fix("Start weed server with -s3, which starts the filer too.");

  static final Rule PAGES_ARE_SHOWN =
      Rule.warning("STO-19", "A SeaweedFS whose files a Service shows to browsers shows them")
          .why("Its filer answers every folder by 405, and people see no file.")
          .fix("Leave the option out, or the port of the Service.");

  static final Rule PARTS_FIND_ONE_ANOTHER =
      Rule.error("STO-26", "The servers of a SeaweedFS listen where they tell one another to ask")
          .why("Filer, volumes and master do not find one another: nothing is written.")
          .fix("Say the same for -ip as for -ip.bind, or drop -ip.bind.");

  private static final Set<String> OWN = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

  private static final String NO_PAGES = "disableDirListing";
  private static final String FILER_PORT = "8888";

  @Override
  public void check() {
    for (Workload workload : stack.workloads()) {
      List<List<String>> servers = StorePrograms.weedServers(stack, workload);
      for (List<String> server : servers) {
        pagesAreShown(workload, server);
        partsFindOneAnother(workload, server);
      }
      if (!servers.isEmpty() && isAskedForS3(workload)) {
        for (List<String> server : servers) {
          gatewayIsStarted(workload, server);
        }
      }
    }
  }

  private void pagesAreShown(Workload workload, List<String> server) {
    if (!starts(server, "(?:filer\\.)?" + NO_PAGES)) {
      return;
    }
    List<String> ports = Words.allAfter(String.join(" ", server), "-filer.port");
    String port = ports.isEmpty() ? FILER_PORT : ports.get(0);
    for (ServiceView service : stack.services()) {
      for (ServiceView.Port served : service.ports()) {
        if (service.selects(workload) && String.valueOf(workload.portBehind(served)).equals(port)) {
          at(PAGES_ARE_SHOWN, workload, NO_PAGES)
              .say(
                  "{it} runs weed with {}, and port {} of {} leads to its filer; leave the option"
                      + " out, or the port",
                  NO_PAGES,
                  served.number(),
                  service);
        }
      }
    }
  }

  private void gatewayIsStarted(Workload workload, List<String> server) {
    if (!starts(server, "s3")) {
      at(GATEWAY_IS_STARTED, workload, "")
          .say("{it} runs weed server without -s3, and properties name it as their store; add -s3");
    }
    for (String part : List.of("master", "volume")) {
      if (server.contains("-" + part + "=false") && !server.toString().contains("-master.peers")) {
        at(GATEWAY_IS_STARTED, workload, "")
            .say("{it} runs weed server with -{}=false, and has no other; leave it out", part);
      }
    }
  }

  private void partsFindOneAnother(Workload workload, List<String> server) {
    String told = value(server, "ip");
    String bound = value(server, "ip.bind");
    if (OWN.contains(bound) && !told.isEmpty() && !OWN.contains(told)) {
      at(PARTS_FIND_ONE_ANOTHER, workload, "")
          .say(
              "{it} has SeaweedFS listen at {} and tell its parts to ask {}; say -ip={}",
              bound,
              told,
              bound);
    }
  }

  private static String value(List<String> server, String option) {
    for (String word : server) {
      if (word.matches("--?" + option.replace(".", "\\.") + "=.*")) {
        return word.substring(word.indexOf('=') + 1);
      }
    }
    return "";
  }

  private static boolean starts(List<String> server, String part) {
    for (String word : server) {
      if (word.matches("--?" + part + "(?:=true|=1)?")) {
        return true;
      }
    }
    return false;
  }

  private boolean isAskedForS3(Workload workload) {
    for (Conf conf : stack.confs()) {
      Optional<ClusterName> store = S3.inside(stack, conf.get(S3.ENDPOINT).orElse(""));
      Optional<ServiceView> service =
          store.isPresent() ? stack.service(store.get().service()) : Optional.empty();
      if (service.isPresent() && service.get().selects(workload)) {
        return true;
      }
    }
    return false;
  }
}
